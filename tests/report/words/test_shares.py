"""Every form of a share: the count first, the percentage only of enough people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from perspectief.report.words import formats, shares
from perspectief_core.shares.fives import Rounded
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
    assert said == f"ongeveer {count} van {total} · ongeveer 90{formats.NBSP}% of meer"
    assert "waarschijnlijk" not in shares.bracket(published(count, total), probably=True)


def test_under_five_is_neither_nobody_nor_a_number():
    assert shares.sentence(published(0, 735), "jongeren") == "0 tot 4 van 735 jongeren"
    assert shares.brief(published(0, 735)) == "x"
    assert shares.full(published(0, 0)) == "0 tot 4 van 0 tot 4"
