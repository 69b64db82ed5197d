"""Text as it is compared, and a cell as one line."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from perspectief.intake.values.text import NOTHING, as_text, normalised


@given(st.text(max_size=40))
def test_what_is_normalised_stays_so_and_case_does_not_matter(text):
    plain = normalised(text)
    assert normalised(plain) == plain
    assert all(letter in "abcdefghijklmnopqrstuvwxyz0123456789 " for letter in plain)
    assert "  " not in plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [("  Somalië!", "somalie"), ("V-nr.", "v nr"), ("'s-Gravenhage", "s gravenhage"), ("—", "")],
)
def test_accents_and_signs_go(text, plain):
    assert normalised(text) == plain


def test_what_says_nothing_is_stored_as_it_is_compared():
    assert {normalised(text) for text in NOTHING} == NOTHING


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (3.0, "3"),
        (3.5, "3.5"),
        (True, "True"),
        (" twee\n regels ", "twee regels"),
        (dt.date(2010, 3, 4), "2010-03-04"),
    ],
)
def test_a_cell_is_one_line(cell, text):
    assert as_text(cell) == text
