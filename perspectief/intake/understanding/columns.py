"""From the headings of a row to columns: each question at most one, unless it may repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perspectief.intake.understanding.fields import ListKind, fields_of
from perspectief.intake.understanding.headings import SURE, Reading, readings
from perspectief.intake.values.text import normalised

_CLEARLY = 0.04
IGNORED = "geen"
"""What a mapping file says of a column that is no question."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column: its index from zero, its heading, the question ('' when none), how sure, why."""

    column: int
    heading: str
    field: str
    certainty: float
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """The columns of a table, and the questions that two columns claim equally."""

    matches: tuple[ColumnMatch, ...]
    contested: tuple[str, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The questions that have a column."""
        return frozenset(match.field for match in self.matches if match.field)


def match_columns(
    headings: Sequence[tuple[str, ...]], kind: ListKind, remembered: Mapping[str, str]
) -> ColumnReading:
    """Return which column is which question.

    Parameters
    ----------
    headings
        Per column the texts that may be its heading (of two header rows: both, under, above).
    kind
        Which questions are asked.
    remembered
        Question per normalised heading, as corrected by hand for this sender.
    """
    options = [_options(texts, kind, remembered) for texts in headings]
    ranked = sorted(
        ((reading, column) for column, choices in enumerate(options) for reading in choices),
        key=lambda pair: (-pair[0].certainty, pair[1]),
    )
    repeated = {field.code for field in fields_of(kind) if field.repeated}
    chosen: dict[int, Reading] = {}
    taken: dict[str, float] = {}
    contested: set[str] = set()
    for reading, column in ranked:
        if column in chosen or reading.certainty < SURE or _undecided(options[column], reading):
            continue
        if reading.field in taken and reading.field not in repeated:
            if taken[reading.field] - reading.certainty < _CLEARLY:
                contested.add(reading.field)
            continue
        chosen[column] = reading
        taken[reading.field] = reading.certainty
    matches = tuple(
        _match(column, texts, chosen.get(column), options[column])
        for column, texts in enumerate(headings)
    )
    return ColumnReading(_whole_names(matches), tuple(sorted(contested - {IGNORED})))


def _options(
    texts: tuple[str, ...], kind: ListKind, remembered: Mapping[str, str]
) -> tuple[Reading, ...]:
    for text in texts:
        if (field := remembered.get(normalised(text))) is not None:
            return (Reading(field, 1.0, "vastgelegd in het kolommenbestand"),)
    best: dict[str, Reading] = {}
    for text in texts:
        for reading in readings(text, kind):
            if reading.field not in best or best[reading.field].certainty < reading.certainty:
                best[reading.field] = reading
    return tuple(sorted(best.values(), key=lambda reading: (-reading.certainty, reading.field)))


def _undecided(options: tuple[Reading, ...], reading: Reading) -> bool:
    """Whether another question fits this heading about as well."""
    return any(
        other.field != reading.field and reading.certainty - other.certainty < _CLEARLY
        for other in options
        if reading.certainty < 1.0 or other.certainty == 1.0
    )


def _match(
    column: int, texts: tuple[str, ...], reading: Reading | None, options: tuple[Reading, ...]
) -> ColumnMatch:
    heading = texts[0] if texts else ""
    if reading is not None:
        field = "" if reading.field == IGNORED else reading.field
        return ColumnMatch(column, heading, field, reading.certainty, reading.reason)
    if options:
        first = options[0]
        reason = f"misschien {first.field}, maar dat is niet zeker genoeg"
        return ColumnMatch(column, heading, "", first.certainty, reason)
    return ColumnMatch(column, heading, "", 0.0, "geen bekende kop")


def _whole_names(matches: tuple[ColumnMatch, ...]) -> tuple[ColumnMatch, ...]:
    """Read a lone column 'naam' as first and last name together."""
    fields = {match.field for match in matches}
    if "C3" not in fields or "C2" in fields or "C23" in fields:
        return matches
    return tuple(
        ColumnMatch(m.column, m.heading, "C23", m.certainty, "een kolom met de hele naam")
        if m.field == "C3" and normalised(m.heading) == "naam"
        else m
        for m in matches
    )
