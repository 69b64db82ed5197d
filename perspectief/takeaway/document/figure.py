"""A figure on paper: what it says, its picture and table, and what is to be known of it."""

from __future__ import annotations

from collections.abc import Iterator

from perspectief.report.block import citation
from perspectief.report.block.blocks import Block
from perspectief.report.block.tables import remarks
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words import labels, shell
from perspectief.takeaway.document import picture, table, widths
from perspectief.takeaway.document.parts import Facts, Heading, Mark, Paper, Part, Said, Sheet
from perspectief.takeaway.document.typesetting import typeset
from perspectief.takeaway.occasion import ABOUT, Occasion, facts, warning
from perspectief.takeaway.picture.drawable import can_draw

INVENTED = LIGHT.categories[3]
"""Edge of the box around the mark of data that are made up."""
_ABOVE = {"LET OP", citation.TITLE, "Bevinding", "Tabel", "Zo leest u dit", "Andere keuzes", "Noot"}
"""What stands elsewhere on the page already."""


def to_pdf(block: Block, occasion: Occasion) -> bytes:
    """Return the figure as PDF: one page when its table fits on it.

    Raises
    ------
    ValueError
        When it cannot be set.
    """
    paper = Paper(
        title=block.title,
        subject=block.table.caption,
        mark=running_mark(block.provenance.kind),
        origin=f"{citation.TITLE} · {citation.data_line(block.provenance)}",
        sheets=tuple(sheets(block, occasion, level=1)),
    )
    return typeset(paper, occasion.day)


def running_mark(kind: str) -> str:
    """Return what stands above every page about data of this kind."""
    return labels.SYNTHETIC if kind == "synthetic" else ""


def sheets(block: Block, occasion: Occasion, level: int, *, cited: bool = True) -> Iterator[Sheet]:
    """Yield the parts of a figure; a wide table stands on a page of its own, turned.

    Not `cited`: without its sentence to quote, as in a report that is quoted as a whole.
    """
    drawn, lying = table.grid(block.table, occasion.link)
    notes = [Said(note, "note") for note in _notes(block)]
    below = [*_below(block, occasion, level + 1, cited)]
    first: list[Part] = [*_above(block, occasion, level)]
    if not lying:
        yield Sheet((*first, drawn, *notes, *below))
        return
    yield Sheet((*first, *below))
    yield Sheet((drawn, *notes), lying=True)


def _above(block: Block, occasion: Occasion, level: int) -> Iterator[Part]:
    if level == 1:
        yield Said(shell.page(occasion.page).title, "eyebrow")
    yield Heading(block.title, level, "title" if level == 1 else "figure")
    yield Said(block.sentence, "sentence")
    if said := warning(block):
        yield Mark(said, INVENTED)
    if block.picture is not None and can_draw(block):
        drawn = picture.drawing(block.picture, widths.STANDING)
        yield from [drawn] if drawn else ()
    if block.strip is not None:
        yield Said(f"{block.strip.text}.", "note")


def _notes(block: Block) -> Iterator[str]:
    yield from filter(None, (remarks(block.table), table.left_out(block.table)))


def _below(block: Block, occasion: Occasion, level: int, cited: bool) -> Iterator[Part]:
    if block.reading:
        yield Heading("Zo leest u dit", level)
        yield Said(block.reading)
    yield Heading(ABOUT, level)
    left_out = _ABOVE if cited else _ABOVE | {"Citeer", "Gemaakt"}
    known = facts(block, occasion)
    yield Facts(tuple((name, text) for name, text in known if name not in left_out))
