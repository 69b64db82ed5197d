"""Every form of a share: the count first, the percentage only of enough people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from perspectief.report.words import formats, shares
from perspectief_core.shares.fives import Rounded, made_of
from perspectief_core.shares.intervals import Interval, share

MANY, FEW = share(107, 733), share(1, 9)
PCT = f"15{formats.NBSP}%"
BAND = f"12–17{formats.NBSP}%"


@pytest.mark.parametrize(
    ("form", "many", "few"),
    [
        (shares.full, f"107 van 733 · {PCT} ({BAND})", "1 van 9"),
        (shares.line, f"107 van 733 · {PCT}", "1 van 9"),
        (shares.sentence, f"107 van 733 ({PCT})", "1 van 9"),
        (shares.bracket, f" ({PCT})", ""),
        (shares.brief, f"107 · {PCT}", "1"),
        (shares.percent, PCT, "1 van 9"),
    ],
)
def test_each_form_of_many_and_of_few(form, many, few):
    assert form(MANY) == many
    assert form(FEW) == few
    assert "%" not in form(share(0, 0))


def test_a_sentence_may_have_a_noun_and_a_range():
    said = shares.sentence(MANY, "jongeren", probably=True)
    assert said == (f"107 van 733 jongeren ({PCT}; waarschijnlijk tussen 12 en 17{formats.NBSP}%)")
    assert shares.sentence(FEW, "jongeren", probably=True) == "1 van 9 jongeren"


def test_another_band_may_stand_in_place_of_the_shares_own():
    assert shares.full(MANY, Interval(0.05, 0.28)).endswith(f"(5–28{formats.NBSP}%)")


def published(count, total):
    """Return a share as a policy that rounds makes it."""
    return replace(share(count, total), count=Rounded(count), total=Rounded(total))


def test_a_rounded_share_is_said_as_one():
    many = published(105, 735)
    assert (
        shares.full(many) == f"ongeveer 105 van 735 · 14{formats.NBSP}% ({formats.interval(many)})"
    )
    assert shares.sentence(many, "jongeren") == f"ongeveer 105 van 735 jongeren (14{formats.NBSP}%)"
    assert shares.brief(many) == f"105 · 14{formats.NBSP}%"


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        (35, 100, "35"),
        (35, 110, "32"),
        # 36.8, 37.5 and 33.3 %: to the nearest five, a half up.
        (35, 95, "35"),
        (15, 40, "40"),
        (10, 30, "35"),
        (5, 95, "5"),
    ],
)
def test_percentages_of_rounded_counts_go_in_steps(count, total, said):
    assert shares.percent(published(count, total)) == f"{said}{formats.NBSP}%"


@pytest.mark.parametrize(("count", "total"), [(0, 735), (10, 25), (25, 25), (0, 0)])
def test_few_people_have_no_percentage_in_any_form(count, total):
    few = published(count, total)
    for form in (shares.full, shares.line, shares.sentence, shares.bracket, shares.brief):
        assert "%" not in form(few)
    assert "%" not in shares.percent(few)


@pytest.mark.parametrize(("count", "total"), [(95, 100), (100, 100), (30, 30), (735, 735)])
def test_what_holds_for_nearly_everyone_is_not_said_exactly(count, total):
    said = shares.full(published(count, total))
    people = f"ongeveer {count} van" if count < total else "op 0 tot 4 na alle"
    assert said == f"{people} {total} · ongeveer 90{formats.NBSP}% of meer"
    assert "waarschijnlijk" not in shares.bracket(published(count, total), probably=True)


@pytest.mark.parametrize(
    ("count", "total", "said"),
    [
        # 5 to 11 of 43 to 47, in steps of five: 10.6 to 25.6 %.
        (made_of(5, 5, 11), Rounded(45), "10 tot 30"),
        # 61 to 69 of 233 to 237: 25.7 to 29.6 %.
        (made_of(65, 61, 69), Rounded(235), "25 tot 30"),
        (Rounded(30), made_of(65, 59, 71), "35 tot 55"),
    ],
)
def test_a_percentage_of_a_count_in_a_range_is_one_too(count, total, said):
    several = replace(share(int(count), int(total)), count=count, total=total)
    assert shares.percent(several) == f"{said}{formats.NBSP}%"
    assert shares.bracket(several, probably=True) == f" ({said}{formats.NBSP}%)"
    assert shares.range_of(several) == ""
    assert shares.in_file(several) == (f"{said} %", "x", "x")


def test_a_range_that_reaches_nearly_everyone_has_no_end():
    several = replace(share(30, 35), count=made_of(30, 26, 34), total=Rounded(35))
    assert shares.percent(several) == f"70{formats.NBSP}% of meer"
    more = replace(share(200, 200), count=made_of(200, 189, 202), total=Rounded(200))
    assert shares.percent(more) == f"90{formats.NBSP}% of meer"


def test_under_five_is_neither_nobody_nor_a_number():
    assert shares.sentence(published(0, 735), "jongeren") == "0 tot 4 van 735 jongeren"
    assert shares.brief(published(0, 735)) == "x"
    assert shares.full(published(0, 0)) == "0 tot 4 van 0 tot 4"
