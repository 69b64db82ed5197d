from functools import partial

from perspectief.report.block.heading import heading_of
from perspectief.report.samenhang import (
    alternative as other,
    choices,
    divided,
    finding,
    multiplicity,
    residuals,
    rules,
    screening as tests,
    stability as steady,
    tree_block,
)
from perspectief.screen import access, session, show
from perspectief_core.associations import (
    alternative,
    chance,
    residuals as associations,
    screening,
    stability,
)
from perspectief_core.associations.characteristics import characteristics
from perspectief_core.associations.divisions import divisions
from perspectief_core.disclosure.protecting import published_result


def show_rules_and_stability() -> None:
    show.block(view.block(rules.rules_block, view.ask(screening.tree, question)))
    drawn = steady.drawn(show.choose(steady.DRAW))
    for number in show.progress(steady.BUSY, stability.BATCHES):
        view.ask(stability.batch, question, number, drawn)
    show.block(view.block(steady.stability_block, view.ask(stability.stability, question, drawn)))


def show_tests() -> None:
    show.section(heading_of(tests.screening_block).title)
    show.markup(lambda: finding.lead(tests.sentence(screened), finding.chance(screened, shuffled)))
    rows = show.choose(tests.SHOW)
    show.block(view.block(tests.screening_block, screened, shuffled, rows), heading=False)


def show_alternative() -> None:
    kenmerk = other.kenmerk(show.choose(other.CHOICE))
    beside = view.ask(alternative.alternative, question.whole, kenmerk)
    whole = view.ask(chance.chance, question.whole)
    show.markup(lambda: finding.lead(other.sentence(beside.value), *other.details(beside, whole)))
    show.block(view.block(other.alternative_block, beside), heading=False)


def show_residuals() -> None:
    column = show.choose(residuals.choice(characteristics(view.cohort)))
    cells = view.ask(associations.residuals, column, question.basis)
    show.markup(finding.lead(residuals.sentence(cells.value)))
    show.block(view.block(residuals.residual_block, cells, view.names), heading=False)


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
    show.layer(steady.OPEN, "verder", show_rules_and_stability, {steady.DRAW.code})
    show_tests()
of_report = tuple(session.whole().ask(chance.chance, posed) for posed in screening.REPORT_QUESTIONS)
printed = published_result(multiplicity.printed_rows())
show.block(view.block(multiplicity.multiplicity_block, printed, of_report))
if varies:
    explained, map_ = heading_of(other.alternative_block), heading_of(residuals.residual_block)
    show.layer(explained.title, "verklaring", show_alternative, {other.CHOICE.code})
    show.layer(map_.title, "afwijkingen", show_residuals, {residuals.CODE})
