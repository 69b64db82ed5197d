"""Drawings under each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words.markup import join, tag
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Drawn, Pen, Type
from perspectief.takeaway.picture.letters import Line, Run, width, wrap

SIZE = theme.FONT_SIZE
SMALL = 13
BEHIND = 22
"""Pixels behind an entry of a legend."""


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


def keyed(
    entries: Iterable[tuple[Line, Callable[[float, float], Markup]]],
    wide: float,
    step: float,
    sign: float,
) -> Drawn:
    """Return a legend: signs with what they mean, in rows of at most so many pixels.

    Parameters
    ----------
    entries : iterable of (text, function)
        The function draws the sign at its left and its middle.
    wide, step, sign : float
        Width of the legend, height of a row and width of a sign, in pixels.
    """
    drawn: list[Markup] = []
    x, row = 0.0, 0
    for said, draw in entries:
        room = sign + width(said, SIZE)
        if x and x + room > wide:
            x, row = 0.0, row + 1
        middle = step * (row + 0.5)
        drawn += [draw(x, middle), ink.text((x + sign, middle), said, Type(SIZE))]
        x += room + BEHIND
    return Drawn(join(drawn), step * (row + 1) if drawn else 0.0)


def marked(text: str) -> Drawn:
    """Return the box that says that what is below it is invented."""
    said = (Run(text, bold=True),)
    size = (width(said, SIZE) + 24, 32.0)
    frame = ink.box((2, 2), size, fill=LIGHT.background, **ink.stroke(Pen(theme.ORANGE, 3)))
    return Drawn(frame + ink.text((14, 18), said, Type(SIZE)), size[1] + 14)
