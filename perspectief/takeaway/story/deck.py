"""Slides as HTML: the same in a file of its own and within the dashboard.

Every slide is there at once; the script shows one at a time. Without the script, and on paper, they
stand under each other.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from markupsafe import Markup

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block
from perspectief.report.block.tables import Cell, Link, Table, to_html
from perspectief.report.drawing import theme
from perspectief.report.drawing.palette import LIGHT, NIGHT
from perspectief.report.words import criteria, formats, shell
from perspectief.report.words.markup import definitions, join, tag
from perspectief.report.words.story import (
    AVOID,
    BUTTONS,
    CITE,
    COUNTED,
    DECK,
    HINT,
    LINK,
    NUMBER,
    OF,
    READING,
    SELECTION,
    STRIP,
    TABLE,
)
from perspectief.takeaway.story import layout
from perspectief.takeaway.story.layout import Box, Layout, Said
from perspectief.takeaway.story.picture import Fitted, can_draw, fit
from perspectief.takeaway.story.plain import plain
from perspectief.takeaway.story.telling import Slide
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import Provenance

_MOST_ROWS = 40
"""Rows of a table among the notes; the page has all."""
_EVEN = "var(--pf-on-c2)"
_VARIABLE = {
    LIGHT.background: "var(--pf-paper)",
    theme.PAPER: "var(--pf-paper)",
    LIGHT.panel: "var(--pf-panel)",
    LIGHT.ink: "var(--pf-ink)",
    LIGHT.muted: "var(--pf-muted)",
    LIGHT.line: "var(--pf-line)",
    theme.FAINT: "var(--pf-rule)",
    NIGHT: _EVEN,
    **{colour: f"var(--pf-c{at})" for at, colour in enumerate(LIGHT.categories, start=1)},
}
"""Every colour that a drawing is made with, as one that follows the theme."""
_COLOUR = re.compile(r"#[0-9a-f]{6}|rgb\((\d+),(\d+),(\d+)\)")
_NAMED = re.compile(r"(\bid='|url\(#)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """Slides with a title, of which data and of whom.

    Parameters
    ----------
    title, lead : str
        What stands on the cover.
    about : Provenance
    slides : sequence of Slide
    notice : str
        What every slide must say besides, such as that it is confidential.
    back : tuple of str, optional
        A link to where they came from, if anywhere: its text and address.
    inline : bool
        Whether drawings may stand in the page as SVG.
    """

    title: str
    lead: str
    about: Provenance
    slides: Sequence[Slide]
    notice: str = ""
    back: tuple[str, str] | None = None
    inline: bool = True


def deck_html(deck: Deck) -> Markup:
    """Return the slides with their bar of buttons."""
    number = len(deck.slides) + 1
    first = _cover(deck)
    rest = (_slide(deck, slide, at, number) for at, slide in enumerate(deck.slides, start=2))
    return tag(
        "section",
        join((first, *rest)),
        _bar(deck, number),
        tag("p", "", class_="dia-said", aria_live="polite"),
        class_="pf-deck",
        aria_label=DECK,
        tabindex="-1",
    )


def colours(drawing: str) -> str:
    """Return a drawing with the colours of the light theme as colours of the reader's theme."""
    return _COLOUR.sub(_variable, drawing)


def _variable(match: re.Match[str]) -> str:
    parts = [int(channel) for channel in match.groups() if channel]
    return _VARIABLE.get(f"#{bytes(parts).hex()}" if parts else match[0], match[0])


def _cover(deck: Deck) -> Markup:
    inside = (
        tag("h1", deck.title, class_="dia-question"),
        tag("p", deck.lead, class_="dia-answer"),
        *(tag("p", line) for line in cover_lines(deck)),
        tag("p", HINT, class_="dia-hint"),
    )
    return tag(
        "article", tag("div", *inside, class_="dia-cover"), **_named(deck.title, "voorblad", 1)
    )


def cover_lines(deck: Deck) -> tuple[str, ...]:
    """Return what the first slide says of the data: whether they are real, of whom, which."""
    chosen = f"{SELECTION}: {criteria.selection_line(deck.about.selection)}"
    mark = citation.warnings(deck.about)
    notice = (deck.notice,) if deck.notice else ()
    return (*mark, *notice, chosen, f"{citation.TITLE}: {citation.data_line(deck.about)}")


def _named(question: str, anchor: str, at: int) -> dict[str, str]:
    return {"class_": "dia-slide", "id": f"dia-{anchor}", "aria_label": f"{at}. {question}"}


def _slide(deck: Deck, slide: Slide, at: int, number: int) -> Markup:
    picture = plain(slide.page, slide.block) if slide.block else None
    drawable = picture is not None and can_draw(picture)
    said = Said(slide.question, slide.answer, foot(deck, slide))
    place = layout.layout(said, picture=drawable, beside=slide.beside)
    parts = [_head(slide, at, number), *_texts(slide, place)]
    if picture is not None and place.picture is not None:
        fitted = fit(picture, place.picture)
        parts.append(_drawn(deck, fitted, (place.picture, picture.alt, at)))
    parts.append(tag("p", said.foot, class_="dia-foot", style=_at(place.foot)))
    parts.append(_notes(slide))
    return tag("article", join(parts), **_named(slide.question, slide.anchor, at))


