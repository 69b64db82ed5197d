"""A tree as SVG: boxes from left to right, each with its bar, joined by lines."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.drawing.described import Box, Boxes, Level
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words.markup import join
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Drawn, Pen
from perspectief.takeaway.picture.stacking import moved, paragraph, stacked

BESIDE, UNDER, PAD, BAR = 28, 12, 9, 14


def draw_boxes(shown: Boxes, wide: float) -> Drawn:
    """Return the tree; every level of boxes is a column."""
    levels = _levels(shown.root)
    box = (wide - 4 - BESIDE * (levels - 1)) / levels
    tree = _branch(shown.root, box)
    return stacked((paragraph(shown.legend, wide, muted=True), tree), 10)


def _levels(box: Box) -> int:
    return 1 + max(map(_levels, box.below), default=0)


HEAD = 24
"""How far under the top of a box the lines to and from it stand."""


def _branch(box: Box, wide: float) -> Drawn:
    """Return a box with all to its right."""
    own = _box(box, wide)
    x, y = wide + BESIDE, 0.0
    parts: list[Markup] = []
    for below in box.below:
        branch = _branch(below, wide)
        parts.append(_road(wide, y))
        parts.append(moved(branch, x, y))
        y += branch.height + UNDER
    return Drawn(join((*parts, own.markup)), max(own.height, y - UNDER))


def _road(wide: float, y: float) -> Markup:
    """Return the line from a box to one on its right, so many pixels lower."""
    start, turn, end = wide + 2, wide + BESIDE / 2, wide + BESIDE
    points = [(start, HEAD), (turn, HEAD), (turn, y + HEAD), (end, y + HEAD)]
    return ink.path(points, **ink.stroke(Pen(LIGHT.line, 3)))


def _box(box: Box, wide: float) -> Drawn:
    inner = wide - 2 * PAD
    inside = stacked(
        (
            *(paragraph(about, inner, muted=True) for about in [box.about] if about),
            paragraph(box.name, inner, bold=True),
            *(paragraph(line, inner) for line in box.lines),
            *([_bar(box.level, inner)] if box.level else []),
        ),
        2,
    )
    high = inside.height + 2 * PAD
    fill = "#dfe2e5" if box.lost else LIGHT.panel
    pen = Pen(LIGHT.line, 2, "dash" if box.lost else "")
    frame = ink.box((1, 1), (wide, high), fill=fill, **ink.stroke(pen))
    return Drawn(frame + moved(inside, PAD, PAD), high + 2)


def _bar(level: Level, wide: float) -> Drawn:
    """Return the share as a bar, its range as a narrow one, and that of all as a line."""
    top = 6.0
    low, high = level.low * wide, level.high * wide
    parts = (
        ink.box((0, top), (wide, BAR), fill=LIGHT.background, **ink.stroke(Pen(LIGHT.line))),
        ink.box((0, top), (level.share * wide, BAR), fill=LIGHT.categories[0]),
        ink.box((low - 1, top + 4), (high - low + 2, BAR - 8), fill=LIGHT.background),
        ink.box((low, top + 5), (high - low, BAR - 10), fill=LIGHT.categories[3]),
        ink.box((level.overall * wide - 2.5, top - 3), (5, BAR + 6), fill=LIGHT.background),
        ink.box((level.overall * wide - 1.5, top - 3), (3, BAR + 6), fill=LIGHT.ink),
    )
    return Drawn(join(parts), BAR + 10)
