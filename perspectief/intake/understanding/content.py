"""Whether what stands under a heading is what the heading asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from perspectief.intake.understanding.body import Body
from perspectief.intake.understanding.columns import ColumnMatch
from perspectief.intake.understanding.fields import FieldKind, ListKind, fields_of
from perspectief.intake.values.counts import parse_count
from perspectief.intake.values.dates import Calendar, parse_date
from perspectief.intake.values.numbers_of_persons import parse_number
from perspectief.intake.values.value import Cell
from perspectief.intake.values.yes_no import parse_yes_no

_SAMPLE = 300
_FEWEST = 4
_ENOUGH = 0.5

_READS: Mapping[FieldKind, Callable[[Cell], bool]] = {
    "nummer": lambda cell: not parse_number(cell).fault,
    "datum": lambda cell: not parse_date(cell, Calendar()).fault,
    "getal": lambda cell: not parse_count(cell).fault,
    "ja_nee": lambda cell: not parse_yes_no(cell).fault,
}


def contradicted(matches: tuple[ColumnMatch, ...], body: Body, kind: ListKind) -> tuple[str, ...]:
    """Return the questions whose column mostly holds something else than they ask for.

    Notes
    -----
    Half of the filled cells must be readable; with fewer than four filled cells nothing is said.
    """
    kinds = {field.code: field.kind for field in fields_of(kind)}
    wrong = []
    for match in matches:
        reads = _READS.get(kinds[match.field]) if match.field else None
        if reads is None:
            continue
        cells = [
            row[match.column]
            for _, row in body.persons[:_SAMPLE]
            if match.column < len(row) and row[match.column] is not None
        ]
        if len(cells) >= _FEWEST and sum(map(reads, cells)) < _ENOUGH * len(cells):
            wrong.append(match.field)
    return tuple(wrong)
