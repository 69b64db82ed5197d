"""One steunpunt against chance: a slice of every outcome's funnel, at the size of its group."""

from __future__ import annotations

import plotly.graph_objects as go

from perspectief.report.drawing import states, theme
from perspectief.report.words import formats, labels, shares
from perspectief_core.shares.intervals import share
from perspectief_core.steunpunten.profile import Profile, ProfileOutcome

ROW, TOP, BOTTOM = 50, 74, 190
"""Height of a row, and room above (mark) and below (axis and legend), in pixels."""


def draw(profile: Profile, rows: tuple[ProfileOutcome, ...], mark: str = "") -> go.Figure:
    """Return the chart: per outcome the band of chance, the share of all, and the own share."""
    sketch = theme.base(TOP + BOTTOM + ROW * len(rows), x_title="Aandeel met deze uitkomst")
    _add_bands(sketch, rows)
    _add_everyone(sketch, rows, profile.n + profile.n_rest)
    for state in states.STATE:
        _add_own(sketch, state, rows)
    sketch.update_xaxes(range=[-2, 102], ticksuffix=theme.PER_CENT)
    theme.name_rows(sketch, [f"{_name(row)}<br>{formats.of(row.own)}" for row in rows])
    theme.with_legend(sketch, TOP, traceorder="normal")
    states.mark_figure(sketch, mark)
    return sketch.figure()


def _name(row: ProfileOutcome) -> str:
    return labels.OUTCOME_SHORT[row.outcome]


def _add_bands(sketch: theme.Sketch, rows: tuple[ProfileOutcome, ...]) -> None:
    bands = (
        ("low998", "high998", states.BAND_998, "ruime band (99,8 %)"),
        ("low95", "high95", states.BAND_95, "band van het toeval (95 %)"),
    )
    for low, high, fill, name in bands:
        starts = [100 * getattr(row.point, low) for row in rows]
        sketch.add_bar(
            x=[100 * getattr(row.point, high) - at for row, at in zip(rows, starts, strict=True)],
            base=starts,
            y=list(range(len(rows))),
            orientation="h",
            width=0.62,
            marker={"color": fill, "line": {"color": theme.LINE, "width": 1}},
            name=name,
            hoverinfo="skip",
            legendrank=1002 if low == "low95" else 1003,
        )


def _add_everyone(sketch: theme.Sketch, rows: tuple[ProfileOutcome, ...], total: int) -> None:
    together = [row.own.count + row.rest.count for row in rows]
    sketch.add_scatter(
        x=[100 * count / total for count in together],
        y=list(range(len(rows))),
        mode="markers",
        marker=theme.outlined("line-ns-open", 26, theme.INK),
        name="alle steunpunten samen",
        hovertext=[
            f"alle steunpunten samen<br>{_name(row)}: {shares.line(share(count, total))}"
            for row, count in zip(rows, together, strict=True)
        ],
        hoverinfo="text",
    )


def _add_own(sketch: theme.Sketch, state: str, rows: tuple[ProfileOutcome, ...]) -> None:
    places = [(at, row) for at, row in enumerate(rows) if row.point.state == state]
    if not places:
        return
    sketch.add_scatter(
        x=[states.position(row.own) for _, row in places],
        y=[at for at, _ in places],
        mode="markers",
        marker=states.marker(state, larger=2),
        name=states.name_of(state, [row.point for _, row in places]),
        legendrank=1,
        hovertext=[states.hover(row.point, _name(row)) for _, row in places],
        hoverinfo="text",
    )
