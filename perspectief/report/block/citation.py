"""Where a number comes from, in words: source lines for files and a sentence to cite."""

from __future__ import annotations

import re

from perspectief.report.block.blocks import Block
from perspectief.report.words import criteria, formats, labels
from perspectief_core.disclosure.protecting import Provenance

TITLE = "Dashboard experiment Perspectief"


def provenance_lines(block: Block, link: str) -> tuple[str, ...]:
    """Return the lines on top of every file: what it is, of whom, from where, how to reproduce."""
    provenance = block.provenance
    lines = [
        *([f"LET OP: {labels.SYNTHETIC_LONG}"] if provenance.kind == "synthetic" else []),
        f"{TITLE}: {block.title}",
        block.sentence,
        f"Tabel: {block.table.caption} ({_rows(block)})",
        f"Teller: {block.definition.numerator}",
        f"Noemer: {block.definition.denominator}",
        f"Bron: {block.definition.source}",
        f"Gegevens: {data_line(provenance)}",
    ]
    if provenance.kind != "published":
        lines.append(f"Selectie: {criteria.selection_line(provenance.selection)}")
    return (*lines, f"Link: {link}")


def _rows(block: Block) -> str:
    rows = formats.plural(len(block.table.rows), "rij", "rijen")
    return f"{rows}, de laatste is het totaal" if block.table.total else rows


def data_line(provenance: Provenance) -> str:
    """Return which data a result rests on, in one line."""
    if provenance.kind == "published":
        return "gepubliceerde cijfers uit 2011"
    kind = labels.KIND[provenance.kind]
    day = labels.iso_day(provenance.peildatum)
    return f"{kind}, extract {provenance.extract_id}, stand van {day}"


def offered(block: Block) -> bool:
    """Tell whether there is something to quote: a sentence without a number is none.

    A year says when, not how many.
    """
    return re.search(r"\b(?!20\d\d\b)\d", block.sentence) is not None


def citation(block: Block, link: str) -> str:
    """Return a sentence to quote: the finding, of whom, who is counted, the source and the link."""
    provenance = block.provenance
    parts = [block.sentence]
    if provenance.kind == "synthetic":
        parts.append("Let op: dit is berekend met synthetische gegevens.")
    if provenance.kind == "published":
        parts.append(f"Gepubliceerd in: {block.definition.source.rstrip('.')}.")
    else:
        parts.append(f"Noemer: {block.definition.denominator.rstrip('.')}.")
        parts.append(f"Selectie: {criteria.selection_line(provenance.selection)}.")
    parts.append(f"Bron: {TITLE}, '{block.title}' ({data_line(provenance)}).")
    return " ".join([*parts, link])
