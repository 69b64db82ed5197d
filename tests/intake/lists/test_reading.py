"""The forms in which lists come: the same cells whatever the form."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import xlwt

from perspectief.intake.demo.files import file_bytes
from perspectief.intake.demo.grid import Grid
from perspectief.intake.demo.styles import Style
from perspectief.intake.reading.binary_facts import xlsb_counts_from_1904
from perspectief.intake.reading.reader import read_file
from perspectief.intake.reading.workbook import Refused
from perspectief.intake.understanding.lists import Named, understand
from tests.intake.lists.damage import external_links

ROWS = [
    [
        "V-nummer",
        "Geboortedatum",
        "Sekse",
        "Land",
        "Instroom",
        "Uitgestroomd",
        "Einddatum",
        "Reden",
    ],
    ["1234567890", dt.date(1988, 2, 1), "man", "Angola", dt.date(2010, 3, 4), "nee", None, None],
    ["1234567891", dt.date(1989, 2, 1), "vrouw", "Somalië", dt.date(2010, 3, 5), "ja", None, "MOB"],
]


def old_excel(from_1904=False):
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
    sheet = book.add_sheet("Blad1")
    for i, row in enumerate(ROWS):
        for j, value in enumerate(row):
            form = xlwt.easyxf(num_format_str="dd-mm-yyyy") if isinstance(value, dt.date) else None
            if value is not None:
                sheet.write(i, j, value, *([form] if form else []))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def made(form, **style):
    return file_bytes([Grid(name="Blad1", rows=ROWS)], Style(form=form, **style))


CONTENTS = {
    "xlsx": lambda: made("xlsx"),
    "xlsx counting from 1904": lambda: made("xlsx", from_1904=True),
    "ods": lambda: made("ods"),
    "xls": old_excel,
    "csv utf-8": lambda: made("csv"),
    "csv utf-8 with mark": lambda: made("csv", encoding="utf-8-sig", separator=","),
    "csv cp1252": lambda: made("csv", encoding="cp1252"),
    "csv utf-16": lambda: made("csv", encoding="utf-16", separator="\t"),
    "csv utf-16 without mark": lambda: made("csv", encoding="utf-16-le"),
    "csv that names its separator": lambda: b"sep=|\r\n" + made("csv", separator="|"),
}


@pytest.mark.parametrize("form", CONTENTS)
@pytest.mark.parametrize("suffix", ["xlsx", "csv", "XLS"])
def test_the_same_cells_whatever_the_form_and_the_name(form, suffix, tmp_path):
    path = tmp_path / f"Utrecht.{suffix}"
    path.write_bytes(CONTENTS[form]())
    book = read_file(path)
    rows = [[str(cell) if cell else None for cell in row] for row in book.sheets[0].rows]
    padded = [row + [None] * (8 - len(row)) for row in rows]
    assert padded == [[str(cell) if cell else None for cell in row] for row in ROWS]


def moved_to_the_root(content):
    """Return an .xlsx without the folder `xl`, as some programs write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            inside = old.read(name).replace(b"/xl/", b"/").replace(b'"xl/', b'"')
            new.writestr(name.removeprefix("xl/"), inside)
    return out.getvalue()


