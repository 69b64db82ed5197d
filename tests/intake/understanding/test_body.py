"""Which rows under a header are persons."""

import pytest

from perspectief.intake.understanding.body import read_body
from perspectief.intake.understanding.header_row import find_header
from tests.intake.forms import ROWS
from tests.intake.tables import sheet


def body(*rows):
    made = sheet([ROWS[0], *rows])
    return read_body(made, find_header(made, {}))


@pytest.mark.parametrize(
    "row",
    [
        ["1234567890"],
        [None, "1-2-1988", "man", "Angola"],
        ["niet bekend", "1-2-1988", "man"],
    ],
    ids=["a number alone", "three answers", "a number that cannot be read"],
)
def test_who_has_a_number_or_says_enough_is_a_person(row):
    assert body(row).persons == ((2, row),)


@pytest.mark.parametrize(
    "row",
    [
        ["Totaal", 3.0, "man", "Angola"],
        ["Let op: nog niet compleet"],
        ROWS[0],
        [None, None, "man", "Angola"],
        [None] * 8 + ["opmerking"],
    ],
    ids=["total", "note", "header again", "nobody in particular", "outside the columns"],
)
def test_what_is_no_person_is_skipped_and_told(row):
    assert body(["1234567890"], row).skipped == (3,)


def test_an_empty_row_is_not_told():
    assert body([None, None], [], ["1234567890"]).skipped == ()
