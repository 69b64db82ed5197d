"""A report of the selection: every figure of a page, or of all pages, with what stands around it.

At its front of whom it is and what is in it; at its end how was counted, where the documents
contradict each other, and how to cite it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from perspectief.report.block import citation
from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.verantwoording import contradictions, methods
from perspectief.report.words import criteria, formats, shell
from perspectief.report.words.withheld import HELD, because
from perspectief.takeaway.document import from_html, table
from perspectief.takeaway.document.figure import INVENTED, running_mark, sheets
from perspectief.takeaway.document.parts import (
    Facts,
    Heading,
    Lines,
    Mark,
    Paper,
    Part,
    Said,
    Sheet,
)
from perspectief.takeaway.document.typesetting import typeset
from perspectief.takeaway.occasion import Occasion, program
from perspectief.takeaway.paper.sheet import Figure, Item, Told
from perspectief_core.disclosure.protecting import Provenance, published_result
from perspectief_core.published import records

ALL = "alles"
"""What stands for every page."""
TITLE = "Alle cijfers van Perspectief"
METHOD, CONTRADICTIONS, CITE = (
    "Hoe er is gerekend",
    "Waar de documenten elkaar tegenspreken",
    "Zo citeert u dit",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a report is made of: pages by name with what they hold, their origin and address."""

    pages: Mapping[str, Sequence[Item]]
    provenance: Provenance
    site: str
    day: date


def to_pdf(seen: Seen) -> bytes:
    """Return the report as PDF.

    Raises
    ------
    ValueError
        When it cannot be set.
    """
    title, mark = title_of(seen), running_mark(seen.provenance.kind)
    paper = Paper(
        title=title,
        subject=f"{_who(seen.provenance)}; {citation.data_line(seen.provenance)}",
        mark=f"deels {mark}" if mark else "",
        origin=f"{title} · {citation.data_line(seen.provenance)}",
        sheets=(Sheet(tuple(_front(seen))), *_body(seen), *_end(seen)),
        contents=3 if len(seen.pages) > 1 else 2,
    )
    return typeset(paper, seen.day)


def title_of(seen: Seen) -> str:
    """Return the title of a report: the question of its page, or that of all."""
    if len(seen.pages) > 1:
        return TITLE
    return shell.page(next(iter(seen.pages))).question


def _who(provenance: Provenance) -> str:
    return criteria.selection_line(provenance.selection)


def _front(seen: Seen) -> Iterator[Part]:
    """Yield title, finding and of whom it is."""
    yield Said(citation.TITLE, "eyebrow")
    yield Heading(title_of(seen), 1, "title", listed=False)
    if len(seen.pages) == 1:
        yield from _finding(next(iter(seen.pages.values())))
    for warning in citation.warnings(seen.provenance):
        yield Mark(warning, INVENTED)
    yield Facts(tuple(_about(seen)))


def _about(seen: Seen) -> Iterator[tuple[str, str]]:
    yield "Selectie", _who(seen.provenance)
    yield "Gegevens", citation.data_line(seen.provenance)
    yield "Gemaakt", f"{formats.day(seen.day)}, {program()}"
    yield "Link", seen.site


def _finding(items: Sequence[Item]) -> Iterator[Part]:
    for piece in items:
        if isinstance(piece, Told) and piece.look == "finding":
            yield Said(piece.text, "sentence")


def _body(seen: Seen) -> Iterator[Sheet]:
    several = len(seen.pages) > 1
    level = 3 if several else 2
    for page, items in seen.pages.items():
        opening: list[Part] = []
        if several:
            opening += [Heading(shell.page(page).question, 2, "title"), *_finding(items)]
        held, apart = _held_by_why(items), several
        for piece in items:
            if isinstance(piece, Told) and piece.text not in held:
                opening += _told(piece, level)
            elif isinstance(piece, Figure):
                shown = Occasion(piece.link, seen.day)
                first, *rest = sheets(piece.block, shown, level, cited=False)
                yield replace(first, parts=(*opening, *first.parts))
                yield from rest
                opening, apart = [], False
        opening += _held(held, level)
        if opening:
            yield Sheet(tuple(opening), apart=apart)


def _told(told: Told, level: int) -> Sequence[Part]:
    if told.look == "html":
        return from_html.parts(Markup(told.text), level)
    if told.look == "finding":
        return ()
    return (Said(told.text, "note" if told.look == "note" else "body"),)


def _held_by_why(items: Sequence[Item]) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for piece in items:
        if isinstance(piece, WithheldBlock):
            held.setdefault(piece.why, []).append(piece.title)
    return held


def _held(held: Mapping[str, Sequence[str]], level: int) -> Iterator[Part]:
    """Yield which figures of a page are not there, by why: once for all of them."""
    if held:
        yield Heading(HELD, level, "figure")
    for why, titles in held.items():
        yield Said(because(why))
        yield Lines(tuple(titles))


def _end(seen: Seen) -> Iterator[Sheet]:
    method = from_html.parts(methods.methods_html(), 3)
    yield Sheet((Heading(METHOD, 2, "figure"), *method[1:]))
    block = contradictions.contradictions_block(published_result(records.inconsistencies()))
    listed, lying = table.grid(block.table, seen.site)
    head = Heading(CONTRADICTIONS, 2, "figure")
    yield Sheet((head, Said(block.sentence, "sentence"), listed), lying)
    yield Sheet((Heading(CITE, 2, "figure"), Said(_cited(seen))), apart=False)


def _cited(seen: Seen) -> str:
    """Return how the report is cited: what it is, of whom, from which data and program."""
    made_up = "Let op: dit is berekend met nagemaakte gegevens. "
    return (
        f"{citation.TITLE}, '{title_of(seen)}'. Selectie: {_who(seen.provenance)}. "
        f"{made_up if seen.provenance.kind == 'synthetic' else ''}"
        f"{formats.capital(citation.data_line(seen.provenance))}. "
        f"Gemaakt op {formats.day(seen.day)}, {program()}. {seen.site}"
    )
