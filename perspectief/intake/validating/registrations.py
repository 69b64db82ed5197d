"""A row of a steunpunt's list as a registration."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from perspectief.intake.settings import Settings
from perspectief.intake.understanding.lists import ListTable
from perspectief.intake.validating.cells import Reader, Row
from perspectief.intake.validating.endings import GUIDED, Ending, read_ending, state_at
from perspectief.intake.validating.findings import Finding, Place
from perspectief.intake.values.countries import parse_country
from perspectief.intake.values.counts import parse_count
from perspectief.intake.values.dates import Calendar, PartialDate, parse_date
from perspectief.intake.values.numbers_of_persons import parse_number
from perspectief.intake.values.text import normalised
from perspectief.intake.values.value import Cell, Value
from perspectief.intake.values.word_tables import codes_in, one_code
from perspectief.intake.values.yes_no import parse_yes_no
from perspectief_core.data import contract

_FIRST_YEAR = 2000
_FIRST_BIRTH = 1930


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One person in one list, as read; None is 'not told' or 'could not be read'."""

    place: Place
    key: str
    sender: str
    round: int
    number: str | None
    name: str
    birth: PartialDate | None
    sex: str | None
    origin: str | None
    children: int | None
    psychiatric: str | None
    physical: str | None
    entry: PartialDate | None
    goal: str | None
    contacts: int | None
    ended_by: str | None
    ending: Ending
    waiting: bool
    stuck: bool

    @property
    def exit(self) -> PartialDate | None:
        """When guidance ended."""
        return self.ending.exit


def read_registrations(
    table: ListTable, from_1904: bool, settings: Settings, decided: Mapping[str, str]
) -> tuple[list[Registration], list[Finding]]:
    """Return the persons of a steunpunt's list and every finding.

    Parameters
    ----------
    table, from_1904
        The list, and the date system of its workbook.
    settings
        Period and ages.
    decided
        Outcome per key of a person, from the decisions file.
    """
    reader = Reader.of(table, Calendar(from_1904, settings.peildatum.year))
    people, findings = [], []
    for number, cells in table.body.persons:
        row = Row(reader, Place(table.path, table.sheet.name, number), cells)
        people.append(_registration(row, settings, decided))
        findings.extend(row.findings)
    return people, findings


def _registration(row: Row, settings: Settings, decided: Mapping[str, str]) -> Registration:
    table = row.reader.table
    number = _number(row)
    name = _name(row)
    entry, exit_date = _period(row, settings)
    birth = _birth(row, entry, settings)
    key = person_key(table.sender, number, name, birth)
    ending = state_at(read_ending(row, exit_date, decided.get(key)), settings.peildatum)
    explained = codes_in(row.text("C17"), "kenmerken_toelichting")
    return Registration(
        place=row.place,
        key=key,
        sender=table.sender,
        round=table.round,
        number=number,
        name=name,
        birth=birth,
        sex=_needed_word(row, "C5", lambda text: one_code(text, "geslacht")),
        origin=_needed_word(row, "C6", parse_country),
        children=_bounded(row, "C7", "kinderen_nl"),
        psychiatric=row.read("C8", parse_yes_no),
        physical=row.read("C9", parse_yes_no),
        entry=entry,
        goal=row.read_text("C11", lambda text: one_code(text, "doelen")),
        contacts=_bounded(row, "C12", "contactmomenten"),
        ended_by=_ended_by(row, ending),
        ending=ending,
        waiting="wacht" in explained and ending.outcome == GUIDED,
        stuck="vast" in explained,
    )


def person_key(sender: str, number: str | None, name: str, birth: PartialDate | None) -> str:
    """Return what a person is called in the decisions file: the same as long as the row is.

    It is derived from personal data, so it stays with the lists: no extract or log holds it.
    """
    told = "\0".join((sender, number or "", normalised(name), str(birth)))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _number(row: Row) -> str | None:
    number = row.read("C1", parse_number)
    if number is None and not row.findings_of("C1"):
        row.add("v_nummer_leeg", "C1")
    return number


def _name(row: Row) -> str:
    parts = (row.text("C23"), row.text("C2"), row.text("C3"))
    return " ".join(sorted(normalised(" ".join(part for part in parts if part)).split()))


def _birth(row: Row, entry: PartialDate | None, settings: Settings) -> PartialDate | None:
    birth = row.read("C4", partial(parse_date, calendar=row.reader.calendar))
    if birth is None:
        if not row.findings_of("C4"):
            row.add("geboortedatum_leeg", "C4")
        return None
    if not _FIRST_BIRTH <= birth.year <= settings.peildatum.year:
        row.add("datum_onwaarschijnlijk", "C4")
        return None
    if entry is not None and _before(entry, birth):
        row.add("geboorte_na_instroom", "C4")
        return None
    if birth.whole is None:
        row.add("leeftijd_onzeker", "C4")
    return birth


def _period(row: Row, settings: Settings) -> tuple[PartialDate | None, PartialDate | None]:
    entry, exit_date = (_month(row, code, settings) for code in ("C10", "C14"))
    if entry is None and not row.findings_of("C10"):
        row.add("leeg_verplicht", "C10")
    if entry and exit_date and _before(exit_date, entry):
        row.add("uitstroom_voor_instroom", "C14")
        exit_date = None
    return entry, exit_date


def _month(row: Row, code: str, settings: Settings) -> PartialDate | None:
    date = row.read(code, partial(parse_date, calendar=row.reader.calendar))
    if date is None:
        return None
    if not date.month:
        row.add("datum_te_grof", code)
        return None
    if not _FIRST_YEAR <= date.year <= settings.peildatum.year + 1:
        row.add("datum_onwaarschijnlijk", code)
        return None
    return date


def _before(one: PartialDate, other: PartialDate) -> bool:
    """Whether one date certainly lies before another, given what is known of both."""
    known = 3 if one.day and other.day else 2 if one.month and other.month else 1
    return (one.year, one.month, one.day)[:known] < (other.year, other.month, other.day)[:known]


def _needed_word(row: Row, code: str, parse: Callable[[str], Value[str]]) -> str | None:
    word = row.read_text(code, parse)
    if word is None and not row.findings_of(code):
        row.add("leeg_verplicht", code)
    return word


def _bounded(row: Row, code: str, column: str) -> int | None:
    spec = contract.DEELNEMERS.column(column)
    return row.read(code, partial(_count_within, low=spec.minimum or 0, high=spec.maximum or 0))


def _count_within(cell: Cell, low: float, high: float) -> Value[int]:
    count = parse_count(cell)
    if count.value is not None and not low <= count.value <= high:
        return Value(fault="getal_buiten_bereik")
    return count


def _ended_by(row: Row, ending: Ending) -> str | None:
    who = row.read_text("C15", lambda text: one_code(text, "beeindigd_door"))
    if ending.outcome != GUIDED:
        return who
    if who is not None and who != "onbekend" and not ending.unclear:
        row.add("wie_bij_begeleiding", "C15")
    return None


def age_at(birth: PartialDate | None, day: dt.date | None) -> int | None:
    """Return the age in whole years at a day; None unless day and whole birth date are known."""
    born = birth.whole if birth else None
    if born is None or day is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
