"""One table model for screen, print and file, so that all three show the same numbers.

A table is captioned columns and rows of typed cells; a `Share` cell is one cell on the screen and
five columns in a file. The HTML is a real table with header cells. `Rows` makes one from a list of
things, each column beside what it shows of a thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

from markupsafe import Markup

from perspectief.report.block.later_rows import LaterRows
from perspectief.report.drawing import bounded
from perspectief.report.words import formats, shares
from perspectief.report.words.markup import join, scrolling_table, tag
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Interval, Share

T = TypeVar("T")
Kind = Literal[
    "text", "long", "count", "share", "brief_share", "percent", "interval", "number", "p"
]


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens an address of this dashboard; a file has the whole address."""

    label: str
    address: str


Cell = str | int | float | bool | Share | Interval | Link | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a stable key for files, a Dutch heading, what its cells hold.

    `decimals` is for `number` and `percent`. `long` is text that needs room, in a table that
    scrolls. A `brief_share` is `7 · 70 %`, for wide tables whose
    rows share one total; files get the same five columns as for `share`. The first column of a
    table heads its rows.
    """

    key: str
    label: str
    kind: Kind = "text"
    decimals: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A captioned table; `note` stands under it. Rows are as long as there are columns.

    `shown` is how many rows screen and paper show, 0 for all; a file always has all. Of a table of
    more steunpunten than can be read `kept` says which rows these are, see `bounded`; its rows may
    be made when they are read. With `total` the last row is the total of the others.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    note: str = ""
    shown: int = 0
    total: bool = False
    kept: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse ragged rows at once: a shifted cell would be a wrong number."""
        for row in () if isinstance(self.rows, LaterRows) else self.rows:
            _whole(row, len(self.columns), self.caption)

    @property
    def readable(self) -> Sequence[tuple[Cell, ...]]:
        """The rows that are for reading: all, or of too many steunpunten those kept."""
        return tuple(self.rows[at] for at in self.kept) if self.kept else self.rows

    @property
    def visible(self) -> Sequence[tuple[Cell, ...]]:
        """The rows that screen and paper show."""
        return self.readable[: self.shown or None]

    def ends_in_total(self, rows: Sequence[object]) -> bool:
        """Tell whether the last of these first rows for reading is the total."""
        return self.total and len(rows) == len(self.readable)


def _whole(row: tuple[Cell, ...], width: int, caption: str) -> tuple[Cell, ...]:
    """Return a row of a table; ValueError when it is not as long as there are columns."""
    if len(row) != width:
        raise ValueError(f"`rows` of table '{caption}': expected {width} cells, found {len(row)}")
    return row


SHARE = Column("aandeel", "Aantal, percentage en bandbreedte", "share")
"""The column of a table with one share a row."""


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """A table in the making: one row for each item, each column with how to get its cell.

    `.count("n", "Jongeren", …)` adds a column by its kind, `.column(SHARE, …)` one that is shared.

    Examples
    --------
    >>> made = Rows(["vrouw", "man"]).text("wie", "Wie", str.capitalize)
    >>> made.table("Geslacht").rows
    (('Vrouw',), ('Man',))
    """

    items: Iterable[T]
    parts: tuple[tuple[Sequence[Column], Callable[[T], Sequence[Cell]]], ...] = ()

    def column(self, column: Column, cell: Callable[[T], Cell]) -> Rows[T]:
        """Return these rows with one more column; `cell` gives its cell of an item."""
        return self.columns((column,), lambda item: (cell(item),))

    def columns(self, columns: Sequence[Column], cells: Callable[[T], Sequence[Cell]]) -> Rows[T]:
        """Return these rows with more columns, of which `cells` gives the cells of an item."""
        return replace(self, parts=(*self.parts, (columns, cells)))

    def text(self, key: str, label: str, cell: Callable[[T], Cell]) -> Rows[T]:
        """Return these rows with a column of text, and so on below for other kinds of cells."""
        return self.column(Column(key, label), cell)

    def count(self, key: str, label: str, cell: Callable[[T], Cell]) -> Rows[T]:
        """Return these rows with a column of counts."""
        return self.column(Column(key, label, "count"), cell)

    def share(self, key: str, label: str, cell: Callable[[T], Cell]) -> Rows[T]:
        """Return these rows with a column of shares, each with its range."""
        return self.column(Column(key, label, "share"), cell)

    def percent(
        self, key: str, label: str, cell: Callable[[T], Cell], decimals: int = 1
    ) -> Rows[T]:
        """Return these rows with a column of percentages, from shares of 0–1."""
        return self.column(Column(key, label, "percent", decimals), cell)

    def interval(self, key: str, label: str, cell: Callable[[T], Cell]) -> Rows[T]:
        """Return these rows with a column of ranges of shares."""
        return self.column(Column(key, label, "interval"), cell)

    def number(self, key: str, label: str, cell: Callable[[T], Cell], decimals: int = 1) -> Rows[T]:
        """Return these rows with a column of numbers."""
        return self.column(Column(key, label, "number", decimals), cell)

    def p(self, key: str, label: str, cell: Callable[[T], Cell]) -> Rows[T]:
        """Return these rows with a column of p values."""
        return self.column(Column(key, label, "p"), cell)

    def table(
        self,
        caption: str,
        note: str = "",
        *,
        shown: int = 0,
        total: bool = False,
        kept: tuple[int, ...] = (),
    ) -> Table:
        """Return the table; of a table of which rows are `kept`, these are made when read."""
        columns = tuple(column for columns, _ in self.parts for column in columns)
        items = tuple(self.items)
        later = LaterRows(
            len(items), lambda at: _whole(self._row(items[at]), len(columns), caption)
        )
        return Table(
            caption=caption,
            columns=columns,
            rows=later if kept else tuple(map(self._row, items)),
            note=note,
            shown=shown,
            total=total,
            kept=kept,
        )

    def _row(self, item: T) -> tuple[Cell, ...]:
        return tuple(cell for _, cells in self.parts for cell in cells(item))


