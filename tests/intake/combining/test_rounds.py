"""Of each steunpunt the last list counts, and what it changed is told."""

from dataclasses import replace

from perspectief.intake.combining.rounds import last_rounds
from perspectief.intake.validating.endings import Ending
from tests.intake.records import day, registration

LEFT = Ending("mob", day("2010-09-03"))


def test_a_later_list_replaces_the_earlier_one_and_tells_what_changed():
    one = [registration(row, number=f"123456789{row}") for row in range(5)]
    two = [replace(one[0], round=2, contacts=9), replace(one[1], round=2)]
    two.append(registration(9, number="9876543210", round=2))
    rounds = last_rounds([*one, *two])
    assert rounds.current == tuple(two)
    (change,) = rounds.changes
    assert (change.came, change.vanished, change.changed, change.before) == (1, 3, 1, 5)
    assert change.looks_incomplete
    assert [(count.round, count.rows) for count in rounds.counts] == [(1, 5), (2, 3)]


def test_a_steunpunt_without_a_later_list_keeps_its_earlier_one():
    rows = [
        registration(number="1111111111"),
        registration(number="1111111112", round=2, sender="almelo", ending=LEFT),
    ]
    rounds = last_rounds(rows)
    assert {row.sender for row in rounds.current} == {"utrecht", "almelo"}
    assert [(c.rows, c.guided, c.left) for c in rounds.counts] == [(1, 1, 0), (2, 1, 1)]
