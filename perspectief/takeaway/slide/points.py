"""Points, ranges and lines as a native scatter chart of a slide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.chart.data import XyChartData
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Length, Pt

from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words import formats
from perspectief.takeaway.slide.charts import Box, leave_out, rgb
from perspectief.takeaway.slide.series import Scatter, Series, round_step

LETTERS = Pt(14)
_SIGNS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "square": XL_MARKER_STYLE.SQUARE,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    # A slide has no triangle that points down, nor an upright line.
    "triangle-down": XL_MARKER_STYLE.SQUARE,
    "line-ns": XL_MARKER_STYLE.PLUS,
}
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
NAMED, UNNAMED = 0.3, 0.08
"""Part of the width of a chart that the names of its rows take, or the numbers of its axis."""


def add_points(slide: Any, shown: Scatter, box: Box) -> Any:  # noqa: ANN401
    """Add a scatter chart to a slide; return its frame."""
    data: Any = XyChartData(number_format="0.0")  # type: ignore[no-untyped-call]
    for at, one in enumerate(shown.series):
        # Not every program leaves the last entry out of the legend: a name of one space is unseen.
        unseen = formats.NBSP if one.labels else f"punten {at + 1}"
        series = data.add_series(one.name or unseen)
        for x, y in one.points:
            series.add_data_point(x, y)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *box, data)
    chart = frame.chart
    chart.font.size, chart.has_title = LETTERS, False
    _legend(chart, shown.series)
    _axes(chart, shown)
    _leave_room(chart, NAMED if shown.named else UNNAMED)
    rows = len({y for one in shown.series if one.labels for _, y in one.points})
    letters = LETTERS if shown.shown else Pt(max(9, min(14, frame.height.pt * 0.5 / max(rows, 1))))
    for series, one in zip(chart.plots[0].series, shown.series, strict=True):
        _dress(series, one, letters)
    return frame


def _legend(chart: Any, series: Sequence[Series]) -> None:  # noqa: ANN401
    chart.has_legend = any(one.name for one in series)
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        leave_out(chart.legend, [at for at, one in enumerate(series) if not one.name])


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


def _leave_room(chart: Any, left: float) -> None:  # noqa: ANN401
    """Keep the left of a chart free for names, and its top for the legend."""
    area = chart._chartSpace.chart.plotArea
    layout = area.find(qn("c:layout"))
    if layout is None:
        layout = area.makeelement(qn("c:layout"), {})
        area.insert(0, layout)
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    places = {"x": left, "y": 0.2, "w": 0.97 - left, "h": 0.62}
    parts = [("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge")]
    for name, value in [*parts, *((key, f"{value:.2f}") for key, value in places.items())]:
        etree.SubElement(manual, qn(f"c:{name}"), {"val": value})


def _dress(series: Any, one: Series, letters: Length) -> None:  # noqa: ANN401
    """Give points their sign, line and labels."""
    colour = _solid(one.colour)
    if one.line:
        series.format.line.width, series.format.line.color.rgb = Pt(one.line), rgb(colour)
        if one.dash in _DASHES:
            series.format.line.dash_style = _DASHES[one.dash]
        # A bar ends where its number is, and not half its height further.
        series.format.line._get_or_add_ln().set("cap", "flat")
    else:
        series.format.line.fill.background()
    series.smooth = False
    _sign(series.marker, one, colour)
    for at, text in enumerate(one.labels):
        label = series.points[at].data_label
        label.text_frame.text = text
        label.text_frame.word_wrap = False
        label.position = _SIDES[one.side]
        font = label.text_frame.paragraphs[0].runs[0].font
        font.size, font.color.rgb = letters, rgb(LIGHT.ink)


def _sign(marker: Any, one: Series, colour: str) -> None:  # noqa: ANN401
    plain = one.sign.removesuffix("-open")
    open_ = plain != one.sign and plain != "line-ns"
    if not plain:
        marker.style = XL_MARKER_STYLE.NONE
        return
    marker.style, marker.size = _SIGNS[plain], one.size
    marker.format.line.color.rgb = rgb(colour)
    marker.format.fill.solid()
    # Not white: LibreOffice draws no edge around a sign.
    marker.format.fill.fore_color.rgb = rgb(OPEN if open_ else colour)


def _solid(colour: str) -> str:
    """Return a colour that lets something through as it looks on a white page."""
    found = _RGBA.fullmatch(colour)
    if found is None:
        return colour
    part = float(found[4])
    return "#" + bytes(round(255 + part * (int(one) - 255)) for one in found.groups()[:3]).hex()
