"""Counted beside the best estimate: what remains of a difference once group size is weighed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
from markupsafe import Markup, escape

from perspectief.report.block import kept_back
from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing import bounded, states, theme
from perspectief.report.drawing.bounded import Bounded
from perspectief.report.words import formats, labels, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Interval
from perspectief_core.steunpunten.shrinkage import Shrunken, ShrunkenPoint

ROW, TOP, BOTTOM = 26, 110, 70
"""Height of a row, and room above (legend and mark) and below (axis), in pixels."""


@under(Heading("beste_schatting", "Geteld en beste schatting"))
def best_block(
    result: Protected[Shrunken], names: Mapping[str, str], chosen: tuple[str, ...] = ()
) -> Block:
    """Return the block with the counted share and the best estimate per steunpunt."""
    shrunken = result.value
    names = states.highlighted(names, chosen)
    kept = bounded.most_telling(_shown(shrunken, names), states.telling(chosen))
    mark = states.mark_of(result)
    return Block(
        heading=heading_of(best_block).about(labels.outcome(shrunken.outcome)),
        sentence=sentence(shrunken) + kept.said,
        source=result,
        picture=None
        if shrunken.at_boundary
        else Picture("plotly", draw(shrunken, kept.shown, names, mark), _alt(shrunken, kept)),
        table=_table(result, names, kept),
        reading=(
            "Het open rondje is wat er geteld is. De ruit is de beste schatting: hoe kleiner de "
            "groep, hoe meer die naar het gemiddelde trekt. De lijn door de ruit is waar de echte "
            "kans waarschijnlijk ligt. De namen staan op alfabet."
            f"{states.in_middle(point.share for point in shrunken.points)}"
        ),
        definition=Definition(
            what=(
                "Het getelde aandeel, en dat aandeel gewogen met het gemiddelde van alle "
                "steunpunten (bèta-binomiaal model)."
            ),
            numerator=f"jongeren met als uitkomst: {labels.outcome(shrunken.outcome)}",
            denominator="alle jongeren van het steunpunt die nu meetellen",
            source=(
                "Geteld in de gegevens die u bekijkt. Methode: Marshall en Spiegelhalter 1998, "
                "BMJ 316. De spreiding is geschat uit de steunpunten zelf; de lijnen zijn daarom "
                f"iets te kort.{_rounded(shrunken)}"
            ),
        ),
    )


def _rounded(shrunken: Shrunken) -> str:
    if not isinstance(shrunken.benchmark.total, Rounded):
        return ""
    return (
        " Gerekend met afgeronde aantallen en zonder de kleine steunpunten: het verschil tussen "
        "de steunpunten is daarom eerder te klein geschat dan te groot."
    )


def sentence(shrunken: Shrunken) -> str:
    """Return whether the steunpunten demonstrably spread, and how much."""
    if shrunken.mean is None:
        return shares.NOBODY
    if shrunken.spread is None:
        return (
            "Er valt niets te schatten: er zijn minder dan twee steunpunten, of iedereen heeft "
            "dezelfde uitkomst."
        )
    mean = formats.percent(shrunken.mean)
    rounded = isinstance(shrunken.benchmark.total, Rounded)
    if shrunken.at_boundary and rounded:
        return (
            "Met afgeronde aantallen is geen verschil tussen de steunpunten vast te stellen. De "
            f"beste schatting is dan voor elk steunpunt gelijk: ongeveer {mean}."
        )
    if shrunken.at_boundary:
        return (
            "Er is geen aantoonbaar verschil tussen de steunpunten: de schommelingen zijn niet "
            f"groter dan toeval geeft. De beste schatting is dan voor elk steunpunt gelijk: {mean}."
        )
    spread = formats.number(100 * shrunken.spread, 0)
    sure = f"Dat is {'' if shrunken.more_than_chance else 'niet '}meer dan toeval kan geven."
    if rounded and not shrunken.more_than_chance:
        sure = "Of dat meer is dan toeval kan geven, is door de afronding niet te zeggen."
    return (
        f"De beste schattingen liggen rond {mean}, met een spreiding van ongeveer {spread} "
        f"procentpunt. {sure} Kleine steunpunten schuiven het meest "
        "naar het gemiddelde."
    )


def draw(
    shrunken: Shrunken, points: Sequence[ShrunkenPoint], names: Mapping[str, str], mark: str = ""
) -> go.Figure:
    """Return the chart: one row per steunpunt in alphabetical order, counted beside estimated."""
    height = TOP + BOTTOM + ROW * len(points)
    sketch = theme.base(height, x_title="Aandeel met deze uitkomst")
    _add_shifts(sketch, points)
    _add_dots(sketch, points, names)
    mean = 100 * (shrunken.mean or 0.0)
    sketch.add_upright(mean, {"color": theme.INK, "width": 1.5, "dash": "dash"})
    sketch.update_xaxes(ticksuffix=theme.PER_CENT, range=_x_range(points))
    theme.name_rows(sketch, [f"{escape(names[p.steunpunt])} ({p.share.total})" for p in points])
    legend = theme.LEGEND_UNDER | {"y": 1.0, "yanchor": "top"}
    sketch.update_layout(showlegend=True, margin={"t": TOP}, legend=legend)
    states.mark_figure(sketch, mark)
    return sketch.figure()


def _x_range(points: Sequence[ShrunkenPoint]) -> list[float]:
    ends = [max((states.position(point.share) or 0.0) / 100, point.high or 0.0) for point in points]
    top = 100 * max([*ends, 0.05])
    return [-0.03 * top, 1.05 * top]


def _add_shifts(sketch: theme.Sketch, points: Sequence[ShrunkenPoint]) -> None:
    sketch.add_segments(
        (
            ((states.position(point.share), row), (states.per_cent(point.estimate), row))
            for row, point in enumerate(points)
        ),
        line={"color": theme.SOFT, "width": 1, "dash": "dot"},
        hoverinfo="skip",
        showlegend=False,
    )


def _add_dots(
    sketch: theme.Sketch, points: Sequence[ShrunkenPoint], names: Mapping[str, str]
) -> None:
    rows = list(range(len(points)))
    hover = [_hover(point, names[point.steunpunt]) for point in points]
    sketch.add_scatter(
        x=[states.position(point.share) for point in points],
        y=rows,
        mode="markers",
        marker=theme.outlined("circle-open", 11, theme.SOFT),
        name="geteld",
        hovertext=hover,
        hoverinfo="text",
        cliponaxis=False,
    )
    estimates = [100 * (point.estimate or 0.0) for point in points]
    sketch.add_scatter(
        x=estimates,
        y=rows,
        mode="markers",
        marker={"symbol": "diamond", "size": 11, "color": theme.BLUE},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [100 * (p.high or 0.0) - e for p, e in zip(points, estimates, strict=True)],
            "arrayminus": [
                e - 100 * (p.low or 0.0) for p, e in zip(points, estimates, strict=True)
            ],
            "color": theme.BLUE,
            "thickness": 2,
            "width": 0,
        },
        name="beste schatting",
        hovertext=hover,
        hoverinfo="text",
    )


def _hover(point: ShrunkenPoint, name: str) -> str:
    return Markup("<b>{}</b><br>geteld: {}<br>beste schatting: {}").format(
        name, shares.line(point.share), formats.percent(point.estimate)
    )


def _alt(shrunken: Shrunken, kept: Bounded[ShrunkenPoint]) -> str:
    return (
        f"{len(kept.shown)} rijen op alfabet met per steunpunt een open rondje (geteld) en een "
        "ruit (beste schatting). De ruiten liggen dichter bij elkaar, rond "
        f"{formats.percent(shrunken.mean)}."
    )


def _table(
    result: Protected[Shrunken], names: Mapping[str, str], kept: Bounded[ShrunkenPoint]
) -> Table:
    points = _shown(result.value, names)
    without = shares.without_percent(result.value.benchmark.total)
    table = (
        Rows(points)
        .text("steunpunt", "Steunpunt", lambda point: names[point.steunpunt])
        .share("geteld", "Geteld", lambda point: point.share)
        .percent("schatting", "Beste schatting", lambda point: point.estimate, 0)
        .interval("bandbreedte", "Waarschijnlijk tussen", _band)
        .percent(
            "eigen_gewicht", "Deel dat van het steunpunt zelf komt", lambda point: point.weight, 0
        )
        .table(
            "Geteld en beste schatting per steunpunt, op alfabet",
            f"Een punt: niet te schatten. {without} staat bij geteld geen percentage.",
            kept=kept.rows(),
        )
    )
    return kept_back.with_places(table, result, points, names)


def _shown(shrunken: Shrunken, names: Mapping[str, str]) -> list[ShrunkenPoint]:
    filled = (point for point in shrunken.points if point.share.total)
    return sorted(filled, key=lambda point: names[point.steunpunt])


def _band(point: ShrunkenPoint) -> Interval | None:
    if point.low is None or point.high is None:
        return None
    return Interval(point.low, point.high)
