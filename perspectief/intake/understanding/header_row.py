"""Finding the header among titles, notes and empty rows; it may take two rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from perspectief.intake.reading.workbook import Sheet
from perspectief.intake.understanding.columns import ColumnReading, match_columns
from perspectief.intake.understanding.fields import ListKind
from perspectief.intake.values.text import as_text, is_blank
from perspectief.intake.values.value import Cell

_SEARCHED_ROWS = 60
_FEWEST_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its first and last row from zero, and what its columns are."""

    first_row: int
    last_row: int
    kind: ListKind
    columns: ColumnReading


def find_header(sheet: Sheet, remembered: Mapping[ListKind, Mapping[str, str]]) -> Header | None:
    """Return the row, or two rows, that read best as headings; None when nothing does.

    Notes
    -----
    Two rows are taken together only when that gives more questions than one row. Each kind of list
    is tried; the one with more questions wins.
    """
    best: Header | None = None
    for row in range(min(_SEARCHED_ROWS, len(sheet.rows))):
        if sum(isinstance(cell, str) and bool(cell.strip()) for cell in sheet.rows[row]) < 2:
            continue
        for last in (row, row + 1):
            if last >= len(sheet.rows):
                continue
            texts = _texts(sheet, row, last)
            for kind in ("steunpunt", "ministerie"):
                columns = match_columns(texts, kind, remembered.get(kind, {}))
                if best is None or len(columns.fields) > len(best.columns.fields):
                    best = Header(row, last, kind, columns)
    return best if best and len(best.columns.fields) >= _FEWEST_FIELDS else None


def _texts(sheet: Sheet, first: int, last: int) -> list[tuple[str, ...]]:
    above = _spread(sheet, first)
    if first == last:
        return [(text,) for text in above]
    under = [as_text(cell) for cell in sheet.rows[last]]
    width = max(len(above), len(under))
    above += [""] * (width - len(above))
    under += [""] * (width - len(under))
    return [
        tuple(dict.fromkeys(text for text in (f"{a} {u}".strip(), u, a) if text))
        for a, u in zip(above, under, strict=True)
    ]


def _spread(sheet: Sheet, row: int) -> list[str]:
    """Return the texts of a row, a merged cell's text in each of its columns."""
    cells: list[Cell] = list(sheet.rows[row])
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and right - left < 50 and left < len(sheet.rows[top]):
            if len(cells) <= right:
                cells += [None] * (right + 1 - len(cells))
            for column in range(left, right + 1):
                if is_blank(cells[column]):
                    cells[column] = sheet.rows[top][left]
    return [as_text(cell) for cell in cells]
