"""Every form of a share: the count first, the percentage only of enough people."""

from __future__ import annotations

import pytest

from perspectief.report.words import formats, shares
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
