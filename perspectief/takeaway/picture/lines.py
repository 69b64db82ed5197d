"""Steps and lists as SVG: lines of text in a column, with what they are led by before them."""

from __future__ import annotations

from collections.abc import Iterator

from perspectief.report.drawing import flow
from perspectief.report.drawing.described import Flow, Listing
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words.markup import join
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Drawn, Pen, Type
from perspectief.takeaway.picture.letters import Run, width
from perspectief.takeaway.picture.stacking import SIZE, moved, paragraph, stacked

GAP, DOT = 14, 6
"""Pixels beside the line along which steps stand, and half of a dot on it."""


def draw_flow(shown: Flow, wide: float) -> Drawn:
    """Return steps along a line: the number that is left before it, what it is behind it."""
    numbers = max(width((Run(step.kept, bold=True),), SIZE) for step in shown.steps)
    left = numbers + GAP + DOT
    rows = [_step(step, left, wide) for step in shown.steps]
    first, last = rows[0].height / 2, sum(row.height for row in rows) - rows[-1].height / 2
    line = ink.line((left, first), (left, last), Pen(LIGHT.line, 3))
    drawn = stacked(rows)
    return _headed(shown.heading, Drawn(line + drawn.markup, drawn.height), wide)


def _step(step: flow.Step, left: float, wide: float) -> Drawn:
    said = stacked(
        (
            paragraph(step.what, wide - left - GAP - DOT),
            paragraph(flow.fallen(step), wide - left - GAP - DOT, muted=True),
        )
    )
    high = max(said.height, ink.LEADING * SIZE) + 12
    number = ink.text(
        (left - GAP - DOT, high / 2), (Run(step.kept, bold=True),), Type(SIZE, LIGHT.ink, "end")
    )
    dot = ink.box(
        (left - DOT, high / 2 - DOT), (2 * DOT, 2 * DOT), fill=LIGHT.categories[0], rx=str(DOT)
    )
    placed = moved(said, left + GAP + DOT, (high - said.height) / 2)
    return Drawn(number + dot + placed, high)


def draw_listing(shown: Listing, wide: float) -> Drawn:
    """Return lines under a heading, what leads them in a column of its own."""
    lead = max((width((Run(line[0], bold=True),), SIZE) for line in shown.lines), default=0.0)
    left = lead + GAP if lead else 0.0
    lines = stacked((_line(line, left, wide) for line in shown.lines), 6)
    return _headed(shown.heading, lines, wide)


def _line(line: tuple[str, str, str], left: float, wide: float) -> Drawn:
    before, what, remark = line
    said = stacked((paragraph(what, wide - left), paragraph(remark, wide - left, muted=True)))
    lead = paragraph(before, wide, bold=True)
    return Drawn(join((lead.markup, moved(said, left, 0))), max(lead.height, said.height))


def _headed(heading: str, drawn: Drawn, wide: float) -> Drawn:
    parts: Iterator[Drawn] = (
        part for part in (paragraph(heading, wide, bold=True), drawn) if part.height
    )
    return stacked(parts, 6)
