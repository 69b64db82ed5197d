"""Slides as a PowerPoint file: the same texts in the same places, with charts that can be edited.

What a speaker needs stands in the notes. One figure alone is a slide too, with all that is in it.
"""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import date, datetime, time
from typing import Any

from pptx.oxml.ns import qn

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block, Picture
from perspectief.report.words import shell
from perspectief.takeaway.occasion import Occasion, origin
from perspectief.takeaway.slide import theme
from perspectief.takeaway.slide.packing import same_bytes
from perspectief.takeaway.story import layout, master
from perspectief.takeaway.story.deck import Deck, cover_lines, foot, notes
from perspectief.takeaway.story.layout import COVER_TITLE, COVER_TOLD, EDGE, HEAD, WIDE, Box, Said
from perspectief.takeaway.story.picture import can_draw
from perspectief.takeaway.story.plain import plain
from perspectief.takeaway.story.pptx_picture import add_picture, fill, is_native, write
from perspectief.takeaway.story.pptx_table import add_table
from perspectief.takeaway.story.telling import Slide


def to_pptx(deck: Deck, day: date) -> bytes:
    """Return slides as a PowerPoint file; the same slides and day give the same bytes."""
    made = master.presentation()
    _describe(made.core_properties, deck.title, cover_lines(deck)[-1], day)
    cover = made.slides.add_slide(made.slide_layouts[master.COVER])
    fill(cover.shapes.title, deck.title, COVER_TITLE)
    fill(cover.placeholders[1], "\n".join((deck.lead, *cover_lines(deck))), COVER_TOLD)
    for slide in deck.slides:
        picture = plain(slide.page, slide.block) if slide.block else None
        shown = picture if can_draw(picture) else None
        _add(made, slide, foot(deck, slide), shown)
    return _saved(made, day)


def figure_to_pptx(block: Block, occasion: Occasion) -> bytes:
    """Return a figure as a presentation of one slide, with a chart that can be edited.

    What has none is bars of its own table where there are such, or else that table.
    """
    made = master.presentation()
    _describe(made.core_properties, block.title, block.table.caption, occasion.day)
    drawn = (block.picture, plain(occasion.page, block))
    picture = next((picture for picture in drawn if is_native(picture)), None)
    said = "\n".join((*citation.warnings(block.provenance), *origin(block, occasion)))
    slide = Slide(
        page=occasion.page,
        question=block.title,
        answer=block.sentence,
        link=occasion.link,
        block=block,
    )
    _add(made, slide, said, picture, alone=True)
    return _saved(made, occasion.day)


def _saved(made: Any, day: date) -> bytes:  # noqa: ANN401
    out = io.BytesIO()
    made.save(out)
    return same_bytes(out.getvalue(), day)


def _describe(properties: Any, title: str, subject: str, day: date) -> None:  # noqa: ANN401
    properties.title, properties.author = title, citation.TITLE
    properties.subject, properties.language = subject, "nl-NL"
    properties.created = properties.modified = datetime.combine(day, time())
    properties.last_modified_by = citation.TITLE


def _add(
    made: Any,  # noqa: ANN401
    slide: Slide,
    said_foot: str,
    picture: Picture | None,
    *,
    alone: bool = False,
) -> None:
    """Add a slide; `alone` it has everything of its figure, or its table without a picture."""
    shown = made.slides.add_slide(made.slide_layouts[master.QUESTION])
    said = Said(slide.question, slide.answer, said_foot, theme.FILLED)
    tabled = alone and picture is None and slide.block is not None
    beside = slide.beside and not tabled
    place = layout.layout(said, picture=tabled or picture is not None, beside=beside)
    fill(shown.shapes.title, slide.question, place.title)
    fill(shown.placeholders[1], slide.answer, place.answer)
    _foot(shown, said.foot, place.foot)
    _head(shown, slide)
    if place.picture is not None and picture is not None:
        for frame in add_picture(shown, picture, place.picture, whole=alone):
            _name(frame, slide, picture.alt)
    elif place.picture is not None and slide.block is not None:
        table = slide.block.table
        _name(add_table(shown, table, place.picture), slide, table.caption)
    lines = [f"{name}\n{text}" for name, text in notes(slide) if text]
    shown.notes_slide.notes_text_frame.text = "\n\n".join(lines)


def _name(frame: Any, slide: Slide, alt: str) -> None:  # noqa: ANN401
    frame.name = slide.anchor
    frame._element.xpath(".//p:cNvPr")[0].set("descr", alt)


def _foot(shown: Any, text: str, box: Box) -> None:  # noqa: ANN401
    """Fill the foot and the number, which python-pptx leaves to whoever makes a slide."""
    for kind in ("ftr", "sldNum"):
        path = f".//{qn('p:ph')}[@type='{kind}']"
        for placeholder in shown.slide_layout.placeholders:
            if placeholder.element.find(path) is not None:
                shown.shapes._spTree.append(deepcopy(placeholder.element))
    for shape in shown.placeholders:
        if shape.element.find(f".//{qn('p:ph')}[@type='ftr']") is not None:
            fill(shape, text, box)


def _head(shown: Any, slide: Slide) -> None:  # noqa: ANN401
    mark = shell.BADGES[slide.block.provenance.kind] if slide.block else ""
    said = " · ".join(part for part in (slide.title_of_page, mark) if part)
    top, high = HEAD
    write(shown, said, Box(EDGE, top, WIDE - 2 * EDGE - 320, high))
