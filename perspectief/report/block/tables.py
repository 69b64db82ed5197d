"""One table model for screen, print and file, so that all three show the same numbers.

A table is captioned columns and rows of typed cells; a `Share` cell is one cell on the screen and
five columns in a file. The HTML is a real table with header cells; everything in it is escaped.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from perspectief.report.words import formats
from perspectief_core.shares.intervals import Interval, Share

Kind = Literal[
    "text", "count", "share", "brief_share", "percent", "interval", "number", "p", "link"
]
SHARE_PARTS = ("aantal", "totaal", "aandeel", "aandeel_laag", "aandeel_hoog")
"""The columns in a file that one column of shares becomes."""
Cell = str | int | float | bool | Share | Interval | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a stable key for files, a Dutch heading, what its cells hold.

    `decimals` is for `number` and `percent`. A `brief_share` is `7 · 70 %`, for wide tables whose
    rows share one total; files get the same five columns as for `share`. The first column of a
    table heads its rows.
    """

    key: str
    label: str
    kind: Kind = "text"
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A captioned table; `note` stands under it. Rows are as long as there are columns.

    `shown` is how many rows the screen shows, 0 for all; a file always has all. With `total` the
    last row is the total of the others.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    shown: int = 0
    total: bool = False

    def __post_init__(self) -> None:
        """Refuse ragged rows at once: a shifted cell would be a wrong number."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"`rows` of table '{self.caption}': expected {len(self.columns)} cells, "
                    f"found {len(row)}"
                )


def cell_text(cell: Cell, column: Column) -> str:
    """Return the Dutch text of one cell; missing is `.`."""
    if cell is None:
        return formats.UNKNOWN
    if isinstance(cell, Share):
        return formats.brief(cell) if column.kind == "brief_share" else formats.share(cell)
    if isinstance(cell, Interval):
        return formats.interval(cell)
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, str):
        return cell
    return _number_text(cell, column)


def _number_text(cell: int | float, column: Column) -> str:
    if column.kind == "percent":
        return formats.percent(cell, column.decimals)
    if column.kind == "p":
        return formats.p_value(cell)
    if column.kind == "number":
        return formats.number(cell, column.decimals)
    return formats.count(round(cell))


def to_html(table: Table) -> str:
    """Return the table as escaped HTML in a scrollable, keyboard-reachable wrapper."""
    caption = html.escape(table.caption)
    heads = "".join(
        f"<th scope='col'{_class(c)}>{html.escape(c.label)}</th>" for c in table.columns
    )
    rows = table.rows[: table.shown or None]
    last = len(table.rows) - 1 if table.total else -1
    body = "".join(
        _row_html(row, table.columns, is_total=at == last) for at, row in enumerate(rows)
    )
    rest = f"{table.note} {_more(table)}".strip()
    note = f"<p class='pf-note'>{html.escape(rest)}</p>" if rest else ""
    return (
        f"<div class='pf-table' tabindex='0' role='region' aria-label='{caption}'>"
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>{note}"
    )


def _more(table: Table) -> str:
    if not 0 < table.shown < len(table.rows):
        return ""
    shown, total = formats.count(table.shown), formats.count(len(table.rows))
    return f"De eerste {shown} van {total} rijen; de download heeft ze alle."


def _class(column: Column) -> str:
    return "" if column.kind in ("text", "link") else " class='pf-num'"


def _row_html(row: tuple[Cell, ...], columns: tuple[Column, ...], *, is_total: bool) -> str:
    first = f"<th scope='row'{_class(columns[0])}>{_cell_html(row[0], columns[0])}</th>"
    rest = "".join(
        f"<td{_class(column)}>{_cell_html(cell, column)}</td>"
        for cell, column in zip(row[1:], columns[1:], strict=True)
    )
    opening = "<tr class='pf-total'>" if is_total else "<tr>"
    return f"{opening}{first}{rest}</tr>"


def _cell_html(cell: Cell, column: Column) -> str:
    if isinstance(cell, Share):
        return _share_html(cell, column)
    if column.kind == "link" and isinstance(cell, str) and "|" in cell:
        label, target = cell.split("|", 1)
        return f"<a href='{html.escape(target)}' target='_self'>{html.escape(label)}</a>"
    return html.escape(cell_text(cell, column))


def _share_html(share: Share, column: Column) -> str:
    # Aligned parts: counts and percentages of a column stand under each other, also where there are
    # too few people for a percentage.
    few = share.total < formats.SMALL_N
    percent = "" if few else formats.percent(share.share)
    if column.kind == "brief_share":
        return f"{formats.count(share.count)} <span class='pf-pct'>{percent}</span>"
    interval = "" if few else f"({formats.interval(share)})"
    return (
        f"<span class='pf-of'>{formats.of(share)}</span> <span class='pf-pct'>{percent}</span> "
        f"<span class='pf-ci'>{interval}</span>"
    )


def flat_columns(table: Table) -> tuple[str, ...]:
    """Return the column keys of the table as a file: a share becomes five columns."""
    return tuple(key for column in table.columns for key in _flat_keys(column))


def flat_rows(table: Table) -> Iterator[tuple[str | int | float | None, ...]]:
    """Yield the rows of the table as a file: numbers as numbers, shares as five numbers."""
    for row in table.rows:
        yield tuple(
            value
            for cell, column in zip(row, table.columns, strict=True)
            for value in _flat_cell(cell, column)
        )


def _flat_keys(column: Column) -> tuple[str, ...]:
    if column.kind in ("share", "brief_share"):
        # A column that is called `aandeel` itself needs no second `aandeel` in front.
        prefix = "" if column.key == "aandeel" else f"{column.key}_"
        return tuple(f"{prefix}{part}" for part in SHARE_PARTS)
    if column.kind == "interval":
        return f"{column.key}_laag", f"{column.key}_hoog"
    return (column.key,)


def _flat_cell(cell: Cell, column: Column) -> tuple[str | int | float | None, ...]:
    if column.kind in ("share", "brief_share"):
        if not isinstance(cell, Share):
            return (None,) * 5
        if cell.share is None:
            return cell.count, cell.total, None, None, None
        return cell.count, cell.total, cell.share, cell.low, cell.high
    if column.kind == "interval":
        return (cell.low, cell.high) if isinstance(cell, Interval) else (None, None)
    if isinstance(cell, bool):
        return ("ja" if cell else "nee",)
    if column.kind == "link" and isinstance(cell, str):
        return (cell.split("|", 1)[0],)
    if isinstance(cell, (Share, Interval)):
        return (cell_text(cell, column),)
    return (cell,)
