"""A table as a file has it: one value a cell, numbers as numbers.

A column of shares becomes five columns, a range two, and numbers that the screen shows as text are
taken apart. Every kind of file is written from this one form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from perspectief.report.block import printed
from perspectief.report.block.printed import Parts, Value
from perspectief.report.block.tables import Cell, Column, Link, Table, cell_text, is_rounded
from perspectief.report.words import formats, shares
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Interval, Share

SHARE_PARTS = ("aantal", "totaal", "aandeel", "aandeel_laag", "aandeel_hoog")
"""The columns in a file that one column of shares becomes."""


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """One column of a file: its key, the column it comes from, and which part of that it holds.

    `part` is one of `SHARE_PARTS`, an ending such as `_laag` or `_eenheid`, or nothing.
    """

    key: str
    column: Column
    part: str = ""


def flat_columns(table: Table) -> tuple[FlatColumn, ...]:
    """Return the columns of the table as a file, each with a key of its own."""
    pairs = [
        (column, part)
        for at, column in enumerate(table.columns)
        for part in _parts(column, _texts_apart(table, at))
    ]
    keys = printed.unique((_key(column, part), column.kind == "count") for column, part in pairs)
    return tuple(
        FlatColumn(key, column, part) for key, (column, part) in zip(keys, pairs, strict=True)
    )


def flat_rows(table: Table, base: str = "") -> Iterator[tuple[Value, ...]]:
    """Yield the rows of the table as a file: numbers as numbers, links as addresses.

    What follows from rounded counts is no finer than the screen writes it.

    Parameters
    ----------
    table : Table
    base : str
        Address that links are relative to.
    """
    apart = [_texts_apart(table, at) for at in range(len(table.columns))]
    coarse = is_rounded(table)
    for number, row in enumerate(table.rows):
        yield tuple(
            value
            for cell, column, parts in zip(row, table.columns, apart, strict=True)
            for value in (
                parts.values[number]
                if parts
                else _flat_cell(_coarser(cell, column) if coarse else cell, column, base)
            )
        )


def _coarser(cell: Cell, column: Column) -> Cell:
    """Return a range or a percentage as the screen writes it."""
    if isinstance(cell, Interval):
        return Interval(*(formats.whole_percents(end) for end in (cell.low, cell.high)))
    if column.kind == "percent" and isinstance(cell, float):
        return round(formats.decimal(100 * cell, column.decimals) / 100, column.decimals + 2)
    return cell


def _texts_apart(table: Table, at: int) -> Parts | None:
    """Return a column of numbers that are shown as text, taken apart; None for any other."""
    cells = [row[at] for row in table.rows]
    # The first column names the rows.
    if at == 0 or not any(isinstance(cell, str) for cell in cells):
        return None
    # A rounded count knows itself how it is written.
    if any(isinstance(cell, (bool, float, Share, Interval, Link, Rounded)) for cell in cells):
        return None
    return printed.parts(cells)


def _parts(column: Column, apart: Parts | None) -> tuple[str, ...]:
    if apart is not None:
        return apart.endings
    if column.kind in ("share", "brief_share"):
        return SHARE_PARTS
    return ("_laag", "_hoog") if column.kind == "interval" else ("",)


def _key(column: Column, part: str) -> str:
    if part in SHARE_PARTS:
        # A column that is called `aandeel` itself needs no second `aandeel` in front.
        return part if column.key == "aandeel" else f"{column.key}_{part}"
    return f"{column.key}{part}"


def _flat_cell(cell: Cell, column: Column, base: str) -> tuple[Value, ...]:
    if column.kind in ("share", "brief_share"):
        if isinstance(cell, Rounded):
            # Of a total all people are in it, whatever their number was exactly.
            return (_count(cell), _count(cell), 1.0, formats.SECRET, formats.SECRET)
        if not isinstance(cell, Share):
            return (formats.SECRET if cell == formats.SECRET else None,) * 5
        return (_count(cell.count), _count(cell.total), *shares.in_file(cell))
    if column.kind == "interval":
        if cell == formats.SECRET:
            return (formats.SECRET, formats.SECRET)
        return (cell.low, cell.high) if isinstance(cell, Interval) else (None, None)
    if isinstance(cell, Link):
        return (urljoin(base, cell.address),)
    if isinstance(cell, bool):
        return ("ja" if cell else "nee",)
    if isinstance(cell, (Share, Interval)):
        return (cell_text(cell, column),)
    return (_count(cell) if isinstance(cell, int) else cell,)


def _count(value: int) -> Value:
    """Return a count; of a published one that is no number but a range that range, never a 0."""
    if isinstance(value, Rounded) and (value.small or formats.is_range(value)):
        low, high = value.bounds
        return f"{low}–{high}"
    return value
