"""How recognisable persons are: sizes of groups that share what an outsider may know."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from perspectief_core.data.account import GroupSizes

KNOWN_TO_OUTSIDERS = ("steunpunt", "geslacht", "leeftijd_instroom", "herkomst")
SENSITIVE = ("psychiatrische_diagnose", "vbm_eerste", "uitkomst")
SMALL, SMALLER = 10, 5


def measure(frame: pd.DataFrame) -> tuple[GroupSizes, ...]:
    """Return the measures for every one, two and three of the columns, and for all four."""
    known = [name for name in KNOWN_TO_OUTSIDERS if name in frame]
    return tuple(
        _measured(frame, columns)
        for size in range(1, len(known) + 1)
        for columns in combinations(known, size)
    )


def _measured(frame: pd.DataFrame, columns: tuple[str, ...]) -> GroupSizes:
    grouped = frame.groupby(list(columns), observed=True, dropna=False)
    sizes = grouped.size()
    least = tuple(
        (name, int(grouped[name].nunique(dropna=False).min()))
        for name in SENSITIVE
        if name in frame and len(frame)
    )
    return GroupSizes(
        columns=columns,
        k=int(sizes.min()) if len(sizes) else 0,
        unique=int((sizes == 1).sum()),
        below_5=int(sizes[sizes < SMALLER].sum()),
        below_10=int(sizes[sizes < SMALL].sum()),
        least_diverse=least,
    )
