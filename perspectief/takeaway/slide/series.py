"""A chart of points and lines as series of a scatter chart, from the description of the screen.

Bars and ranges become pieces of line, as thick as they are, with nothing between them; a step
becomes its corners. Error bars would be the other way: not every program draws those of a slide.
Rows that count from above get their numbers turned, as their axis is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor, log10
from typing import Any

from perspectief.report.drawing import theme
from perspectief.takeaway.picture.letters import rich
from perspectief.takeaway.picture.plot.drawing import values_on
from perspectief.takeaway.picture.plot.scales import Spec, span
from perspectief.takeaway.picture.plot.traces import each, looks_of, pen_of, stretches

Point = tuple[float, float | None]
"""A place in a chart; without its second number the line is interrupted."""
Points = tuple[Point, ...]
NOTHING = "rgba(0,0,0,0)"
MOST_NAMES = 22
GRID_LEFT_OUT = "Welke keuze bij welke stip hoort, staat op de pagina en in het Excel-bestand."
PALE = "#b4bbc2"
"""A faint line as a projector still shows it."""
THICK = (2.0, 4.0, 6.0)
"""Points that ranges over each other are thick, the widest first: each shows whatever is on top,
as programs do not agree on that, and a sign is larger."""
_LIFT = 0.04
"""Part of a vertical axis that half a line of text takes."""
_UP = {"bottom": 1, "top": -1}
_SIDES = {"left": "r", "right": "l"}
"""On which side of its place a note stands, by the end that is held there."""
MOST_THICK = 4.0
"""Points that a line is thick at the most: a sign on it stays larger."""
BAND = 0.75
"""Points that the edge of a band is wide, which a scatter chart cannot fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Points of one kind: their name in the legend, sign and line; '' and 0 for none.

    `labels` stand beside the points, on the side that `side` says: r, l, t, b or ctr.
    """

    name: str
    points: Points
    sign: str = ""
    colour: str = theme.BLUE
    size: int = 7
    line: float = 0.0
    dash: str = ""
    labels: tuple[str, ...] = ()
    side: str = "r"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """All series, the numbers of the axes, what stands under them, and what is said beside.

    `named` tells that names stand before the rows, `shown` that the vertical axis has numbers,
    `ordered` that the horizontal one only has an order.
    """

    series: tuple[Series, ...]
    across: tuple[float, float]
    up: tuple[float, float]
    titles: tuple[str, str]
    suffixes: tuple[str, str]
    named: bool
    shown: bool
    said: tuple[str, ...]
    ordered: bool = False


def can_be(figure: Spec) -> bool:
    """Tell whether a chart can be read as a scatter chart.

    More names under each other than `MOST_NAMES` cannot be read.
    """
    figure = _above(figure)
    layout = figure["layout"]
    names = [*(layout["yaxis"].get("ticktext") or ())]
    names += [note for note in layout.get("annotations", ()) if _names_row(note)]
    known = all(trace["type"] in ("scatter", "bar") for trace in figure["data"])
    return known and len(names) <= MOST_NAMES


def _above(figure: Spec) -> Spec:
    """Return a chart without the grid of colours under it, which a scatter chart cannot have."""
    if all(trace["type"] != "heatmap" for trace in figure["data"]):
        return figure
    layout = figure["layout"]
    own = {
        name: [mark for mark in layout.get(name, ()) if mark.get("yref", "y") != "y2"]
        for name in ("annotations", "shapes")
    }
    data = [trace for trace in figure["data"] if trace.get("yaxis", "y") != "y2"]
    return {"data": data, "layout": {**layout, **own}}


def scatter(figure: Spec) -> Scatter:
    """Return a chart, as `to_plotly_json` gives it, as a scatter chart."""
    figure, whole = _above(figure), figure
    layout, data = figure["layout"], figure["data"]
    across = _rounded(span(layout["xaxis"], values_on(data, "x")), values_on(data, "x"))
    start, end = span(layout["yaxis"], values_on(data, "y"))
    turned = start > end
    if not turned:
        start, end = _rounded((start, end), values_on(data, "y"))
    bars = [trace for trace in data if trace["type"] == "bar"]
    all_series = [
        series
        for trace, thick in zip(bars, THICK[3 - len(bars) :], strict=True)
        for series in _bars(trace, thick)
    ]
    all_series += [
        series for trace in data if trace["type"] == "scatter" for series in _series(trace)
    ]
    all_series += [
        series for shape in layout.get("shapes", ()) for series in _line(shape, (start, end))
    ]
    ticks = layout["yaxis"].get("tickvals")
    if ticks is not None:
        names = [_plain(text) for text in layout["yaxis"]["ticktext"]]
        points = tuple((across[0], float(at)) for at in ticks)
        all_series.append(Series(name="", points=points, labels=tuple(names), side="l"))
    notes = layout.get("annotations", ())
    all_series += _beside(notes, across[0], _LIFT * (end - start))
    if turned:
        all_series = [_turned(series) for series in all_series]
        start, end = -start, -end
    visible = layout["yaxis"].get("visible", True)
    return Scatter(
        series=tuple(all_series),
        across=across,
        up=(start, end),
        titles=(layout["xaxis"]["title"]["text"], layout["yaxis"]["title"]["text"]),
        suffixes=tuple(layout[f"{letter}axis"].get("ticksuffix") or "" for letter in "xy"),  # type: ignore[arg-type]
        named=ticks is not None or any(_names_row(note) for note in notes),
        shown=bool(visible and ticks is None),
        said=(
            *_numbers(data),
            *_under(notes),
            *([GRID_LEFT_OUT] if figure is not whole else ()),
        ),
        ordered=not layout["xaxis"].get("visible", True),
    )


def round_step(ends: tuple[float, float]) -> float:
    """Return the round step that divides an axis in some five parts."""
    rough = (ends[1] - ends[0]) / 5
    size = 10.0 ** floor(log10(rough))
    return next(size * step for step in (1, 2, 5, 10) if rough <= size * step * 1.05)


def _rounded(ends: tuple[float, float], values: Sequence[float]) -> tuple[float, float]:
    """Return an axis that begins at a round number, at 0 when nothing is below it.

    Room that the screen leaves beside 0 and 100 per cent is no part of the scale.
    """
    low, high = ends
    if low < 0 <= min(values, default=0.0):
        low = 0.0
    if high > 100 >= max(values, default=0.0):
        high = 100.0
    start = low
    for _ in range(2):
        # A lower start may ask for larger steps, and those for a lower start.
        step = round_step((start, high))
        start = step * floor(low / step + 1e-9)
    return start, high


def _series(trace: Spec) -> Iterator[Series]:
    name = _plain(trace.get("name") or "") if trace.get("showlegend", True) else ""
    if "lines" in trace.get("mode", "lines"):
        yield from _lines(trace, name)
    if "markers" in trace.get("mode", "") and trace["marker"].get("color") != NOTHING:
        yield from _signs(trace, name)


def _bars(trace: Spec, thick: float) -> Iterator[Series]:
    """Yield lying bars as pieces of line from their base; one series a colour."""
    base = each(trace["base"], len(trace["x"]))
    pieces: dict[str, list[Points]] = {}
    for look, low, length, y in zip(looks_of(trace), base, trace["x"], trace["y"], strict=True):
        piece = ((low, float(y)), (low + float(length), float(y)))
        pieces.setdefault(str(look["color"]), []).append(piece)
    name = _plain(trace.get("name") or "")
    for number, (colour, own) in enumerate(pieces.items()):
        seen = PALE if colour == theme.FAINT else colour
        yield Series(name="" if number else name, points=_apart(own), colour=seen, line=thick)


def _apart(parts: Sequence[Sequence[Point]]) -> Points:
    """Return pieces of line one after the other, interrupted between them."""
    points: list[Point] = []
    for part in parts:
        if points:
            points.append((points[-1][0], None))
        points += part
    return tuple(points)


def _lines(trace: Spec, name: str) -> Iterator[Series]:
    pen = pen_of(trace)
    parts = stretches(trace)
    line = min(pen.wide, MOST_THICK) or BAND
    colour = pen.colour if pen.wide else theme.LINE
    if parts:
        yield Series(name=name, points=_apart(parts), colour=colour, line=line, dash=pen.dash)


def _signs(trace: Spec, name: str) -> Iterator[Series]:
    """Yield points: those with the same sign and colour are one series."""
    looks, ranges = looks_of(trace), trace.get("error_x")
    kinds = [(look.get("symbol", "circle"), _colour(look)) for look in looks]
    for number, (symbol, colour) in enumerate(dict.fromkeys(kinds)):
        own = [
            at
            for at, kind in enumerate(kinds)
            if kind == (symbol, colour) and None not in (trace["x"][at], trace["y"][at])
        ]
        points = tuple((float(trace["x"][at]), float(trace["y"][at])) for at in own)
        size = max(5, min(round(0.75 * float(looks[0].get("size", 6))), 18))
        if ranges:
            yield _ranges(
                points, [(ranges["arrayminus"][at], ranges["array"][at]) for at in own], ranges
            )
        yield Series(
            name=name if not number else "", points=points, sign=symbol, colour=colour, size=size
        )


def _ranges(points: Points, ends: Sequence[tuple[float, float]], look: Spec) -> Series:
    pieces = [
        ((x - below, y), (x + above, y))
        for (x, y), (below, above) in zip(points, ends, strict=True)
    ]
    return Series(
        name="", points=_apart(pieces), colour=look["color"], line=float(look["thickness"])
    )


def _colour(look: Mapping[str, Any]) -> str:
    """Return the colour of a sign; one that is as white as the page shows by its edge."""
    colour = str(look.get("color", theme.BLUE))
    return str(look.get("line", {}).get("color", colour)) if colour == theme.PAPER else colour


def _line(shape: Spec, ends: tuple[float, float]) -> Iterator[Series]:
    if shape.get("yref") in ("y domain", "paper") and shape["x0"] == shape["x1"]:
        look = shape["line"]
        points = tuple((float(shape["x0"]), end) for end in ends)
        pen = {"line": float(look["width"]), "dash": look.get("dash", "")}
        yield Series(name="", points=points, colour=look["color"], **pen)


def _beside(notes: Sequence[Spec], left: float, lift: float) -> Iterator[Series]:
    """Yield the notes that stand at a number of the vertical axis, by the side they stand on.

    Who stands at a corner of its place is lifted, or sinks: labels of a slide know four sides only.
    """
    by_side: dict[str, list[tuple[tuple[float, float], str]]] = {}
    for note in notes:
        if note.get("yref", "y") != "y":
            continue
        side, y = _side(note), float(note["y"])
        if _names_row(note):
            x = left
        else:
            x = float(note["x"])
            y += lift * _UP.get(note.get("yanchor", "middle"), 0) * (side in "rl")
        by_side.setdefault(side, []).append(((x, y), _plain(note["text"])))
    for side, pairs in by_side.items():
        points, labels = zip(*pairs, strict=True)
        yield Series(name="", points=points, labels=labels, side=side)


def _names_row(note: Spec) -> bool:
    return note.get("xref") == "paper" and note.get("yref", "y") == "y"


def _side(note: Spec) -> str:
    across = float(note.get("xshift") or note.get("ax") or 0)
    up = float(note.get("yshift") or -(note.get("ay") or 0))
    if _names_row(note):
        # Over the lane on the screen, before it here: there is no room between lanes.
        return "l"
    if note.get("xanchor") in _SIDES:
        return _SIDES[note["xanchor"]]
    if abs(across) >= abs(up):
        return "r" if across >= 0 else "l"
    return "t" if up > 0 else "b"


def _under(notes: Sequence[Spec]) -> Iterator[str]:
    """Yield what is written under the horizontal axis, one line a heading."""
    line: list[str] = []
    for note in notes:
        if note.get("yref") != "paper" or note.get("xref") == "paper":
            continue
        text = _plain(note["text"])
        if text.endswith(":") and line:
            yield f"{line[0]} {' · '.join(line[1:])}"
            line = []
        line.append(text)
    if line:
        yield f"{line[0]} {' · '.join(line[1:])}"


def _numbers(data: Sequence[Spec]) -> Iterator[str]:
    """Yield what the numbers at points stand for, where there is no room for names."""
    unseen = (trace for trace in data if trace.get("marker", {}).get("color") == NOTHING)
    names = [_plain(trace["name"]) for trace in unseen if trace.get("name")]
    if names:
        yield " · ".join(names)


def _turned(series: Series) -> Series:
    return replace(series, points=tuple((x, None if y is None else -y) for x, y in series.points))


def _plain(text: str) -> str:
    return " · ".join("".join(run.text for run in line) for line in rich(str(text)))
