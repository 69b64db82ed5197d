"""Bars of a table, for figures whose own picture holds more than can be read at eight metres.

The picture on the page shows every group with its name; on a slide stands what the table gives for
the groups that the sentence is about. The numbers are those of the table, and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from perspectief.report.block.blocks import Block, Picture
from perspectief.report.block.marks import mark
from perspectief.report.block.tables import Cell, Table, cell_text
from perspectief.report.drawing import states
from perspectief.report.drawing.row_bars import Bars, Form, Key, Row, Segment
from perspectief.report.words import formats, shares
from perspectief_core.shares.intervals import Interval, Share

LEGEND = (Key("geteld", 0), Key("waarschijnlijk hiertussen (95 %)", 1))
_FIRST_STEP = 1


@dataclass(frozen=True, slots=True)
class _Plain:
    """How a table becomes bars; with `own` they stand under the figure's own."""

    rows: Callable[[Table], Iterator[Row]]
    form: Form = "wide"
    legend: tuple[Key, ...] = LEGEND
    own: bool = False


def plain(page: str, block: Block) -> Picture | None:
    """Return the picture of a figure on a slide: its own, or bars of what its table says."""
    made, picture = _PLAIN.get((page, block.key)), block.picture
    if made is None or picture is None:
        return picture
    rows = tuple(made.rows(block.table))
    if not rows:
        return None
    if made.own:
        return replace(
            picture, bars=(*picture.bars, Bars(form=made.form, rows=rows, legend=made.legend))
        )
    bars = Bars(form=made.form, rows=rows, legend=made.legend, mark=_mark(page, block))
    alt = f"{len(rows)} balken onder elkaar, van 0 tot 100 procent, elk met een streepje erin."
    return replace(picture, kind="html", content=bars.html(), alt=alt, bars=(bars,))


def _mark(page: str, block: Block) -> str:
    """Return the mark of invented numbers of steunpunten: those pages are about nothing else."""
    if page == "samenhang" or block.provenance.kind != "synthetic":
        return mark(block.provenance)
    return mark(block.provenance) or states.invented()


def _outcomes(table: Table) -> Iterator[Row]:
    """Yield every outcome with its range, which has no room in a bar of all of them."""
    for row in table.rows:
        share = row[1]
        if isinstance(share, Share):
            band = _band(share) if shares.range_of(share) else ()
            yield Row(str(row[0]), band, shares.full(share), share.share if band else None)


def _types(table: Table) -> Iterator[Row]:
    """Yield the types of working method, each as a whole."""
    at = {column.key: number for number, column in enumerate(table.columns)}
    for row in table.rows:
        share, band = row[at["aandeel"]], row[at["bandbreedte"]]
        if row[at["steunpunt"]] == "alle samen" and isinstance(share, float):
            counted = f"{_text(table, row, 'aantal')} van {_text(table, row, 'jongeren')}"
            said = f"{counted} · {formats.percent(share)}"
            low = band if isinstance(band, Interval) else None
            yield Row(str(row[at["type"]]), _band(low), said, share)


def _splits(table: Table) -> Iterator[Row]:
    """Yield the groups of the first split of a tree; of an edition those of the surest division."""
    at = {column.key: number for number, column in enumerate(table.columns)}
    for row in table.rows:
        if "indeling" in at:
            if row[at["indeling"]] == table.rows[0][at["indeling"]]:
                yield _shared(str(row[at["groep"]]), row[at["aandeel"]])
        elif row[at["stap"]] == _FIRST_STEP:
            yield _shared(str(row[0]).lstrip("› "), row[at["aandeel"]])


def _beside(table: Table) -> Iterator[Row]:
    """Yield every outcome of every steunpunt that stands beside another."""
    groups = [at for at, column in enumerate(table.columns) if column.kind == "share"]
    for row in table.rows:
        for at in groups:
            made = _shared(str(row[0]) if at == groups[0] else "", row[at])
            yield replace(made, value=f"{table.columns[at].label}: {made.value}")


def _shared(label: str, cell: Cell) -> Row:
    if not isinstance(cell, Share):
        return Row(label, (), formats.UNKNOWN)
    if not shares.range_of(cell):
        # Too few for a percentage, or one that a place on the scale would say too exactly.
        return Row(label, (), shares.line(cell))
    return Row(label, _band(cell), shares.line(cell), cell.share)


def _band(band: Interval | Share | None) -> tuple[Segment, ...]:
    return () if band is None else (Segment(band.low, 0), Segment(band.high - band.low, 1))


def _text(table: Table, row: tuple[Cell, ...], key: str) -> str:
    column = next(column for column in table.columns if column.key == key)
    return cell_text(row[table.columns.index(column)], column)


_PLAIN = {
    ("overzicht", "uitkomsten"): _Plain(_outcomes, "compact", LEGEND, own=True),
    ("werkwijzen", "werkwijzen"): _Plain(_types),
    ("samenhang", "boom"): _Plain(_splits),
    ("naast_elkaar", "naast_uitkomsten"): _Plain(_beside, "compact"),
}
