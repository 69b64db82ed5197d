"""How often each row of numbers occurs: all that an estimate over time asks of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from perspectief.cli.errors import DataError
from perspectief.cli.streaming.parts import Asked, Piece, parts
from perspectief_core.arrays import Floats, Ints

MOST_DIFFERENT = 1 << 24
"""Different rows that are kept: some half a gigabyte of three numbers and a count each."""
_COUNT = "\0 count"
"""A name that no column has."""


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """Different rows and how often each occurs; those of parts are added."""

    table: pa.Table

    def __add__(self, other: Occurrences) -> Occurrences:
        """Return the rows of both."""
        rows = _summed(pa.concat_tables([self.table, other.table]))
        if len(rows) > MOST_DIFFERENT:
            raise DataError(
                f"there are more than {MOST_DIFFERENT:,} different combinations of times; round "
                "them, for example to whole days"
            )
        return Occurrences(rows)

    @property
    def columns(self) -> Mapping[str, Floats]:
        """The different rows by column; missing is nan."""
        return {
            name: pc.fill_null(self.table[name].combine_chunks(), np.nan).to_numpy()
            for name in self.table.column_names
            if name != _COUNT
        }

    @property
    def counts(self) -> Ints:
        """How often each of them occurs."""
        counts: Ints = self.table[_COUNT].to_numpy()
        return counts


def occurrences(piece: Piece, asked: Asked) -> Occurrences:
    """Return the different rows of a piece."""
    total = Occurrences(_table({name: np.zeros(0) for name in asked.plan.names}))
    for part in parts(piece, asked):
        total = total + Occurrences(_summed(_table(part.numbers)))
    return total


def _table(columns: Mapping[str, Floats]) -> pa.Table:
    # Without + 0.0 there are two zeros; nan becomes null, of which there is one.
    arrays = {name: pa.array(values + 0.0, from_pandas=True) for name, values in columns.items()}
    rows = len(next(iter(columns.values())))
    return pa.table({**arrays, _COUNT: np.ones(rows, dtype=np.int64)})


def _summed(table: pa.Table) -> pa.Table:
    names = [name for name in table.column_names if name != _COUNT]
    # Pieces are counted beside each other already.
    sums = table.group_by(names, use_threads=False).aggregate([(_COUNT, "sum")])
    return sums.rename_columns([*names, _COUNT]).select([*names, _COUNT])