def _head(slide: Slide, at: int, number: int) -> Markup:
    kind = slide.block.provenance.kind if slide.block else ""
    mark = shell.BADGES.get(kind, "")
    return tag(
        "div",
        tag("span", slide.title_of_page, class_="dia-kicker"),
        tag("span", mark, class_=f"dia-mark dia-{kind}") if mark else "",
        tag("span", f"{at} {OF} {number}", class_="dia-count"),
        class_="dia-head",
    )


def _texts(slide: Slide, place: Layout) -> Iterator[Markup]:
    # One slide is all there is at a time, so its question is the heading of the page.
    yield tag("h1", slide.question, class_="dia-question", style=_at(place.title))
    yield tag("p", slide.answer, class_="dia-answer", style=_at(place.answer))


def _drawn(deck: Deck, fitted: Fitted, where: tuple[Box, str, int]) -> Markup:
    """Return the drawing in its place; its names are its own among those of other slides."""
    box, alt, at = where
    drawing = Markup(_NAMED.sub(rf"\g<1>d{at}-", colours(str(fitted.svg()))))
    given = {"class_": "dia-picture", "role": "img", "aria_label": alt, "style": _at(box)}
    if deck.inline:
        return tag("div", drawing, **given)
    # Streamlit lets no SVG through; the script of the slides puts it in from here.
    return tag("div", data_svg=base64.b64encode(drawing.encode()).decode(), **given)


def _at(box: Box) -> str:
    return f"--x:{box.left};--y:{box.top};--w:{box.wide};--h:{box.high};--s:{box.size}"


def foot(deck: Deck, slide: Slide) -> str:
    """Return of whom and from which data a slide is: what it must say wherever it is shown."""
    return " · ".join(part for part in (deck.notice, *_origin(slide, deck.about.selection)) if part)


def _origin(slide: Slide, selection: Selection) -> tuple[str, ...]:
    chosen = f"{SELECTION}: {criteria.selection_line(selection)}"
    if slide.block is None:
        return (chosen,)
    source = slide.block.provenance
    who = formats.capital(slide.block.definition.denominator.rstrip("."))
    data = citation.data_line(source)
    return (who, chosen, data) if source.kind != "published" else (who, data)


def notes(slide: Slide) -> tuple[tuple[str, str], ...]:
    """Return what a speaker has at hand, as pairs of a heading and a text."""
    block = slide.block
    if block is None:
        return ((AVOID, slide.avoid),)
    return (
        (READING, block.reading),
        (AVOID, slide.avoid),
        (COUNTED, block.definition.what),
        (STRIP, block.strip.text if block.strip else ""),
        (CITE, citation.citation(block, slide.link)),
    )


def _notes(slide: Slide) -> Markup:
    parts = [definitions(notes(slide))]
    if slide.block is not None:
        shown = tag("summary", TABLE)
        parts.append(
            tag("details", shown, to_html(_short(slide.block, slide.link)), class_="dia-numbers")
        )
    parts.append(tag("p", tag("a", LINK, href=slide.link)))
    return tag("aside", join(parts), class_="dia-notes", aria_label=BUTTONS["notes"])


def _short(block: Block, link: str) -> Table:
    """Return the table of a block with whole addresses, and no more rows than one looks at."""
    table, note = block.table, block.table.note
    if len(table.rows) > _MOST_ROWS:
        note = f"De eerste {_MOST_ROWS} van {formats.count(len(table.rows))} rijen."
    shown = table.readable[:_MOST_ROWS]
    rows = tuple(tuple(_whole(cell, link) for cell in row) for row in shown)
    return replace(table, rows=rows, note=note, total=table.ends_in_total(rows), kept=())


def _whole(cell: Cell, link: str) -> Cell:
    return replace(cell, address=urljoin(link, cell.address)) if isinstance(cell, Link) else cell


def _bar(deck: Deck, number: int) -> Markup:
    """Return the buttons; the script gives them their work."""
    jump = tag(
        "label",
        tag("span", NUMBER),
        Markup("<input type='number' min='1' max='{}' value='1'>").format(number),
        tag("span", f"{OF} {number}"),
        class_="dia-jump",
    )
    made = {
        code: tag("button", name, type="button", data_do=code) for code, name in BUTTONS.items()
    }
    back = tag("a", deck.back[0], href=deck.back[1], target="_self") if deck.back else ""
    first, second = made.pop("back"), made.pop("next")
    parts = (first, second, jump, back, *made.values())
    return tag("nav", *parts, class_="dia-bar", aria_label=DECK)
