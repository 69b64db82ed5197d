"""Slides as PDF: the same texts and drawings in the same places, tagged, one slide a page."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from perspectief.report.block import citation
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words import shell
from perspectief.report.words.story import OF
from perspectief.takeaway.document.typesetting import compiled
from perspectief.takeaway.story import layout
from perspectief.takeaway.story.deck import Deck, cover_lines, foot
from perspectief.takeaway.story.layout import (
    COVER_TITLE,
    COVER_TOLD,
    EDGE,
    HEAD,
    SMALLEST,
    WIDE,
    Box,
    Said,
)
from perspectief.takeaway.story.picture import can_draw, fit
from perspectief.takeaway.story.plain import plain
from perspectief.takeaway.story.telling import Slide

TEMPLATE = Path(__file__).with_name("slides.typ")


def to_pdf(deck: Deck, day: date) -> bytes:
    """Return slides as PDF, dated on a day; the same slides and day give the same bytes."""
    number = len(deck.slides) + 1
    lines = (deck.lead, *cover_lines(deck))
    data = {
        "title": deck.title,
        "author": citation.TITLE,
        "subject": lines[-1],
        "colours": {"ink": LIGHT.ink, "muted": LIGHT.muted, "mark": LIGHT.categories[3]},
        "cover": {"title": asdict(COVER_TITLE), "told": asdict(COVER_TOLD), "lines": lines},
        "slides": [
            _slide(deck, slide, f"{at} {OF} {number}") for at, slide in enumerate(deck.slides, 2)
        ],
    }
    return compiled(TEMPLATE, data, day)


def _slide(deck: Deck, slide: Slide, count: str) -> dict[str, object]:
    picture = plain(slide.page, slide.block) if slide.block else None
    said = Said(slide.question, slide.answer, foot(deck, slide))
    place = layout.layout(said, picture=can_draw(picture), beside=slide.beside)
    shown: dict[str, object] = {
        "page": slide.title_of_page,
        "link": slide.link,
        "mark": shell.BADGES[slide.block.provenance.kind] if slide.block else "",
        "count": count,
        "head": asdict(Box(EDGE, HEAD[0], WIDE - 2 * EDGE, HEAD[1], SMALLEST)),
        "question": said.question,
        "title": asdict(place.title),
        "said": said.answer,
        "answer": asdict(place.answer),
        "origin": said.foot,
        "foot": asdict(place.foot),
        "svg": "",
    }
    if picture is not None and place.picture is not None:
        box = place.picture
        fitted = fit(picture, box)
        fits = fitted.wide * fitted.scale(box)
        drawn = {"svg": str(fitted.svg()), "alt": picture.alt, "fits": fits}
        shown |= {"picture": asdict(box), **drawn}
    return shown
