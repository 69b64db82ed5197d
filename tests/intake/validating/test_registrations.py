"""A steunpunt's rows: what cannot be is left out and told."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st

from perspectief.intake.settings import Settings
from perspectief.intake.validating.registrations import age_at, person_key, read_registrations
from perspectief.intake.values.dates import PartialDate
from tests.intake.forms import ROWS
from tests.intake.records import day
from tests.intake.tables import table

NUMBER, BORN, SEX, LAND, ENTRY, ENDED, EXIT, REASON = range(8)


def read(changes, decided=None):
    """Return the registration of the first person with some cells changed, and the rules."""
    cells = list(ROWS[1])
    for column, cell in changes.items():
        cells[column] = cell
    people, findings = read_registrations(table([ROWS[0], cells]), False, Settings(), decided or {})
    return people[0], {finding.rule for finding in findings}


def test_a_sound_row_has_no_findings():
    person, rules = read({})
    assert (person.sex, person.origin, person.entry) == ("man", "angola", PartialDate(2010, 3, 4))
    assert (person.ending.outcome, person.exit) == ("in_begeleiding", None)
    assert rules == set()


@pytest.mark.parametrize(
    ("changes", "field", "rule"),
    [
        ({NUMBER: None}, "number", "v_nummer_leeg"),
        ({BORN: None}, "birth", "geboortedatum_leeg"),
        ({BORN: "1-1-1920"}, "birth", "datum_onwaarschijnlijk"),
        ({BORN: "1-1-2011"}, "birth", "geboorte_na_instroom"),
        ({SEX: None}, "sex", "leeg_verplicht"),
        ({LAND: "Atlantis"}, "origin", "land_onbekend"),
        ({ENTRY: None}, "entry", "leeg_verplicht"),
        ({ENTRY: "2010"}, "entry", "datum_te_grof"),
        ({ENTRY: "1-4-1910"}, "entry", "datum_onwaarschijnlijk"),
    ],
)
def test_what_cannot_be_is_left_out_and_told(changes, field, rule):
    # A number as long as a person, so that the row stays one.
    person, rules = read(changes)
    assert getattr(person, field) is None
    assert rule in rules


def test_an_end_before_the_beginning_is_no_end():
    person, rules = read({ENDED: "ja", EXIT: "1-1-2002", REASON: "MOB"})
    assert person.exit is None
    assert "uitstroom_voor_instroom" in rules


def test_a_birth_date_of_a_year_alone_is_kept_and_told():
    person, rules = read({BORN: "1988"})
    assert person.birth == PartialDate(1988)
    assert "leeftijd_onzeker" in rules


def test_an_outcome_that_a_person_decided_counts():
    unclear = {ENDED: "ja", EXIT: dt.date(2010, 9, 1), REASON: "zie dossier"}
    person, _ = read(unclear)
    assert person.ending.outcome is None
    decided, _ = read(unclear, {person.key: "terugkeer"})
    assert decided.ending.outcome == "terugkeer"


def test_a_key_is_the_same_as_long_as_the_row_says_the_same():
    key = person_key("utrecht", "1", "Sara  DEMO", day("1988-02-01"))
    assert key == person_key("utrecht", "1", "sara demo", day("1988-02-01"))
    others = [
        person_key("zwolle", "1", "sara demo", day("1988-02-01")),
        person_key("utrecht", None, "sara demo", day("1988-02-01")),
        person_key("utrecht", "1", "sara", day("1988-02-01")),
        person_key("utrecht", "1", "sara demo", None),
    ]
    assert len({key, *others}) == 5


@given(st.dates(dt.date(1950, 1, 1), dt.date(2000, 1, 1)), st.dates(dt.date(2000, 1, 1)))
def test_an_age_is_the_number_of_birthdays(born, at):
    birthdays = sum(
        (year, born.month, born.day) <= (at.year, at.month, at.day)
        for year in range(born.year + 1, at.year + 1)
    )
    assert age_at(PartialDate(born.year, born.month, born.day), at) == birthdays


def test_without_a_whole_birth_date_there_is_no_age():
    assert age_at(PartialDate(1988, 2), dt.date(2010, 1, 1)) is None
    assert age_at(None, dt.date(2010, 1, 1)) is None
