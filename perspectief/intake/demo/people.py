"""Invented particulars for each row of a synthetic extract, so that a list can name a person."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from perspectief.intake.values.word_tables import read_table

DEMO_DIGITS = "99"
_STARTS = ("Sa", "Mo", "Li", "Ka", "Te", "Jo", "Fa", "Bé", "Nu", "Ro", "Ai", "Da", "Zi", "He", "Yo")
_ENDS = (
    "ra",
    "mir",
    "lo",
    "né",
    "tou",
    "ndo",
    "via",
    "kem",
    "sia",
    "ben",
    "ï",
    "wen",
    "das",
    "lit",
)
_LASTS = ("Voor", "Test", "Demo", "Ver", "Proef", "Schijn", "Model", "Fictie")
_TAILS = (
    "beeld",
    "man",
    "zon",
    "dal",
    "berg",
    "veld",
    "huis",
    "brug",
    "stra",
    "ëma",
    "meer",
    "kamp",
)
_TRIES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """An invented person.

    Parameters
    ----------
    source
        Identifier in the extract it was made from; empty for who is not in it.
    row
        The row of that extract, as plain values.
    number, first, last, born, country
        Particulars that no extract has.
    entry, exit
        Days within the months of the extract.
    known, heard
        Days of first registration and first hearing, for who stands in the register.
    """

    source: str
    row: dict[str, object]
    number: str
    first: str
    last: str
    born: dt.date
    country: str
    entry: dt.date
    exit: dt.date | None
    known: dt.date | None
    heard: dt.date | None


class NoSuchBirthDateError(ValueError):
    """The ages in a row of the extract cannot all hold for one birth date."""


def invent(
    frame: pd.DataFrame, rng: np.random.Generator, first_days: frozenset[str]
) -> list[DemoPerson]:
    """Return a person for each row.

    Parameters
    ----------
    frame
        Table `deelnemers` of a synthetic extract.
    rng
        Source of chance.
    first_days
        Steunpunten that write months only: there everyone entered on the first of a month.
    """
    numbers = _numbers(len(frame), rng)
    return [
        _person({str(k): _plain(v) for k, v in row.items()}, number, rng, first_days)
        for number, row in zip(numbers, frame.to_dict("records"), strict=True)
    ]


def _plain(value: object) -> object:
    return None if value is None or value is pd.NaT or value is pd.NA or value != value else value


def _numbers(count: int, rng: np.random.Generator) -> list[str]:
    # Far enough apart that two differ in more than two digits only by chance; all are unique.
    tails = rng.choice(10_000_000, size=count, replace=False)
    starts = rng.choice(list("0122"), size=count)
    return [f"{s}{DEMO_DIGITS}{t:07d}" for s, t in zip(starts, tails, strict=True)]


def _person(
    row: dict[str, object], number: str, rng: np.random.Generator, first_days: frozenset[str]
) -> DemoPerson:
    only_month = row["steunpunt"] in first_days
    for _ in range(_TRIES):
        entry = _day(row["instroom"], 1 if only_month else int(rng.integers(1, 29)))
        known = _first_known(row, entry, rng)
        born = _birth(row, entry, known, rng)
        if born is not None:
            break
    else:
        raise NoSuchBirthDateError(str(row["persoon"]))
    first, last = _name(rng)
    return DemoPerson(
        source=str(row["persoon"]),
        row=row,
        number=number,
        first=first,
        last=last,
        born=born,
        country=_country(str(row["herkomst"]), rng),
        entry=entry,
        exit=_exit(row, entry, rng),
        known=known,
        heard=_heard(row, born, known),
    )


def _day(month: object, day: int) -> dt.date:
    moment = pd.Timestamp(str(month))
    return dt.date(moment.year, moment.month, day)


def _first_known(
    row: dict[str, object], entry: dt.date, rng: np.random.Generator
) -> dt.date | None:
    months = row.get("verblijf_nl_maanden")
    if not row["dmb_koppeling"] or months is None:
        return None
    index = entry.year * 12 + entry.month - 1 - int(str(months))
    return dt.date(index // 12, index % 12 + 1, int(rng.integers(1, 29)))


def _birth(
    row: dict[str, object], entry: dt.date, known: dt.date | None, rng: np.random.Generator
) -> dt.date | None:
    """Return a birth date that gives every age of the row; None when there is none."""
    first, last = _born_between(entry, int(str(row["leeftijd_instroom"])))
    if known is not None and row.get("leeftijd_bekend_nl") is not None:
        other = _born_between(known, int(str(row["leeftijd_bekend_nl"])))
        first, last = max(first, other[0]), min(last, other[1])
    if first > last:
        return None
    return first + dt.timedelta(days=int(rng.integers(0, (last - first).days + 1)))


def _born_between(day: dt.date, age: int) -> tuple[dt.date, dt.date]:
    return _years_before(day, age + 1) + dt.timedelta(days=1), _years_before(day, age)


def _years_before(day: dt.date, years: int) -> dt.date:
    year = day.year - years
    return dt.date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _exit(row: dict[str, object], entry: dt.date, rng: np.random.Generator) -> dt.date | None:
    if row["uitstroom"] is None:
        return None
    left = _day(row["uitstroom"], int(rng.integers(1, 29)))
    return max(left, entry)


def _heard(row: dict[str, object], born: dt.date, known: dt.date | None) -> dt.date | None:
    """Return the day of the first hearing: soon after registration, or once old enough."""
    age = row.get("leeftijd_eerste_gehoor")
    if known is None or age is None:
        return None
    birthday = dt.date(born.year + int(str(age)), born.month, min(born.day, 28))
    return max(known, birthday + dt.timedelta(days=4))


def _name(rng: np.random.Generator) -> tuple[str, str]:
    first = f"{rng.choice(_STARTS)}{rng.choice(_ENDS)}"
    last = f"{rng.choice(_LASTS)}{rng.choice(_TAILS)}{rng.choice(_TAILS)}"
    return first, last


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for row in read_table("landen"):
        if row["bron"].startswith("Bijlage"):
            groups.setdefault(row["herkomst"], []).append(row["land"])
    return {group: tuple(lands) for group, lands in groups.items()}


def _country(group: str, rng: np.random.Generator) -> str:
    return str(rng.choice(_countries()[group]))
