"""The inside of the process that reads one file: cells as JSON, or why it is refused."""

import json

import openpyxl
import pytest

from perspectief.intake.reading import limits, parsing
from perspectief.intake.reading.refusals import RefusedError
from tests.intake.forms import ROWS, made


def said(path, capsys):
    parsing.main(path)
    return json.loads(capsys.readouterr().out)


def drawn_to(cell, tmp_path, capsys):
    book = openpyxl.Workbook()
    book.active["A1"] = book.active[cell] = "x"
    book.save(tmp_path / "a.xlsx")
    return said(tmp_path / "a.xlsx", capsys)


def test_dates_are_tagged_and_empty_cells_end_no_row(tmp_path, capsys):
    (tmp_path / "a").write_bytes(made("xlsx"))
    book = said(tmp_path / "a", capsys)
    (sheet,) = book["sheets"]
    assert (book["form"], book["notes"], sheet["hidden"]) == ("xlsx", [], False)
    assert sheet["rows"][0] == ROWS[0]
    assert sheet["rows"][1] == [
        *("1234567890", {"d": "1988-02-01"}, "man", "Angola", {"d": "2010-03-04"}, "nee")
    ]


def test_text_that_was_garbled_on_the_way_is_told(tmp_path):
    (tmp_path / "a").write_bytes("naam;land\nx;SomaliÃ«\n".encode())
    assert parsing.parsed(tmp_path / "a")["notes"] == ["tekens_verminkt"]


def test_a_file_that_is_gone_is_said_to_be(tmp_path, capsys):
    assert said(tmp_path / "weg.xlsx", capsys) == {"refused": "verdwenen"}


def test_a_stray_cell_one_row_too_far_is_too_many_cells(tmp_path, capsys):
    assert drawn_to(f"A{limits.MAX_ROWS + 1}", tmp_path, capsys) == {"refused": "te_veel_cellen"}


def test_the_last_row_that_is_allowed_is_read(tmp_path, capsys):
    book = drawn_to(f"A{limits.MAX_ROWS}", tmp_path, capsys)
    assert len(book["sheets"][0]["rows"]) == limits.MAX_ROWS


@pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
def test_text_has_as_many_rows_as_a_sheet(more, read, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 3)
    (tmp_path / "a.csv").write_text("a;b\n" * (3 + more), encoding="utf-8")
    assert ("sheets" in said(tmp_path / "a.csv", capsys)) == read


def test_more_cells_than_allowed_are_refused_and_long_texts_cut(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(made("xlsx"))
    monkeypatch.setattr(limits, "CELL_LETTERS", 3)
    assert parsing.parsed(tmp_path / "a")["sheets"][0]["rows"][0][0] == "V-n"
    monkeypatch.setattr(limits, "MAX_CELLS", 10)
    with pytest.raises(RefusedError) as refused:
        parsing.parsed(tmp_path / "a")
    assert refused.value.reason == "te_veel_cellen"
