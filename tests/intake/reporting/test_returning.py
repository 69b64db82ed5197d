"""The sender's workbook comes back with its wrong cells marked."""

import io

import openpyxl

from perspectief.intake.reporting.returning import marked_workbook
from perspectief.intake.validating.findings import Finding, Place
from perspectief.intake.validating.words import RULES
from tests.intake.forms import made

PLACE = Place("Utrecht.xlsx", "Blad1", 2)


def test_all_that_is_wrong_with_a_cell_stands_in_one_comment(tmp_path):
    path = tmp_path / "Utrecht.xlsx"
    path.write_bytes(made("xlsx"))
    rules = ("leeftijd_onzeker", "datum_onleesbaar")
    findings = [Finding(PLACE, 1, "C4", rule) for rule in rules]
    content = marked_workbook(path, [*findings, Finding(PLACE, -1, "", "datum_onleesbaar")], False)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Blad1"]
    marked = [cell for row in sheet.iter_rows() for cell in row if cell.comment is not None]
    assert [cell.coordinate for cell in marked] == ["B2"]
    assert all(RULES[rule].wrong in marked[0].comment.text for rule in rules)
    assert path.read_bytes() == made("xlsx")


def test_a_text_file_comes_back_as_a_workbook(tmp_path):
    path = tmp_path / "Utrecht.csv"
    path.write_bytes(made("csv"))
    place = Place("Utrecht.csv", "", 3)
    content = marked_workbook(path, [Finding(place, 0, "C1", "v_nummer_leeg")], True)
    assert openpyxl.load_workbook(io.BytesIO(content))["lijst"]["A3"].comment is not None


def test_what_cannot_be_opened_comes_back_as_nothing(tmp_path):
    path = tmp_path / "Utrecht.xlsx"
    path.write_bytes(b"PK\x03\x04 damaged")
    assert marked_workbook(path, [Finding(PLACE, 0, "C1", "v_nummer_leeg")], False) is None
