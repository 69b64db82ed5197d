from perspectief.report.gevoeligheid import claims, criteria, curve_block, lead, screening, tornado
from perspectief.report.gevoeligheid.everything import everything_block
from perspectief.screen import access, session, show
from perspectief_core.people import outcomes
from perspectief_core.sensitivity import curve, grid, impossible, ranges
from perspectief_core.sensitivity.claims_screening import screening_claims
from perspectief_core.sensitivity.reclassification import reclassify


def show_curve() -> None:
    own = None
    if countings.shown and view.selection.departs_from_report:
        own = lead.own_share(view.ask(outcomes.distribution), outcome, basis)
    curved = view.block(curve_block.curve_block, countings, sentence, own)
    picked = show.block(curved, heading=False, pick=True)
    if countings.shown:
        columns = countings.value.columns
        at = show.slide(lead.ONE_LABEL, lead.ONE_CODE, len(columns), picked)
        show.text(curve_block.one_sentence(columns[at]))
        show.page_link("overzicht", lead.ONE_LINK, **curve_block.choices_of(columns[at], basis))


def show_relations() -> None:
    tested = view.ask_choices(screening_claims, outcome, only_exits=basis == "exits")
    show.block(view.block(screening.screening_block, tested), table_first=True)


def show_choices() -> None:
    show.block(view.block(criteria.criteria_block, bars), table_first=True)
    pairs = view.block(criteria.impossible_block, bars, impossible.IMPOSSIBLE)
    show.block(pairs, table_first=True)


def show_everything() -> None:
    show.block(view.block(everything_block, view.ask_choices(grid.grid)), table_first=True)


access.guard()
view = session.view()

show.title(lead.QUESTION)
outcome, chosen = show.all_chosen(lead.CHOICES).values()
basis = lead.basis_of(outcome, chosen)
countings = view.ask_choices(curve.curve, outcome, basis)
bars = view.ask_choices(ranges.tornado, outcome, basis)
sentence = session.said(lambda: lead.lead(countings, bars.value))
show.finding(sentence, printed="gevoeligheid")
if countings.shown:
    show.note(lead.caveat(outcome, chosen))
    # Where every counting is withheld there is nothing to choose.
    show.choose_all(lead.CHOICES)

if not countings.shown or lead.enough(countings.value):
    show_curve()
    show.block(view.block(tornado.tornado_block, bars))
    said = [view.ask_choices(analysis) for analysis in claims.ANALYSES]
    show.block(view.block(claims.claims_block, said))
    if screening.has_types(outcome):
        types = view.ask(reclassify, outcome, basis)
        show.block(view.block(screening.types_block, types), table_first=True)
    if screening.has_appendix(outcome):
        show.layer(lead.ANALYSTS, "analisten", show_relations)
else:
    show.text(lead.TOO_FEW)
show.layer(lead.WHICH, "keuzes", show_choices)
show.layer(lead.EVERYTHING, "alles", show_everything)
