"""The picture of a slide of PowerPoint: charts that can be edited, with what is said around them.

What has no such chart is a drawing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu

from perspectief.report.block.blocks import Picture
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.drawing.row_bars import Bars
from perspectief.report.words import formats
from perspectief.takeaway.picture.bars import draw_bars
from perspectief.takeaway.picture.letters import rich
from perspectief.takeaway.slide import theme
from perspectief.takeaway.slide.charts import add_chart, rgb
from perspectief.takeaway.slide.points import add_points, legend
from perspectief.takeaway.slide.series import can_be, scatter
from perspectief.takeaway.story import master
from perspectief.takeaway.story.layout import SMALLEST, Box
from perspectief.takeaway.story.picture import fit, named, png

_GAP, _INSET = 16, 12
_ROW, _LEGEND = 110, 110
"""Height that a row and a legend take at the most."""
_MARK = "Nagemaakt"
"""How the mark begins that says that numbers of steunpunten are invented."""


def is_native(picture: Picture | None) -> bool:
    """Tell whether a picture is a chart on a slide: bars are, and charts of points and lines."""
    if picture is None:
        return False
    if isinstance(picture.content, Markup):
        return bool(picture.bars)
    return can_be(picture.content.to_plotly_json())


def add_picture(shown: Any, picture: Picture, box: Box, *, whole: bool) -> Iterator[Any]:  # noqa: ANN401
    """Add a picture to a slide; yield the frames of its charts, or of the drawing.

    Parameters
    ----------
    shown : slide
    picture : Picture
    box : Box
    whole : bool
        Whether everything must be on it. Else it is what can be read across a room.
    """
    if isinstance(picture.content, Markup):
        bars = picture.bars if whole else fit(picture, box).bars
        yield from _bars(shown, bars, box, smaller=whole)
    elif is_native(picture):
        spec = picture.content.to_plotly_json()
        yield _points(shown, spec if whole else named(spec), box)
    else:
        fitted = fit(picture, box)
        where = box.left, box.top, round(fitted.wide * fitted.scale(box))
        image = io.BytesIO(png(fitted))
        yield shown.shapes.add_picture(image, *(Emu(pixels * master.PIXEL) for pixels in where))


def _points(shown: Any, spec: dict[str, Any], box: Box) -> Any:  # noqa: ANN401
    box = _marked(shown, _mark_of(spec), box)
    chart = scatter(spec)
    if chart.said:
        said = "\n".join(chart.said)
        high = _high(said, box.wide)
        write(shown, said, replace(box, top=box.top + box.high - high, high=high))
        box = replace(box, high=box.high - high)
    entries, up = legend(chart), chart.titles[1]
    if up and theme.lines(up, SMALLEST, box.high / 2) > 1:
        # Too long to stand along the axis, where it would run over the numbers.
        entries = (("↑", LIGHT.ink, up), *entries)
        chart = replace(chart, titles=(chart.titles[0], ""))
    return add_points(shown, chart, master.measure(_legend(shown, entries, box)))


def _legend(shown: Any, entries: Sequence[tuple[str, str, str]], box: Box) -> Box:  # noqa: ANN401
    """Write what signs and lines stand for above a chart; return the place that is left."""
    if not entries:
        return box
    said = "   ".join(f"{sign} {name}" for sign, _, name in entries)
    high = _high(said, box.wide)
    frame = write(shown, "", replace(box, high=high)).text_frame
    for at, (sign, colour, name) in enumerate(entries):
        for text, seen in ((f"{sign} ", colour), (name, LIGHT.ink)):
            run = frame.paragraphs[0].add_run()
            # A name stays on one line with its sign.
            run.text = text.replace(" ", formats.NBSP)
            run.font.color.rgb, run.font.size = rgb(seen), master.points(SMALLEST)
        if at < len(entries) - 1:
            frame.paragraphs[0].add_run().text = "   "
    return box.below(high)


def _mark_of(spec: dict[str, Any]) -> str:
    """Return the mark that stands in a chart; nothing when there is none."""
    notes = spec["layout"].get("annotations", ())
    own = (note for note in notes if note.get("xref") == note.get("yref") == "paper")
    said = (
        " ".join("".join(run.text for run in line) for line in rich(note["text"])) for note in own
    )
    return next((text for text in said if text.startswith(_MARK)), "")


def _bars(
    shown: Any,  # noqa: ANN401
    bars: tuple[Bars, ...],
    box: Box,
    *,
    smaller: bool,
) -> Iterator[Any]:
    """Add bars under each other: ranges in a chart of their own, as their colour means another."""
    box = _marked(shown, next((part.mark for part in bars if part.mark), ""), box)
    for note in [part.note for part in bars if part.note]:
        box = _line(shown, note, box)
    groups = _charts(bars)
    legends = {
        at: _ranges_legend(group[0]) for at, group in enumerate(groups) if _is_ranges(group[0])
    }
    highs = [draw_bars(group, box.wide).height for group in groups]
    room = box.high - sum(_high(entries, box.wide) + _GAP for entries in legends.values())
    for at, (group, high) in enumerate(zip(groups, highs, strict=True)):
        if at in legends:
            # Said above it; some programs put the name of the empty part in a legend.
            box = _line(shown, legends[at], box)
        part = min(round(room * high / sum(highs)), _most(group))
        where = master.measure(replace(box, high=part))
        frame = add_chart(shown, group, where, smaller=smaller)
        frame.chart.has_legend = frame.chart.has_legend and at not in legends
        yield frame
        box = box.below(part)


def _ranges_legend(bars: Bars) -> str:
    mark, band = bars.legend[0].name, bars.legend[-1].name
    return f"Balk: {band}. Streepje erin: {mark}."


def _most(bars: tuple[Bars, ...]) -> int:
    """Return how high a chart may become: a few rows are no towers."""
    return _ROW * sum(len(part.rows) for part in bars) + _LEGEND


def _charts(all_bars: tuple[Bars, ...]) -> list[tuple[Bars, ...]]:
    """Return bars by the chart they go in."""
    charts: list[tuple[Bars, ...]] = []
    for bars in all_bars:
        if charts and not (bars.legend and _is_ranges(bars) != _is_ranges(charts[-1][0])):
            charts[-1] = (*charts[-1], bars)
        else:
            charts.append((bars,))
    return charts


def _is_ranges(bars: Bars) -> bool:
    return bool(bars.legend) and bars.legend[0].category == 0


def _marked(shown: Any, mark: str, box: Box) -> Box:  # noqa: ANN401
    """Write the mark of invented numbers in a box of its own; return the place that is left."""
    if not mark:
        return box
    high = _high(mark, box.wide - 2 * _INSET) + _GAP // 2
    write(shown, mark, replace(box, high=high), boxed=True)
    return box.below(high + _GAP)


def _line(shown: Any, text: str, box: Box) -> Box:  # noqa: ANN401
    high = _high(text, box.wide) + _GAP
    write(shown, text, replace(box, high=high))
    return box.below(high)


def _high(text: str, wide: int) -> int:
    return round(theme.lines(text, SMALLEST, wide) * SMALLEST * theme.LEADING) + 4


def fill(shape: Any, text: str, box: Box) -> None:  # noqa: ANN401
    """Put a text in a shape, and the shape in its place."""
    master.place(shape, box)
    shape.text_frame.text = text
    shape.text_frame.word_wrap = True
    for paragraph in shape.text_frame.paragraphs:
        paragraph.font.size = master.points(box.size)


def write(shown: Any, said: str, box: Box, *, boxed: bool = False) -> Any:  # noqa: ANN401
    """Write a text in a place of its own; return its shape."""
    shape = shown.shapes.add_textbox(0, 0, 0, 0)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = Emu(_INSET * master.PIXEL if boxed else 0)
    frame.margin_top = frame.margin_bottom = 0
    fill(shape, said, replace(box, size=SMALLEST))
    for paragraph in frame.paragraphs:
        paragraph.font.bold = boxed
        paragraph.font.color.rgb = rgb(LIGHT.ink if boxed else LIGHT.muted)
    if boxed:
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        shape.line.color.rgb = rgb(LIGHT.categories[3])
        shape.line.width = master.points(6)
    return shape
