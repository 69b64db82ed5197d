"""Which columns are asked for and as what, and what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perspectief.cli.reading.columns import Categories, Numbers
from perspectief.cli.reading.numbers import NumberFormat


@dataclass(frozen=True, slots=True)
class Plan:
    """Columns to read as categories, as numbers, and as numbers that must be whole."""

    categories: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every column asked for, once."""
        return tuple(dict.fromkeys([*self.categories, *self.numbers, *self.whole]))


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The columns that were asked for, the names of all, and how numbers may be written."""

    names: Sequence[str]
    n_rows: int
    categories: Mapping[str, Categories]
    numbers: Mapping[str, Numbers]
    formats: tuple[NumberFormat, ...]
