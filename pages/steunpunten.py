from perspectief.report.steunpunten import (
    all_outcomes,
    best_estimate,
    expected_block as expected,
    expected_chart,
    funnel_block as report,
    tile_map,
    trust_block,
)
from perspectief.report.words import choices
from perspectief.screen import access, session, show
from perspectief_core.expected import expecting
from perspectief_core.people import outcomes
from perspectief_core.steunpunten import funnel as steunpunten, shrinkage


def show_for_analysts() -> None:
    best = view.ask(shrinkage.shrunken, outcome)
    show.block(view.block(best_estimate.best_block, best, view.names, view.chosen))
    overall = view.ask(steunpunten.overall_test)
    show.text(lambda: all_outcomes.overall_sentence(overall))


def show_expected() -> None:
    expectation = view.ask(expecting.expect, outcome)
    for note in expected.notes(expectation):
        show.note(note)
    show.block(view.block(expected.expected_block, expectation, view.names, view.chosen))
    show.block(view.block(expected_chart.difference_block, expectation, view.names, view.chosen))
    show.block(view.block(trust_block.trust_block, expectation))


access.guard()
view = session.among_all()

show.title(report.QUESTION)
outcome = show.chosen(choices.ANY_OUTCOME)
result = view.ask(steunpunten.funnel, outcome)
show.finding(lambda: report.lead(result, view.names, view.chosen))
show.choose(choices.ANY_OUTCOME)
if not show.nobody():
    funnel = view.block(report.funnel_block, result, view.names, view.chosen)
    show.block(funnel, heading=False)
    show.note(report.CAVEAT)
    show.page_link("steunpunt", report.TO_ONE)
    everything = view.block(
        all_outcomes.outcomes_block,
        view.ask(outcomes.by, "steunpunt"),
        view.ask(outcomes.distribution),
        view.ask(steunpunten.multiplicity),
        view.names,
        view.chosen,
    )
    show.block(everything, table_first=True)
    show.block(view.block(tile_map.map_block, result, view.names, view.chosen))
    show.layer(expected.OPEN, "verwachting", show_expected)
    show.layer(report.FOR_ANALYSTS, "analisten", show_for_analysts)
