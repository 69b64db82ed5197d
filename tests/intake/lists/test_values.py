"""Cells: every notation of a value reads as that value, and nothing else does."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given, strategies as st

from perspectief.intake.values.countries import parse_country
from perspectief.intake.values.counts import parse_count
from perspectief.intake.values.dates import MONTHS, Calendar, PartialDate, parse_date
from perspectief.intake.values.numbers_of_persons import parse_number
from perspectief.intake.values.text import normalised
from perspectief.intake.values.word_tables import one_code, read_table
from perspectief.intake.values.yes_no import parse_yes_no
from perspectief_core.data import contract
from perspectief_core.published import records

CALENDAR = Calendar(last_year=2011)
DAYS = st.dates(dt.date(1955, 1, 1), dt.date(2011, 12, 31))
# Two digits mean the hundred years up to 2011.
RECENT = st.dates(dt.date(1955, 1, 1), dt.date(2011, 12, 31))
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.text(max_size=30),
    st.dates(),
    st.times(),
    st.from_regex(r"[0-9]{0,4}[-/. ][0-9]{0,4}[-/. ][0-9]{0,4}", fullmatch=True),
)


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


@given(CELLS)
def test_no_cell_breaks_a_reader(cell):
    for parse in (parse_count, parse_yes_no, parse_number, lambda c: parse_date(c, CALENDAR)):
        parsed = parse(cell)
        assert parsed.value is None or not parsed.fault
        assert parsed.fault == "" or parsed.fault.islower()


@given(st.integers(0, 999_999), st.sampled_from(["{}", " {} ", "{:,}", "{},0", "{}.0", "{},00"]))
def test_counts(number, form):
    text = (
        form.format(number).replace(",", ".")
        if "," in form and ":" in form
        else form.format(number)
    )
    assert parse_count(text).value == number
    assert parse_count(float(number)).value == number


@given(st.integers(0, 99), st.integers(1, 9))
def test_halves_and_words_around_a_number_are_faults(number, tenth):
    for cell in (f"{number},{tenth}", f"{number}.{tenth}", number + tenth / 10):
        assert parse_count(cell).fault == "getal_niet_heel"
    for cell in (f"ca. {number}", f"{number}+", f"{number} keer", f"{number}?"):
        assert parse_count(cell).fault == "getal_onleesbaar"


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (["ja", "JA", "Ja ", "j", "J", "1", 1.0, "x", "X", "✓", "✔", True], "ja"),
        (["nee", "NEE", "n", "N", "0", 0.0, "-", "–", "neen", False], "nee"),
        (["onbekend", "onb.", "Onb", "?", "??", "niet bekend"], "onbekend"),
        ([None, "", "  ", "n.v.t.", "nvt", "N.V.T."], None),
    ],
)
def test_yes_no_and_unknown(cells, answer):
    for cell in cells:
        parsed = parse_yes_no(cell)
        assert (parsed.value, parsed.fault) == (answer, "")


@given(st.text(min_size=4, max_size=20))
def test_other_words_are_neither_yes_nor_no(text):
    if normalised(text) not in {"waar", "true", "neen", "onwaar", "false", "geen", "niet", "onbek"}:
        assert parse_yes_no(f"ja {text}x").value is None or normalised(f"{text}x") == ""


@given(st.integers(1, 10**10 - 1))
def test_numbers_of_persons_however_mangled(number):
    digits = f"{number:010d}"
    spaced = f"{digits[:3]}.{digits[3:6]} {digits[6:]}"
    for cell in (digits, spaced, f"V{digits}", f"v-nr. {digits}", f"'{digits}"):
        assert parse_number(cell).value == digits
    as_number = parse_number(float(number))
    if digits[:2] != "00":
        assert as_number.value == digits
        assert as_number.note == ("v_nummer_nul" if digits[0] == "0" else "")
        assert parse_number(f"{float(number):.1f}").value == digits
    else:
        assert as_number.fault == "v_nummer_ongeldig"


def test_a_number_in_scientific_notation_is_lost():
    assert parse_number("1,23457E+09").fault == "v_nummer_afgekapt"


def test_every_country_of_bijlage_2_falls_in_its_group_of_bijlage_3():
    table = records.published_table("bijlage_02")
    for row in table.to_dict("records"):
        assert parse_country(row["label"]).value == row["herkomst"], row["label"]
        assert parse_country(row["label"].upper()).value == row["herkomst"]


def test_countries_add_up_to_bijlage_3():
    """The table of countries and the printed numbers of Bijlage 2 give the totals of Bijlage 3."""
    two = records.published_table("bijlage_02")
    three = records.published_table("bijlage_03").set_index("herkomst")["totaal"]
    sums = two["aantal"].groupby([parse_country(label).value for label in two["label"]]).sum()
    # Bijlage 2 prints one Angolese more than Bijlage 3.
    assert (sums - three.drop("totaal")).replace(0, None).dropna().to_dict() == {"angola": 1}


def test_a_spelling_counts_only_when_one_country_is_near():
    assert parse_country("Afganistan").value == "afghanistan"
    assert parse_country("Afganistan").note == "land_gespeld"
    for text in ("Nigeri", "Nigera", "Atlantis", "xx", "Guine Bissau en Togo"):
        assert parse_country(text).value is None, text


def test_no_country_stands_for_two_groups():
    seen = {}
    for row in read_table("landen"):
        assert row["herkomst"] in contract.ORIGINS
        for name in filter(None, (row["land"], *row["ook_geschreven"].split("|"))):
            assert seen.setdefault(normalised(name), row["herkomst"]) == row["herkomst"], name


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("uitkomsten", "uitkomst"),
        ("doelen", "traject"),
        ("beeindigd_door", "beeindigd_door"),
        ("burgerlijke_staat", "burgerlijke_staat"),
        ("geslacht", "geslacht"),
    ],
)
def test_words_mean_levels_of_the_contract_and_say_why(table, column):
    rows = read_table(table)
    levels = set(contract.DEELNEMERS.column(column).levels) | {""}
    assert {row["betekent"] for row in rows} <= levels
    assert all(row["bron"] for row in rows)
    assert all(row["woorden"] == normalised(row["woorden"]) for row in rows)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("M.O.B.", "mob"),
        ("Met onbekende bestemming vertrokken", "mob"),
        ("geen vergunning, teruggekeerd", "terugkeer"),
        ("heeft verblijfsvergunning gekregen", "verblijfsvergunning"),
        ("werkt niet mee aan terugkeer", "overig"),
        ("vertrokken naar België", "doormigratie"),
        ("", None),
        ("n.v.t.", None),
    ],
)
def test_reasons(text, outcome):
    parsed = one_code(text, "uitkomsten")
    assert (parsed.value, parsed.fault) == (outcome, "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("vergunning ingetrokken", "woord_ontkend"),
        ("niet echt MOB", "woord_ontkend"),
        ("MOB of terugkeer", "woord_dubbelzinnig"),
        ("gewoon klaar", "woord_onbekend"),
    ],
)
def test_reasons_that_are_not_guessed(text, fault):
    assert one_code(text, "uitkomsten").fault == fault
