"""Where the numbers of a figure were printed, when what is counted here is what was printed.

Counting everyone as the report did gives some of its own numbers again. Who quotes those quotes the
publication; the extract only shows that they can be counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from perspectief.report.block.blocks import Block
from perspectief.report.words import formats
from perspectief_core.cohort.selection import Selection
from perspectief_core.people.outcomes import OutcomeDistribution
from perspectief_core.people.participants import BreakdownBySex
from perspectief_core.published import counts, records
from perspectief_core.published.records import Sourced


def printed_in(block: Block) -> str:
    """Return the document and table that print the numbers of a block; nothing when none does."""
    find = BY_RESULT.get(type(block.result))
    of_report = block.sources[0].provenance.selection == Selection()
    return find(block.result) if find and of_report else ""


def _outcomes(distribution: OutcomeDistribution) -> str:
    printed = {figure.id: figure for figure in records.figures()}
    pairs = [
        (part.share.count, printed.get(f"sv_{part.outcome}_n")) for part in distribution.shares
    ]
    return _place((count, figure, figure.waarde) for count, figure in pairs if figure)


def _origins(breakdown: BreakdownBySex) -> str:
    if breakdown.column != "herkomst":
        return ""
    printed = {row.herkomst: row for row in counts.origins()}
    pairs = [(part.share.count, printed.get(part.level)) for part in breakdown.everyone.shares]
    return _place((count, row, row.totaal) for count, row in pairs if row)


def _place(pairs: Iterable[tuple[int, Sourced, float]]) -> str:
    """Return where counts stand, when every one that was printed is the same."""
    known = list(pairs)
    if any(count != printed for count, _, printed in known):
        return ""
    places = (f"{source.document}, {formats.small_letter(source.tabel)}" for _, source, _ in known)
    return " en ".join(dict.fromkeys(places))


BY_RESULT: dict[type, Callable[[Any], str]] = {
    OutcomeDistribution: _outcomes,
    BreakdownBySex: _origins,
}
"""How to find the printed counts of a kind of result."""
