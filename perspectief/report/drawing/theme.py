"""Colours and the common form of charts: one colour per meaning, direct labels, Dutch numbers.

Charts are built for the light theme; `for_theme` exchanges the colours for their dark counterparts,
so that no chart code knows which theme is on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import plotly.graph_objects as go

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


def base(height: int, *, x_title: str = "", y_title: str = "") -> go.Figure:
    """Return an empty chart in the common form.

    Parameters
    ----------
    height : int
        Height in pixels; the width follows the page.
    x_title, y_title : str
        Axis titles with their unit.
    """
    return whole(height, (), {}, x_title=x_title, y_title=y_title)


def whole(
    height: int,
    traces: Sequence[Mapping[str, Any]],
    layout: Mapping[str, Any],
    *,
    x_title: str = "",
    y_title: str = "",
) -> go.Figure:
    """Return a chart in the common form, with its traces and what its layout has of its own.

    For a chart of many parts: made in one go. Adding to a chart checks and copies what is there key
    by key, ten times as slow.
    """
    _without_template()
    axes = {"xaxis": _axis(x_title), "yaxis": _axis(y_title)}
    own = {key: axes[key] | dict(value) if key in axes else value for key, value in layout.items()}
    common = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",.",
        "showlegend": False,
        "font": {"family": FONT, "size": FONT_SIZE, "color": INK},
        "hoverlabel": {"font": {"family": FONT, "size": FONT_SIZE}},
    }
    return go.Figure(data=list(traces), layout=common | axes | own)


def with_legend(figure: go.Figure, top: int | None = None, **legend: str) -> None:
    """Give a chart whose parts lie over each other its legend, and `top` pixels of margin.

    `legend` changes parts of `LEGEND_UNDER`.
    """
    figure.update_layout(
        barmode="overlay",
        hovermode="closest",
        showlegend=True,
        **({} if top is None else {"margin_t": top}),
        legend=LEGEND_UNDER | legend,
    )


def name_rows(figure: go.Figure, names: Sequence[str]) -> None:
    """Give each row of a chart its name, the first one on top."""
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[len(names) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
    )


def outlined(symbol: str, size: int, colour: str, width: int = 2) -> dict[str, object]:
    """Return a mark of one colour with a line around it of a width that is seen."""
    return {
        "symbol": symbol,
        "size": size,
        "color": colour,
        "line": {"color": colour, "width": width},
    }


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


def for_theme(figure: go.Figure, *, dark: bool) -> go.Figure:
    """Return the chart in the colours of the theme."""
    if not dark:
        return figure
    return go.Figure(_exchange(figure.to_plotly_json()), skip_invalid=False)


def _exchange(part: object) -> object:
    if isinstance(part, str):
        return _TO_DARK.get(part, part)
    if isinstance(part, dict):
        return {key: _exchange(value) for key, value in part.items()}
    if isinstance(part, (list, tuple)):
        return [_exchange(value) for value in part]
    return part
