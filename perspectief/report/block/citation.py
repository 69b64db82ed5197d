"""Where a number comes from, in words: source lines for files and a sentence to cite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perspectief.report.block import cited
from perspectief.report.block.blocks import Block
from perspectief.report.block.command import command
from perspectief.report.block.publication import printed_in
from perspectief.report.block.tables import Cell, Table, cell_text, is_rounded
from perspectief.report.words import criteria, formats, labels, shares
from perspectief_core.disclosure.protecting import Provenance
from perspectief_core.people.outcomes import OutcomeDistribution
from perspectief_core.shares.intervals import Share

TREE = "OutcomeTree"
"""By name, as trees are loaded by the pages that grow them."""
TITLE = "Dashboard experiment Perspectief"
MOST_RANGES = 7
"""A quotation with more ranges is no quotation any more."""


def provenance_lines(block: Block, link: str) -> tuple[str, ...]:
    """Return the lines on top of a file of text: what `about` knows, one line a fact."""
    return tuple(": ".join(filter(None, fact)) for fact in about(block, link))


def about(block: Block, link: str) -> tuple[tuple[str, str], ...]:
    """Return what every file says of its figure, as pairs of a name and a text.

    What it is, of whom, from where, how to reproduce it. Only the finding has no name.
    """
    provenance = block.provenance
    facts = [
        *(("LET OP", warning) for warning in warnings(provenance)),
        (TITLE, block.title),
        ("", block.sentence),
        ("Tabel", f"{block.table.caption} ({_rows(block)})"),
        ("Teller", block.definition.numerator),
        ("Noemer", block.definition.denominator),
        ("Bron", block.definition.source),
        ("Gegevens", data_line(provenance)),
        *([("Afronding", shares.ROUGH_NOTE)] if _is_rounded(block) else []),
    ]
    if provenance.kind != "published":
        facts.append(("Selectie", criteria.selection_line(provenance.selection)))
    if line := command(block):
        facts.append(("Narekenen", line))
    return (*facts, ("Link", link))


def warnings(provenance: Provenance) -> tuple[str, ...]:
    """Return what must be known before a number is used: made up, or partly drawn by lot."""
    said = (labels.SYNTHETIC_LONG,) if provenance.kind == "synthetic" else ()
    drawn = provenance.randomised
    return (*said, labels.randomised_long(drawn)) if drawn else said


def _is_rounded(block: Block) -> bool:
    """Tell whether its table has rounded counts, or says them in words."""
    if is_rounded(block.table):
        return True
    published = block.provenance.policy == "publicatie" and block.provenance.kind != "published"
    cells = (cell for row in block.table.readable for cell in row if isinstance(cell, str))
    return published and any(
        cell == formats.SECRET or formats.FEW in cell or "ongeveer" in cell for cell in cells
    )


def _rows(block: Block) -> str:
    rows = formats.plural(len(block.table.rows), "rij", "rijen")
    return f"{rows}, de laatste is het totaal" if block.table.total else rows


def data_line(provenance: Provenance) -> str:
    """Return which data a result rests on, in one line."""
    if provenance.kind == "published":
        return "gepubliceerde cijfers uit 2011"
    kind = labels.KIND[provenance.kind]
    day = labels.iso_day(provenance.peildatum)
    line = f"{kind}, extract {provenance.extract_id}, stand van {day}"
    drawn = provenance.randomised
    return f"{line}; {labels.randomised(drawn)}" if drawn else line


def offered(block: Block) -> bool:
    """Tell whether there is something to quote: a sentence without a number is none.

    A year says when, not how many. What stays on the screen is not there to be quoted.
    """
    if any(part.provenance.stays for part in block.sources):
        return False
    return re.search(r"\b(?!20\d\d\b)\d", block.sentence) is not None


def citation(block: Block, link: str) -> str:
    """Return a sentence to quote: the finding, its ranges, of whom, who is counted, the source.

    Numbers that were printed name the publication; the link at the end leads to the figure, and
    remembers what it shows now.
    """
    lasting = cited.link(block, link)
    return " ".join(filter(None, (block.sentence, ranges(block), imprint(block, lasting))))


def imprint(block: Block, link: str) -> str:
    """Return the citation of a figure without its finding: what paper has under a picture."""
    provenance = block.provenance
    printed = printed_in(block)
    parts = []
    if printed:
        parts.append(f"Gepubliceerd in: {printed}; hier nageteld.")
    elif provenance.kind == "synthetic":
        parts.append("Let op: dit is berekend met nagemaakte gegevens.")
    if provenance.kind == "published":
        parts.append(f"Gepubliceerd in: {block.definition.source.rstrip('.')}.")
    else:
        parts.append(f"Noemer: {block.definition.denominator.rstrip('.')}.")
        parts.append(f"Selectie: {criteria.selection_line(provenance.selection)}.")
    made = f"{data_line(provenance)}; programma versie {cited.VERSION}"
    parts.append(f"Bron: {TITLE}, '{block.title}' ({made}).")
    return " ".join([*parts, link]).strip()


def ranges(block: Block) -> str:
    """Return the ranges of the shares in a block's sentence, where it does not give them itself.

    They are those of the shares that it names as `107 van 733`, and of all six outcomes.
    """
    # A tree looked for the groups that differ most: the range of one group knows nothing of that.
    if "waarschijnlijk tussen" in block.sentence or type(block.result).__name__ == TREE:
        return ""
    whole = isinstance(block.result, OutcomeDistribution)
    named = [
        part
        for row in block.table.rows
        for part in _shares(block.table, row)
        if whole or re.search(_whole(part[1]), block.sentence)
    ]
    said = [
        f"{name} {shares.percent(share)} ({shares.range_of(share)})"
        for name, share in dict.fromkeys(named)
    ]
    return f"Bandbreedte (95 %): {formats.listing(said[:MOST_RANGES])}." if said else ""


def _whole(share: Share) -> str:
    """Return a pattern of `76 van 733` that is not the end of `576 van 733`."""
    return rf"(?<![\d.]){re.escape(formats.of(share))}(?!\d)"


def _shares(table: Table, row: tuple[Cell, ...]) -> Iterator[tuple[str, Share]]:
    several = sum(isinstance(cell, Share) for cell in row) > 1
    for cell, column in zip(row, table.columns, strict=True):
        if isinstance(cell, Share) and shares.range_of(cell):
            name = cell_text(row[0], table.columns[0])
            yield (f"{name}, {formats.small_letter(column.label)}" if several else name), cell
