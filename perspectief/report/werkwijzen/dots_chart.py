"""The steunpunten as dots per type of working method, with the share of the type behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup, escape

from perspectief.report.drawing import bounded, states, theme
from perspectief.report.drawing.bounded import Bounded
from perspectief.report.words import formats, labels, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.steunpunten.werkwijzen import TypeComparison, TypePoint, TypeShare

ROW, TOP, BOTTOM = 25, 74, 175
"""Height of a row, and room above (mark) and below (axis and legend), in pixels."""
HEADER = 2.1
"""Room above the dots of a type for its name and share, in rows."""
HEADER_SHIFT = -60
"""Pixels from the axis to where the name of a type starts."""
UNKNOWN_TYPE = "type niet bekend"


@dataclass(frozen=True, slots=True)
class Lane:
    """The place of one type in the chart: its heading, and its dots from `top` downwards."""

    type: TypeShare
    points: tuple[TypePoint, ...]
    top: float

    @property
    def rows(self) -> list[float]:
        """Vertical positions of the dots."""
        return [self.top + HEADER + at for at in range(len(self.points))]

    @property
    def bottom(self) -> float:
        """Where the next type starts."""
        return self.top + HEADER + len(self.points) + 0.3


def type_name(code: str) -> str:
    """Return the Dutch name of a type, with a capital."""
    return formats.capital(labels.WERKWIJZE.get(code, UNKNOWN_TYPE))


def type_line(kind: TypeShare) -> str:
    """Return `12 van 94 · 13 % (5–28 %)` with the cluster-aware interval, or why there is none."""
    share = kind.pooled
    if kind.no_interval == "geen_steunpunt":
        return "geen jongeren"
    if kind.no_interval == "afgerond":
        return shares.line(share)
    if kind.interval is None:
        return f"{shares.line(share)} (één steunpunt)"
    return shares.full(share, kind.interval)


def most_telling(comparison: TypeComparison, chosen: Sequence[str]) -> Bounded[TypePoint]:
    """Return the steunpunten that are shown: all, or of too many as many of every type."""
    kinds = [
        [point for point in type_share.points if point.share.total]
        for type_share in comparison.types
    ]
    total = sum(map(len, kinds))
    each = bounded.MOST // max(sum(map(bool, kinds)), 1) if total > bounded.MOST else total
    shown: list[TypePoint] = []
    places: list[int] = []
    for kind in kinds:
        kept = bounded.most_telling(kind, states.telling(chosen), max(each, 1))
        places += [sum(map(len, kinds[: kinds.index(kind)])) + at for at in kept.places]
        shown += kept.shown
    return Bounded(tuple(shown), tuple(places), total)


def draw(
    result: Protected[TypeComparison], names: Mapping[str, str], chosen: Sequence[str] = ()
) -> go.Figure:
    """Return the chart: a heading per type, under it its steunpunten in alphabetical order."""
    shown = {point.steunpunt for point in most_telling(result.value, chosen).shown}
    lanes = _lanes(result.value.types, names, shown)
    end = lanes[-1].bottom if lanes else 1.0
    height = TOP + BOTTOM + round(ROW * end)
    sketch = theme.base(height, x_title="Aandeel met deze uitkomst")
    _add_type_bands(sketch, lanes)
    _add_type_shares(sketch, lanes)
    _add_everyone(sketch, result.value, lanes)
    for small in (False, True):
        _add_dots(sketch, lanes, names, small=small)
    own = [pair for pair in _dots(lanes) if pair[0].steunpunt in chosen]
    x, y = [states.position(point.share) for point, _ in own], [row for _, row in own]
    states.ring(sketch, x, y)
    _add_headings(sketch, lanes)
    _set_axes(sketch, lanes, names, end)
    states.mark_figure(sketch, states.mark_of(result))
    return sketch.figure()


def _dots(lanes: Sequence[Lane]) -> list[tuple[TypePoint, float]]:
    return [pair for lane in lanes for pair in zip(lane.points, lane.rows, strict=True)]


def _lanes(
    types: Sequence[TypeShare], names: Mapping[str, str], shown: Collection[str]
) -> list[Lane]:
    lanes: list[Lane] = []
    for kind in types:
        here = (point for point in kind.points if point.steunpunt in shown)
        points = tuple(sorted(here, key=lambda point: names[point.steunpunt]))
        lanes.append(Lane(kind, points, lanes[-1].bottom if lanes else 0.0))
    return lanes


def _add_type_bands(sketch: theme.Sketch, lanes: Sequence[Lane]) -> None:
    with_band = [
        (lane, lane.type.interval)
        for lane in lanes
        if lane.type.interval is not None and lane.type.pooled.enough
    ]
    sketch.add_bar(
        base=[100 * band.low for _, band in with_band],
        x=[100 * (band.high - band.low) for _, band in with_band],
        y=[(lane.rows[0] + lane.rows[-1]) / 2 for lane, _ in with_band],
        width=[len(lane.points) for lane, _ in with_band],
        orientation="h",
        marker={"color": states.BAND_95, "line": {"color": theme.LINE, "width": 1}},
        name="het type: waarschijnlijk hiertussen",
        hoverinfo="skip",
        legendrank=4,
    )


def _add_type_shares(sketch: theme.Sketch, lanes: Sequence[Lane]) -> None:
    several = [lane for lane in lanes if len(lane.points) > 1]
    levels = [states.position(lane.type.pooled) for lane in several]
    sketch.add_segments(
        _uprights(several, levels),
        line={"color": theme.PLUM, "width": 3},
        name="het type samen",
        hoverinfo="skip",
        legendrank=3,
    )


def _add_everyone(sketch: theme.Sketch, result: TypeComparison, lanes: Sequence[Lane]) -> None:
    filled = [lane for lane in lanes if lane.points]
    sketch.add_segments(
        _uprights(filled, [states.position(result.overall)] * len(filled)),
        line={"color": theme.INK, "width": 1.5, "dash": "dash"},
        name=f"alle steunpunten samen: {shares.percent(result.overall)}",
        hoverinfo="skip",
        legendrank=5,
    )


def _uprights(
    lanes: Sequence[Lane], levels: Sequence[float | None]
) -> Iterator[tuple[theme.Point, theme.Point]]:
    """Yield one upright line per lane, beside its dots and clear of its heading."""
    for lane, level in zip(lanes, levels, strict=True):
        yield (level, lane.rows[0] - 0.5), (level, lane.rows[-1] + 0.5)


def _add_dots(
    sketch: theme.Sketch, lanes: Sequence[Lane], names: Mapping[str, str], *, small: bool
) -> None:
    dots = [(point, row) for point, row in _dots(lanes) if point.share.enough is not small]
    if not dots:
        return
    sketch.add_scatter(
        x=[states.position(point.share) for point, _ in dots],
        y=[row for _, row in dots],
        mode="markers",
        marker=theme.outlined("circle-open", 10, theme.SOFT)
        if small
        else theme.outlined("circle", 12, theme.BLUE),
        name="steunpunt, minder dan 10 jongeren" if small else "steunpunt",
        hovertext=[
            Markup("<b>{}</b><br>{}").format(names[point.steunpunt], shares.line(point.share))
            for point, _ in dots
        ],
        hoverinfo="text",
        cliponaxis=False,
        legendrank=2 if small else 1,
    )


def _add_headings(sketch: theme.Sketch, lanes: Sequence[Lane]) -> None:
    for lane in lanes:
        note = {
            "text": Markup("<b>{}</b><br>{}").format(
                type_name(lane.type.type), type_line(lane.type)
            ),
            "xref": "paper",
            "x": 0,
            "y": lane.top + HEADER - 0.55,
            "xanchor": "left",
            "yanchor": "bottom",
            # Over the column of names, which is empty in this row: a phone has no room beside it.
            "xshift": HEADER_SHIFT,
            "align": "left",
            "showarrow": False,
            "borderpad": 0,
            "font": {"size": theme.FONT_SIZE},
        }
        sketch.add_annotation(note)


def _set_axes(
    sketch: theme.Sketch, lanes: Sequence[Lane], names: Mapping[str, str], end: float
) -> None:
    dots = _dots(lanes)
    highs = [lane.type.interval.high for lane in lanes if lane.type.interval is not None]
    top = min(
        1.0,
        max([*highs, *((states.position(point.share) or 0.0) / 100 for point, _ in dots), 0.05]),
    )
    sketch.update_xaxes(
        range=[-3 * top, 104 * top],
        ticksuffix=theme.PER_CENT,
        nticks=6,
        tickangle=0,
        showgrid=False,
        zeroline=False,
    )
    sketch.update_yaxes(
        tickvals=[row for _, row in dots],
        ticktext=[
            f"{escape(names[point.steunpunt])} ({formats.count(point.share.total)})"
            for point, _ in dots
        ],
        range=[end, 0],
        showgrid=False,
        # It would run through the names of the types.
        showline=False,
        zeroline=False,
    )
    theme.with_legend(sketch, TOP)
