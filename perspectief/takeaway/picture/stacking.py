"""Drawings under each other."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words.markup import join, tag
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Drawn, Pen, Type
from perspectief.takeaway.picture.letters import Run, width, wrap

SIZE = theme.FONT_SIZE
SMALL = 13


def stacked(parts: Iterable[Drawn], gap: float = 0.0) -> Drawn:
    """Return drawings under each other, so many pixels apart."""
    drawn, y = [], 0.0
    for part in parts:
        drawn.append(moved(part, 0, y))
        y += part.height + gap
    return Drawn(join(drawn), max(y - gap, 0.0))


def moved(drawing: Drawn, x: float, y: float) -> Markup:
    """Return a drawing at another place."""
    return tag("g", drawing.markup, transform=f"translate({ink.px(x)},{ink.px(y)})")


def paragraph(text: str, wide: float, *, bold: bool = False, muted: bool = False) -> Drawn:
    """Return a text in lines of at most so many pixels; muted text is smaller."""
    if not text:
        return Drawn(Markup(), 0.0)
    size = SMALL if muted else SIZE
    how = Type(size, LIGHT.muted if muted else LIGHT.ink)
    return ink.texts((0, 0), wrap(text, size, wide, bold=bold), how)


def marked(text: str) -> Drawn:
    """Return the box that says that what is below it is invented."""
    said = (Run(text, bold=True),)
    size = (width(said, SIZE) + 24, 32.0)
    frame = ink.box((2, 2), size, fill=LIGHT.background, **ink.stroke(Pen(theme.ORANGE, 3)))
    return Drawn(frame + ink.text((14, 18), said, Type(SIZE)), size[1] + 14)
