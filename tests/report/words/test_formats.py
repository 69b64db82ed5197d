"""Numbers as Dutch text."""

from __future__ import annotations

import pytest

from perspectief.report.words import formats
from perspectief_core.shares.fives import Rounded, made_of
from perspectief_core.shares.intervals import Share


@pytest.mark.parametrize(
    ("share", "text"), [(0.125, "13"), (0.145, "15"), (0.375, "38"), (0.0249, "2"), (1, "100")]
)
def test_half_a_percent_is_rounded_up_as_in_a_spreadsheet(share, text):
    assert formats.percent(share) == f"{text}{formats.NBSP}%"


def test_numbers_have_a_point_a_comma_and_no_minus_zero():
    assert formats.number(1234567.25) == "1.234.567,3"
    assert formats.number(-12.5, 0) == f"{formats.MINUS}13"
    assert formats.number(-0.04) == "0,0"
    assert formats.number(None) == "."


def test_a_name_loses_its_capital_inside_a_sentence():
    assert formats.small_letter("Eén asielaanvraag") == "één asielaanvraag"
    assert formats.small_letter("Beroep AR, ooit") == "beroep AR, ooit"


def test_one_person_is_not_called_all_people():
    assert formats.counted(733) == "alle 733 jongeren die nu meetellen"
    assert formats.counted(1, "van Almelo") == "de ene jongere van Almelo die nu meetelt"


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "de jongeren die vertrokken"),
        (1, "de ene jongere die vertrok"),
        (1140, "de 1.140 jongeren die vertrokken"),
    ],
)
def test_a_group_fits_the_number(n, said):
    assert formats.those(n, "jongere die vertrok", "jongeren die vertrokken") == said


def test_what_is_made_of_rounded_counts_is_said_as_what_it_can_be():
    some, small, many = made_of(5, 5, 11), made_of(0, 0, 8), made_of(650, 646, 654)
    assert [formats.count(n) for n in (some, small, many)] == ["5–11", "0–8", "650"]
    assert [formats.about(n) for n in (some, small, many)] == [
        "5 tot 11",
        "0 tot 8",
        "ongeveer 650",
    ]
    assert formats.of(Share(some, Rounded(45), 0.0, 1.0)) == "5 tot 11 van 45"
    assert formats.of(Share(Rounded(5), made_of(25, 21, 29), 0, 1)) == "ongeveer 5 van 21 tot 29"
    assert formats.count(made_of(1000, 900, 1100)) == "900–1.100"


def test_a_rounded_count_says_so_in_a_sentence_and_not_in_a_table():
    many, few = Rounded(1140), Rounded(0)
    assert (formats.count(many), formats.count(few)) == ("1.140", "x")
    assert (formats.about(many), formats.about(few)) == ("ongeveer 1.140", "0 tot 4")
    assert formats.about(1140) == "1.140"
    assert formats.count(0) == "0"
    assert formats.plural(Rounded(5), "jongere", "jongeren") == "ongeveer 5 jongeren"
    assert formats.plural(few, "jongere", "jongeren") == "0 tot 4 jongeren"
    assert formats.counted(many) == "de ongeveer 1.140 jongeren die nu meetellen"
    assert formats.those(few, "x", "jongeren die vertrokken") == "de jongeren die vertrokken"
    assert "vijftallen" in formats.ROUNDED_NOTE
    assert "0 tot 4" in formats.ROUNDED_NOTE
