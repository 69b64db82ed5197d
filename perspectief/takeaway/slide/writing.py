"""Writes a figure as one slide: title, finding, native chart, origin, and notes for who speaks."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

from markupsafe import Markup
from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches, Length, Pt

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block, Picture
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words import labels
from perspectief.takeaway.occasion import Occasion, origin
from perspectief.takeaway.picture.letters import rich
from perspectief.takeaway.slide.charts import add_chart, rgb
from perspectief.takeaway.slide.packing import same_bytes
from perspectief.takeaway.slide.points import add_points
from perspectief.takeaway.slide.series import has_native_chart, scatter

WIDE, HIGH, EDGE = Inches(13.333), Inches(7.5), Inches(0.6)
TITLE, FINDING, SMALL = Pt(30), Pt(18), Pt(14)
LONG = 200
"""Characters of a finding that is set smaller."""
TITLE_ONLY = 5
"""The layout of the standard template with a title and nothing else."""


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
    finding = FINDING if len(block.sentence) < LONG else SMALL
    _text(slide, block.sentence, (Inches(1.0), Inches(0.95)), finding)
    top = Inches(1.95)
    if block.provenance.kind == "synthetic":
        said = " ".join([*_marks(block.picture), labels.SYNTHETIC_LONG])
        _text(slide, said, (top, Inches(0.35)), SMALL, bold=True, boxed=True)
        top = Inches(2.4)
    foot = Inches(6.0)
    chart = _chart(slide, block.picture, (top, foot))
    chart.name = block.key
    chart.element.nvGraphicFramePr.cNvPr.set("descr", block.picture.alt)
    _text(slide, "\n".join(origin(block, occasion)), (foot, Inches(1.4)), SMALL, muted=True)
    slide.notes_slide.notes_text_frame.text = _notes(block, occasion)
    out = io.BytesIO()
    presentation.save(out)
    return same_bytes(out.getvalue(), occasion.day)


def _marks(picture: Picture) -> list[str]:
    """Return the mark that stands in a picture, as a sentence."""
    found = [bars.mark for bars in picture.bars if bars.mark]
    if not isinstance(picture.content, Markup):
        notes = picture.content.layout.annotations
        said = (
            " ".join("".join(run.text for run in line) for line in rich(one.text))
            for one in notes
            if one.xref == one.yref == "paper"
        )
        found = [one for one in said if one.startswith("Nagemaakt")]
    return [f"{one}." for one in found[:1]]


def _chart(slide: Any, picture: Picture, ends: tuple[Length, Length]) -> Any:  # noqa: ANN401
    """Add the chart between two heights, with what its numbers and signs stand for; return it."""
    top, foot = ends
    if isinstance(picture.content, Markup):
        return add_chart(slide, picture.bars, (EDGE, top, Emu(WIDE - 2 * EDGE), Emu(foot - top)))
    shown = scatter(picture.content.to_plotly_json())
    if shown.said:
        foot = Emu(foot - Inches(0.25 * len(shown.said) + 0.15))
        _text(slide, "\n".join(shown.said), (foot, Inches(0.3)), SMALL)
    return add_points(slide, shown, (EDGE, top, Emu(WIDE - 2 * EDGE), Emu(foot - top)))


def _describe(properties: Any, block: Block, occasion: Occasion) -> None:  # noqa: ANN401
    day = datetime.combine(occasion.day, time())
    properties.title, properties.author = block.title, citation.TITLE
    properties.subject, properties.language = block.table.caption, "nl-NL"
    properties.created = properties.modified = day
    properties.last_modified_by = citation.TITLE


def _title(slide: Any, text: str) -> None:  # noqa: ANN401
    title = slide.shapes.title
    title.left, title.top = EDGE, Inches(0.25)
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
