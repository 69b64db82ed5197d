"""From all records to the table: who counts, who is found, and what a person must decide."""

from perspectief.intake.settings import Settings
from tests.intake.flows import small_flow


def test_the_table_holds_who_counts_and_who_of_them_is_found():
    flow = small_flow()
    assert len(flow.rounds.current) == 4
    assert (flow.counted.children, flow.counted.incomplete) == (1, 1)
    assert len(flow.people) == len(flow.counted.people) == 2
    assert flow.people["dmb_koppeling"].tolist().count(True) == 1
    assert flow.found_per_round == ((1, 0),)


def test_an_outcome_that_was_not_understood_is_a_question():
    (question,) = (p for p in small_flow().proposals if p.question == "uitkomst")
    assert question.place.endswith("rij 4")


def test_persons_are_numbered_by_the_kind_of_extract_in_an_order_by_the_seed():
    assert small_flow().people["persoon"].tolist() == ["SYN-0001", "SYN-0002"]
    register = small_flow(Settings(soort="register"))
    assert register.people["persoon"].tolist() == ["REG-0001", "REG-0002"]
    orders = {tuple(small_flow(seed=bytes([seed])).people["dmb_koppeling"]) for seed in range(20)}
    assert len(orders) == 2
