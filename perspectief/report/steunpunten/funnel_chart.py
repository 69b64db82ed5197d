"""The funnel: every steunpunt as a dot, against the band that chance gives a group of its size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
from markupsafe import Markup

from perspectief.report.block import places
from perspectief.report.drawing import bounded, states, theme
from perspectief.report.drawing.dot_names import Dot, Side, label
from perspectief.report.words import formats, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares import meaning
from perspectief_core.shares.flags import FunnelPoint, LimitPoint
from perspectief_core.steunpunten.funnel import Funnel

HEIGHT, AREA_HEIGHT = 600, 290
"""Height of the chart, and of its drawing area on a phone, where the legend takes most room."""
KEY_HEIGHT = 22
"""Pixels of height for each number in the legend: on a phone each has a line of its own."""
FLOOR = 0.05
"""Room under 0 %, as a part of the vertical axis, for dots and names on the line of 0 %."""
CLOUD = (250, 150)
"""Places beside and above each other for the small dots of those without a form."""
_LINE_95 = {"color": theme.LINE, "width": 1}
_LINE_998 = {"color": theme.LINE, "width": 1, "dash": "dot"}


def draw(
    result: Protected[Funnel], names: Mapping[str, str], chosen: Sequence[str] = ()
) -> go.Figure:
    """Return the funnel chart.

    Parameters
    ----------
    result : Protected[Funnel]
    names : mapping of steunpunt code to name
    chosen : sequence of steunpunt codes
        Those that get a ring, and a name before all others.
    """
    funnel = result.value
    sketch = theme.base(HEIGHT, x_title="Aantal jongeren", y_title="Aandeel met deze uitkomst")
    points = [point for point in funnel.points if point.share.total]
    x_top, y_top = _x_top(points), _y_top(points, funnel.limits)
    _add_bands(sketch, funnel.limits)
    _add_benchmark(sketch, funnel, x_top)
    shown = bounded.most_telling(points, states.telling(chosen)).shown
    _add_others(sketch, points, shown, (x_top, y_top))
    for state in states.STATE:
        _add_state(sketch, state, (points, shown), names)
    own = [point for point in points if point.steunpunt in chosen]
    states.ring(sketch, [p.share.total for p in own], [states.position(p.share) for p in own])
    labelled = _labels(shown, names, (x_top, y_top), (funnel.benchmark.share or 0.0, chosen))
    notes = [
        _name(caption, places.address_of(caption.point.steunpunt, result)) for caption in labelled
    ]
    numbered = _add_key(sketch, labelled, names)
    sketch.update_xaxes(range=[0, x_top], showgrid=False)
    sketch.update_yaxes(range=[-FLOOR * y_top, y_top], ticksuffix=theme.PER_CENT)
    sketch.update_layout(
        height=HEIGHT + KEY_HEIGHT * numbered,
        showlegend=True,
        legend=theme.LEGEND_UNDER | {"traceorder": "normal", "maxheight": 0.6},
        hovermode="closest",
    )
    if states.is_invented(result):
        notes.append(states.mark_note(states.invented()))
        sketch.update_layout(margin={"t": 66})
    sketch.update_layout(annotations=notes)
    return sketch.figure()


def _x_top(points: Sequence[FunnelPoint]) -> float:
    return 1.1 * max((point.share.total for point in points), default=1) + 1


def _y_top(points: Sequence[FunnelPoint], limits: Sequence[LimitPoint]) -> float:
    # Bands of very small groups run to 100 %: they may leave the chart, a dot may not.
    heights = [(states.position(point.share) or 0.0) / 100 for point in points]
    band = [limit.high95 for limit in limits if meaning.enough(limit.n)]
    return min(104.0, 100 * max([*heights, *band[:1], 0.05]) * 1.08 + 2)


def _add_bands(sketch: theme.Sketch, limits: Sequence[LimitPoint]) -> None:
    n = [limit.n for limit in limits]
    bands = (
        ("low998", "high998", _LINE_998, states.BAND_998, "ruime band (99,8 %)"),
        ("low95", "high95", _LINE_95, states.BAND_95, "band van het toeval (95 %)"),
    )
    for low, high, line, fill, name in bands:
        lower = [100 * getattr(limit, low) for limit in limits]
        upper = [100 * getattr(limit, high) for limit in limits]
        plain = {"x": n, "mode": "lines", "line": line, "hoverinfo": "skip"}
        sketch.add_scatter(y=lower, showlegend=False, **plain)
        sketch.add_scatter(y=upper, fill="tonexty", fillcolor=fill, name=name, **plain)


def _add_benchmark(sketch: theme.Sketch, result: Funnel, x_top: float) -> None:
    level = states.per_cent(result.benchmark.share)
    if level is None:
        return
    sketch.add_scatter(
        x=[0, x_top],
        y=[level, level],
        mode="lines",
        line={"color": theme.INK, "width": 1.5, "dash": "dash"},
        name=f"alle steunpunten samen: {shares.percent(result.benchmark)}",
        hoverinfo="skip",
    )


def _add_others(
    sketch: theme.Sketch,
    points: Sequence[FunnelPoint],
    shown: Sequence[FunnelPoint],
    tops: tuple[float, float],
) -> None:
    """Draw those without a form of their own as small dots: on one place one dot, without text."""
    left = len(points) - len(shown)
    if not left:
        return
    formed = {point.steunpunt for point in shown}
    x_step, y_step = (top / parts for top, parts in zip(tops, CLOUD, strict=True))
    places = {
        (
            round(point.share.total / x_step) * x_step,
            round((states.position(point.share) or 0.0) / y_step) * y_step,
        )
        for point in points
        if point.steunpunt not in formed
    }
    x, y = zip(*sorted(places), strict=True)
    sketch.add_scatter(
        x=x,
        y=y,
        mode="markers",
        marker={"size": 4, "color": theme.SOFT},
        name=f"nog {formats.plural(left, 'steunpunt', 'steunpunten')}, niet apart",
        legendrank=2,
        hoverinfo="skip",
        cliponaxis=False,
    )


def _add_state(
    sketch: theme.Sketch,
    state: str,
    all_and_shown: tuple[Sequence[FunnelPoint], Sequence[FunnelPoint]],
    names: Mapping[str, str],
) -> None:
    """Draw the forms of one state; the legend counts all that are in it."""
    every, points = ([p for p in some if p.state == state] for some in all_and_shown)
    if not every and state in ("hoger", "lager"):
        return
    # Without any dot the legend would lose the state.
    nowhere = [None]
    sketch.add_scatter(
        x=[point.share.total for point in points] or nowhere,
        y=[states.position(point.share) for point in points] or nowhere,
        mode="markers",
        marker=states.marker(state),
        name=f"{states.name_of(state, every)} ({formats.count(len(every))})",
        legendrank=1,
        cliponaxis=False,
        hovertext=[states.hover(point, names[point.steunpunt]) for point in points],
        hoverinfo="text",
    )


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands beside a dot: its name, or its number where a name would cover something."""

    point: FunnelPoint
    text: str
    side: Side