def test_a_workbook_without_its_usual_folder(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"] = "a", "=1+1"
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "a.xlsx"
    path.write_bytes(moved_to_the_root(out.getvalue()))
    sheet = read_file(path).sheets[0]
    assert sheet.rows[0] == ["a"]
    assert sheet.failed == {(1, 1)}


@pytest.mark.parametrize("moved", [False, True])
def test_a_link_to_another_file_is_noticed_with_and_without_that_folder(moved, tmp_path):
    content = external_links(made("xlsx"), None)
    path = tmp_path / "a.xlsx"
    path.write_bytes(moved_to_the_root(content) if moved else content)
    assert read_file(path).notes == ("verwijst_naar_ander_bestand",)


@pytest.mark.parametrize("from_1904", [False, True])
def test_the_date_system_of_an_old_workbook(from_1904, tmp_path):
    path = tmp_path / "a.xls"
    path.write_bytes(old_excel(from_1904))
    assert read_file(path).from_1904 is from_1904


@pytest.mark.parametrize("from_1904", [False, True])
def test_the_date_system_of_a_binary_workbook(from_1904, tmp_path):
    # BrtBeginBook, a record with a length of two bytes, BrtWbProp.
    flags = bytes([0x20 | from_1904, 0, 1, 0])
    records = b"\x83\x01\x00" + b"\x80\x01\x81\x01" + bytes(129) + b"\x99\x01\x04" + flags
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as packed:
        packed.writestr("xl/workbook.bin", records)
    assert xlsb_counts_from_1904(tmp_path / "a.xlsb") is from_1904


def test_an_old_workbook_with_a_password_is_told_apart_from_a_damaged_one(tmp_path):
    path = tmp_path / "a.xls"
    content = old_excel()
    # Its window record becomes the one that says how the rest is encrypted.
    at = content.index(b"\x3d\x00\x12\x00")
    path.write_bytes(content[:at] + b"\x2f\x00" + content[at + 2 :])
    assert read_file(path) == Refused("wachtwoord")


def test_line_breaks_quotes_and_separators_inside_cells(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a;b\n"een;twee\ndrie ""vier""";5\n', encoding="utf-8")
    assert read_file(path).sheets[0].rows == [["a", "b"], ['een;twee\ndrie "vier"', "5"]]


def test_a_formula_without_outcome_is_known(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"], book.active["C3"] = "a", "=1+1", "#REF!"
    book.active["C3"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    assert read_file(tmp_path / "a.xlsx").sheets[0].failed == {(1, 1), (2, 2)}


def test_hidden_sheets_are_told_and_not_read(tmp_path):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    hidden = book.create_sheet("oud")
    for row in ROWS * 3:
        hidden.append(row)
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "Utrecht.xlsx")
    reading = understand(read_file(tmp_path / "Utrecht.xlsx"), Named("Utrecht.xlsx"))
    assert reading.hidden_sheets == ("oud",)
    assert [len(table.body.persons) for table in reading.tables] == [2]


def understood(tmp_path, rows, **named):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "Utrecht.xlsx")
    return understand(read_file(tmp_path / "Utrecht.xlsx"), Named("Utrecht.xlsx", **named))


def test_titles_notes_totals_and_a_repeated_header_are_no_persons(tmp_path):
    rows = [
        ["Registratie Utrecht"],
        [],
        *ROWS,
        [],
        ROWS[0],
        ["1234567892", *ROWS[1][1:]],
        ["Totaal", 3],
        ["* nog niet compleet"],
    ]
    (table,) = understood(tmp_path, rows).tables
    assert [row for row, _ in table.body.persons] == [4, 5, 8]
    assert table.body.skipped == (7, 9, 10)


def test_headings_above_the_wrong_columns_send_the_list_back(tmp_path):
    rows = [ROWS[0], *[row[1:] + row[:1] for row in ROWS[1:] * 4]]
    (problem,) = understood(tmp_path, rows).problems
    assert problem.problem == "inhoud_past_niet"
    assert {"C1", "C4"} <= set(problem.fields)


def test_a_missing_column_sends_the_list_back_and_names_it(tmp_path):
    rows = [row[:4] + row[5:] for row in ROWS]
    (problem,) = understood(tmp_path, rows).problems
    assert (problem.problem, problem.fields) == ("kolom_ontbreekt", ("C10",))


def test_what_is_remembered_of_a_sender_helps_the_next_time(tmp_path):
    rows = [[*ROWS[0][:4], "Toen kwam hij", *ROWS[0][5:]], *ROWS[1:]]
    assert understood(tmp_path, rows).problems
    reading = understood(tmp_path, rows, remembered={"utrecht": {"toen kwam hij": "C10"}})
    assert not reading.problems
    assert "C10" in reading.tables[0].header.columns.fields


def test_an_unknown_sender_sends_the_list_back(tmp_path):
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(made("xlsx"))
    (problem,) = understand(read_file(path), Named("lijst.xlsx")).problems
    assert problem.problem == "afzender_onbekend"
    assert not understand(read_file(path), Named("lijst.xlsx", sender="zwolle")).problems


def test_reading_changes_nothing(tmp_path):
    path = tmp_path / "Utrecht.xlsx"
    path.write_bytes(made("xlsx"))
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert not isinstance(read_file(path), Refused)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
