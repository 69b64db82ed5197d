"""A figure as a picture that stands alone: SVG with everything that must travel with it.

Above the drawing its title, its finding and, when the data are made up, that they are; below it of
whom it is, from which data, from which source and where it can be seen.
"""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Picture
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words import labels
from perspectief.report.words.markup import join, tag
from perspectief.takeaway.occasion import Occasion, origin
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.bars import draw_bars
from perspectief.takeaway.picture.described import draw_described
from perspectief.takeaway.picture.drawable import can_draw
from perspectief.takeaway.picture.ink import Drawn, Pen, Type
from perspectief.takeaway.picture.letters import FAMILY, Run, width, wrap
from perspectief.takeaway.picture.plot.drawing import draw_plot

WIDE, EDGE = 1040, 32
"""Width of a picture and of its edges, in pixels."""
INSIDE = WIDE - 2 * EDGE
TITLE, FINDING, SMALL = 26, 18, 13
"""Sizes of letters in pixels."""


def to_svg(block: Block, occasion: Occasion) -> bytes:
    """Return the figure as SVG: of one width, as high as it needs.

    Raises
    ------
    ValueError
        When the figure has no picture that can be drawn, or the picture something that cannot.
    """
    if block.picture is None or not can_draw(block):
        raise ValueError(f"`{block.key}`: there is no description to draw")
    parts, y = [], float(EDGE)
    for part in (_head(block), _drawing(block.picture, INSIDE), _foot(block, occasion)):
        parts.append(tag("g", part.markup, transform=f"translate({EDGE},{ink.px(y)})"))
        y += part.height + 18
    return _document(block, join(parts), y - 18 + EDGE).encode()


def alone(picture: Picture, wide: float) -> tuple[str, float]:
    """Return only the drawing as SVG, so many pixels wide, and its height; errors as `to_svg`."""
    drawn = _drawing(picture, wide)
    high = ink.px(drawn.height)
    inside = ink.hatch() + drawn.markup
    return tag(
        "svg",
        inside,
        xmlns="http://www.w3.org/2000/svg",
        width=ink.px(wide),
        height=high,
        viewBox=f"0 0 {ink.px(wide)} {high}",
        font_family=f"'{FAMILY}'",
    ), drawn.height


def _drawing(picture: Picture, wide: float) -> Drawn:
    """Return the picture itself: drawn HTML by what describes it, a chart by itself."""
    if isinstance(picture.content, Markup):
        return (
            draw_bars(picture.bars, wide)
            if picture.bars
            else draw_described(picture.described, wide)
        )
    return draw_plot(picture.content.to_plotly_json(), wide)


def _document(block: Block, inside: Markup, high: float) -> str:
    assert block.picture is not None
    named = tag("title", block.title, id="titel") + tag(
        "desc", block.picture.alt, id="beschrijving"
    )
    page = ink.box((0, 0), (WIDE, high), fill=LIGHT.background)
    return tag(
        "svg",
        named + ink.hatch() + page + inside,
        xmlns="http://www.w3.org/2000/svg",
        width=str(WIDE),
        height=ink.px(high),
        viewBox=f"0 0 {WIDE} {ink.px(high)}",
        role="img",
        aria_labelledby="titel beschrijving",
        font_family=f"'{FAMILY}', 'Source Sans Pro', sans-serif",
        lang="nl",
    )


def _head(block: Block) -> Drawn:
    """Return title, finding and mark under each other."""
    title = ink.texts((0, 0), wrap(block.title, TITLE, INSIDE, bold=True), Type(TITLE))
    at = title.height + 4
    finding = ink.texts((0, at), wrap(block.sentence, FINDING, INSIDE), Type(FINDING))
    at += finding.height
    parts = [title.markup, finding.markup]
    if block.provenance.kind == "synthetic":
        mark = _mark(at + 8)
        parts.append(mark.markup)
        at += 8 + mark.height
    return Drawn(join(parts), at)


def _mark(top: float) -> Drawn:
    """Return the box that says that the data are made up."""
    said, high = (Run(labels.SYNTHETIC_LONG, bold=True),), 28
    look = {**ink.fill(LIGHT.panel), **ink.stroke(Pen(LIGHT.line, 1))}
    box = ink.box((0, top), (width(said, SMALL) + 44, high), **look)
    sign = ink.box((8, top + 7), (18, 14), fill=f"url(#{ink.HATCH})", **ink.stroke(Pen(LIGHT.line)))
    return Drawn(box + sign + ink.text((34, top + high / 2), said, Type(SMALL)), high)


def _foot(block: Block, occasion: Occasion) -> Drawn:
    """Return where the numbers come from, under a line."""
    rule = ink.line((0, 0), (INSIDE, 0), Pen(LIGHT.line))
    lines = [line for text in origin(block, occasion) for line in wrap(text, SMALL, INSIDE)]
    said = ink.texts((0, 10), lines, Type(SMALL, LIGHT.muted))
    return Drawn(rule + said.markup, said.height + 10)
