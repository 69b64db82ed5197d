"""How far each doubt reaches: shares of both sides and their difference, as successive widths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup, escape

from perspectief.report.drawing import theme
from perspectief.report.words import formats
from perspectief.report.words.markup import BREAK, tag
from perspectief_core.shares.intervals import Interval

ROW, TOP, BOTTOM = 26, 8, 150
"""Height of a row, and room above and below (axis and legend), in pixels."""
THICK, MIDDLE, THIN = 0.62, 0.34, 0.16
"""Widths of the bars, in rows: chance, with rounding, with open cases."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One line of the chart: its text, the counted value, the widths (in per cent), its colour.

    `heading` lanes carry text only. `side` names whose line it is, where there are two.
    """

    text: Markup
    value: float | None = None
    chance: Interval | None = None
    rounding: Interval | None = None
    combined: Interval | None = None
    colour: str = theme.BLUE
    symbol: str = "circle"
    hover: str = ""
    heading: bool = False
    side: str = ""


def draw(lanes: Sequence[Lane], x_title: str, span: tuple[float, float]) -> go.Figure:
    """Return the chart of lanes under each other, each with its text above its bars.

    Parameters
    ----------
    lanes : sequence of Lane
    x_title : str
    span : (float, float)
        Range of the axis in per cent or percentage points.
    """
    places = _places(lanes)
    end = places[-1] + 0.8 if places else 1.0
    sketch = theme.base(TOP + BOTTOM + round(ROW * end), x_title=x_title)
    bars = [(lane, at) for lane, at in zip(lanes, places, strict=True) if not lane.heading]
    _add_widths(sketch, bars)
    _add_values(sketch, bars)
    _add_sides(sketch, bars)
    _add_texts(sketch, lanes, places)
    if span[0] < 0:
        sketch.add_upright(0, {"color": theme.INK, "width": 1.5})
    sketch.update_xaxes(range=list(span), ticksuffix="", zeroline=False, nticks=7)
    sketch.update_yaxes(range=[end, 0], visible=False)
    theme.with_legend(sketch, traceorder="normal")
    return sketch.figure()


def _places(lanes: Sequence[Lane]) -> list[float]:
    """Return the height of each lane's bars (or heading text) from the top, in rows."""
    at, places = 0.0, []
    for lane in lanes:
        at += 1.0 if lane.heading else 1.75 + 0.75 * lane.text.count(BREAK)
        places.append(at - (0.35 if lane.heading else 0.45))
    return places


def _add_widths(sketch: theme.Sketch, bars: list[tuple[Lane, float]]) -> None:
    kinds = (
        ("combined", THIN, theme.FAINT, "ook als de open zaken anders aflopen"),
        ("rounding", MIDDLE, theme.LINE, "ook met afronding"),
        ("chance", THICK, None, "alleen toeval"),
    )
    for field, width, colour, name in kinds:
        shown = [
            (lane, at, getattr(lane, field))
            for lane, at in bars
            if getattr(lane, field) is not None
        ]
        sketch.add_bar(
            base=[interval.low for _, _, interval in shown],
            x=[interval.high - interval.low for _, _, interval in shown],
            y=[at for _, at, _ in shown],
            width=[width] * len(shown),
            orientation="h",
            marker={
                "color": [colour or lane.colour for lane, _, _ in shown],
                "line": {"color": theme.LINE, "width": 1},
            },
            name=name,
            hoverinfo="skip",
            showlegend=False,
        )
        sketch.add_scatter(
            x=[None],
            y=[None],
            mode="lines",
            line={"color": colour or theme.BLUE, "width": 26 * width},
            name=name,
        )


def _add_values(sketch: theme.Sketch, bars: list[tuple[Lane, float]]) -> None:
    known = [(lane, at) for lane, at in bars if lane.value is not None]
    sketch.add_scatter(
        x=[lane.value for lane, _ in known],
        y=[at for _, at in known],
        mode="markers",
        marker={
            "symbol": [lane.symbol for lane, _ in known],
            "size": 9,
            "color": theme.PAPER,
            "line": {"color": theme.INK, "width": 2},
        },
        hovertext=[lane.hover for lane, _ in known],
        hoverinfo="text",
        name="geteld",
        cliponaxis=False,
    )


def _add_sides(sketch: theme.Sketch, bars: list[tuple[Lane, float]]) -> None:
    """Name the sides in the legend, where there are two: each by its colour and its sign."""
    looks = dict.fromkeys((lane.colour, lane.symbol, lane.side) for lane, _ in bars if lane.side)
    for colour, symbol, side in looks:
        sketch.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            marker={"symbol": symbol, "size": 13, "color": colour},
            name=escape(side),
        )


def _add_texts(sketch: theme.Sketch, lanes: Sequence[Lane], places: Sequence[float]) -> None:
    sketch.update_layout(
        annotations=[_text(lane, at) for lane, at in zip(lanes, places, strict=True)]
    )


def _text(lane: Lane, at: float) -> dict[str, object]:
    return {
        "text": tag("b", lane.text) if lane.heading else lane.text,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "y": at - (0.0 if lane.heading else 0.4),
        "yanchor": "middle" if lane.heading else "bottom",
        "align": "left",
        "showarrow": False,
        "borderpad": 0,
        "bgcolor": theme.PAPER,
        "font": {"size": theme.FONT_SIZE},
    }


def in_points(interval: Interval | None) -> Interval | None:
    """Return an interval of shares in per cent."""
    return None if interval is None else Interval(100 * interval.low, 100 * interval.high)


def points_text(interval: Interval) -> str:
    """Return an interval of differences in words: `van +4 tot +10`."""
    low, high = (
        formats.points(value).split(formats.NBSP)[0] for value in (interval.low, interval.high)
    )
    return f"van {low} tot {high}"
