"""Slides as a PowerPoint file: the same texts in the same places, with charts that can be edited.

What has no native chart is a picture. What a speaker needs stands in the notes.
"""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu

from perspectief.report.block import citation
from perspectief.report.block.blocks import Picture
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.drawing.row_bars import Bars
from perspectief.report.words import shell
from perspectief.takeaway.picture.bars import draw
from perspectief.takeaway.slide.charts import add_chart, rgb
from perspectief.takeaway.slide.packing import same_bytes
from perspectief.takeaway.story import layout as places, master, picture as pictures
from perspectief.takeaway.story.deck import Deck, cover_lines, foot, notes
from perspectief.takeaway.story.layout import ANSWERS, EDGE, HEAD, WIDE, Box, Said
from perspectief.takeaway.story.plain import plain
from perspectief.takeaway.story.telling import Slide

COVER_TITLE = 96
_MARK_HIGH, _SIGN = 48, 17
"""Height of a line of text beside a chart, and about the width of one of its letters."""
_ROW, _LEGEND = 110, 110
"""Height that a row and a legend take at the most."""


def to_pptx(deck: Deck, day: date) -> bytes:
    """Return slides as a PowerPoint file; the same slides and day give the same bytes."""
    made = master.presentation()
    _describe(made.core_properties, deck, day)
    cover = made.slides.add_slide(made.slide_layouts[master.COVER])
    inner = WIDE - 2 * EDGE
    _fill(cover.shapes.title, deck.title, Box(EDGE, 300, inner, 130, COVER_TITLE))
    told = "\n".join((deck.lead, *cover_lines(deck)))
    _fill(cover.placeholders[1], told, Box(EDGE, 470, inner, 400, ANSWERS[0]))
    for at, slide in enumerate(deck.slides, start=2):
        _add(made, deck, slide, at)
    out = io.BytesIO()
    made.save(out)
    return same_bytes(out.getvalue(), day)


def _describe(properties: Any, deck: Deck, day: date) -> None:  # noqa: ANN401
    properties.title, properties.author = deck.title, citation.TITLE
    properties.subject, properties.language = cover_lines(deck)[-1], "nl-NL"
    properties.created = properties.modified = datetime.combine(day, time())
    properties.last_modified_by = citation.TITLE


def _add(made: Any, deck: Deck, slide: Slide, at: int) -> None:  # noqa: ANN401
    shown = made.slides.add_slide(made.slide_layouts[master.QUESTION])
    picture = plain(slide.page, slide.block) if slide.block else None
    drawable = pictures.can_draw(picture)
    said = Said(slide.question, slide.answer, foot(deck, slide), master.FILLED)
    place = places.layout(said, picture=drawable, beside=slide.beside)
    _fill(shown.shapes.title, slide.question, place.title)
    _fill(shown.placeholders[1], slide.answer, place.answer)
    _foot(shown, said.foot, place.foot)
    _head(shown, slide)
    if picture is not None and place.picture is not None:
        _picture(shown, slide, picture, place.picture)
    lines = [f"{name}\n{text}" for name, text in notes(slide) if text]
    shown.notes_slide.notes_text_frame.text = "\n\n".join(lines)


def _fill(shape: Any, text: str, box: Box) -> None:  # noqa: ANN401
    master.place(shape, box)
    shape.text_frame.text = text
    shape.text_frame.word_wrap = True
    for paragraph in shape.text_frame.paragraphs:
        paragraph.font.size = master.points(box.size)


def _foot(shown: Any, text: str, box: Box) -> None:  # noqa: ANN401
    """Fill the foot and the number, which python-pptx leaves to whoever makes a slide."""
    for kind in ("ftr", "sldNum"):
        path = f".//{qn('p:ph')}[@type='{kind}']"
        for one in shown.slide_layout.placeholders:
            if one.element.find(path) is not None:
                shown.shapes._spTree.append(deepcopy(one.element))
    for shape in shown.placeholders:
        if shape.element.find(f".//{qn('p:ph')}[@type='ftr']") is not None:
            _fill(shape, text, box)


def _head(shown: Any, slide: Slide) -> None:  # noqa: ANN401
    mark = shell.BADGES[slide.block.provenance.kind] if slide.block else ""
    said = " · ".join(one for one in (slide.title_of_page, mark) if one)
    top, high = HEAD
    _text(shown, said, Box(EDGE, top, WIDE - 2 * EDGE - 320, high))


