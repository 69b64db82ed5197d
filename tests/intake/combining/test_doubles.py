"""Doubles and moves: one row each, and what is unsure is a question."""

import pytest
from hypothesis import given, strategies as st

from perspectief.intake.combining.doubles import one_row_each
from perspectief.intake.validating.endings import Ending
from tests.intake.records import day, registration

LEFT = Ending("mob", day("2010-09-03"))


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
