"""How recognisable persons are: sizes of groups that share what an outsider may know."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import pandas as pd

KNOWN_TO_OUTSIDERS = ("steunpunt", "geslacht", "leeftijd_instroom", "herkomst")
SENSITIVE = ("psychiatrische_diagnose", "vbm_eerste", "uitkomst")
SMALL, SMALLER = 10, 5


@dataclass(frozen=True, slots=True)
class Recognisable:
    """For one set of columns that an outsider may know.

    Parameters
    ----------
    columns
        The set.
    smallest
        k: persons in the smallest group that shares these values.
    unique
        Persons who are alone in their group.
    below_5, below_10
        Persons in a group smaller than 5, and than 10.
    least_diverse
        l per sensitive column: fewest different values within a group.
    """

    columns: tuple[str, ...]
    smallest: int
    unique: int
    below_5: int
    below_10: int
    least_diverse: tuple[tuple[str, int], ...]


def measure(frame: pd.DataFrame) -> tuple[Recognisable, ...]:
    """Return the measures for every one, two and three of the columns, and for all four."""
    known = [name for name in KNOWN_TO_OUTSIDERS if name in frame]
    return tuple(
        _measured(frame, columns)
        for size in range(1, len(known) + 1)
        for columns in combinations(known, size)
    )


def _measured(frame: pd.DataFrame, columns: tuple[str, ...]) -> Recognisable:
    grouped = frame.groupby(list(columns), observed=True, dropna=False)
    sizes = grouped.size()
    least = tuple(
        (name, int(grouped[name].nunique(dropna=False).min()))
        for name in SENSITIVE
        if name in frame and len(frame)
    )
    return Recognisable(
        columns,
        int(sizes.min()) if len(sizes) else 0,
        int((sizes == 1).sum()),
        int(sizes[sizes < SMALLER].sum()),
        int(sizes[sizes < SMALL].sum()),
        least,
    )
