"""Sheets to files: the same sheets give the same bytes, and are read back as they were."""

import datetime as dt

import pytest

from perspectief.intake.demo.files import file_bytes
from perspectief.intake.demo.grid import FORMULA_ERROR, Grid
from perspectief.intake.demo.styles import Style
from perspectief.intake.reading.reader import read_file

ROWS = [["a & b", "<c>", None], ["één", 3.0, dt.date(2010, 3, 4)]]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_same_sheets_are_the_same_bytes(form):
    grids = [Grid(name="Blad1", rows=ROWS)]
    assert file_bytes(grids, Style(form=form)) == file_bytes(grids, Style(form=form))


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_cells_are_read_back(form, tmp_path):
    path = tmp_path / "a"
    path.write_bytes(
        file_bytes(
            [Grid(name="Blad1", rows=ROWS), Grid(name="Twee", rows=[["x"]])], Style(form=form)
        )
    )
    first, second = read_file(path).sheets
    assert (first.name, second.rows) == ("Blad1", [["x"]])
    assert first.rows == [["a & b", "<c>"], ["één", 3.0, dt.date(2010, 3, 4)]]


def test_hidden_merged_and_failed_are_kept(tmp_path):
    grid = Grid(
        name="Blad1", rows=[["x", None], [FORMULA_ERROR]], merged=[(0, 0, 0, 1)], hidden=True
    )
    (tmp_path / "a").write_bytes(file_bytes([Grid(name="Eerst", rows=[["x"]]), grid], Style()))
    sheet = read_file(tmp_path / "a").sheets[1]
    assert (sheet.hidden, sheet.failed) == (True, {(1, 0)})
    assert [tuple(span) for span in sheet.merged] == [(0, 0, 0, 1)]
