"""The rows under a header: which are persons, and which are totals, notes or a header again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perspectief.intake.reading.workbook import Sheet
from perspectief.intake.understanding.columns import ColumnMatch
from perspectief.intake.understanding.header_row import Header
from perspectief.intake.values.numbers_of_persons import parse_number
from perspectief.intake.values.text import as_text, normalised
from perspectief.intake.values.value import Cell

_IDENTITY = frozenset({"C1", "C2", "C3", "C23", "C4", "v1", "v2"})
_NOTE_WORDS = (
    "totaal",
    "subtotaal",
    "aantal",
    "noot",
    "let op",
    "legenda",
    "bron",
    "toelichting",
    "gemiddeld",
    "stand per",
    "bijgewerkt",
    "einde lijst",
)


@dataclass(frozen=True, slots=True)
class Body:
    """The persons of a table, and the rows that are not persons; rows counted from one."""

    persons: tuple[tuple[int, list[Cell]], ...]
    skipped: tuple[int, ...]


def read_body(sheet: Sheet, header: Header) -> Body:
    """Return the rows of persons under a header.

    Notes
    -----
    A row is a person when its number can be read, or when it fills at least three of the columns
    and says something about who it is. The rest is skipped, and told.
    """
    matches = [match for match in header.columns.matches if match.field]
    titles = {normalised(match.heading) for match in matches}
    persons: list[tuple[int, list[Cell]]] = []
    skipped: list[int] = []
    for index in range(header.last_row + 1, len(sheet.rows)):
        row = sheet.rows[index]
        filled = [m for m in matches if m.column < len(row) and row[m.column] is not None]
        if not filled:
            if any(cell is not None for cell in row):
                skipped.append(index + 1)
            continue
        if _is_person(row, filled, titles):
            persons.append((index + 1, row))
        else:
            skipped.append(index + 1)
    return Body(tuple(persons), tuple(skipped))


def _is_person(row: Sequence[Cell], filled: list[ColumnMatch], titles: set[str]) -> bool:
    identity = [match for match in filled if match.field in _IDENTITY]
    if not identity:
        return False
    first = normalised(as_text(row[filled[0].column]))
    if first.startswith(_NOTE_WORDS):
        return False
    if first in titles:
        repeated = sum(normalised(as_text(row[match.column])) in titles for match in filled)
        if repeated > len(filled) / 2:
            return False
    numbers = [match for match in identity if match.field in ("C1", "v1")]
    if numbers and parse_number(row[numbers[0].column]).value:
        return True
    return len(filled) >= 3
