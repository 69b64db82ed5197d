"""Numbers shown as text, as a file has them."""

import pytest

from perspectief.report.block.printed import Parts, parts, unique


@pytest.mark.parametrize(
    ("cells", "endings", "values"),
    [
        (["≈\u00a01.140", "733"], ("", "_teken"), ((1140, "≈"), (733, None))),
        (
            ["<\u00a00,005", "0,04", None],
            ("", "_teken"),
            ((0.005, "<"), (0.04, None), (None, None)),
        ),
        (["17,0 maanden"], ("", "_eenheid"), ((17.0, "maanden"),)),
        (["26\u00a0%", "een kwart"], ("", "_eenheid"), ((26, "procent"), (25.0, "procent"))),
        (
            ["bijna 7 jaar", "2,5"],
            ("", "_teken", "_eenheid"),
            ((7, "bijna", "jaar"), (2.5, None, None)),
        ),
        (["0–4", "3–13"], ("_laag", "_hoog"), ((0, 4), (3, 13))),
        (["4 tot en met 11"], ("_laag", "_hoog"), ((4, 11),)),
        (
            ["473 van 733", "≈\u00a0300 van ≈\u00a01.140"],
            ("_aantal", "_totaal", "_teken"),
            ((473, 733, None), (300, 1140, "≈")),
        ),
        (["−4,5", "."], ("",), ((-4.5,), (None,))),
    ],
)
def test_a_column_of_numbers_in_words_becomes_numbers(cells, endings, values):
    assert parts(cells) == Parts(endings, values)


@pytest.mark.parametrize(
    "cells",
    [
        ["Bijlage 5"],
        ["1.140", "onbekend"],
        ["2011-04-01"],
        ["11 (−18 tot 27)"],
        ["18_plus"],
        ["1.14"],
        [None, "."],
        ["hooguit 4,6 | meer dan 4,6"],
    ],
)
def test_a_column_that_holds_anything_else_stays_as_it_is(cells):
    assert parts(cells) is None


def test_no_two_columns_have_one_name():
    keys = (("doormigratie", False), ("n", True), ("doormigratie", True), ("n", False))
    assert unique(keys) == ("doormigratie", "n", "aantal_doormigratie", "n_2")
