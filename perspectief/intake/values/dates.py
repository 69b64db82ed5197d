"""Dutch dates in the notations that offices use, with what is unknown left unknown."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from perspectief.intake.values.text import NOTHING, normalised
from perspectief.intake.values.value import Cell, Value

_MONTH_NAMES = (
    "januari jan",
    "februari feb febr",
    "maart mrt maa mar",
    "april apr",
    "mei",
    "juni jun",
    "juli jul",
    "augustus aug",
    "september sep sept",
    "oktober okt oct",
    "november nov",
    "december dec",
)
MONTHS = {name: i for i, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}

_TIME = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DAY_MONTH_YEAR = re.compile(
    rf"(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}})\s*[-/. ]\s*'?(\d{{4}}|\d{{2}}){_TIME}"
)
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_NAMED = re.compile(r"(?:(\d{1,2})(?:e|ste|de)?[-./ ]*)?([a-z]+)\.?[-./ ]*'?(\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_YEAR = re.compile(r"\d{4}")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_EIGHT = re.compile(r"\d{8}")

_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000
_EPOCH_1900, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of which the day, or the month too, may be unknown (0)."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def whole(self) -> dt.date | None:
        """The date when every part is known."""
        return dt.date(self.year, self.month, self.day) if self.month and self.day else None

    @property
    def month_start(self) -> dt.date | None:
        """The first day of the month, when the month is known."""
        return dt.date(self.year, self.month, 1) if self.month else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a workbook counts days, and up to which year two digits mean this century."""

    from_1904: bool = False
    last_year: int = 2011


def parse_date(cell: Cell, calendar: Calendar) -> Value[PartialDate]:
    """Return the date in a cell.

    Parameters
    ----------
    cell
        Text, an Excel serial number, a year or a date.
    calendar
        Date system of the workbook, and the last year that two digits may mean.

    Returns
    -------
    Value of PartialDate
        Empty for 'onbekend' and the like. Faults: `datum_onleesbaar`, and
        `datum_bestaat_niet` (31 April, month 13).

    Notes
    -----
    The day comes before the month, always: a date is never read the other way round because that
    would make it valid. `00-00-1985` is a date of which only the year is known.
    """
    if isinstance(cell, dt.date):
        return _made(cell.year, cell.month, cell.day)
    if cell is None:
        return Value()
    if isinstance(cell, bool | dt.time):
        return Value(fault="datum_onleesbaar")
    if isinstance(cell, float | int):
        return _from_number(float(cell), calendar.from_1904)
    return _from_text(cell, calendar.from_1904, calendar.last_year)


@lru_cache(maxsize=100_000)
def _from_text(text: str, from_1904: bool, last_year: int) -> Value[PartialDate]:
    if normalised(text) in NOTHING | {"geen", "nee"}:
        return Value()
    plain = " ".join(text.casefold().split()).strip(" '\"")
    if match := _YEAR_MONTH_DAY.fullmatch(plain.replace("t", " ")):
        return _made(*(int(part) for part in match.groups()))
    if match := _DAY_MONTH_YEAR.fullmatch(plain):
        day, month, year = match.groups()
        return _made(_year(year, last_year), int(month), int(day))
    if (match := _NAMED.fullmatch(plain)) and match[2] in MONTHS:
        return _made(_year(match[3], last_year), MONTHS[match[2]], int(match[1] or 0))
    if match := _MONTH_YEAR.fullmatch(plain):
        return _made(int(match[2]), int(match[1]), 0)
    if _YEAR.fullmatch(plain):
        return _made(int(plain), 0, 0)
    if _SERIAL.fullmatch(plain):
        return _from_number(float(plain.replace(",", ".")), from_1904)
    if _EIGHT.fullmatch(plain):
        return _eight_digits(plain)
    return Value(fault="datum_onleesbaar")


def _from_number(number: float, from_1904: bool) -> Value[PartialDate]:
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        epoch = _EPOCH_1904 if from_1904 else _EPOCH_1900
        day = epoch + dt.timedelta(days=int(number))
        return _made(day.year, day.month, day.day)
    if number.is_integer() and 1900 <= number <= 2100:
        return _made(int(number), 0, 0)
    if number.is_integer() and 10_000_000 > number >= 1_000_000:
        return _eight_digits(f"0{int(number)}")
    if number.is_integer() and 10_000_000 <= number < 100_000_000:
        return _eight_digits(str(int(number)))
    return Value(fault="datum_onleesbaar")


def _eight_digits(digits: str) -> Value[PartialDate]:
    readings = [
        reading
        for reading in (
            _made(int(digits[:4]), int(digits[4:6]), int(digits[6:])),
            _made(int(digits[4:]), int(digits[2:4]), int(digits[:2])),
        )
        if reading.value is not None and reading.value.day
    ]
    # Never both: a year that stands last would be a month above 12 when read the other way.
    return readings[0] if readings else Value(fault="datum_onleesbaar")


def _year(digits: str, last_year: int) -> int:
    if len(digits) == 4:
        return int(digits)
    year = last_year // 100 * 100 + int(digits)
    return year if year <= last_year else year - 100


@lru_cache(maxsize=100_000)
def _made(year: int, month: int, day: int) -> Value[PartialDate]:
    if not 1900 <= year <= 2100:
        return Value(fault="datum_bestaat_niet")
    if day and not month:
        return Value(fault="datum_bestaat_niet")
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return Value(fault="datum_bestaat_niet")
    return Value(PartialDate(year, month, day))
