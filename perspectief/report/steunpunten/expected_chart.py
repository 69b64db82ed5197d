"""Counted less expected against what was expected: a funnel in which everyone has a band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import Rows
from perspectief.report.drawing import bounded, states, theme
from perspectief.report.steunpunten import expected_block
from perspectief.report.words import formats, labels
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.expected.expecting import ExpectedPoint, ObservedExpected

TOP, HEIGHT = 74, 470
BAND = 14
"""Width of a band in pixels."""


@under(Heading("verschil_verwacht", "Geteld min verwacht, naar grootte"))
def difference_block(
    result: Protected[ObservedExpected], names: Mapping[str, str], chosen: tuple[str, ...] = ()
) -> Block:
    """Return the block with counted less expected, by size; `chosen` stand out."""
    expectation = result.value
    every = expected_block.shown(expectation, states.highlighted(names, chosen))
    kept = bounded.most_telling(every, states.telling(chosen))
    points = kept.shown
    outcome = labels.outcome(expectation.outcome)
    return Block(
        heading=heading_of(difference_block).about(outcome),
        sentence=states.honest(sentence(expectation, names), result) + kept.said,
        source=result,
        picture=Picture(
            "plotly",
            _draw(result, points, states.highlighted(names, chosen), chosen),
            f"{len(points)} steunpunten; hoe meer er verwacht werd, hoe verder naar rechts en hoe "
            "langer de grijze balk van wat gewoon is. De nullijn is precies zoals verwacht.",
        )
        if points
        else None,
        table=Rows(every)
        .text("steunpunt", "Steunpunt", lambda point: names[point.steunpunt])
        .number("verwacht", "Verwacht", lambda point: point.expected)
        .number("verschil", "Geteld min verwacht", expected_block.difference)
        .number("gewoon_van", "Gewoon vanaf", lambda point: _band(point)[0])
        .number("gewoon_tot", "Gewoon tot", lambda point: _band(point)[1])
        .text("oordeel", "Oordeel", lambda point: states.STATE[point.state])
        .table(
            f"Geteld min verwacht, op alfabet: {outcome}",
            "'Gewoon' is ook een verschil met wat verwacht werd, in jongeren.",
            kept=kept.rows(),
        ),
        reading=(
            "Elke vorm is een steunpunt. Naar rechts: hoeveel jongeren met deze uitkomst u mocht "
            "verwachten. Boven de lijn zijn er meer geteld, eronder minder. De grijze balk is wat "
            "nog gewoon is: bij een groter steunpunt mag het verschil groter zijn. Een driehoek "
            "ligt buiten zijn balk; een open rondje is een te kleine groep."
        ),
        definition=Definition(
            what="Het getelde aantal min wat verwacht werd, gezien wie er kwam.",
            numerator=f"jongeren van het steunpunt met als uitkomst: {outcome}, min het verwachte",
            denominator="niet van toepassing: een verschil in jongeren",
            source="Geteld in de gegevens die u bekijkt. Hetzelfde model als hierboven.",
        ),
    )


def sentence(expectation: ObservedExpected, names: Mapping[str, str]) -> str:
    """Return what is ordinary where least and where most was expected."""
    points = expected_block.shown(expectation, names)
    if not points:
        return expected_block.sentence(expectation, names)
    points.sort(key=lambda point: point.expected or 0.0)
    fewest = _ordinary(points[0], names)
    if len(points) == 1:
        return f"Gewoon is {fewest}. {expected_block.carrying(expectation)}".strip()
    return (
        f"Hoe meer u mocht verwachten, hoe groter een verschil nog gewoon is: {fewest}, en "
        f"{_ordinary(points[-1], names)}. {expected_block.carrying(expectation)}"
    ).strip()


def _ordinary(point: ExpectedPoint, names: Mapping[str, str]) -> str:
    low, high = (formats.number(end) for end in _band(point))
    return f"bij {names[point.steunpunt]} {low} tot {high} jongeren"


def _band(point: ExpectedPoint) -> tuple[float, float]:
    """Return what is ordinary, less what was expected."""
    expected = point.expected or 0.0
    return point.least - expected, point.most - expected


def _draw(
    result: Protected[ObservedExpected],
    points: Sequence[ExpectedPoint],
    names: Mapping[str, str],
    chosen: tuple[str, ...],
) -> go.Figure:
    sketch = theme.base(
        HEIGHT, x_title="Verwacht aantal jongeren", y_title="Geteld min verwacht (jongeren)"
    )
    _add_bands(sketch, points)
    for state in states.STATE:
        _add_points(sketch, state, [point for point in points if point.state == state], names)
    own = [point for point in points if point.steunpunt in chosen]
    states.ring(
        sketch, [point.expected for point in own], [expected_block.difference(p) for p in own]
    )
    sketch.add_level(0, {"color": theme.INK, "width": 1.5})
    theme.with_legend(sketch, TOP, traceorder="normal")
    sketch.update_layout(margin={"b": 120})
    states.mark_figure(sketch, states.mark_of(result))
    return sketch.figure()


def _add_bands(sketch: theme.Sketch, points: Sequence[ExpectedPoint]) -> None:
    bands = ((point.expected, *_band(point)) for point in points)
    sketch.add_segments(
        (((at, low), (at, high)) for at, low, high in bands),
        line={"color": states.BAND_95, "width": BAND},
        name="gewoon, gezien wie er kwam (95 %)",
        hoverinfo="skip",
    )


def _add_points(
    sketch: theme.Sketch, state: str, points: Sequence[ExpectedPoint], names: Mapping[str, str]
) -> None:
    if not points:
        return
    outside = state in ("hoger", "lager")
    sketch.add_scatter(
        x=[point.expected for point in points],
        y=[expected_block.difference(point) for point in points],
        mode="markers+text" if outside else "markers",
        text=[names[point.steunpunt] if outside else "" for point in points],
        textposition="top center",
        marker=states.marker(state),
        name=states.STATE[state] if state != "te_klein" else "te klein om iets te zien",
        hovertext=[_hover(point, names[point.steunpunt]) for point in points],
        hoverinfo="text",
        cliponaxis=False,
    )


def _hover(point: ExpectedPoint, name: str) -> Markup:
    return Markup("<b>{}</b><br>geteld {} · verwacht {}<br>{}").format(
        name,
        formats.count(point.share.count),
        formats.number(point.expected),
        states.STATE[point.state],
    )
