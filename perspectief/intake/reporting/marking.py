"""The sender's own workbook with the faulty cells coloured and a comment in each.

Runs in the short-lived process of `returning`: openpyxl meets a file of others here.
"""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet import _writer

from perspectief.intake.reading.parsing import parsed

_COLOURS = {"fout": "FFFFC7CE", "let op": "FFFFEB9C"}
_AUTHOR = "Perspectief"


def main(path: Path) -> None:
    """Write the marked workbook on standard output; marks come as JSON on standard input."""
    _keep_off_the_disk()
    marks = json.load(sys.stdin)
    book = _workbook(path)
    for mark in marks:
        if mark["sheet"] in book.sheetnames:
            _mark(book[mark["sheet"]], mark)
    out = io.BytesIO()
    book.save(out)
    sys.stdout.buffer.write(out.getvalue())


def _keep_off_the_disk() -> None:
    """Let openpyxl write its sheets to memory: its temporary files would hold personal data."""
    _writer.create_temporary_file = lambda suffix="": f"/proc/self/fd/{os.memfd_create('blad')}"
    _writer.WorksheetWriter.cleanup = lambda self: None


def _workbook(path: Path) -> Any:  # noqa: ANN401 - openpyxl has no types
    said = parsed(path)
    if said["form"] == "xlsx":
        return openpyxl.load_workbook(path)
    # Other forms cannot be written back: the same cells in the same places of a new workbook.
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in said["sheets"]:  # type: ignore[attr-defined]
        copied = book.create_sheet(sheet["name"] or "lijst")
        for row, cells in enumerate(sheet["rows"], start=1):
            for column, value in enumerate(cells, start=1):
                if value is not None:
                    cell = copied.cell(row, column)
                    cell.value = value
                    # What looks like a formula in a CSV file stays text.
                    if isinstance(value, str):
                        cell.data_type = "s"
    return book


def _mark(sheet: Any, mark: dict[str, Any]) -> None:  # noqa: ANN401
    cell = sheet.cell(mark["row"], mark["column"] + 1)
    # Of merged cells only the first can carry a comment.
    if type(cell).__name__ == "MergedCell":
        return
    cell.fill = PatternFill("solid", fgColor=_COLOURS[mark["level"]])
    comment = Comment(mark["text"], _AUTHOR)
    comment.width, comment.height = 320, 110
    cell.comment = comment
