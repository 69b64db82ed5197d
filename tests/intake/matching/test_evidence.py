"""What agrees between a participant and a record, in words without a value."""

import pytest

from perspectief.intake.matching.evidence import compare
from tests.intake.records import day, record, registration


@pytest.mark.parametrize(
    ("number", "apart", "swapped"),
    [
        ("1234567890", 0, False),
        ("1234567891", 1, False),
        ("1234567809", 1, True),
        ("1234567981", 2, False),
        (None, None, False),
    ],
)
def test_digits_apart(number, apart, swapped):
    evidence = compare(registration(number=number), record())
    assert (evidence.digits_apart, evidence.swapped) == (apart, swapped)
    assert "1234" not in evidence.words()


@pytest.mark.parametrize(
    ("born", "verdict"),
    [
        ("1988-02-01", "gelijk"),
        ("1988-07-09", "bijna gelijk"),
        ("1989-02-01", "bijna gelijk"),
        ("1990-02-01", "anders"),
        ("1989-03-01", "anders"),
        (None, "onbekend"),
    ],
)
def test_a_birth_date_agrees_nearly_when_the_year_or_all_but_one_year_does(born, verdict):
    evidence = compare(registration(birth=born and day(born)), record())
    assert evidence.birth == verdict
    assert f"geboortedatum {verdict}" in evidence.words()


def test_what_agrees_and_contradicts_is_counted_and_unknown_is_neither():
    evidence = compare(registration(sex="vrouw", origin=None), record())
    assert (evidence.agreeing, evidence.contradicting) == (1, 1)
