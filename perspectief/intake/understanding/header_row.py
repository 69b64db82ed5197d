"""Finding the header among titles, notes and empty rows; it may take two rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perspectief.intake.reading.workbook import Sheet
from perspectief.intake.understanding.columns import ColumnReading, match_columns
from perspectief.intake.understanding.fields import LIST_KINDS, ListKind, fields_of
from perspectief.intake.values.text import as_text
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
        if not any(isinstance(cell, str) and cell.strip() for cell in sheet.rows[row]):
            continue
        for header in _candidates(sheet, row, remembered):
            if best is None or len(header.columns.fields) > len(best.columns.fields):
                best = header
        if best and _complete(best):
            break
    if best is None or len(best.columns.fields) < _FEWEST_FIELDS:
        return None
    return _single(sheet, best, remembered)


def _candidates(
    sheet: Sheet, row: int, remembered: Mapping[ListKind, Mapping[str, str]]
) -> Iterator[Header]:
    for last in (row, row + 1):
        if last < len(sheet.rows):
            texts = _texts(sheet, row, last)
            for kind in LIST_KINDS:
                columns = match_columns(texts, kind, remembered.get(kind, {}))
                yield Header(row, last, kind, columns)


def _complete(header: Header) -> bool:
    return all(
        field.code in header.columns.fields for field in fields_of(header.kind) if field.needed
    )


def _single(
    sheet: Sheet, header: Header, remembered: Mapping[ListKind, Mapping[str, str]]
) -> Header:
    """Return the lower of two header rows alone when the upper one adds nothing."""
    if header.first_row == header.last_row:
        return header
    texts = _texts(sheet, header.last_row, header.last_row)
    columns = match_columns(texts, header.kind, remembered.get(header.kind, {}))
    if len(columns.fields) < len(header.columns.fields):
        return header
    return Header(header.last_row, header.last_row, header.kind, columns)


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
                if cells[column] is None:
                    cells[column] = sheet.rows[top][left]
    return [as_text(cell) for cell in cells]
