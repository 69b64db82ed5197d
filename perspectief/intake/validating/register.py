"""A row of the ministry's list as a record of its register."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from perspectief.intake.understanding.lists import ListTable
from perspectief.intake.validating.cells import Reader, Row
from perspectief.intake.validating.findings import Finding, Place
from perspectief.intake.validating.registrations import person_key
from perspectief.intake.values.countries import parse_country
from perspectief.intake.values.dates import Calendar, PartialDate, parse_date
from perspectief.intake.values.numbers_of_persons import parse_number
from perspectief.intake.values.text import NOTHING, normalised
from perspectief.intake.values.word_tables import codes_in, one_code
from perspectief.intake.values.yes_no import parse_yes_no

_NOT_DONE = NOTHING | {"nee", "n", "geen", "0"}


@dataclass(frozen=True, slots=True)
class Applications:
    """Procedures, counted; None where the list does not allow to count them."""

    asylum: int | None
    regular: int | None
    no_fault_asked: int | None
    no_fault_granted: int | None
    appeals: tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Detention:
    """Periods in detention: how many, days together, and the first day; None when not told."""

    periods: int | None
    days: int | None
    first: PartialDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRecord:
    """One person in the ministry's list."""

    place: Place
    key: str
    number: str | None
    birth: PartialDate | None
    sex: str | None
    origin: str | None
    civil_state: str | None
    first_known: PartialDate | None
    first_hearing: PartialDate | None
    applications: Applications
    detention: Detention


def read_register(
    table: ListTable, from_1904: bool, last_year: int
) -> tuple[list[RegisterRecord], list[Finding]]:
    """Return the records of the ministry's list and every finding."""
    reader = Reader.of(table, Calendar(from_1904, last_year))
    records, findings = [], []
    for number, cells in table.body.persons:
        row = Row(reader, Place(table.path, table.sheet.name, number), cells)
        records.append(_record(row))
        findings.extend(row.findings)
    return records, findings


def _record(row: Row) -> RegisterRecord:
    number = row.read("v1", parse_number)
    birth = _date(row, "v2")
    return RegisterRecord(
        place=row.place,
        key=person_key(row.reader.table.sender, number, "", birth),
        number=number,
        birth=birth,
        sex=row.read_text("v4", lambda text: one_code(text, "geslacht")),
        origin=row.read_text("v3", parse_country),
        civil_state=row.read_text("v5", lambda text: one_code(text, "burgerlijke_staat")),
        first_known=_date(row, "v8b"),
        first_hearing=_date(row, "v9d"),
        applications=_applications(row),
        detention=_detention(row),
    )


def _date(row: Row, code: str, repeat: int = 0) -> PartialDate | None:
    return row.read(code, partial(parse_date, calendar=row.reader.calendar), repeat)


def _applications(row: Row) -> Applications:
    grounds, complete = _grounds(row)
    first = 1 if row.cell("v10a") is not None or row.cell("v10b") is not None else 0
    known = row.has("v12b")
    return Applications(
        asylum=first + grounds.count("asiel") if known else None,
        regular=grounds.count("regulier") if known and complete else None,
        no_fault_asked=_no_fault_asked(row),
        no_fault_granted=_granted(row),
        appeals=_appeals(row),
    )


def _grounds(row: Row) -> tuple[list[str], bool]:
    """Return the ground of each further application, and whether each has one."""
    grounds, complete = [], True
    for repeat in range(row.repeats("v12b")):
        text = row.text("v12b", repeat)
        if normalised(text) in NOTHING:
            if row.cell("v12c", repeat) is not None:
                row.add("grond_ontbreekt", "v12b", repeat)
                complete = False
            continue
        codes = codes_in(text, "aanvragen")
        grounds.append(codes[0] if codes else "regulier")
    return grounds, complete


def _no_fault_asked(row: Row) -> int | None:
    if not row.has("v11d2"):
        return None
    asked = sum(
        normalised(row.text("v11d2", repeat)) not in _NOT_DONE
        for repeat in range(row.repeats("v11d2"))
    )
    return max(asked, 1) if row.read("v11b", parse_yes_no) == "ja" else asked


def _granted(row: Row) -> int | None:
    answer = row.read("v11e", parse_yes_no)
    return {"ja": 1, "nee": 0}.get(answer) if answer else None


def _appeals(row: Row) -> tuple[int | None, int | None, int | None]:
    if not row.has("v10c"):
        return None, None, None
    kinds: list[str] = []
    for repeat in range(row.repeats("v10c")):
        text = row.text("v10c", repeat)
        if normalised(text) in _NOT_DONE:
            continue
        kind = one_code(text, "beroepen").value
        if kind is None:
            row.add("soort_onbekend", "v10c", repeat)
            return None, None, None
        kinds.append(kind)
    return kinds.count("ac"), kinds.count("ar"), kinds.count("vk")


def _detention(row: Row) -> Detention:
    ever = row.read("v10g1", parse_yes_no)
    periods = [_stay(row, repeat) for repeat in range(row.repeats("v10g2"))]
    told = [period for period in periods if period.first is not None]
    if not told:
        return Detention(0, 0, None) if ever == "nee" else Detention(None, None, None)
    firsts = [period.first for period in told if period.first]
    days = [period.days for period in told]
    together = None if None in days else sum(day for day in days if day is not None)
    return Detention(len(told), together, min(firsts))


def _stay(row: Row, repeat: int) -> Detention:
    start, end = _date(row, "v10g2", repeat), _date(row, "v10g3", repeat)
    if start is None or end is None:
        if start is not None or end is not None:
            row.add("periode_onvolledig", "v10g2" if start is None else "v10g3", repeat)
        return Detention(1, None, start)
    if start.whole is None or end.whole is None:
        return Detention(1, None, start)
    if end.whole < start.whole:
        row.add("periode_omgekeerd", "v10g3", repeat)
        return Detention(1, None, start)
    return Detention(1, (end.whole - start.whole).days, start)
