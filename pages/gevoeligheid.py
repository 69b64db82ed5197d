from perspectief.report.gevoeligheid import (
    claims as uitspraken,
    criteria,
    curve_block as kromme,
    lead as report,
    screening as samenhang,
    tornado as uitmaakt,
)
from perspectief.report.gevoeligheid.everything import everything_block
from perspectief.screen import access, session, show
from perspectief_core.people import outcomes
from perspectief_core.sensitivity import curve, grid, impossible, ranges
from perspectief_core.sensitivity.claims_screening import screening_claims
from perspectief_core.sensitivity.reclassification import reclassify


def show_curve() -> None:
    own = None
    if countings.shown and view.selection.departs_from_report:
        own = report.own_share(view.ask(outcomes.distribution), outcome, basis)
    curved = view.block(kromme.curve_block, countings, sentence, own)
    picked = show.block(curved, heading=False, pick=True)
    if countings.shown:
        columns = countings.value.columns
        at = show.slide(report.ONE_LABEL, report.ONE_CODE, len(columns), picked)
        show.text(kromme.one_sentence(columns[at]))
        show.page_link("overzicht", report.ONE_LINK, **kromme.choices_of(columns[at], basis))


def show_relations() -> None:
    tested = view.ask_choices(screening_claims, outcome, only_exits=basis == "exits")
    show.block(view.block(samenhang.screening_block, tested), table_first=True)


def show_choices() -> None:
    show.block(view.block(criteria.criteria_block, bars), table_first=True)
    pairs = view.block(criteria.impossible_block, bars, impossible.IMPOSSIBLE)
    show.block(pairs, table_first=True)


def show_everything() -> None:
    show.block(view.block(everything_block, view.ask_choices(grid.grid)), table_first=True)


access.guard()
view = session.view()

show.title(report.QUESTION)
outcome, chosen = show.all_chosen(report.CHOICES).values()
basis = report.basis_of(outcome, chosen)
countings = view.ask_choices(curve.curve, outcome, basis)
bars = view.ask_choices(ranges.tornado, outcome, basis)
sentence = session.said(lambda: report.lead(countings.value, bars.value))
show.finding(sentence, printed="gevoeligheid")
show.note(report.caveat(outcome, chosen))
show.choose_all(report.CHOICES)

if not countings.shown or report.enough(countings.value):
    show_curve()
    show.block(view.block(uitmaakt.tornado_block, bars))
    said = [view.ask_choices(analysis) for analysis in uitspraken.ANALYSES]
    show.block(view.block(uitspraken.claims_block, said))
    if samenhang.has_types(outcome):
        types = view.ask(reclassify, outcome, basis)
        show.block(view.block(samenhang.types_block, types), table_first=True)
    if samenhang.has_appendix(outcome):
        show.layer(report.ANALYSTS, "analisten", show_relations)
else:
    show.text(report.TOO_FEW)
show.layer(report.WHICH, "keuzes", show_choices)
show.layer(report.EVERYTHING, "alles", show_everything)
