"""A factsheet: what can be said of one steunpunt, or one type of working method, on two pages.

The first page is what was counted, the second what was published in 2011 or stands beside it, and
where all of it comes from. Tables are set small; their numbers are those of the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block
from perspectief.report.block.tables import remarks
from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.steunpunt import facts
from perspectief.report.words import criteria, formats
from perspectief.takeaway.document import picture, table, widths
from perspectief.takeaway.document.figure import INVENTED, running_mark
from perspectief.takeaway.document.parts import Facts, Heading, Mark, Paper, Part, Said, Sheet
from perspectief.takeaway.document.typesetting import typeset
from perspectief.takeaway.occasion import ABOUT, program, refuse_what_stays
from perspectief_core.disclosure.protecting import Provenance

Shown = Block | WithheldBlock
HIGHEST = 210.0
"""Points that a picture takes at most, so that its table fits on the page too."""
SIZES = (8.0, 7.5, 7.0)
PUBLISHED = LIGHT.categories[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a factsheet is made of.

    Parameters
    ----------
    title, finding : str
    counted, beside : sequence of figures
        Of the first page, and of the second.
    banner : str
        What stands above the second page: that it was published, and of whom; empty for none.
    provenance : Provenance
        Of what was counted.
    link : str
        Address that shows it on the screen.
    """

    title: str
    finding: str
    counted: Sequence[Shown]
    beside: Sequence[Shown]
    banner: str
    provenance: Provenance
    link: str


def of_steunpunt(
    name: str, finding: str, shown: Sequence[Shown], provenance: Provenance, link: str
) -> Given:
    """Return what the factsheet of a steunpunt is made of: the figures of its page."""
    parts = [group.code for group in facts.GROUPS]
    beside = [block for block in shown if block.key in parts]
    banner = f"{facts.BANNER} {name}" if beside else ""
    counted = [block for block in shown if block.key not in parts]
    return Given(
        title=f"Steunpunt {name}",
        finding=finding,
        counted=counted,
        beside=beside,
        banner=banner,
        provenance=provenance,
        link=link,
    )


def to_pdf(given: Given, day: date) -> bytes:
    """Return the factsheet as PDF.

    Raises
    ------
    DisclosureError
        When something in it stays on the screen.
    ValueError
        When it cannot be set.
    """
    refuse_what_stays(given.provenance)
    about, mark = citation.data_line(given.provenance), running_mark(given.provenance.kind)
    paper = Paper(
        title=given.title,
        subject=f"Factsheet; {about}",
        mark=f"deels {mark}" if mark else "",
        origin=f"{citation.TITLE} · {about}",
        sheets=(Sheet(tuple(_first(given))), Sheet(tuple(_second(given, day)))),
    )
    return typeset(paper, day)


def _first(given: Given) -> Iterator[Part]:
    yield Said("Factsheet", "eyebrow")
    yield Heading(given.title, 1, "title")
    if given.finding:
        yield Said(given.finding, "sentence")
    for warning in citation.warnings(given.provenance):
        yield Mark(warning, INVENTED)
    for block in given.counted:
        yield from _block(block, given)


def _second(given: Given, day: date) -> Iterator[Part]:
    if given.banner:
        yield Mark(given.banner, PUBLISHED)
    for block in given.beside:
        yield from _block(block, given)
    yield Heading(ABOUT, 2)
    yield Facts(tuple(_about(given, day)))


def _block(block: Shown, given: Given) -> Iterator[Part]:
    """Yield heading, finding, picture and small table of a figure; or why it is not there."""
    yield Heading(block.title, 2)
    if isinstance(block, WithheldBlock):
        yield Said(block.why, "note")
        return
    published = block.provenance.kind == "published"
    if block.sentence not in given.finding and not published:
        yield Said(block.sentence, "note")
    if block.picture is not None and block.picture.bars:
        seen = picture.drawing(block.picture, widths.STANDING, HIGHEST)
        yield from [seen] if seen else ()
    shown = block.table
    if shown.columns[-1].key == "bron":
        # Every row has the same kind of source, which the end of the page says.
        shown = replace(
            shown, columns=shown.columns[:-1], rows=tuple(row[:-1] for row in shown.rows)
        )
    drawn, _ = table.grid(shown, given.link, SIZES)
    # The heading above it is its caption.
    yield replace(drawn, caption="", close=True)
    if not published and (note := remarks(shown)):
        yield Said(note, "note")


def _about(given: Given, day: date) -> Iterator[tuple[str, str]]:
    """Yield of whom it is, from where, and how to cite it."""
    provenance = given.provenance
    who, about = criteria.selection_line(provenance.selection), citation.data_line(provenance)
    blocks = [block for block in (*given.counted, *given.beside) if isinstance(block, Block)]
    said = ". ".join(block.definition.source.rstrip(".") for block in blocks)
    # Figures of one page share most of their sources.
    sources = dict.fromkeys(said.split(". "))
    yield "Selectie", who
    yield "Gegevens", about
    yield "Bron", f"{'. '.join(sources)}."
    made_up = "Let op: berekend met nagemaakte gegevens. " if provenance.kind == "synthetic" else ""
    yield (
        "Citeer",
        f"{citation.TITLE}, factsheet '{given.title}'. {made_up}Selectie: {who}. "
        f"{formats.capital(about)}. Gemaakt op {formats.day(day)}, {program()}.",
    )
    yield "Link", given.link
