"""Which columns are asked for and as what, and what was found."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from perspectief.cli.reading.columns import Categories, Numbers
from perspectief.cli.reading.numbers import NumberFormat
from perspectief_core.splits import check_known


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

    def without(self, names: Container[str]) -> Plan:
        """Return the plan without these columns."""
        kept = (
            tuple(name for name in role if name not in names)
            for role in (self.categories, self.numbers, self.whole)
        )
        return Plan(*kept)

    def among(self, names: Sequence[str]) -> Plan:
        """Return the plan for a file with these columns; ColumnError when one is not there."""
        for name in self.names:
            check_known(name, names)
        return self


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The columns that were asked for, the names of all, and how numbers may be written."""

    names: Sequence[str]
    n_rows: int
    categories: Mapping[str, Categories]
    numbers: Mapping[str, Numbers]
    formats: tuple[NumberFormat, ...]
