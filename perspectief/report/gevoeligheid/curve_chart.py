"""The chart of the specification curve: the curve above, one strip per alternative below."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.gevoeligheid import criteria
from perspectief.report.words import formats, shares
from perspectief.report.words.markup import BREAK, join, tag
from perspectief_core.cohort.selection import CRITERIA
from perspectief_core.sensitivity.curve import Curve, CurveColumn
from perspectief_core.shares.intervals import Share

TOP, CURVE, LABEL, STRIP, BOTTOM = 10, 250, 21, 14, 12
"""Heights in pixels: margin, curve, and per alternative its name and its strip."""
LEFT = 44
"""Width of the vertical axis, in pixels."""
GAP = 34
"""Room between the curve and the grid, for the axis title."""
ORDER = "van het laagste naar het hoogste aandeel →"
"""What the horizontal axis stands for; it has no numbers, so the grid says it."""
STEPS = ((0.0, "rgba(0,0,0,0)"), (0.001, theme.FAINT), (1.0, theme.BLUE))
"""Colours of the grid: nothing, some, all combinations of a column."""


def draw(curve: Curve, own: Share | None = None) -> go.Figure:
    """Return the chart: the curve above, one strip per alternative below."""
    rows = _alternatives()
    grid = len(rows) * (LABEL + STRIP)
    height = TOP + CURVE + GAP + grid + BOTTOM
    marks = _marks(curve, own)
    layout = {
        "margin": {"l": LEFT, "r": 4, "t": TOP, "b": BOTTOM},
        "hovermode": "closest",
        "annotations": [
            *(_mark_name(mark, len(curve.columns)) for mark in marks),
            *(_row_label(name, at) for at, (_, _, name) in enumerate(rows)),
            _GRID_NOTE,
        ],
        "shapes": [
            *(_mark_line(mark) for mark in marks),
            *(_row_line(at) for at in range(len(rows))),
        ],
    }
    traces = [_dots(curve), *(_mark_dot(mark) for mark in marks), _strips(curve, rows)]
    axes = _axes(len(curve.columns), (grid + BOTTOM) / height, GAP / height, grid)
    return theme.whole(height, traces, layout | axes, x_title=ORDER)


def _axes(columns: int, split: float, gap: float, grid: int) -> dict[str, object]:
    """Return the axes: the curve above `split` and a gap, parts of the height; below it the grid,
    in pixels."""
    return {
        "xaxis": {"visible": False, "range": [-0.5, columns - 0.5], "anchor": "y2"},
        "yaxis": {
            "domain": [split + gap, 1],
            "ticksuffix": theme.PER_CENT,
            "automargin": False,
            "nticks": 5,
            "rangemode": "tozero",
            "zeroline": False,
        },
        "yaxis2": {
            "domain": [0, split],
            "anchor": "x",
            "range": [grid, 0],
            "visible": False,
            "fixedrange": True,
        },
    }


def _alternatives() -> list[tuple[int, int, str]]:
    """Return criterion, option and name of every choice that is not the report's."""
    return [
        (at, place, criteria.short(criterion.code, option))
        for at, criterion in enumerate(CRITERIA)
        for place, option in enumerate(criterion.options)
        if place
    ]


