"""The header among titles, notes and empty rows."""

from perspectief.intake.understanding.header_row import find_header
from tests.intake.forms import ROWS
from tests.intake.tables import sheet


def test_titles_above_the_headings_are_passed():
    header = find_header(sheet([["Registratie"], [], *ROWS]), {})
    assert (header.first_row, header.last_row, header.kind) == (2, 2, "steunpunt")
    assert {"C1", "C4", "C5", "C10"} <= set(header.columns.fields)


def test_two_rows_are_one_header_where_the_upper_one_adds_to_it():
    above = ["Persoon", None, None, None, "Datum", None]
    under = ["V-nummer", "Geboortedatum", "Sekse", "Land", "instroom", "Uitgestroomd"]
    merged = ((0, 4, 0, 4),)
    header = find_header(sheet([above, under, ["1234567890"]], merged=merged), {})
    assert header.last_row == 1
    assert "C10" in header.columns.fields


def test_a_group_name_that_adds_nothing_is_left_out():
    header = find_header(sheet([["Cliënt", None], ROWS[0], ROWS[1]]), {})
    assert (header.first_row, header.last_row) == (1, 1)


def test_the_list_of_the_ministry_is_told_apart():
    codes = ("v1 V-nummer", "v2 Geboortedatum", "v3 Land", "v4 Sekse", "v5 Burgerlijke staat")
    assert find_header(sheet([list(codes)]), {}).kind == "ministerie"


def test_rows_of_words_are_no_header():
    assert find_header(sheet([["Mohammed", "Angola", "ja"], ["man", 3.0]]), {}) is None
    assert find_header(sheet([]), {}) is None
