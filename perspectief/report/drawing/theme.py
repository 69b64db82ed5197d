"""Colours and the common form of charts: one colour per meaning, direct labels, Dutch numbers.

Charts are built for the light theme; `for_theme` exchanges the colours for their dark counterparts,
so that no chart code knows which theme is on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure

from perspectief.report.drawing.palette import DARK, LIGHT
from perspectief.report.words.formats import NBSP

BLUE, _TEAL, PLUM, ORANGE, *_REST = LIGHT.categories
INK, SOFT, LINE, FAINT = LIGHT.ink, LIGHT.muted, LIGHT.line, "#d5dae0"
_TO_DARK = dict(zip(LIGHT.categories, DARK.categories, strict=True)) | {
    INK: DARK.ink,
    SOFT: DARK.muted,
    LINE: DARK.line,
    FAINT: "#39424c",
}

Point = tuple[float | None, float | None]

PAPER = "#fefefe"
"""Inside of an open marker: the colour of the page."""
_TO_DARK[PAPER] = DARK.background

FONT = '"Source Sans", sans-serif'
FONT_SIZE = 15


LEGEND_UNDER = {
    "orientation": "h",
    "x": 0,
    "xref": "container",
    "y": 0,
    "yref": "container",
    "yanchor": "bottom",
    "itemclick": False,
    "itemdoubleclick": False,
}
"""A legend along the lower edge of the chart; it explains and does nothing when clicked."""


PER_CENT = f"{NBSP}%"
"""What stands behind the numbers of an axis of percentages."""


@cache
def _without_template() -> None:
    """Keep Plotly from adding its own looks to charts, once before the first is made.

    Charts say themselves how they look; the default template would only make every one of them 7 kB
    larger and slower to copy. Nobody waits for its library who sees no chart.
    """
    import plotly.io

    plotly.io.templates.default = "none"


class Sketch:
    """A chart in the making: its parts as plain data, by the names that Plotly has for adding them.

    Plotly checks and copies what is there key by key with every addition: of a chart with a dozen
    parts that is most of the work of its page. Here it gets all of it at once, unchecked; the tests
    have every chart checked.

    Parameters
    ----------
    height : int
        Height in pixels; the width follows the page.
    x_title, y_title : str
        Axis titles with their unit.
    """

    def __init__(self, height: int, *, x_title: str = "", y_title: str = "") -> None:
        self.traces: list[Mapping[str, Any]] = []
        self.layout = _common(height, x_title, y_title)

    def add_scatter(self, **trace: object) -> None:
        """Add a trace of dots or lines."""
        self.traces.append({**trace, "type": "scatter"})

    def add_segments(self, ends: Iterable[tuple[Point, Point]], **look: object) -> None:
        """Add loose pieces of line as one trace, each from one point to another."""
        x: list[float | None] = []
        y: list[float | None] = []
        for (x0, y0), (x1, y1) in ends:
            x += [x0, x1, None]
            y += [y0, y1, None]
        self.add_scatter(x=x, y=y, mode="lines", **look)

    def add_bar(self, **trace: object) -> None:
        """Add a trace of bars."""
        self.traces.append({**trace, "type": "bar"})

    def add_annotation(self, note: Mapping[str, object]) -> None:
        """Add a text in the chart."""
        self.layout.setdefault("annotations", []).append(note)

    def add_upright(self, x: float, line: Mapping[str, object]) -> None:
        """Add a line from top to bottom."""
        place = {"xref": "x", "x0": x, "x1": x, "yref": "y domain", "y0": 0, "y1": 1}
        self._add_line(place, line)

    def add_level(self, y: float, line: Mapping[str, object]) -> None:
        """Add a line from left to right."""
        place = {"xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": y, "y1": y}
        self._add_line(place, line)

    def _add_line(self, place: Mapping[str, object], line: Mapping[str, object]) -> None:
        self.layout.setdefault("shapes", []).append({"type": "line", **place, "line": line})

    def update_xaxes(self, **own: object) -> None:
        """Set parts of the horizontal axis."""
        _merge(self.layout["xaxis"], own)

    def update_yaxes(self, **own: object) -> None:
        """Set parts of the vertical axis."""
        _merge(self.layout["yaxis"], own)

    def update_layout(self, **own: object) -> None:
        """Set parts of the layout; of a part that is there only what is given changes."""
        _merge(self.layout, own)

    def figure(self) -> go.Figure:
        """Return the chart."""
        _without_template()
        return go.Figure(data=_plain(self.traces), layout=_plain(self.layout), _validate=False)


def base(height: int, *, x_title: str = "", y_title: str = "") -> Sketch:
    """Return an empty chart in the common form; see `Sketch`."""
    return Sketch(height, x_title=x_title, y_title=y_title)


def whole(
    height: int,
    traces: Sequence[Mapping[str, Any]],
    layout: Mapping[str, Any],
    *,
    x_title: str = "",
    y_title: str = "",
) -> go.Figure:
    """Return a chart in the common form, with its traces and what its layout has of its own.

    For a chart that is described as a whole.
    """
    sketch = Sketch(height, x_title=x_title, y_title=y_title)
    sketch.traces += traces
    sketch.update_layout(**layout)
    return sketch.figure()


def _common(height: int, x_title: str, y_title: str) -> dict[str, Any]:
    """Return the layout that all charts have in common."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",.",
        "showlegend": False,
        "font": {"family": FONT, "size": FONT_SIZE, "color": INK},
        "hoverlabel": {"font": {"family": FONT, "size": FONT_SIZE}},
        "xaxis": _axis(x_title),
        "yaxis": _axis(y_title),
    }


