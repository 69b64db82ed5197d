"""The cells of one row by question, with what is wrong gathered while they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from perspectief.intake.understanding.lists import ListTable
from perspectief.intake.validating.findings import Finding, Place
from perspectief.intake.values.dates import Calendar
from perspectief.intake.values.text import as_text
from perspectief.intake.values.value import Cell, Value

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """How the rows of one table are read: columns per question, date system, failed cells."""

    table: ListTable
    calendar: Calendar
    columns: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, table: ListTable, calendar: Calendar) -> Reader:
        """Return the reader of a table."""
        columns: dict[str, tuple[int, ...]] = {}
        for match in table.header.columns.matches:
            if match.field:
                columns[match.field] = (*columns.get(match.field, ()), match.column)
        return cls(table, calendar, columns)


@dataclass(slots=True)
class Row:
    """One row while it is read; `findings` grows."""

    reader: Reader
    place: Place
    cells: list[Cell]
    findings: list[Finding] = field(default_factory=list)

    def has(self, code: str) -> bool:
        """Whether the list has a column for this question."""
        return code in self.reader.columns

    def cell(self, code: str, repeat: int = 0) -> Cell:
        """Return a cell of a question; a formula without outcome is a fault and reads as empty."""
        columns = self.reader.columns.get(code, ())
        if repeat >= len(columns) or columns[repeat] >= len(self.cells):
            return None
        column = columns[repeat]
        failed = self.reader.table.sheet.failed
        if failed and (self.place.row - 1, column) in failed:
            self.add("formule_fout", code, repeat)
            return None
        return self.cells[column]

    def repeats(self, code: str) -> int:
        """Return how many columns a question has."""
        return len(self.reader.columns.get(code, ()))

    def text(self, code: str, repeat: int = 0) -> str:
        """Return a cell as one line of text."""
        return as_text(self.cell(code, repeat))

    def read(self, code: str, parse: Callable[[Cell], Value[T]], repeat: int = 0) -> T | None:
        """Return what `parse` makes of a cell; its fault or note becomes a finding."""
        value = parse(self.cell(code, repeat))
        if value.fault or value.note:
            self.add(value.fault or value.note, code, repeat)
        return value.value

    def read_text(self, code: str, parse: Callable[[str], Value[T]]) -> T | None:
        """Return what `parse` makes of the text of a cell."""
        return self.read(code, lambda cell: parse(as_text(cell)))

    def findings_of(self, code: str) -> list[Finding]:
        """Return what was found about a question so far."""
        return [finding for finding in self.findings if finding.field == code]

    def add(self, rule: str, code: str = "", repeat: int = 0) -> None:
        """Add a finding about a question, or about the whole row."""
        columns = self.reader.columns.get(code, ())
        column = columns[repeat] if repeat < len(columns) else -1
        finding = Finding(self.place, column, code, rule)
        if finding not in self.findings:
            self.findings.append(finding)
