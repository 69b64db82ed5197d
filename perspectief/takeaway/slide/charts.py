"""Bars as a native chart of a slide: stacked, lying, in the order and colours of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Length, Pt

from perspectief.report.drawing.palette import LIGHT
from perspectief.report.drawing.row_bars import Bars, Key, Row, Segment
from perspectief.report.words import formats
from perspectief.takeaway.slide.theme import LEADING, lines

LETTERS = Pt(14)
"""At eight metres nothing smaller is read."""
OVERLAP, GAP_WIDTH = 100, 45
SMALLEST = 9
"""Points of the letters of names where many stand under each other."""
_NAMED, _LEGEND = 0.42, 40.0
"""Part of a chart's width that programs give to names, and points of its height to a legend."""
MARK, THIN = -1, 0.008
"""The category of the mark in a range, which says what was counted, and its part of the scale."""
Box = tuple[Length, Length, Length, Length]


def add_chart(slide: Any, all_bars: Sequence[Bars], box: Box, *, smaller: bool) -> Any:  # noqa: ANN401
    """Add bars to a slide as one chart; return its frame.

    `smaller` lets names have smaller letters where many stand under each other.

    What stands beside or above a bar on the screen, its value with its range or the report's
    figure, stands in the name of its row. The mark in a range is a thin part of the bar, which
    begins where the number is.
    """
    rows = [(bars, _marked(row)) for bars in all_bars for row in bars.rows]
    data: Any = CategoryChartData(number_format="0.0")  # type: ignore[no-untyped-call]
    data.categories = [_name(bars, row) for bars, row in rows]
    names = list(_names(rows, _keys(all_bars)))
    for at, name in enumerate(names):
        data.add_series(name, [_value(bars, row, at) for bars, row in rows])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *box, data)
    _dress(frame.chart, rows, len(names))
    if smaller:
        size = _letters(data.categories, frame.width.pt, frame.height.pt, legend=len(names) > 1)
        frame.chart.category_axis.tick_labels.font.size = Pt(size)
    return frame


def _letters(categories: Any, wide: float, high: float, *, legend: bool) -> int:  # noqa: ANN401
    """Return the points of the letters of names, so that no program leaves one out for another."""
    room = high - (_LEGEND if legend else 0.0)
    for size in range(int(LETTERS.pt), SMALLEST, -1):
        count = sum(lines(category.label, size, _NAMED * wide) for category in categories)
        if count * size * LEADING <= room:
            return size
    return SMALLEST


def is_range(row: Row) -> bool:
    """Tell whether a bar only leaves room before a range."""
    return [bool(segment.category) for segment in row.segments] == [False, True]


def _marked(row: Row) -> Row:
    """Return a range with its mark in it; any other bar as it is."""
    if row.mark is None or not is_range(row):
        return row
    room, band = row.segments
    before = max(row.mark - (room.length or 0.0), 0.0)
    after = max((band.length or 0.0) - before - THIN, 0.0)
    parts = replace(band, length=before), Segment(THIN, MARK), replace(band, length=after)
    return replace(row, segments=(room, *parts))


def _name(bars: Bars, row: Row) -> str:
    parts = (bars.heading, row.label, row.value)
    return " · ".join(part for part in parts if part) or "samen"


def _keys(all_bars: Sequence[Bars]) -> list[Key]:
    """Return what the colours mean; without a count when it is not that of every bar."""
    legends = [bars.legend for bars in all_bars if bars.legend]
    keys = list(legends[0] if legends else ())
    if len(set(legends)) < 2:
        return keys
    return [replace(key, name=key.name.rsplit(" ", 1)[0]) for key in keys]


def _names(rows: list[tuple[Bars, Row]], keys: Sequence[Key]) -> Iterator[str]:
    """Yield the name of every part of the bars: that of the legend with its colour."""
    most = max((row.segments for _, row in rows), key=len)
    for at, segment in enumerate(most):
        if _goes_on(most, at):
            # Not every program leaves an entry out of the legend: this is unseen.
            yield formats.NBSP
            continue
        fits = [key.name for key in keys if _same(key, segment)]
        yield fits[0] if fits else ("tot" if not segment.category else f"deel {at + 1}")


