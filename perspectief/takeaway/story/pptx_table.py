"""The table of a figure on a slide, where it is the figure or has no chart that can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from perspectief.report.block.tables import Table, cell_text, remarks
from perspectief.report.words import formats
from perspectief.takeaway.document import widths
from perspectief.takeaway.slide.charts import LETTERS
from perspectief.takeaway.slide.theme import FILLED, LEADING, lines
from perspectief.takeaway.story import master
from perspectief.takeaway.story.layout import Box
from perspectief.takeaway.story.pptx_picture import write

SIZE = LETTERS.pt
"""Points of the letters, as all on a slide."""
INSET = 4.0
_LEFT_OUT = "De eerste 10 van 100 rijen en 10 van 12 kolommen; het Excel-bestand heeft alles."
"""About as long as what is said where something is left out."""
MOST_ROWS = 30
"""More never fit."""
FEWEST = 2
"""Columns that a table keeps: whom a row is about, and something about them."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What of a table fits: its texts by row, the heading first, its widths and heights."""

    texts: tuple[tuple[str, ...], ...]
    wide: tuple[float, ...]
    high: tuple[float, ...]


def fit(table: Table, wide: float, high: float) -> Fitted:
    """Return the first columns and rows of a table that fit in so many points."""
    header = [column.label for column in table.columns]
    rows = [
        [cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.readable[:MOST_ROWS]
    ]
    shared: tuple[float, ...] = ()
    count = len(header) + 1
    while not shared and count > FEWEST:
        count -= 1
        shown = [row[:count] for row in rows]
        # As if the letters were larger: those of a slide are wider than those measured.
        shared = widths.shared(header[:count], shown, SIZE / FILLED, wide)
    shared = shared or (wide / count,) * count
    texts: list[tuple[str, ...]] = []
    highs, left = [], high
    for row in (header, *rows):
        cells, tall = _cut(row[:count], shared, left if len(texts) < FEWEST else high)
        if tall > left:
            break
        texts.append(cells)
        highs.append(tall)
        left -= tall
    return Fitted(tuple(texts), shared, tuple(highs))


def _cut(row: Sequence[str], wide: Sequence[float], high: float) -> tuple[tuple[str, ...], float]:
    """Return the texts of a row and its height, no text higher than there is room."""
    most = max(int((high - 2 * INSET) / (SIZE * LEADING)), 1)
    texts, tall = [], 1
    for text, room in zip(row, wide, strict=True):
        said = text
        while lines(said, SIZE, room - 2 * INSET) > most:
            said = f"{said.removesuffix('…').rsplit(' ', 1)[0]}…"
        texts.append(said)
        tall = max(tall, lines(said, SIZE, room - 2 * INSET))
    return tuple(texts), tall * SIZE * LEADING + 2 * INSET


def add_table(shown: Any, table: Table, box: Box) -> Any:  # noqa: ANN401
    """Add what fits of a table to a slide, with what is left out; return its frame."""
    wide, high = box.wide / 2, box.high / 2
    note = remarks(table)
    fitted = fit(table, wide, high - _high(f"{_LEFT_OUT} {note}", wide))
    said = " ".join(filter(None, (left_out(table, fitted), note)))
    if said:
        tall = _high(said, wide)
        write(
            shown,
            said,
            Box(box.left, round(box.top + box.high - 2 * tall), box.wide, round(2 * tall)),
        )
    frame = shown.shapes.add_table(len(fitted.texts), len(fitted.wide), *master.measure(box))
    _fill(frame.table, table, fitted)
    return frame


def _high(said: str, wide: float) -> float:
    return lines(said, SIZE, wide) * SIZE * LEADING + INSET if said.strip() else 0.0


def left_out(table: Table, shown: Fitted) -> str:
    """Return what of a table is not on the slide; nothing when it is all there."""
    rows, columns = len(shown.texts) - 1, len(shown.wide)
    parts = [
        f"{formats.count(here)} van {formats.count(all_)} {name}"
        for here, all_, name in (
            (rows, len(table.rows), "rijen"),
            (columns, len(table.columns), "kolommen"),
        )
        if here < all_
    ]
    return f"De eerste {' en '.join(parts)}; het Excel-bestand heeft alles." if parts else ""


def _fill(made: Any, table: Table, shown: Fitted) -> None:  # noqa: ANN401
    made.first_col, made.horz_banding = True, False
    made.last_row = table.ends_in_total(shown.texts[1:])
    for at, wide in enumerate(shown.wide):
        made.columns[at].width = Pt(wide)
    for row, texts in enumerate(shown.texts):
        made.rows[row].height = Pt(shown.high[row])
        for at, text in enumerate(texts):
            cell = made.cell(row, at)
            cell.text = text
            cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Pt(INSET)
            words = table.columns[at].kind in ("text", "long")
            for paragraph in cell.text_frame.paragraphs:
                paragraph.alignment = PP_ALIGN.LEFT if words else PP_ALIGN.RIGHT
                paragraph.font.size = LETTERS
