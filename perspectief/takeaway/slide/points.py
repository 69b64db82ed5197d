"""Points, ranges and lines as a native scatter chart of a slide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.chart.data import XyChartData
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from perspectief.report.drawing.palette import LIGHT
from perspectief.takeaway.picture.letters import Run, width
from perspectief.takeaway.slide.charts import SMALLEST, Box, rgb
from perspectief.takeaway.slide.series import Points, Scatter, Series, round_step
from perspectief.takeaway.slide.theme import FILLED, LEADING

LETTERS = Pt(14)
_SIGNS = {
    "circle": (XL_MARKER_STYLE.CIRCLE, "●"),
    "diamond": (XL_MARKER_STYLE.DIAMOND, "◆"),
    "square": (XL_MARKER_STYLE.SQUARE, "■"),
    "triangle-up": (XL_MARKER_STYLE.TRIANGLE, "▲"),
    # A slide has no triangle that points down, nor an upright line.
    "triangle-down": (XL_MARKER_STYLE.SQUARE, "■"),
    "line-ns": (XL_MARKER_STYLE.PLUS, "+"),
}
"""Each sign as a slide draws it, and what stands for it in the legend, filled in grey when open."""
_SIDES = {
    "r": XL_LABEL_POSITION.RIGHT,
    "l": XL_LABEL_POSITION.LEFT,
    "t": XL_LABEL_POSITION.ABOVE,
    "b": XL_LABEL_POSITION.BELOW,
}
_DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
_RGBA = re.compile(r"rgba\((\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\)")
OPEN = "#c4cad0"
"""Inside of an open sign."""
_ABOVE, _BELOW = 8.0, 48.0
"""Points above a chart, and below it for the numbers and the title of its axis."""
UNNAMED, MOST_NAMED = 0.13, 0.52
"""Part of the width of a chart that the numbers of its axis take, and names of rows at the most."""


def legend(shown: Scatter) -> tuple[tuple[str, str, str], ...]:
    """Return what signs and lines of a chart stand for: how they look, in which colour, and that.

    It is written beside the chart: programs differ in how they order a legend, and in its room.
    """
    return tuple((*_looks(kind), kind.name) for kind in shown.series if kind.name)


def _looks(kind: Series) -> tuple[str, str]:
    plain = kind.sign.removesuffix("-open")
    if not plain:
        return "╌╌" if kind.dash else "━━", _solid(kind.colour)
    return _SIGNS[plain][1], OPEN if _is_open(kind) else _solid(kind.colour)


def add_points(slide: Any, shown: Scatter, box: Box) -> Any:  # noqa: ANN401
    """Add a scatter chart to a slide; return its frame."""
    data: Any = XyChartData(number_format="0.0")  # type: ignore[no-untyped-call]
    most = max((len(kind.points) for kind in shown.series), default=0)
    for at, kind in enumerate(shown.series):
        series = data.add_series(kind.name or f"{'namen' if kind.labels else 'punten'} {at + 1}")
        for x, y in _as_long(kind.points, most):
            series.add_data_point(x, y)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box, data)
    chart = frame.chart
    chart.font.size, chart.has_title, chart.has_legend = LETTERS, False, False
    _axes(chart, shown)
    names = _names(shown, frame.width.pt, frame.height.pt) if shown.named else _Names()
    _leave_room(chart, names.part, frame.height.pt)
    for series, kind in zip(chart.plots[0].series, shown.series, strict=True):
        named = kind.labels and kind.side == "l" and shown.named
        _dress(series, kind, names if named else _Names())
    return frame


def _as_long(points: Points, most: int) -> Points:
    """Return an interrupted line with as many points as the longest series, the last ones empty.

    LibreOffice draws nothing of such a line when a series behind it is longer.
    """
    if all(y is not None for _, y in points):
        return points
    return points + ((points[-1][0], None),) * (most - len(points))


@dataclass(frozen=True, slots=True)
class _Names:
    """How names are set: the points of their letters, whether in two lines, and their width.

    The width is a part of that of the chart.
    """

    size: float = LETTERS.pt
    several: bool = False
    part: float = UNNAMED


def _names(shown: Scatter, wide: float, high: float) -> _Names:
    """Return how names of rows fit before a chart: in two lines if there is room, or smaller."""
    rows = len({y for kind in shown.series if kind.labels for _, y in kind.points})
    room = (high - _ABOVE - _BELOW) / max(rows, 1)
    size = max(SMALLEST, min(LETTERS.pt, room / 1.1))
    labels = [text for kind in shown.series if kind.side == "l" for text in kind.labels]
    several = room >= 2 * LETTERS.pt * LEADING
    lines = [line for text in labels for line in (_halves(text) if several else (text,))]
    longest = max((width((Run(line),), 1.0) / FILLED for line in lines), default=0.0)
    size = max(SMALLEST, min(size, MOST_NAMED * wide / max(longest, 1.0)))
    return _Names(size, several, max(UNNAMED, (size * longest + 2 * size) / wide))


def _halves(text: str) -> tuple[str, ...]:
    """Return a name that has a value behind it as two lines."""
    name, _, value = text.partition(" · ")
    return (name, value) if value else (name,)


def _axes(chart: Any, shown: Scatter) -> None:  # noqa: ANN401
    pairs = (chart.category_axis, shown.across), (chart.value_axis, shown.up)
    for number, (axis, ends) in enumerate(pairs):
        unit = round_step(ends)
        axis.minimum_scale, axis.maximum_scale = ends
        axis.major_unit = unit
        axis.crosses = XL_AXIS_CROSSES.MINIMUM
        axis.has_major_gridlines = number == 0 or shown.shown
        if axis.has_major_gridlines:
            axis.major_gridlines.format.line.color.rgb = rgb("#d5dae0")
        axis.format.line.color.rgb = rgb(LIGHT.line)
        suffix = shown.suffixes[number].strip()
        axis.tick_labels.number_format = f'0" {suffix}"' if suffix else "0"
        axis.tick_labels.number_format_is_linked = False
        axis.has_title = bool(shown.titles[number])
        if axis.has_title:
            axis.axis_title.text_frame.text = shown.titles[number]
            axis.axis_title.text_frame.paragraphs[0].runs[0].font.size = LETTERS
            axis.axis_title.text_frame.paragraphs[0].runs[0].font.bold = False
    chart.value_axis.visible = shown.shown
    if shown.ordered:
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        chart.category_axis.has_major_gridlines = False


def _leave_room(chart: Any, left: float, high: float) -> None:  # noqa: ANN401
    """Keep the left of a chart free for names."""
    area = chart._chartSpace.chart.plotArea
    layout = area.find(qn("c:layout"))
    if layout is None:
        layout = area.makeelement(qn("c:layout"), {})
        area.insert(0, layout)
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    places = {
        "x": left,
        "y": _ABOVE / high,
        "w": 0.97 - left,
        "h": 1 - (_ABOVE + _BELOW) / high,
    }
    parts = [("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge")]
    for name, value in [*parts, *((key, f"{value:.3f}") for key, value in places.items())]:
        etree.SubElement(manual, qn(f"c:{name}"), {"val": value})


def _dress(series: Any, kind: Series, names: _Names) -> None:  # noqa: ANN401
    """Give points their sign, line and labels."""
    colour = _solid(kind.colour)
    if kind.line:
        series.format.line.width, series.format.line.color.rgb = Pt(kind.line), rgb(colour)
        if kind.dash in _DASHES:
            series.format.line.dash_style = _DASHES[kind.dash]
        # A bar ends where its number is, and not half its height further.
        series.format.line._get_or_add_ln().set("cap", "flat")
    else:
        series.format.line.fill.background()
    series.smooth = False
    _sign(series.marker, kind, colour)
    for at, text in enumerate(kind.labels):
        label = series.points[at].data_label
        label.text_frame.text = "\n".join(_halves(text)) if names.several else text
        label.text_frame.word_wrap = False
        label.position = _SIDES[kind.side]
        for paragraph in label.text_frame.paragraphs:
            paragraph.font.size, paragraph.font.color.rgb = Pt(names.size), rgb(LIGHT.ink)


def _sign(marker: Any, kind: Series, colour: str) -> None:  # noqa: ANN401
    plain = kind.sign.removesuffix("-open")
    if not plain:
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style, marker.size = _SIGNS[plain][0], kind.size
    marker.format.line.color.rgb = rgb(colour)
    marker.format.fill.solid()
    # Not white: LibreOffice draws no edge around a sign.
    marker.format.fill.fore_color.rgb = rgb(OPEN if _is_open(kind) else colour)


def _is_open(kind: Series) -> bool:
    return kind.sign.endswith("-open") and not kind.sign.startswith("line-ns")


def _solid(colour: str) -> str:
    """Return a colour that lets something through as it looks on a white page."""
    match = _RGBA.fullmatch(colour)
    if match is None:
        return colour
    part = float(match[4])
    return (
        "#"
        + bytes(round(255 + part * (int(channel) - 255)) for channel in match.groups()[:3]).hex()
    )