def _goes_on(segments: Sequence[Segment], at: int) -> bool:
    """Tell whether a part is the rest of a range, behind its mark."""
    return at > 0 and segments[at - 1].category == MARK


def _same(key: Key, segment: Segment) -> bool:
    """Tell whether an entry of the legend is about a part; that of the mark has no category."""
    if segment.category in (0, MARK):
        return segment.category == MARK and not key.category
    return (key.category, key.open_) == (segment.category, segment.open_)


def _value(bars: Bars, row: Row, at: int) -> float | None:
    length = row.segments[at].length if at < len(row.segments) else None
    return None if length is None else bars.full * length


def _dress(chart: Any, rows: list[tuple[Bars, Row]], count: int) -> None:  # noqa: ANN401
    """Give the chart its letters, legend, axes and colours."""
    chart.font.size = LETTERS
    chart.has_title = False
    chart.has_legend = count > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        most = max((row.segments for _, row in rows), key=len)
        unsaid = [at for at in range(count) if _is_room(rows, at) or _goes_on(most, at)]
        leave_out(chart.legend, unsaid)
    # A chart counts from below, a table from above.
    chart.category_axis.reverse_order = True
    _write_every_name(chart.category_axis)
    chart.category_axis.format.line.color.rgb = rgb(LIGHT.line)
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.value_axis.maximum_scale = max(bars.full for bars, _ in rows)
    chart.value_axis.visible = False
    plot = chart.plots[0]
    plot.overlap, plot.gap_width = OVERLAP, GAP_WIDTH
    for at, series in enumerate(plot.series):
        _paint(series, [row.segments[at] if at < len(row.segments) else None for _, row in rows])


def _is_room(rows: list[tuple[Bars, Row]], at: int) -> bool:
    """Tell whether a part of the bars only leaves room."""
    return not any(row.segments[at].category for _, row in rows if at < len(row.segments))


def leave_out(legend: Any, places: Sequence[int]) -> None:  # noqa: ANN401
    """Keep what only leaves room out of the legend."""
    position = legend._element.find(qn("c:legendPos"))
    for at in reversed(places):
        entry = position.makeelement(qn("c:legendEntry"), {})
        for name, value in (("c:idx", str(at)), ("c:delete", "1")):
            entry.append(entry.makeelement(qn(name), {"val": value}))
        position.addnext(entry)


def _write_every_name(axis: Any) -> None:  # noqa: ANN401
    """Keep a program from leaving names out where it thinks there are too many."""
    element = axis._element
    skip = element.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    element.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _paint(series: Any, segments: Sequence[Segment | None]) -> None:  # noqa: ANN401
    """Colour the parts of one kind, and write the numbers that stand inside them."""
    first = next(segment for segment in segments if segment is not None)
    # Of the series, so that the legend has the colour too.
    _fill(series.format.fill, first)
    if first.category == MARK:
        # As on the screen: dark between two white lines, to be seen in a dark bar.
        series.format.line.color.rgb, series.format.line.width = rgb(LIGHT.background), Pt(1.5)
    for at, segment in enumerate(segments):
        if segment is None:
            continue
        point = series.points[at]
        if (segment.category, segment.open_) != (first.category, first.open_):
            _fill(point.format.fill, segment)
        if segment.inside:
            text = point.data_label.text_frame
            # The legend says what the number is of.
            text.text = segment.inside.rsplit(" ", 1)[-1]
            font = text.paragraphs[0].runs[0].font
            font.size, font.bold = LETTERS, True
            on = LIGHT.on_categories[segment.category - 1]
            font.color.rgb = rgb(LIGHT.ink if segment.open_ else on)


def _fill(fill: Any, segment: Segment) -> None:  # noqa: ANN401
    if not segment.category:
        fill.background()
    elif segment.category == MARK:
        fill.solid()
        fill.fore_color.rgb = rgb(LIGHT.ink)
    elif segment.open_:
        fill.patterned()
        fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = rgb(LIGHT.line), rgb(LIGHT.background)
    else:
        fill.solid()
        fill.fore_color.rgb = rgb(LIGHT.categories[segment.category - 1])


def rgb(colour: str) -> RGBColor:
    """Return a colour of the palette as a slide knows it."""
    made: RGBColor = RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]
    return made
