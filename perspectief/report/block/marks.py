"""The mark that a figure about chosen steunpunten cannot be seen without, when data are made up.

A choice of steunpunten in the filters makes every figure one about them, on any page. `marked`
puts the mark above the picture and into the sentence, which a reader quotes; and it says of
published figures that they are, as what the reader chose does not change them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Picture
from perspectief.report.drawing import states
from perspectief.report.words import formats, labels
from perspectief_core.disclosure.protecting import Provenance

TYPOLOGIES = ("werkwijze_6", "werkwijze_4", "werkwijze_2")
HEIGHT = 70
"""Pixels that the mark takes above a chart."""


def build_marked(build: Callable[..., Block], *parts: object, **options: object) -> Block:
    """Return the block that `build` makes of its parts, with the mark it needs."""
    return marked(build(*parts, **options))


def marked(block: Block) -> Block:
    """Return a block just made with the mark of what it was made from; often the block itself.

    A chart in it is changed.
    """
    sentence = marked_sentence(block.sentence, block.provenance)
    text = mark(block.provenance)
    if not text:
        return block if sentence == block.sentence else replace(block, sentence=sentence)
    picture = block.picture and _marked(block.picture, text)
    return replace(block, sentence=sentence, picture=picture)


def marked_sentence(said: str, provenance: Provenance) -> str:
    """Return what is said of a result with the mark that it needs, once; most need none."""
    if provenance.kind == "published" and "gepubliceerd" not in said.lower():
        return f"Gepubliceerd: {said}"
    if mark(provenance) and "nagemaakt" not in said.lower():
        return f"Nagemaakt: {said}"
    return said


def mark(provenance: Provenance) -> str:
    """Return the mark for a result about some steunpunten only; empty when it needs none.

    Whoever keeps the steunpunten of a type of working method chooses steunpunten too.
    """
    if provenance.kind != "synthetic":
        return ""
    chosen = provenance.selection.steunpunt
    if chosen:
        return states.invented(formats.listing([labels.steunpunt(code) for code in chosen]))
    if any(getattr(provenance.selection, code) for code in TYPOLOGIES):
        return states.invented()
    return ""


def _marked(picture: Picture, text: str) -> Picture:
    if isinstance(picture.content, Markup):
        content = states.mark_html(text) + picture.content
        bars = tuple(replace(bar, mark=text) for bar in picture.bars[:1]) + picture.bars[1:]
        first, rest = picture.described[:1], picture.described[1:]
        described = tuple(replace(description, mark=text) for description in first) + rest
        return replace(picture, content=content, bars=bars, described=described)
    # The chart was made for this block just now; checking a copy of it takes as long as making it.
    figure = picture.content
    top = figure.layout.margin.t or 0
    states.mark_figure(figure, text, top)
    figure.layout.margin.t = top + HEIGHT
    figure.layout.height = (figure.layout.height or 450) + HEIGHT
    return picture
