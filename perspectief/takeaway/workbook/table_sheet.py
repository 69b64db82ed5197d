"""The sheet 'Tabel': what it is on top, then the table, numbers as numbers and shares live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from xlsxwriter.utility import xl_rowcol_to_cell

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block
from perspectief.report.block.flat import FlatColumn, flat_columns, flat_rows
from perspectief.report.block.printed import Value
from perspectief.report.block.tables import Cell, Link, Table
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words import shell
from perspectief.takeaway.occasion import Occasion, warning
from perspectief.takeaway.workbook import formulas
from perspectief.takeaway.workbook.book import TITLE, Sheet
from perspectief.takeaway.workbook.headings import headings
from perspectief_core.shares.fives import Rounded

NAME = "Tabel"
NARROW, WIDE = 10, 44
"""Least and greatest width of a column in characters."""
WIDEST = 220
"""Characters that can be read on one page when the table is made to fit it."""
_BEFORE = {"aandeel": 2, "aandeel_laag": 3, "aandeel_hoog": 4}
"""How many columns before the parts of a share its count stands; its total follows on that."""


def write_table(sheet: Sheet, block: Block, occasion: Occasion) -> None:
    """Write the sheet."""
    columns = flat_columns(block.table)
    top = _write_top(sheet, block)
    wide = _write_headings(sheet, top, columns, block.table)
    for number, values in enumerate(flat_rows(block.table, occasion.link)):
        row = top + 1 + number
        total = block.table.total and number == len(block.table.rows) - 1
        _write_row(sheet, _Line(row, columns, values, _links(block.table, number), total))
        texts = zip(values, wide, strict=True)
        sheet.fit(row, [(text, width) for text, width in texts if _wraps(text, width)])
    if sum(wide) <= WIDEST:
        sheet.file.fit_to_pages(1, 0)
    sheet.file.freeze_panes(top + 1, 1)
    sheet.file.repeat_rows(top)
    # `&` begins a code in a footer.
    said = f"{shell.PRODUCT} · {citation.data_line(block.provenance)}".replace("&", "&&")
    sheet.file.set_footer(f"&L{said}&R&P / &N")


def _write_top(sheet: Sheet, block: Block) -> int:
    """Write what the table is; return the row of its headings, an empty one below that."""
    sheet.write(0, 0, block.title, **TITLE)
    row = 1
    if said := warning(block):
        sheet.write(row, 0, said, bold=True, font_color=LIGHT.categories[2])
        row += 1
    # One line each: what needs more room stands on the other sheet.
    for text in (block.table.caption, *_origin(block)):
        sheet.write(row, 0, text)
        row += 1
    return row + 1


def _write_headings(
    sheet: Sheet, row: int, columns: tuple[FlatColumn, ...], table: Table
) -> list[int]:
    """Write the headings, those of numbers over their numbers; return the widths of the columns."""
    names = headings(columns)
    wide = [_width(name, column, table) for name, column in zip(names, columns, strict=True)]
    for at, (name, column) in enumerate(zip(names, columns, strict=True)):
        align = "left" if column.column.kind == "text" and not column.part else "right"
        how = {"bold": True, "text_wrap": True, "bottom": 2, "bg_color": LIGHT.panel}
        sheet.write(row, at, name, align=align, **how)
        sheet.file.set_column(at, at, wide[at])
    # Bold letters and whole words need more room than their number says.
    sheet.fit(row, [(name, width - 3) for name, width in zip(names, wide, strict=True)])
    return wide


def _wraps(value: Value, width: int) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) > width and not value.startswith("http")


def _origin(block: Block) -> Iterator[str]:
    known = dict(citation.about(block, ""))
    return (f"{name}: {known[name]}" for name in ("Selectie", "Gegevens") if name in known)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row to write: its place, columns and values, names of its links, whether it is a total."""

    row: int
    columns: tuple[FlatColumn, ...]
    values: tuple[Value, ...]
    links: dict[str, str]
    total: bool

    @property
    def is_rounded(self) -> bool:
        """Whether its counts were rounded for publication."""
        return any(isinstance(value, Rounded) for value in self.values)


def _links(table: Table, number: int) -> dict[str, str]:
    pairs = zip(table.columns, table.rows[number], strict=True)
    return {column.key: cell.label for column, cell in pairs if isinstance(cell, Link)}


def _write_row(sheet: Sheet, line: _Line) -> None:
    strong: dict[str, object] = {"bold": True, "top": 1} if line.total else {}
    rough = line.is_rounded
    for at, (column, value) in enumerate(zip(line.columns, line.values, strict=True)):
        look = {**_look(column, value), **strong}
        if rough and look.get("num_format") == "0.0%":
            look["num_format"] = "0%"
        formula = _formula(line, at)
        if isinstance(value, str):
            if column.key in line.links:
                sheet.link(line.row, at, value, line.links[column.key])
            else:
                sheet.write(line.row, at, value, **look)
        elif formula is not None:
            how = sheet.book.look(**look)
            sheet.file.write_formula(line.row, at, formula.text, how, formula.value)
        elif value is None:
            sheet.file.write_blank(line.row, at, None, sheet.book.look(**look))
        else:
            sheet.file.write_number(line.row, at, value, sheet.book.look(**look))


def _formula(line: _Line, at: int) -> formulas.Formula | None:
    part, value = line.columns[at].part, line.values[at]
    if part not in _BEFORE or not isinstance(value, float):
        return None
    if line.is_rounded:
        # A spreadsheet would say it finer than the dashboard does.
        return None
    first = at - _BEFORE[part]
    count, total = line.values[first : first + 2]
    if not isinstance(count, int) or not isinstance(total, int):
        return None
    cells = (xl_rowcol_to_cell(line.row, first), xl_rowcol_to_cell(line.row, first + 1))
    return formulas.live((part, value), (count, total), cells)


def _look(column: FlatColumn, value: Value) -> dict[str, object]:
    """Return how a cell shows its number; the number itself is exact."""
    if isinstance(value, str):
        # Room between a number and the text beside it.
        return {"text_wrap": True, "indent": 1}
    kind, decimals = column.column.kind, column.column.decimals
    if column.part in _BEFORE or kind in ("percent", "interval"):
        return {"num_format": "0.0%"}
    if kind == "p":
        return {"num_format": "0.0000"}
    if kind == "number" and decimals:
        return {"num_format": f"#,##0.{'0' * decimals}"}
    return {"num_format": "#,##0" if isinstance(value, int) or kind == "number" else "#,##0.0##"}


def _width(name: str, column: FlatColumn, table: Table) -> int:
    place = table.columns.index(column.column)
    texts = [_shown(row[place]) for row in table.rows] if not column.part else []
    longest = max(map(len, (*name.split(), *texts)))
    return min(max(NARROW, longest + 2), WIDE)


def _shown(cell: Cell) -> str:
    """Return the text that a column must have room for; a number needs no more than its heading."""
    if isinstance(cell, Link):
        return cell.label
    return cell if isinstance(cell, str) else ""
