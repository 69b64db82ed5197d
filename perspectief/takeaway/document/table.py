"""The table of a figure on paper: the same text in every cell as on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urljoin

from perspectief.report.block.tables import Cell, Link, Table, cell_text
from perspectief.report.drawing import bounded
from perspectief.report.words import formats
from perspectief.takeaway.document import widths
from perspectief.takeaway.document.parts import Grid, GridCell

MOST_ROWS = 300
"""Rows that are read on paper; who wants more takes the workbook."""


def grid(table: Table, link: str, sizes: Sequence[float] = widths.SIZES) -> tuple[Grid, bool]:
    """Return a table for paper, and whether it needs the page turned; `link` is its address."""
    rows = table.visible[:MOST_ROWS]
    texts = [
        [cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for row in rows
    ]
    header = tuple(column.label for column in table.columns)
    fit = widths.fit(header, texts, sizes)
    return Grid(
        caption=table.caption,
        header=header,
        rows=tuple(
            tuple(_cell(cell, text, link) for cell, text in zip(row, said, strict=True))
            for row, said in zip(rows, texts, strict=True)
        ),
        wide=fit.wide,
        numbers=tuple(column.kind not in ("text", "long") for column in table.columns),
        size=fit.size,
        inset=widths.INSET,
        total=table.ends_in_total(rows),
    ), fit.lying


def left_out(table: Table) -> str:
    """Return how many rows paper leaves out; nothing when it has them all."""
    if table.kept:
        return bounded.rows_left(len(table.rows) - len(table.kept))
    shown = table.shown or MOST_ROWS
    if len(table.rows) <= shown:
        return ""
    first, all_ = formats.count(shown), formats.count(len(table.rows))
    return f"De eerste {first} van {all_} rijen; het Excel-bestand heeft ze alle."


def _cell(cell: Cell, text: str, link: str) -> GridCell:
    if isinstance(cell, Link):
        return {"text": text, "url": urljoin(link, cell.address)}
    return text
