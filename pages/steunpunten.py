from perspectief.report.steunpunten import (
    all_outcomes,
    best_estimate,
    expected_block,
    expected_chart,
    funnel_block,
    tile_map,
    trust_block,
)
from perspectief.report.words import choices
from perspectief.screen import access, session, show
from perspectief_core.expected import expecting
from perspectief_core.people import outcomes
from perspectief_core.steunpunten import shrinkage
from perspectief_core.steunpunten.funnel import funnel, multiplicity, overall_test


def show_for_analysts() -> None:
    best = view.ask(shrinkage.shrunken, outcome)
    show.block(view.block(best_estimate.best_block, best, view.names, view.chosen))
    overall = view.ask(overall_test)
    show.text(lambda: all_outcomes.overall_sentence(overall))


def show_expected() -> None:
    expectation = view.ask(expecting.expect, outcome)
    for note in expected_block.notes(expectation):
        show.note(note)
    show.block(view.block(expected_block.expected_block, expectation, view.names, view.chosen))
    show.block(view.block(expected_chart.difference_block, expectation, view.names, view.chosen))
    show.block(view.block(trust_block.trust_block, expectation))


access.guard()
view = session.among_all()

show.title(funnel_block.QUESTION)
outcome = show.chosen(choices.ANY_OUTCOME)
result = view.ask(funnel, outcome)
show.finding(lambda: funnel_block.lead(result, view.names, view.chosen))
show.choose(choices.ANY_OUTCOME)
if not show.nobody():
    drawn = view.block(funnel_block.funnel_block, result, view.names, view.chosen)
    show.block(drawn, heading=False)
    show.note(funnel_block.CAVEAT)
    show.page_link("steunpunt", funnel_block.TO_ONE)
    everything = view.block(
        all_outcomes.outcomes_block,
        view.ask(outcomes.by, "steunpunt"),
        view.ask(outcomes.distribution),
        view.ask(multiplicity),
        view.names,
        view.chosen,
    )
    show.block(everything, table_first=True)
    show.block(view.block(tile_map.map_block, result, view.names, view.chosen))
    show.layer(expected_block.OPEN, "verwachting", show_expected)
    show.layer(funnel_block.FOR_ANALYSTS, "analisten", show_for_analysts)
