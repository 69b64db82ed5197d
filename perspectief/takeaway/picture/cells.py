"""A map as SVG: cells under headings, each with a sign, a word and its numbers on a tint."""

from __future__ import annotations

from perspectief.report.drawing import theme
from perspectief.report.drawing.described import Cells, DrawnCell
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words.markup import join
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Drawn, Pen
from perspectief.takeaway.picture.letters import wrap
from perspectief.takeaway.picture.stacking import SIZE, moved, paragraph, stacked

NAMED = 0.2
"""Part of the width that the names of rows take at most."""
PAD = 6


def draw_cells(shown: Cells, wide: float) -> Drawn:
    """Return the map: all cells equally wide, each row as high as it needs."""
    longest = max(ink.widest(wrap(name, SIZE, NAMED * wide), SIZE) for name, _ in shown.rows)
    left = longest + 2 * PAD
    cell = (wide - left) / len(shown.heads)
    heads = [paragraph(head, cell - 2 * PAD, bold=True) for head in shown.heads]
    high = max(head.height for head in heads) + PAD
    row = join(
        moved(head, left + at * cell + PAD, high - head.height) for at, head in enumerate(heads)
    )
    rule = ink.line((0, high), (wide, high), Pen(LIGHT.ink, 2))
    return stacked((Drawn(row + rule, high), *(_row(line, left, cell) for line in shown.rows)))


def _row(row: tuple[str, tuple[DrawnCell, ...]], left: float, wide: float) -> Drawn:
    name, cells = row
    named = paragraph(name, left - 2 * PAD, bold=True)
    said = [_said(cell, wide - 2 * PAD) for cell in cells]
    high = max(named.height, *(drawn.height for drawn in said)) + 2 * PAD
    parts = [moved(named, 0, PAD)]
    for at, (cell, drawn) in enumerate(zip(cells, said, strict=True)):
        x = left + at * wide
        if cell.strength:
            parts.append(ink.box((x, 0), (wide - 2, high - 1), fill=_tint(cell)))
        parts.append(moved(drawn, x + PAD, PAD))
    rule = ink.line((0, high), (left + wide * len(cells), high), Pen(theme.FAINT))
    return Drawn(join((*parts, rule)), high)


def _said(cell: DrawnCell, wide: float) -> Drawn:
    return stacked(
        (
            paragraph(f"{cell.sign} {cell.word}", wide, bold=bool(cell.strength)),
            paragraph(cell.numbers, wide, muted=True),
        )
    )


def _tint(cell: DrawnCell) -> str:
    """Return the colour of a category mixed with white."""
    colour = bytes.fromhex(LIGHT.categories[cell.category - 1][1:])
    return "#" + bytes(round(255 + cell.strength * (channel - 255)) for channel in colour).hex()