def _labels(
    points: Sequence[FunnelPoint],
    names: Mapping[str, str],
    tops: tuple[float, float],
    level_and_chosen: tuple[float, Sequence[str]],
) -> list[_Label]:
    level, chosen = level_and_chosen
    dots = [
        Dot(
            point.share.total / tops[0],
            _up(states.position(point.share) or 0, tops[1]),
            names[point.steunpunt],
        )
        for point in points
    ]
    # The chosen ones first, then those outside, then the large ones.
    order = sorted(
        range(len(points)),
        key=lambda i: (
            points[i].steunpunt not in chosen,
            not points[i].outside,
            -points[i].share.total,
        ),
    )
    named = sorted(dots[at].name for at in order[: bounded.NAMED])
    numbers = {name: str(at) for at, name in enumerate(named, start=1)}
    line = _up(100 * level, tops[1])
    taken = [(0.0, line - 0.003, 1.0, line + 0.003)]
    placed = label(dots, numbers, order[: bounded.NAMED], AREA_HEIGHT, taken)
    return [_Label(points[i], text, side) for i, (text, side) in placed.items()]


def _name(caption: _Label, address: str) -> dict[str, object]:
    """Return the name at a dot, a link to its steunpunt."""
    return {
        "x": caption.point.share.total,
        "y": states.position(caption.point.share),
        "text": Markup("<a href='{}' target='_self'>{}</a>").format(address, caption.text),
        "font": {"size": 14},
        # The lines of the bands stop at a name instead of running through it.
        "bgcolor": theme.PAPER,
        "xanchor": caption.side.xanchor,
        "yanchor": caption.side.yanchor,
        "borderpad": 0,
        **_offset(caption.side),
    }


def _offset(side: Side) -> dict[str, object]:
    """Return where a label stands from its dot: beside it, or away with a line to it."""
    if not side.far:
        return {"showarrow": False, "xshift": side.xshift, "yshift": side.yshift}
    line = {"arrowhead": 0, "arrowwidth": 1, "arrowcolor": theme.SOFT, "standoff": 6}
    return {"showarrow": True, "ax": side.xshift, "ay": -side.yshift, **line}


def _add_key(sketch: theme.Sketch, labelled: Sequence[_Label], names: Mapping[str, str]) -> int:
    """Write the names of the numbers in the legend; return how many there are."""
    numbered = sorted(
        (int(caption.text), names[caption.point.steunpunt])
        for caption in labelled
        if caption.text != names[caption.point.steunpunt]
    )
    for number, name in numbered:
        sketch.add_scatter(
            x=[None],
            y=[None],
            mode="markers",
            marker={"color": "rgba(0,0,0,0)"},
            name=Markup("{} {}").format(number, name),
            legendrank=2000 + number,
            hoverinfo="skip",
        )
    return len(numbered)


def _up(value: float, y_top: float) -> float:
    return (value / y_top + FLOOR) / (1 + FLOOR)
