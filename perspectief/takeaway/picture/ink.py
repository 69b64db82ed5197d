"""The few shapes that pictures are made of, as SVG.

Every number is written with two decimals at most, so that the same figure gives the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words.markup import join, tag
from perspectief.takeaway.picture.letters import Line, width

LEADING = 1.3
"""Height of a line of text, in times its size."""
_RISE = 0.36
"""How far the middle of letters stands above their foot, in times their size."""
_RGBA = re.compile(r"rgba\((\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\)")
HATCH = "pf-hatch"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing and its height in pixels; the width is that of the picture."""

    markup: Markup
    height: float


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is drawn."""

    colour: str
    wide: float = 1.0
    dash: str = ""


def px(value: float) -> str:
    """Return a number of pixels as text.

    Examples
    --------
    >>> px(2.0), px(1 / 3), px(-0.001)
    ('2', '0.33', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def fill(colour: str) -> dict[str, str]:
    """Return the attributes that fill with a colour, which may let through what is behind it."""
    match = _RGBA.fullmatch(colour)
    if match is None:
        return {"fill": colour}
    red, green, blue, part = match.groups()
    return {"fill": f"rgb({red},{green},{blue})", "fill_opacity": part}


def stroke(pen: Pen) -> dict[str, str]:
    """Return the attributes that draw a line; none for a line without width."""
    if not pen.wide:
        return {}
    dashes = {"dash": (4.0, 3.0), "dot": (1.0, 2.5)}.get(pen.dash)
    given = {"stroke": pen.colour, "stroke_width": px(pen.wide)}
    if dashes:
        given["stroke_dasharray"] = " ".join(px(dash * max(pen.wide, 1.5)) for dash in dashes)
    return given


def box(at: tuple[float, float], size: tuple[float, float], **look: str) -> Markup:
    """Return a rectangle: its left upper corner, width and height."""
    (x, y), (wide, high) = at, size
    return tag("rect", x=px(x), y=px(y), width=px(wide), height=px(high), **look)


def line(start: tuple[float, float], end: tuple[float, float], pen: Pen) -> Markup:
    """Return a straight line."""
    return tag(
        "line", x1=px(start[0]), y1=px(start[1]), x2=px(end[0]), y2=px(end[1]), **stroke(pen)
    )


def path(points: Sequence[tuple[float, float]], **look: str) -> Markup:
    """Return a line through points."""
    return tag("path", d=f"M{_steps(points)}", fill="none", **look)


def area(points: Sequence[tuple[float, float]], **look: str) -> Markup:
    """Return the area between points."""
    return tag("path", d=f"M{_steps(points)} Z", **look)


def _steps(points: Sequence[tuple[float, float]]) -> str:
    return " L".join(f"{px(x)},{px(y)}" for x, y in points)


@dataclass(frozen=True, slots=True)
class Type:
    """How text is set: its size, colour and the side that `x` is."""

    size: float
    colour: str = LIGHT.ink
    anchor: str = "start"


def text(at: tuple[float, float], said: Line, how: Type) -> Markup:
    """Return a line of text; `at` is the middle of its height."""
    x, y = at
    runs = join(
        tag("tspan", run.text, font_weight="700" if run.bold else "") for run in said if run.text
    )
    return tag(
        "text",
        runs,
        x=px(x),
        y=px(y + _RISE * how.size),
        font_size=px(how.size),
        text_anchor="" if how.anchor == "start" else how.anchor,
        **fill(how.colour),
    )


def texts(at: tuple[float, float], lines: Iterable[Line], how: Type) -> Drawn:
    """Return lines of text under each other; `at` is the upper side of the first."""
    x, y = at
    step = LEADING * how.size
    drawn = [text((x, y + step * (row + 0.5)), runs, how) for row, runs in enumerate(lines)]
    return Drawn(join(drawn), step * len(drawn))


def widest(lines: Iterable[Line], size: float) -> float:
    """Return the width of the widest line."""
    return max((width(runs, size) for runs in lines), default=0.0)


def hatch() -> Markup:
    """Return the pattern of what is still open; `url(#…)` of it fills."""
    lines = path([(-2, 9), (9, -2)], **stroke(Pen(LIGHT.line, 1.5)))
    inside = box((0, 0), (7, 7), fill=LIGHT.background) + lines
    pattern = tag("pattern", inside, id=HATCH, width="7", height="7", patternUnits="userSpaceOnUse")
    return tag("defs", pattern)
