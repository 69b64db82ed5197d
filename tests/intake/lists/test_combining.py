"""Rounds, doubles, moves, period and children: each by its stated rule."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from perspectief.intake.combining.counting import who_counts
from perspectief.intake.combining.doubles import one_row_each
from perspectief.intake.combining.rounds import last_rounds
from perspectief.intake.settings import Settings
from perspectief.intake.validating.endings import GUIDED, Ending, state_at
from tests.intake.lists.records import day, registration

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


def test_the_last_row_of_a_double_counts():
    rows = [registration(2, contacts=1), registration(7, contacts=8)]
    joined = one_row_each(rows, {})
    assert ([row.contacts for row in joined.people], joined.doubles, joined.moved) == ([8], 1, 0)


def test_who_moved_counts_where_guidance_began_last():
    rows = [
        registration(2, sender="utrecht", entry=day("2010-06-01")),
        registration(2, sender="zwolle", entry=day("2009-06-01"), ending=LEFT),
    ]
    for order in (rows, rows[::-1]):
        joined = one_row_each(order, {})
        assert [row.sender for row in joined.people] == ["utrecht"]
        assert (joined.doubles, joined.moved) == (0, 1)


def test_one_number_for_two_persons_is_a_question():
    rows = [registration(2), registration(3, birth=day("1990-05-05"), name="heel anders")]
    joined = one_row_each(rows, {})
    assert (len(joined.people), len(joined.proposals)) == (2, 1)
    assert "V-nummer gelijk" in joined.proposals[0].evidence


@pytest.mark.parametrize(
    "other",
    [
        {"number": None},
        {"number": "1234567809"},
        {"number": "9999999999"},
        {"number": "1234567891", "name": "demo sarah"},
    ],
)
def test_likely_doubles_wait_for_a_decision(other):
    rows = [registration(2), registration(3, **other)]
    asked = one_row_each(rows, {})
    assert (len(asked.people), len(asked.proposals)) == (2, 1)
    key = asked.proposals[0].key
    assert len(one_row_each(rows, {key: "zelfde"}).people) == 1
    assert len(one_row_each(rows, {key: "anders"}).people) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"number": "9999999999", "name": "iemand anders"},
        {"number": "1234567891", "name": "iemand anders"},
        {"number": "1234567891", "birth": day("1988-02-02")},
        {"number": "1234567891", "name": "", "origin": "china"},
    ],
)
def test_other_persons_are_no_question(other):
    joined = one_row_each([registration(2), registration(3, **other)], {})
    assert (len(joined.people), joined.proposals) == (2, ())


@given(st.permutations(range(6)))
def test_the_order_of_rows_decides_nothing(order):
    rows = [
        registration(2),
        registration(3),
        registration(2, sender="zwolle", entry=day("2010-09-01")),
        registration(4, number="1111111111"),
        registration(5, number=None, name="x y"),
        registration(6, number="1111111112", birth=day("1991-01-01"), name="q"),
    ]
    joined = one_row_each([rows[i] for i in order], {})
    assert {row.place for row in joined.people} == {
        row.place for row in one_row_each(rows, {}).people
    }
    assert {p.key for p in joined.proposals} == {p.key for p in one_row_each(rows, {}).proposals}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"birth": day("2000-01-01")}, "children"),
        ({"ending": Ending("mob", day("2009-09-30"))}, "left_before"),
        ({"entry": day("2011-05-01")}, "entered_after"),
        ({"sex": None}, "incomplete"),
        ({"entry": None}, "incomplete"),
        ({"ending": Ending(None, None)}, "incomplete"),
        ({"ending": Ending("mob", day("2009-10-01"))}, None),
        ({"birth": day("1998-03-01")}, None),
        ({"birth": None}, None),
        ({"origin": None}, None),
    ],
)
def test_who_does_not_count_and_why(changes, reason):
    counted = who_counts([registration(**changes)], Settings())
    counts = {
        name: getattr(counted, name)
        for name in ("children", "left_before", "entered_after", "incomplete")
    }
    assert counts == {name: int(name == reason) for name in counts}
    assert len(counted.people) == (0 if reason else 1)


def test_who_left_after_the_peildatum_was_still_guided_then():
    later = Ending("terugkeer", day("2011-04-01"))
    assert state_at(later, dt.date(2011, 4, 1)) == Ending(GUIDED, None)
    earlier = Ending("terugkeer", day("2011-03-31"))
    assert state_at(earlier, dt.date(2011, 4, 1)) == earlier
