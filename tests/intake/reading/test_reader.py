"""Whatever the form of a list its cells are the same; what cannot be read is refused by a code."""

import datetime as dt
import io
import random
import zipfile

import openpyxl
import pytest
import xlwt

from perspectief.intake.reading.reader import read_file
from perspectief.intake.reading.workbook import Refused
from perspectief.intake.validating.words import REFUSED
from tests.intake.damage import KINDS, external_links
from tests.intake.forms import ROWS, made


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


def test_an_old_workbook_with_a_password_is_told_apart_from_a_damaged_one(tmp_path):
    path = tmp_path / "a.xls"
    content = old_excel()
    # Its window record becomes the one that says how the rest is encrypted.
    at = content.index(b"\x3d\x00\x12\x00")
    path.write_bytes(content[:at] + b"\x2f\x00" + content[at + 2 :])
    assert read_file(path) == Refused("wachtwoord")


def test_a_formula_without_outcome_is_known(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B2"], book.active["C3"] = "a", "=1+1", "#REF!"
    book.active["C3"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    assert read_file(tmp_path / "a.xlsx").sheets[0].failed == {(1, 1), (2, 2)}


def test_reading_changes_nothing(tmp_path):
    path = tmp_path / "Utrecht.xlsx"
    path.write_bytes(made("xlsx"))
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert not isinstance(read_file(path), Refused)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


MUST_SAY = {
    "wachtwoord": "wachtwoord",
    "macro's": "macro's",
    "zipbom": "uitgepakt",
    "stille bom": "uitgepakt",
    "verdwaalde cel": "te_veel_cellen",
    "16.384 kolommen": "te_veel_cellen",
    "webpagina": "geen_tabel",
}


@pytest.mark.parametrize(("kind", "says"), MUST_SAY.items())
def test_the_line_names_what_is_wrong(kind, says, sound, tmp_path):
    path = tmp_path / "Utrecht.xlsx"
    path.write_bytes(KINDS[kind](sound[0], random.Random(1)))
    refusal = read_file(path)
    assert isinstance(refusal, Refused)
    assert refusal.reason.startswith(says) or says in REFUSED[refusal.reason]


@pytest.mark.parametrize(
    "name", ["ontbreekt.xlsx", "map.xlsx"], ids=["gone before it is read", "a folder"]
)
def test_what_is_no_file_is_refused(name, tmp_path):
    if name.startswith("map"):
        (tmp_path / name).mkdir()
    assert isinstance(read_file(tmp_path / name), Refused)
