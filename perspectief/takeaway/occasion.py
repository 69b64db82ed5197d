"""What a file says besides its figure: where it was made, when, and how it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from urllib.parse import urlsplit

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block
from perspectief.report.block.contents import anchor
from perspectief.report.block.marks import mark
from perspectief.report.words import formats, shell
from perspectief_core.cohort.selection import to_query
from perspectief_core.disclosure.protecting import Provenance
from perspectief_core.results import DisclosureError

ABOUT = "Over deze cijfers"
"""Heading of `facts`."""
LONGEST_NAME = 130
"""Characters of a name: with mark, day and ending it fits where 200 do; the file says it all."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """The address that shows the figure, and the day on which the file is made."""

    link: str
    day: date

    @property
    def page(self) -> str:
        """Name of the page that the address opens."""
        last = urlsplit(self.link).path.rsplit("/", 1)[-1]
        return last if last in {entry.name for entry in shell.PAGES} else shell.HOME.name


def file_name(block: Block, occasion: Occasion, ending: str) -> str:
    """Return the name of a file with a figure: page, title, selection and day.

    The title names the steunpunt or the outcome where there is a choice:
    `…_steunpunt_nijmegen_geslacht_vrouw_2026_11_26.xlsx`.
    """
    return named((occasion.page, block.title), block.provenance, occasion.day, ending)


def named(about: Iterable[str], provenance: Provenance, day: date, ending: str) -> str:
    """Return the name of a file; it starts with NAGEMAAKT when the data are.

    Made of what it is about, the selection as it stands in the address, and the day.
    """
    mark = "NAGEMAAKT_" if provenance.kind == "synthetic" else ""
    chosen = to_query(provenance.selection) if provenance.kind != "published" else {}
    parts = [*about, *(f"{code} {value}" for code, value in chosen.items())]
    name = plain(" ".join(parts))[:LONGEST_NAME].rstrip("_")
    return f"{mark}perspectief_{name}_{plain(day.isoformat())}{ending}"


def refuse_what_stays(provenance: Provenance) -> None:
    """Raise DisclosureError when what comes from there stays on the screen."""
    if provenance.stays:
        raise DisclosureError("what an analyst sees stays on the screen")


def origin(block: Block, occasion: Occasion) -> Iterator[str]:
    """Yield where the numbers come from, in the lines that stand under a figure on paper."""
    known = dict(citation.about(block, occasion.link))
    yield f"Noemer: {known['Noemer']}"
    if "Selectie" in known:
        yield f"Selectie: {known['Selectie']}"
    yield f"Bron: {known['Bron']}"
    if "Afronding" in known:
        yield formats.ROUNDED_NOTE
    yield f"{citation.TITLE}: {known['Gegevens']}; gemaakt op {formats.day(occasion.day)}"
    yield known["Link"]


def facts(block: Block, occasion: Occasion) -> tuple[tuple[str, str], ...]:
    """Return what is to be known of a figure, as names with texts; the last is its link.

    What it says and counts, of whom, from where, how to read, redo and cite it.
    """
    *said, link = citation.about(block, occasion.link)
    known = [
        *((name or "Bevinding", text) for name, text in said),
        ("Wat is dit", block.definition.what),
        ("Zo leest u dit", block.reading),
        ("Noot", block.table.note),
        ("Andere keuzes", block.strip.text if block.strip else ""),
        ("Citeer", citation.citation(block, occasion.link) if citation.offered(block) else ""),
        ("Gemaakt", f"{formats.day(occasion.day)}, {program()}"),
        link,
    ]
    return tuple((name, text) for name, text in known if text)


def program() -> str:
    """Return with which version of the program something was made."""
    return f"met perspectief {version('perspectief')}"


def warning(block: Block) -> str:
    """Return what must stand above numbers: made up, and of whom, or drawn by lot; else nothing."""
    chosen = mark(block.provenance)
    return " ".join((*([f"{chosen}."] if chosen else ()), *citation.warnings(block.provenance)))


def plain(text: str) -> str:
    """Return a text as part of the name of a file."""
    return anchor(text).replace("-", "_")
