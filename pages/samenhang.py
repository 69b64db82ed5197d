from functools import partial

from perspectief.report.block.heading import heading_of
from perspectief.report.samenhang import (
    choices,
    deviations,
    divided,
    every_test,
    explanation,
    finding,
    multiplicity,
    resampled,
    rules,
    tree_block,
)
from perspectief.screen import access, session, show
from perspectief_core.associations import alternative, chance, residuals, screening, stability
from perspectief_core.associations.characteristics import characteristics
from perspectief_core.associations.divisions import divisions
from perspectief_core.disclosure.protecting import published_result


def show_rules_and_stability() -> None:
    show.block(view.block(rules.rules_block, view.ask(screening.tree, question)))
    drawn = resampled.drawn(show.choose(resampled.DRAW))
    for number in show.progress(resampled.BUSY, stability.BATCHES):
        view.ask(stability.batch, question, number, drawn)
    steady = view.ask(stability.stability, question, drawn)
    show.block(view.block(resampled.stability_block, steady))


def show_tests() -> None:
    show.section(heading_of(every_test.screening_block).title)
    show.markup(lambda: every_test.lead(screened, shuffled))
    rows = show.choose(every_test.SHOW)
    show.block(view.block(every_test.screening_block, screened, shuffled, rows), heading=False)


def show_alternative() -> None:
    kenmerk = explanation.kenmerk(show.choose(explanation.CHOICE))
    beside = view.ask(alternative.alternative, question.whole, kenmerk)
    whole = view.ask(chance.chance, question.whole)
    show.markup(lambda: explanation.lead(beside, whole))
    show.block(view.block(explanation.alternative_block, beside), heading=False)


def show_residuals() -> None:
    column = show.choose(deviations.choice(characteristics(view.cohort)))
    cells = view.ask(residuals.residuals, column, question.basis)
    show.markup(finding.lead(deviations.sentence(cells.value)))
    show.block(view.block(deviations.residual_block, cells, view.names), heading=False)


access.guard()
view = session.view()

show.title(finding.QUESTION)
asked = show.all_chosen(choices.QUESTION)
settings = show.all_chosen(choices.SETTINGS, in_layer=True)
question = choices.question(tuple(asked.values()), settings, view.selection)
screened, shuffled = view.ask(screening.screening, question), view.ask(chance.chance, question)
apart = None if screened.shown else view.ask(divisions, question.outcome, question.basis)
show.finding(lambda: divided.lead(screened, shuffled, apart), printed="samenhang")

show.choose_all(choices.QUESTION)
setting = partial(show.choose_all, choices.SETTINGS)
show.layer(choices.SETTINGS_TITLE, "instellingen", setting, listed=False)
if varies := not screened.shown or not screened.value.constant:
    grown = view.ask(screening.tree, question)
    show.block(view.block(tree_block.tree_block, grown, apart, view.names))
    show.markup(lambda: finding.cautions_html(screened))
    show.layer(resampled.OPEN, "verder", show_rules_and_stability, {resampled.DRAW.code})
    show_tests()
opened = session.whole()
of_report = tuple(opened.ask(chance.chance, posed) for posed in screening.REPORT_QUESTIONS)
printed = published_result(multiplicity.printed_rows())
show.block(view.block(multiplicity.multiplicity_block, printed, of_report))
if varies:
    other = heading_of(explanation.alternative_block).title
    show.layer(other, "verklaring", show_alternative, {explanation.CHOICE.code})
    departing = heading_of(deviations.residual_block).title
    show.layer(departing, "afwijkingen", show_residuals, {deviations.CODE})
