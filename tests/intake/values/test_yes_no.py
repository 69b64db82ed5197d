"""Yes, no and unknown, and no other word."""

import pytest
from hypothesis import given, strategies as st

from perspectief.intake.values.text import normalised
from perspectief.intake.values.yes_no import parse_yes_no


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (["ja", "JA", "Ja ", "j", "J", "1", 1.0, "x", "X", "✓", "✔", True], "ja"),
        (["nee", "NEE", "n", "N", "0", 0.0, "-", "–", "neen", False], "nee"),
        (["onbekend", "onb.", "Onb", "?", "??", "niet bekend"], "onbekend"),
        ([None, "", "  ", "n.v.t.", "nvt", "N.V.T."], None),
    ],
)
def test_yes_no_and_unknown(cells, answer):
    for cell in cells:
        parsed = parse_yes_no(cell)
        assert (parsed.value, parsed.fault) == (answer, "")


@given(st.text(min_size=4, max_size=20))
def test_other_words_are_neither_yes_nor_no(text):
    if normalised(text) not in {"waar", "true", "neen", "onwaar", "false", "geen", "niet", "onbek"}:
        assert parse_yes_no(f"ja {text}x").value is None or normalised(f"{text}x") == ""
