"""Every notation of a date reads as that date, and nothing else does."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from perspectief.intake.values.dates import MONTHS, Calendar, PartialDate, parse_date

CALENDAR = Calendar(last_year=2011)

DAYS = st.dates(dt.date(1955, 1, 1), dt.date(2011, 12, 31))

# Two digits mean the hundred years up to 2011.
RECENT = st.dates(dt.date(1955, 1, 1), dt.date(2011, 12, 31))


def read(cell, calendar=CALENDAR):
    return parse_date(cell, calendar).value


@given(DAYS, st.sampled_from("-/. "), st.booleans(), st.booleans())
def test_day_month_year_in_any_separator(day, sign, padded, time):
    parts = f"{day:%d %m}" if padded else f"{day.day} {day.month}"
    text = f"{parts} {day.year}".replace(" ", sign) + (" 00:00:00" if time else "")
    assert read(text).whole == day


@given(RECENT, st.sampled_from(["", "'"]))
def test_two_digit_years_fall_in_the_last_hundred_years(day, mark):
    assert read(f"{day.day}-{day.month}-{mark}{day:%y}").whole == day


@given(
    DAYS,
    st.sampled_from(sorted(MONTHS)),
    st.sampled_from(["{d} {m} {y}", "{d}-{m}-{y}", "{d} {m}. {y}"]),
)
def test_months_by_name(day, name, form):
    text = form.format(d=min(day.day, 28), m=name, y=day.year)
    assert read(text) == PartialDate(day.year, MONTHS[name], min(day.day, 28))
    assert read(text.upper()) == read(text)


@given(DAYS)
def test_serial_numbers_in_both_date_systems(day):
    for from_1904, epoch in ((False, dt.date(1899, 12, 30)), (True, dt.date(1904, 1, 1))):
        serial = (day - epoch).days
        calendar = Calendar(from_1904, 2011)
        # Below 20000 a number is too easily something else.
        if serial >= 20_000:
            assert read(float(serial), calendar).whole == day
            assert read(str(serial), calendar).whole == day
            assert read(serial + 0.5, calendar).whole == day


@given(DAYS)
def test_iso_cells_and_eight_digits(day):
    assert read(day.isoformat()).whole == day
    assert read(day).whole == day
    assert read(f"{day:%d%m%Y}") in (PartialDate(day.year, day.month, day.day), None)
    assert read(f"{day:%Y%m%d}").whole == day


@given(DAYS)
def test_the_day_is_never_read_as_the_month(day):
    """An American date is a fault or its Dutch reading, never the American one."""
    date = read(f"{day.month}/{day.day}/{day.year}")
    if day.day > 12:
        assert date is None
    elif day.day != day.month:
        assert date.whole != day


@given(st.integers(1990, 2011), st.integers(1, 12))
def test_what_is_unknown_stays_unknown(year, month):
    for text in (f"{month}-{year}", f"00-{month:02}-{year}"):
        assert read(text) == PartialDate(year, month)
        assert read(text).whole is None
    for cell in (str(year), float(year), f"00-00-{year}"):
        assert read(cell) == PartialDate(year)
        assert read(cell).month_start is None


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("31-4-2010", "datum_bestaat_niet"),
        ("29-2-2010", "datum_bestaat_niet"),
        ("1-13-2010", "datum_bestaat_niet"),
        ("1-0-2010", "datum_bestaat_niet"),
        ("1-1-1850", "datum_bestaat_niet"),
        ("begin 2010", "datum_onleesbaar"),
        ("1-4", "datum_onleesbaar"),
        ("10-11-12-13", "datum_onleesbaar"),
        (12.0, "datum_onleesbaar"),
        (-5.0, "datum_onleesbaar"),
        (True, "datum_onleesbaar"),
    ],
)
def test_what_is_no_date_is_a_fault(cell, fault):
    parsed = parse_date(cell, CALENDAR)
    assert (parsed.value, parsed.fault) == (None, fault)


@given(st.integers(0, 99_999_999))
def test_eight_digits_never_mean_two_dates(number):
    digits = f"{number:08d}"
    orders = ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]))
    possible = []
    for year, month, day in orders:
        with suppress(ValueError):
            date = dt.date(int(year), int(month), int(day))
            possible += [date] if 1900 <= date.year <= 2100 else []
    assert len(set(possible)) <= 1
    date = read(digits)
    assert (date.whole if date else None) == (possible[0] if possible else None)
