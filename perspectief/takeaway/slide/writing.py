"""Writes a figure as one slide: title, finding, native chart, origin, and notes for who speaks."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches, Pt

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words import labels
from perspectief.takeaway.occasion import Occasion, origin
from perspectief.takeaway.slide.charts import add_chart, rgb
from perspectief.takeaway.slide.packing import same_bytes

WIDE, HIGH, EDGE = Inches(13.333), Inches(7.5), Inches(0.6)
TITLE, FINDING, SMALL = Pt(30), Pt(18), Pt(14)
TITLE_ONLY = 5
"""The layout of the standard template with a title and nothing else."""


def has_native_chart(block: Block) -> bool:
    """Tell whether a figure can become a slide: bars can, other charts not yet."""
    return block.picture is not None and bool(block.picture.bars)


def to_pptx(block: Block, occasion: Occasion) -> bytes:
    """Return the figure as a presentation of one slide.

    Raises
    ------
    ValueError
        When it has no native chart.
    """
    if block.picture is None or not has_native_chart(block):
        raise ValueError(f"`{block.key}`: there is no native chart of it")
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = WIDE, HIGH
    _describe(presentation.core_properties, block, occasion)
    slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
    _title(slide, block.title)
    _text(slide, block.sentence, (Inches(1.15), Inches(0.95)), FINDING)
    top = Inches(2.1)
    if block.provenance.kind == "synthetic":
        marks = [bars.mark for bars in block.picture.bars if bars.mark]
        said = " ".join([*(f"{one}." for one in marks[:1]), labels.SYNTHETIC_LONG])
        _text(slide, said, (top, Inches(0.35)), SMALL, bold=True, boxed=True)
        top = Inches(2.55)
    foot = Inches(5.8)
    box = (EDGE, top, Emu(WIDE - 2 * EDGE), Emu(foot - top))
    chart = add_chart(slide, block.picture.bars, box)
    chart.name = block.key
    chart.element.nvGraphicFramePr.cNvPr.set("descr", block.picture.alt)
    _text(slide, "\n".join(origin(block, occasion)), (foot, Inches(1.6)), SMALL, muted=True)
    slide.notes_slide.notes_text_frame.text = _notes(block, occasion)
    out = io.BytesIO()
    presentation.save(out)
    return same_bytes(out.getvalue(), occasion.day)


def _describe(properties: Any, block: Block, occasion: Occasion) -> None:  # noqa: ANN401
    day = datetime.combine(occasion.day, time())
    properties.title, properties.author = block.title, citation.TITLE
    properties.subject, properties.language = block.table.caption, "nl-NL"
    properties.created = properties.modified = day
    properties.last_modified_by = citation.TITLE


def _title(slide: Any, text: str) -> None:  # noqa: ANN401
    title = slide.shapes.title
    title.left, title.top = EDGE, Inches(0.35)
    title.width, title.height = Emu(WIDE - 2 * EDGE), Inches(0.8)
    title.text_frame.text = text
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _set(title.text_frame, TITLE, bold=True)


def _text(  # noqa: PLR0913 - a place and four looks
    slide: Any,  # noqa: ANN401
    said: str,
    place: tuple[int, int],
    size: int,
    *,
    bold: bool = False,
    muted: bool = False,
    boxed: bool = False,
) -> None:
    """Write text over the width of the slide; `place` is its top and height."""
    top, high = place
    box = slide.shapes.add_textbox(EDGE, top, Emu(WIDE - 2 * EDGE), high)
    box.text_frame.word_wrap = True
    box.text_frame.text = said
    _set(box.text_frame, size, bold=bold, muted=muted)
    if boxed:
        box.line.color.rgb = rgb(LIGHT.categories[3])
        box.line.width = Pt(2)


def _set(frame: Any, size: int, *, bold: bool = False, muted: bool = False) -> None:  # noqa: ANN401
    colour = LIGHT.muted if muted else LIGHT.ink
    for paragraph in frame.paragraphs:
        paragraph.alignment = 1
        for run in paragraph.runs:
            run.font.size, run.font.bold = size, bold
            run.font.color.rgb = rgb(colour)


def _notes(block: Block, occasion: Occasion) -> str:
    """Return what stands with the slide for who speaks: how to read it, what it counts, to cite."""
    strip = block.strip.text if block.strip else ""
    parts = (block.reading, block.definition.what, strip, citation.citation(block, occasion.link))
    return "\n\n".join(part for part in parts if part)
