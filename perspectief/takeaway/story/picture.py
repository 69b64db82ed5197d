"""Draws the picture of a figure to the measure of its place on a slide.

A chart gets the height of the place; bars of which there are too many end where the place does, and
say so. What still does not fit becomes smaller as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from perspectief.report.block.blocks import Picture
from perspectief.report.drawing import theme
from perspectief.report.drawing.row_bars import Bars
from perspectief.report.words.markup import tag
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.bars import draw_bars
from perspectief.takeaway.picture.ink import Drawn
from perspectief.takeaway.picture.letters import FAMILY, rich
from perspectief.takeaway.picture.plot.drawing import draw_plot
from perspectief.takeaway.story.layout import SMALLEST, Box

SHRINKS_TO = 0.85
"""Part of its height that a chart with rows keeps: its rows would run into each other."""
FEWEST = 3
"""Rows below which bars do not say what they are about."""
ZOOM = 3
"""Pixels of a PNG for each pixel of the slide."""
_SIZE = re.compile(r"font-size='([\d.]+)'")
_NUMBER = re.compile(r"\d+")
"""What stands beside a dot whose name has no room there."""
_NUMBERED = re.compile(r"\d+ [A-Z]")
"""What stands in the legend for it: `9 Enschede`."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A drawing in the pixels of its own design, and the bars that are in it."""

    drawn: Drawn
    wide: float
    bars: tuple[Bars, ...] = ()

    def svg(self) -> Markup:
        """Return it as an SVG that takes the room it gets."""
        size = f"{ink.px(self.wide)} {ink.px(self.drawn.height)}"
        return tag(
            "svg",
            ink.hatch() + self.drawn.markup,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {size}",
            preserveAspectRatio="xMinYMin meet",
            font_family=f"'{FAMILY}', 'Source Sans', 'Source Sans Pro', sans-serif",
            aria_hidden="true",
        )

    def scale(self, box: Box) -> float:
        """Return by how much it grows to be as wide or as high as a place, what comes first."""
        return min(box.wide / self.wide, box.high / self.drawn.height)


def can_draw(picture: Picture | None) -> bool:
    """Tell whether a picture can stand on a slide."""
    return picture is not None and (picture.kind == "plotly" or bool(picture.bars))


def fit(picture: Picture, box: Box) -> Fitted:
    """Return a picture drawn for a place on a slide.

    Raises
    ------
    ValueError
        When it has something that cannot be drawn.
    """
    first = _fit(picture, box, float(theme.FONT_SIZE))
    smallest = letters_of(first.drawn)
    return first if smallest >= theme.FONT_SIZE else _fit(picture, box, smallest)


def png(fitted: Fitted) -> bytes:
    """Return a drawing as PNG."""
    size = {"width": ink.px(fitted.wide), "height": ink.px(fitted.drawn.height)}
    sized = str(fitted.svg()).replace("<svg ", "<svg width='{width}' height='{height}' ", 1)
    # Here, as only a PDF or presentation needs it, and not slides on the screen.
    from perspectief.takeaway.picture.raster import pixels

    return pixels(sized.format(**size), ZOOM)


def _fit(picture: Picture, box: Box, letters: float) -> Fitted:
    scale = SMALLEST / letters
    wide, high = box.wide / scale, box.high / scale
    if not isinstance(picture.content, Markup):
        return Fitted(_chart(named(picture.content.to_plotly_json()), wide, high), wide)
    bars = _fewer(picture.bars, wide, high)
    return Fitted(draw_bars(bars, wide), wide, bars)


def named(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a chart without the names that stand in its legend by number: the page has them.

    The legend would take half of the picture; who matters is named by the answer.
    """
    traces = [trace for trace in spec["data"] if not _NUMBERED.match(trace.get("name") or "")]
    if len(traces) == len(spec["data"]):
        return spec
    notes = [note for note in spec["layout"]["annotations"] if not _NUMBER.fullmatch(_text(note))]
    return {"data": traces, "layout": {**spec["layout"], "annotations": notes}}


def _text(note: dict[str, Any]) -> str:
    return "".join(run.text for line in rich(note["text"]) for run in line)


def _chart(spec: dict[str, Any], wide: float, high: float) -> Drawn:
    """Return a chart as high as its place, or as low as it can be."""
    layout = spec["layout"]
    own = float(layout["height"])
    least = SHRINKS_TO * own if _has_rows(layout) else 0.0
    target = high
    for _ in range(3):
        layout["height"] = max(target, least)
        drawn = draw_plot(spec, wide)
        if drawn.height <= high or layout["height"] == least:
            break
        target -= drawn.height - high
    return drawn


def _has_rows(layout: dict[str, Any]) -> bool:
    """Tell whether names stand under each other in a chart, in place of a scale."""
    axis = layout["yaxis"]
    return not axis.get("visible", True) or "ticktext" in axis or not axis["title"]["text"]


def _fewer(all_bars: Sequence[Bars], wide: float, high: float) -> tuple[Bars, ...]:
    """Return as many groups of bars as fit, and of the first as many rows."""
    bars = tuple(all_bars)
    while len(bars) > 1 and draw_bars(bars, wide).height > high:
        bars = bars[:-1]
    if not any(part.rows for part in bars):
        bars = tuple(all_bars)
    last = bars[-1]
    rows = len(last.rows)
    for shown in range(rows - 1, FEWEST - 1, -1):
        if draw_bars(bars, wide).height <= high:
            break
        note = f"De eerste {shown} van {rows}; de pagina heeft ze alle."
        bars = (*bars[:-1], replace(last, rows=last.rows[:shown], note=note))
    return bars


def letters_of(drawn: Drawn) -> float:
    """Return the size of the smallest letters of a drawing, in pixels of its own design."""
    return min((float(size) for size in _SIZE.findall(drawn.markup)), default=theme.FONT_SIZE)
