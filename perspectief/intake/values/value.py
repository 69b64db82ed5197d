"""What a cell gives: a value, nothing, or a fault with a stable code."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

Cell = str | float | bool | dt.date | dt.time | None


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """What one cell gives.

    Parameters
    ----------
    value
        The value, or None when the cell is empty, says 'unknown' or cannot be understood.
    fault
        Code of what is wrong (see `validating.words`); empty when nothing is.
    note
        Code of what was repaired or is odd, while the value is used.
    """

    value: T | None = None
    fault: str = ""
    note: str = ""
