"""The funnel: every steunpunt as a dot, against the band that chance gives a group of its size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
from markupsafe import escape

from perspectief.report.drawing import states as words, theme
from perspectief.report.drawing.dot_names import Dot, place
from perspectief.report.words import shares
from perspectief_core.shares import meaning
from perspectief_core.shares.flags import FunnelPoint, LimitPoint
from perspectief_core.steunpunten.funnel import Funnel

HEIGHT, AREA_HEIGHT = 600, 290
"""Height of the chart, and of its drawing area on a phone, where the legend takes most room."""
FLOOR = 0.05
"""Room under 0 %, as a part of the vertical axis, for dots and names on the line of 0 %."""
_LINE_95 = {"color": theme.LINE, "width": 1}
_LINE_998 = {"color": theme.LINE, "width": 1, "dash": "dot"}


def draw(result: Funnel, names: Mapping[str, str], mark: str = "") -> go.Figure:
    """Return the funnel chart.

    Parameters
    ----------
    result : Funnel
    names : mapping of steunpunt code to name
    mark : str
        Text that says the outcomes are invented; empty when they are real.
    """
    figure = theme.base(HEIGHT, x_title="Aantal jongeren", y_title="Aandeel met deze uitkomst")
    points = [point for point in result.points if point.share.total]
    x_top, y_top = _x_top(points), _y_top(points, result.limits)
    _add_bands(figure, result.limits)
    _add_benchmark(figure, result, x_top)
    for state in words.STATE:
        _add_state(figure, state, [point for point in points if point.state == state], names)
    _add_names(figure, result, names, (x_top, y_top))
    figure.update_xaxes(range=[0, x_top], showgrid=False)
    figure.update_yaxes(range=[-FLOOR * y_top, y_top], ticksuffix=theme.PER_CENT)
    figure.update_layout(
        showlegend=True,
        legend=theme.LEGEND_UNDER | {"traceorder": "normal", "xref": "paper"},
        hovermode="closest",
    )
    if mark:
        words.mark_figure(figure, mark)
        figure.update_layout(margin_t=66)
    return figure


def _x_top(points: Sequence[FunnelPoint]) -> float:
    return 1.1 * max((point.share.total for point in points), default=1) + 1


def _y_top(points: Sequence[FunnelPoint], limits: Sequence[LimitPoint]) -> float:
    # Bands of very small groups run to 100 %: they may leave the chart, a dot may not.
    heights = [point.share.share or 0.0 for point in points]
    band = [limit.high95 for limit in limits if meaning.enough(limit.n)]
    return min(104.0, 100 * max([*heights, *band[:1], 0.05]) * 1.08 + 2)


def _add_bands(figure: go.Figure, limits: Sequence[LimitPoint]) -> None:
    n = [limit.n for limit in limits]
    bands = (
        ("low998", "high998", _LINE_998, words.BAND_998, "ruime band (99,8 %)"),
        ("low95", "high95", _LINE_95, words.BAND_95, "band van het toeval (95 %)"),
    )
    for low, high, line, fill, name in bands:
        lower = [100 * getattr(limit, low) for limit in limits]
        upper = [100 * getattr(limit, high) for limit in limits]
        plain = {"x": n, "mode": "lines", "line": line, "hoverinfo": "skip"}
        figure.add_scatter(y=lower, showlegend=False, **plain)
        figure.add_scatter(y=upper, fill="tonexty", fillcolor=fill, name=name, **plain)


def _add_benchmark(figure: go.Figure, result: Funnel, x_top: float) -> None:
    level = words.per_cent(result.benchmark.share)
    if level is None:
        return
    figure.add_scatter(
        x=[0, x_top],
        y=[level, level],
        mode="lines",
        line={"color": theme.INK, "width": 1.5, "dash": "dash"},
        name=f"alle steunpunten samen: {shares.percent(result.benchmark)}",
        hoverinfo="skip",
    )


def _add_state(
    figure: go.Figure, state: str, points: Sequence[FunnelPoint], names: Mapping[str, str]
) -> None:
    if not points and state in ("hoger", "lager"):
        return
    # Without any dot the legend would lose the state.
    nowhere = [None]
    figure.add_scatter(
        x=[point.share.total for point in points] or nowhere,
        y=[words.per_cent(point.share.share) for point in points] or nowhere,
        mode="markers",
        marker=words.marker(state),
        name=f"{words.STATE[state]} ({len(points)})",
        legendrank=1,
        cliponaxis=False,
        hovertext=[words.hover(point, names[point.steunpunt]) for point in points],
        hoverinfo="text",
    )


def _add_names(
    figure: go.Figure, result: Funnel, names: Mapping[str, str], tops: tuple[float, float]
) -> None:
    points = [point for point in result.points if point.share.total]
    places = [(point.share.total, 100 * (point.share.share or 0)) for point in points]
    dots = [
        Dot(x / tops[0], _up(y, tops[1]), names[point.steunpunt])
        for point, (x, y) in zip(points, places, strict=True)
    ]
    # Those outside first, then the large ones.
    order = sorted(
        range(len(points)), key=lambda i: (not points[i].outside, -points[i].share.total)
    )
    line = _up(100 * (result.benchmark.share or 0), tops[1])
    taken = [(0.0, line - 0.003, 1.0, line + 0.003)]
    for i, side in place(dots, order, AREA_HEIGHT, taken).items():
        figure.add_annotation(
            x=places[i][0],
            y=places[i][1],
            text=escape(dots[i].name),
            showarrow=False,
            font={"size": 14},
            xanchor=side.xanchor,
            yanchor=side.yanchor,
            xshift=side.xshift,
            yshift=side.yshift,
            borderpad=0,
        )


def _up(value: float, y_top: float) -> float:
    return (value / y_top + FLOOR) / (1 + FLOOR)