def _text(shown: Any, said: str, box: Box, *, boxed: bool = False) -> None:  # noqa: ANN401
    shape = shown.shapes.add_textbox(0, 0, 0, 0)
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = Emu(12 * master.PIXEL if boxed else 0)
    frame.margin_top = frame.margin_bottom = 0
    _fill(shape, said, box)
    font = frame.paragraphs[0].font
    font.bold, font.color.rgb = boxed, rgb(LIGHT.ink if boxed else LIGHT.muted)
    if boxed:
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        shape.line.color.rgb = rgb(LIGHT.categories[3])
        shape.line.width = master.points(6)


def _picture(shown: Any, slide: Slide, picture: Picture, box: Box) -> None:  # noqa: ANN401
    fitted = pictures.fit(picture, box)
    if not fitted.bars:
        # As wide or as high as its place, whichever comes first.
        scale = min(box.wide / fitted.wide, box.high / fitted.drawn.height)
        wide = Emu(round(fitted.wide * scale) * master.PIXEL)
        where = Emu(box.left * master.PIXEL), Emu(box.top * master.PIXEL), wide
        image = shown.shapes.add_picture(io.BytesIO(pictures.png(fitted)), *where)
        _name(image, image._element.nvPicPr.cNvPr, slide, picture.alt)
        return
    top = _marks(shown, fitted.bars, box)
    groups = _charts(fitted.bars)
    highs = [draw(group, fitted.wide).height for group in groups]
    room = box.top + box.high - top - _MARK_HIGH * sum(_is_ranges(one[0]) for one in groups)
    for group, high in zip(groups, highs, strict=True):
        if _is_ranges(group[0]):
            # Its one colour is said above it; some programs put the name of the empty part here.
            said = f"Balk: {group[0].legend[-1].name}"
            top = _line(shown, said, Box(box.left, top, box.wide, _MARK_HIGH))
        part = min(round(room * high / sum(highs)), _most(group))
        left, wide = Emu(box.left * master.PIXEL), Emu(box.wide * master.PIXEL)
        measure = left, Emu(top * master.PIXEL), wide, Emu(part * master.PIXEL)
        frame = add_chart(shown, group, measure)
        frame.chart.has_legend = frame.chart.has_legend and not _is_ranges(group[0])
        _name(frame, frame._element.nvGraphicFramePr.cNvPr, slide, picture.alt)
        top += part


def _most(bars: tuple[Bars, ...]) -> int:
    """Return how high a chart may become: a few rows are no towers."""
    return _ROW * sum(len(one.rows) for one in bars) + _LEGEND


def _name(shape: Any, properties: Any, slide: Slide, alt: str) -> None:  # noqa: ANN401
    shape.name = slide.anchor
    properties.set("descr", alt)


def _charts(all_bars: tuple[Bars, ...]) -> list[tuple[Bars, ...]]:
    """Return bars by the chart they go in: ranges have their own, as their colour means another."""
    charts: list[tuple[Bars, ...]] = []
    for bars in all_bars:
        if charts and not (bars.legend and _is_ranges(bars) != _is_ranges(charts[-1][0])):
            charts[-1] = (*charts[-1], bars)
        else:
            charts.append((bars,))
    return charts


def _is_ranges(bars: Bars) -> bool:
    return bool(bars.legend) and bars.legend[0].category == 0


def _marks(shown: Any, bars: tuple[Bars, ...], box: Box) -> int:  # noqa: ANN401
    """Write mark and notes of bars above their chart; return where that may begin."""
    top = box.top
    for mark in [one.mark for one in bars if one.mark][:1]:
        wide = min(box.wide, _SIGN * len(mark) + 24)
        _text(shown, mark, Box(box.left, top, wide, _MARK_HIGH), boxed=True)
        top += _MARK_HIGH + 16
    for note in [one.note for one in bars if one.note]:
        top = _line(shown, note, Box(box.left, top, box.wide, _MARK_HIGH))
    return top


def _line(shown: Any, text: str, box: Box) -> int:  # noqa: ANN401
    _text(shown, text, box)
    return box.top + box.high