def _merge(parts: dict[str, Any], own: Mapping[str, Any]) -> None:
    for key, value in own.items():
        if isinstance(value, Mapping):
            before = parts.get(key)
            parts[key] = dict(before) if isinstance(before, Mapping) else {}
            _merge(parts[key], value)
        else:
            parts[key] = value


def _plain(part: Any) -> Any:  # noqa: ANN401 - whatever stands in a chart
    """Return a copy of a part as it leaves: without what is not said, and escaped text as text."""
    if isinstance(part, str):
        return part if type(part) is str else "".join(part)
    if isinstance(part, Mapping):
        return {key: _plain(value) for key, value in part.items() if value is not None}
    return [_plain(value) for value in part] if isinstance(part, (list, tuple)) else part


def with_legend(sketch: Sketch, top: int | None = None, **legend: str) -> None:
    """Give a chart whose parts lie over each other its legend, and `top` pixels of margin.

    `legend` changes parts of `LEGEND_UNDER`.
    """
    sketch.update_layout(
        barmode="overlay",
        hovermode="closest",
        showlegend=True,
        margin={} if top is None else {"t": top},
        legend=LEGEND_UNDER | legend,
    )


def name_rows(sketch: Sketch, names: Sequence[str]) -> None:
    """Give each row of a chart its name, the first one on top."""
    sketch.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[len(names) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
    )


def outlined(
    symbol: str, size: int, colour: str, width: float = 2, edge: str = ""
) -> dict[str, Any]:
    """Return a mark of one colour with a line around it of a width that is seen.

    The line has that colour too, or the one of its `edge`.
    """
    line = {"color": edge or colour, "width": width}
    return {"symbol": symbol, "size": size, "color": colour, "line": line}


def _axis(title: str) -> dict[str, object]:
    return {
        "gridcolor": FAINT,
        "zerolinecolor": FAINT,
        "zerolinewidth": 1,
        "linecolor": LINE,
        "ticks": "",
        "fixedrange": True,
        "automargin": True,
        "title": {"text": title, "font": {"size": FONT_SIZE}},
        "tickfont": {"size": FONT_SIZE},
    }


class Sent(BaseFigure):  # type: ignore[misc]
    """A chart as it is sent, with the parts of the chart that it was made of.

    Streamlit asks a figure for a copy of all its parts at every run, and only writes them out: a
    tenth of the work of a page with two charts.
    """

    def __init__(self, figure: go.Figure, *, dark: bool) -> None:
        parts = {"data": figure._data, "layout": figure._layout}
        self._parts = _exchange(parts) if dark else parts

    def to_dict(self) -> object:
        """Return the parts, not copied."""
        return self._parts


def for_theme(figure: go.Figure, *, dark: bool) -> Sent:
    """Return the chart in the colours of the theme, to be sent."""
    return Sent(figure, dark=dark)


def _exchange(part: object) -> object:
    if isinstance(part, str):
        return _TO_DARK.get(part, part)
    if isinstance(part, dict):
        return {key: _exchange(value) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [_exchange(value) for value in part]
    return part