def _dots(curve: Curve) -> dict[str, object]:
    """Return one dot per column, at the share of its middle combination."""
    return {
        "type": "scatter",
        "x": list(range(len(curve.columns))),
        "y": [100 * (column.middle.share or 0.0) for column in curve.columns],
        "mode": "markers",
        "marker": {"size": 6, "color": theme.BLUE},
        "selected": {"marker": {"color": theme.ORANGE, "size": 12}},
        "unselected": {"marker": {"opacity": 1}},
        "hovertext": [hover(column) for column in curve.columns],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


@dataclass(frozen=True, slots=True)
class _Mark:
    """A choice that stands out in the curve: its name, column, share, symbol and colour."""

    name: str
    at: float
    share: Share
    symbol: str
    colour: str

    @property
    def value(self) -> float:
        """Its share in per cent."""
        return 100 * (self.share.share or 0.0)


def _marks(curve: Curve, own: Share | None) -> list[_Mark]:
    """Return the report's choice and the reader's own, where they have a share."""
    shown = []
    if curve.report_place is not None:
        shown.append(("rapport", curve.report, "diamond", theme.ORANGE))
    if own is not None and own.share is not None:
        shown.append(("uw keuze", own, "square", theme.PLUM))
    return [
        _Mark(name, _place(curve, share.share or 0.0), share, symbol, colour)
        for name, share, symbol, colour in shown
    ]


def _mark_dot(mark: _Mark) -> dict[str, object]:
    return {
        "type": "scatter",
        "x": [mark.at],
        "y": [mark.value],
        "mode": "markers",
        "marker": theme.outlined(mark.symbol, 15, mark.colour, 1.5, theme.INK),
        "hovertext": [tag("b", mark.name) + BREAK + shares.full(mark.share)],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def _mark_name(mark: _Mark, columns: int) -> dict[str, object]:
    """Return the name of a mark, on the side of it where the most room is."""
    right = mark.at < columns / 2
    return {
        "x": mark.at,
        "y": mark.value,
        "text": tag("b", mark.name) + f" {formats.percent(mark.share.share)}",
        "showarrow": False,
        "xanchor": "left" if right else "right",
        "yanchor": "top" if right else "bottom",
        "xshift": 9 if right else -9,
        "yshift": -4 if right else 4,
        "font": {"size": theme.FONT_SIZE},
    }


def _mark_line(mark: _Mark) -> dict[str, object]:
    return {
        "type": "line",
        "x0": mark.at,
        "x1": mark.at,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": theme.INK, "width": 1, "dash": "dot"},
    }


def _place(curve: Curve, share: float) -> float:
    """Return the column where a share would stand."""
    if curve.report.share is not None and share == curve.report.share and curve.report_place:
        return curve.report_place * len(curve.columns) - 0.5
    below = [at for at, column in enumerate(curve.columns) if column.low <= share]
    return float(below[-1]) if below else 0.0


def hover(column: CurveColumn) -> Markup:
    """Return the text at a dot: its middle combination."""
    return join((shares.full(column.middle), *criteria.departures(column.choices)[:6]), BREAK)


def _strips(curve: Curve, rows: list[tuple[int, int, str]]) -> dict[str, object]:
    """Return the grid: per alternative the part of each column's combinations that choose it."""
    edges, cells = [0.0], []
    blank: list[float | None] = [None] * len(curve.columns)
    for criterion, option, _ in rows:
        edges += [edges[-1] + LABEL, edges[-1] + LABEL + STRIP]
        cells += [blank, [round(c.options[criterion][option], 3) for c in curve.columns]]
    return {
        "type": "heatmap",
        "x": list(range(len(curve.columns))),
        "y": edges,
        "z": cells,
        "zmin": 0,
        "zmax": 1,
        "colorscale": [list(step) for step in STEPS],
        "showscale": False,
        "hoverinfo": "skip",
        "yaxis": "y2",
    }


_GRID_NOTE = {
    "text": ORDER,
    "xref": "paper",
    "yref": "y2",
    "x": 1,
    "y": 0,
    "xanchor": "right",
    "yanchor": "bottom",
    "yshift": 6,
    "showarrow": False,
    "font": {"size": 14},
}


def _row_label(name: str, at: int) -> dict[str, object]:
    return {
        "text": name,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "y2",
        "y": at * (LABEL + STRIP) + LABEL,
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": 14},
    }


def _row_line(at: int) -> dict[str, object]:
    bottom = (at + 1) * (LABEL + STRIP)
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": "y2",
        "y0": bottom,
        "y1": bottom,
        "line": {"color": theme.LINE, "width": 1},
    }
