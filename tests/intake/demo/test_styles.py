"""However an office writes an answer, it is read back as that answer."""

import datetime as dt

import pytest

from perspectief.intake.demo.styles import MONTHS_ONLY, OFFICIAL, STYLES, written
from perspectief.intake.values.dates import Calendar, PartialDate, parse_date
from perspectief.intake.values.numbers_of_persons import parse_number
from perspectief.intake.values.word_tables import one_code
from perspectief.intake.values.yes_no import parse_yes_no


@pytest.mark.parametrize("style", STYLES, ids=range(len(STYLES)))
def test_what_is_written_is_read_back(style):
    day = dt.date(2010, 3, 1)
    calendar = Calendar(style.from_1904, 2011)
    known = (2010, 3) if style.dates == MONTHS_ONLY else (2010, 3, 1)
    assert parse_date(written(day, "C10", style), calendar).value == PartialDate(*known)
    assert parse_date(written(day, "C4", style), calendar).value == PartialDate(2010, 3, 1)
    assert parse_number(written("2991234567", "C1", style)).value == "2991234567"
    for sex in ("man", "vrouw"):
        assert one_code(str(written(sex, "C5", style)), "geslacht").value == sex
    for answer in ("ja", "nee"):
        assert parse_yes_no(written(answer, "C8", style)).value == answer
    assert written(None, "C8", style) is None


def test_every_style_asks_every_question():
    assert all(style.headings.keys() == OFFICIAL.keys() for style in STYLES)
