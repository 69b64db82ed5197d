"""Columns: each question once, unless it repeats; a correction by hand wins."""

import random

import pytest

from perspectief.intake.demo.styles import MISSPELT, OFFICIAL, OWN, SHORT
from perspectief.intake.understanding.columns import match_columns


def fields(headings, kind="steunpunt", remembered=None):
    columns = match_columns([(text,) for text in headings], kind, remembered or {})
    return [match.field for match in columns.matches], columns.contested


@pytest.mark.parametrize("style", [OFFICIAL, SHORT, OWN, MISSPELT])
def test_the_headings_of_the_offices(style):
    order = list(style)
    random.Random(1).shuffle(order)
    assert fields([style[code] for code in order]) == (order, ())


def test_two_columns_for_one_question_are_not_guessed():
    _, contested = fields(["V-nummer", "Datum instroom", "Instroomdatum", "Sekse"])
    assert contested == ("C10",)


def test_a_correction_by_hand_wins():
    codes, contested = fields(
        ["V-nummer", "Datum instroom", "Instroomdatum"],
        remembered={"instroomdatum": "geen", "v nummer": "C1"},
    )
    assert (codes, contested) == (["C1", "C10", ""], ())


def test_a_column_may_repeat_only_where_the_question_does():
    codes, _ = fields(
        ["v1 V-nummer", "Soort beroep 1", "Soort beroep 2", "Soort beroep 3"], "ministerie"
    )
    assert codes == ["v1", "v10c", "v10c", "v10c"]
