"""The signs at a point: circles, squares, triangles and so on, as Plotly names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.words.markup import tag
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Pen, px

_OUTLINES: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle-up": ((0, -1.15), (1.0, 0.6), (-1.0, 0.6)),
    "triangle-down": ((0, 1.15), (1.0, -0.6), (-1.0, -0.6)),
    "line-ns": ((0, -1.4), (0, 1.4)),
}
"""Corners in times half the size of the sign."""


def sign(at: tuple[float, float], look: Mapping[str, Any]) -> Markup:
    """Return one sign.

    Parameters
    ----------
    at : tuple
        Its middle in pixels.
    look : mapping
        A marker as Plotly knows it, of one point.

    Raises
    ------
    ValueError
        For a sign that cannot be drawn: a figure must not lose its points in silence.
    """
    symbol, half = str(look.get("symbol", "circle")), float(look.get("size", 6)) / 2
    edge = look.get("line", {})
    colour = str(look.get("color", theme.BLUE))
    plain = symbol.removesuffix("-open")
    pen = Pen(str(edge.get("color", colour)), float(edge.get("width", 0)))
    if symbol != plain:
        colour, pen = "none", Pen(colour, pen.wide or 1.5)
    drawn = {**ink.fill(colour), **ink.stroke(pen)}
    x, y = at
    if plain == "circle":
        return tag("circle", cx=px(x), cy=px(y), r=px(half), **drawn)
    if plain not in _OUTLINES:
        raise ValueError(f"`symbol`: there is no drawing of `{symbol}`")
    corners = [(x + half * right, y + half * down) for right, down in _OUTLINES[plain]]
    return ink.area(corners, **drawn)
