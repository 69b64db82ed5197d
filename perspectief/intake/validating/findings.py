"""What is wrong or odd in a list, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A row of a list: the file, the sheet and the row as the spreadsheet counts it."""

    path: str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or oddity.

    Parameters
    ----------
    place
        Where.
    column
        Index of the column from zero; -1 when it is about the whole row.
    field
        Question of the appendix; empty for the whole row.
    rule
        Code with words in `validating.words`.
    """

    place: Place
    column: int
    field: str
    rule: str


def column_letters(column: int) -> str:
    """Return a column as a spreadsheet names it: 0 is A, 26 is AA."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters
