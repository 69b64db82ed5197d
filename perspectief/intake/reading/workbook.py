"""Raw cells of a file, as they stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from perspectief.intake.reading.refusals import Refusal
from perspectief.intake.values.value import Cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    name
        As on the tab; empty for a CSV file.
    hidden
        Whether the office hid the sheet.
    rows
        Cells per row from the first row of the sheet; rows may differ in length. A cell that holds
        nothing that can be seen is None.
    merged
        Merged ranges as (first row, first column, last row, last column), from zero.
    failed
        Cells with a formula error or a formula without outcome, as (row, column).
    """

    name: str
    hidden: bool
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    failed: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that could be read: its form, date system, remarks and sheets."""

    form: str
    from_1904: bool
    notes: tuple[str, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read, and why."""

    reason: Refusal
