"""What can be wrong with a column, and the error that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a column."""

    UNKNOWN = "unknown"
    REPEATED = "repeated"
    NOT_NUMERIC = "not_numeric"
    NOT_FINITE = "not_finite"
    NO_ORDER = "no_order"
    NOT_LISTED = "not_listed"
    TOO_MANY = "too_many"
    NOT_PLAIN = "not_plain"
    WEIGHT = "weight"
    NO_ROWS = "no_rows"


class ColumnError(ValueError):
    """A column cannot be used: which, what is wrong, and a sentence that says what was expected."""

    def __init__(self, column: str, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.fault = fault

    def __reduce__(self) -> tuple[type[ColumnError], tuple[str, Fault, str]]:
        # Also when it is raised on another machine.
        return type(self), (self.column, self.fault, str(self))


def check_known(name: str, columns: Sequence[str]) -> None:
    """Raise a ColumnError that names the nearest columns when `name` is not among `columns`."""
    if name in columns:
        return
    nearest = get_close_matches(name, columns, n=3) or list(columns[:5])
    listed = ", ".join(f"`{column}`" for column in nearest)
    raise ColumnError(name, Fault.UNKNOWN, f"unknown column `{name}`; there is {listed or 'none'}")


def check_roles(names: Sequence[str], columns: Sequence[str] = ()) -> None:
    """Raise a ColumnError when a name has two roles, or stands twice among `columns`."""
    used, there = Counter(names), Counter(columns)
    for name in names:
        if used[name] > 1 or there[name] > 1:
            message = f"column `{name}` is used twice; each column has one role"
            raise ColumnError(name, Fault.REPEATED, message)