def cell_text(cell: Cell, column: Column) -> str:
    """Return the Dutch text of one cell; missing is `.`."""
    if cell is None:
        return formats.UNKNOWN
    if isinstance(cell, Share):
        return shares.brief(cell) if column.kind == "brief_share" else shares.full(cell)
    if isinstance(cell, Interval):
        return formats.interval(cell)
    if isinstance(cell, Link):
        return cell.label
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
    # A count that was rounded for publication keeps its type, which says how it is written.
    return formats.count(cell if isinstance(cell, int) else round(cell))


def to_html(table: Table) -> Markup:
    """Return the table in a scrollable, keyboard-reachable wrapper."""
    heads = (tag("th", c.label, scope="col", class_=_class(c)) for c in table.columns)
    rows = table.visible
    last = len(rows) - 1 if table.ends_in_total(rows) else -1
    body = (_row_html(row, table.columns, is_total=at == last) for at, row in enumerate(rows))
    rest = " ".join(filter(None, (remarks(table), _more(table))))
    under = tag("p", rest, class_="pf-note") if rest else ""
    return scrolling_table(table.caption, heads, body) + under


def remarks(table: Table) -> str:
    """Return what stands under a table: its note, and that counts were rounded when they were."""
    return " ".join(filter(None, (table.note, _rounded(table))))


def _rounded(table: Table) -> str:
    """Return what is to be known of rounded counts, and of those made of them, where they stand."""
    counts = _counts(table)
    return " ".join(
        (
            formats.ROUNDED_NOTE * any(isinstance(count, Rounded) for count in counts),
            formats.MADE_NOTE * any(map(formats.is_range, counts)),
            formats.ALL_NOTE * any(map(formats.is_nearly_all, _shares(table))),
        )
    ).strip()


def is_rounded(table: Table) -> bool:
    """Tell whether there are counts in it that were rounded for publication."""
    # All counts of a table are rounded, or none; those of rows that are not read are not made.
    return any(isinstance(count, Rounded) for count in _counts(table))


def _counts(table: Table) -> list[int]:
    """Return the counts in the cells that are for reading, those of a share both."""
    alone = [cell for row in table.readable for cell in row if isinstance(cell, int)]
    return alone + [count for share in _shares(table) for count in (share.count, share.total)]


def _shares(table: Table) -> list[Share]:
    return [cell for row in table.readable for cell in row if isinstance(cell, Share)]


def _more(table: Table) -> str:
    if table.kept:
        return bounded.rows_left(len(table.rows) - len(table.kept))
    if not 0 < table.shown < len(table.rows):
        return ""
    shown, total = formats.count(table.shown), formats.count(len(table.rows))
    return f"De eerste {shown} van {total} rijen; de download heeft ze alle."


def _class(column: Column) -> str:
    return {"text": "", "long": "pf-long"}.get(column.kind, "pf-num")


def _row_html(row: tuple[Cell, ...], columns: tuple[Column, ...], *, is_total: bool) -> Markup:
    first = tag("th", _cell_html(row[0], columns[0]), scope="row", class_=_class(columns[0]))
    rest = (
        tag("td", _cell_html(cell, column), class_=_class(column))
        for cell, column in zip(row[1:], columns[1:], strict=True)
    )
    return tag("tr", first, *rest, class_="pf-total" if is_total else "")


def _cell_html(cell: Cell, column: Column) -> str:
    if isinstance(cell, Share):
        return _share_html(cell, column)
    if isinstance(cell, Link):
        return tag("a", cell.label, href=cell.address, target="_self")
    return cell_text(cell, column)


def _share_html(share: Share, column: Column) -> Markup:
    # Aligned parts: counts and percentages of a column stand under each other, also where there are
    # too few people for a percentage.
    enough = shares.has_percent(share)
    percent = shares.percent(share) if enough else ""
    if column.kind == "brief_share":
        return join((formats.count(share.count), tag("span", percent, class_="pf-pct")), " ")
    interval = f"({shares.range_of(share)})" if enough and shares.range_of(share) else ""
    parts = (("pf-of", formats.of(share)), ("pf-pct", percent), ("pf-ci", interval))
    return join((tag("span", part, class_=name) for name, part in parts), " ")
