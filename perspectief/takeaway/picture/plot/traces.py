"""The data of a chart: lines, areas, points with their ranges, bars, and a grid of colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.words.markup import join, tag
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Pen
from perspectief.takeaway.picture.letters import rich
from perspectief.takeaway.picture.plot.marks import sign
from perspectief.takeaway.picture.plot.scales import Axis, Spec

Point = tuple[float, float]
ORDER = ("heatmap", "bar", "scatter")
"""What lies under what, as in Plotly."""


@dataclass(frozen=True, slots=True)
class Place:
    """The axes that a trace is drawn on."""

    x: Axis
    y: Axis

    def at(self, x: float, y: float) -> Point:
        """Return the pixel of a point."""
        return self.x.at(x), self.y.at(y)


def draw(trace: Spec, place: Place, before: Spec | None) -> Markup:
    """Return one trace; `before` is the one that an area reaches to.

    Raises
    ------
    ValueError
        For a kind of trace that cannot be drawn.
    """
    match trace["type"]:
        case "scatter":
            return join(_scatter(trace, place, before))
        case "bar":
            return join(_bars(trace, place))
        case "heatmap":
            return join(_heatmap(trace, place))
        case other:
            raise ValueError(f"`type`: there is no drawing of `{other}`")


def _scatter(trace: Spec, place: Place, before: Spec | None) -> Iterator[Markup]:
    mode = trace.get("mode", "lines")
    if trace.get("fill") == "tonexty" and before is not None:
        edge = [place.at(*point) for part in stretches(before) for point in part]
        own = [place.at(*point) for part in stretches(trace) for point in part]
        if own:
            yield ink.area([*own, *reversed(edge)], **ink.fill(trace["fillcolor"]))
    if "lines" in mode:
        pen = pen_of(trace)
        for part in stretches(trace) if pen.wide else ():
            yield ink.path([place.at(*point) for point in part], **ink.stroke(pen))
    if "markers" in mode:
        yield from _points(trace, place)


def pen_of(trace: Spec) -> Pen:
    """Return how the line of a trace is drawn."""
    look = trace.get("line", {})
    dash = look.get("dash", "")
    return Pen(
        look.get("color", theme.BLUE), float(look.get("width", 2)), "" if dash == "solid" else dash
    )


def stretches(trace: Spec) -> list[list[Point]]:
    """Return the points of a line, apart where it is interrupted, with the corners of a step."""
    pairs = zip(trace["x"], trace["y"], strict=True)
    parts = [
        list(group) for whole, group in groupby(pairs, key=lambda pair: None not in pair) if whole
    ]
    stepped = trace.get("line", {}).get("shape") == "hv"
    return [_steps(part) for part in parts] if stepped else parts


def _steps(points: Sequence[Point]) -> list[Point]:
    made = [points[0]]
    for (_, y), (next_x, next_y) in pairwise(points):
        made += [(next_x, y), (next_x, next_y)]
    return made


def _points(trace: Spec, place: Place) -> Iterator[Markup]:
    looks = looks_of(trace)
    hovers = trace.get("hovertext") or ()
    ranges = trace.get("error_x")
    for at, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        if x is None or y is None:
            continue
        drawn = sign(place.at(x, y), looks[at])
        if ranges:
            ends = (x - ranges["arrayminus"][at], x + ranges["array"][at])
            pen = Pen(ranges["color"], float(ranges["thickness"]))
            drawn = ink.line(place.at(ends[0], y), place.at(ends[1], y), pen) + drawn
        yield tag("g", titled(hovers[at]), drawn) if at < len(hovers) else drawn


def looks_of(trace: Spec) -> list[dict[str, Any]]:
    """Return the marker of every point: what is a list in the description is one value a point."""
    marker: Mapping[str, Any] = trace.get("marker", {})
    return [
        {key: value[at] if isinstance(value, (list, tuple)) else value for key, value in own}
        for at in range(len(trace["x"]))
        for own in [marker.items()]
    ]


def titled(hover: str) -> Markup:
    """Return what the screen says at a point as the name of its sign."""
    lines = ("".join(run.text for run in line) for line in rich(str(hover)))
    return tag("title", "; ".join(lines))


def _bars(trace: Spec, place: Place) -> Iterator[Markup]:
    """Yield lying bars, each from its base."""
    looks = looks_of(trace)
    count = len(trace["x"])
    base, wide = (each(trace[key], count) for key in ("base", "width"))
    for at, (length, middle) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        left, top = place.at(base[at], middle - wide[at] / 2)
        right, bottom = place.at(base[at] + length, middle + wide[at] / 2)
        edge = looks[at].get("line", {})
        pen = Pen(edge.get("color", theme.LINE), float(edge.get("width", 0)))
        size = (right - left, abs(bottom - top))
        look = {**ink.fill(looks[at]["color"]), **ink.stroke(pen)}
        yield ink.box((left, min(top, bottom)), size, **look)


def each(value: Any, count: int) -> Sequence[float]:  # noqa: ANN401 - one number or a list
    """Return a number for each of so many: one list, or the same number again and again."""
    return value if isinstance(value, (list, tuple)) else [value] * count


def _heatmap(trace: Spec, place: Place) -> Iterator[Markup]:
    """Yield the cells of a grid, neighbours of one colour together."""
    for (top, bottom), cells in zip(pairwise(trace["y"]), trace["z"], strict=True):
        for value, group in groupby(enumerate(cells), key=lambda pair: pair[1]):
            columns = [at for at, _ in group]
            if not value:
                continue
            left, upper = place.at(trace["x"][columns[0]] - 0.5, top)
            right, lower = place.at(trace["x"][columns[-1]] + 0.5, bottom)
            look = ink.fill(_between(trace["colorscale"], value))
            yield ink.box((left, min(upper, lower)), (right - left, abs(lower - upper)), **look)


def _between(scale: Sequence[Sequence[Any]], value: float) -> str:
    """Return the colour of a value between the two steps of a scale around it."""
    (low, first), (high, last) = next(
        pair for pair in pairwise(scale) if pair[0][0] <= value <= pair[1][0]
    )
    if not str(first).startswith("#"):
        return str(last)
    part = (value - low) / (high - low)
    ends = zip(bytes.fromhex(first[1:]), bytes.fromhex(last[1:]), strict=True)
    return "#" + bytes(round(a + part * (b - a)) for a, b in ends).hex()
