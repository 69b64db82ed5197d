"""In which group each person falls, and the two-way tables that follow from it.

The groups of a question come in the order of the contract (steunpunten: alphabetical) and stay
when nobody is in them; people whose group is not known form a last group of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints
from perspectief_core.cohort.filters import FILTERS
from perspectief_core.cohort.selecting import Cohort

UNKNOWN = "onbekend"
AGE_CLASSES = ("tot_20", "20_22", "23_25", "vanaf_26")
AGE_BOUNDS = (20, 23, 26)
"""First ages of the second, third and fourth age class, in years at inflow."""

CONCRETE = "concreet"
"""The two results together, which the letter calls a concrete perspective: asked as one outcome."""
RESULTS = ("verblijfsvergunning", "terugkeer")
"""The outcomes that are results."""
Basis = Literal["all", "exits"]
"""Shares of everyone counted, or of those who left."""


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Each person's group, as a position in `codes`; internal to the core: it holds persons."""

    codes: tuple[str, ...]
    index: Ints


def members(outcome: str) -> tuple[str, ...]:
    """Return the outcomes that an outcome asked for is made of: itself, or the results together.

    Examples
    --------
    >>> members("mob"), members("concreet")
    (('mob',), ('verblijfsvergunning', 'terugkeer'))
    """
    return RESULTS if outcome == CONCRETE else (outcome,)


def grouping(cohort: Cohort, column: str) -> Grouping:
    """Return everyone's group for a filter code or `leeftijd`.

    Raises
    ------
    ValueError
        When people cannot be grouped by `column`.
    ColumnMissingError
        When the extract lacks the column.
    """
    if column == "leeftijd":
        return classes(cohort.column("leeftijd_instroom"), AGE_BOUNDS, AGE_CLASSES)
    filters = {f.code: f for f in FILTERS if f.kind == "choices"}
    if column not in filters:
        allowed = ", ".join([*filters, "leeftijd"])
        raise ValueError(f"`column` must be one of {allowed}; found `{column}`")
    cohort.column(filters[column].column)
    levels = filters[column].options
    if column == "steunpunt":
        levels = tuple(sorted(cohort.steunpunten["steunpunt"].astype(str)))
    return positions(filters[column].groups(cohort.people), levels)


def crosstab(rows: Ints, n_rows: int, columns: Ints, n_columns: int) -> Ints:
    """Return the table of counts of two classifications given as positions, in one pass."""
    cells = np.bincount(rows * n_columns + columns, minlength=n_rows * n_columns)
    return cells.reshape(n_rows, n_columns)


def positions(values: pd.Series, levels: tuple[str, ...]) -> Grouping:
    """Return the group of every value, given all levels in the order wanted.

    Parameters
    ----------
    values : Series of codes, shape (n,)
        A missing value belongs to `onbekend`, which is added to the levels when it is needed.
    levels : tuple of str
    """
    # Each different value is looked up once, however many people share it.
    if isinstance(values.dtype, pd.CategoricalDtype):
        code, distinct = values.cat.codes.to_numpy(), values.cat.categories
    else:
        code, distinct = pd.factorize(values)
    at = pd.Index(levels, dtype=object).get_indexer(pd.Index(distinct).astype(object))
    index: Ints = np.append(at, -1).astype(np.int64)[code]
    missing = index < 0
    if not missing.any():
        return Grouping(levels, index)
    codes = levels if UNKNOWN in levels else (*levels, UNKNOWN)
    index[missing] = codes.index(UNKNOWN)
    return Grouping(codes, index)


def classes(values: pd.Series, bounds: tuple[int, ...], codes: tuple[str, ...]) -> Grouping:
    """Return the class of every number, unknown ones in `onbekend`.

    Parameters
    ----------
    values : Series of numbers, shape (n,)
    bounds : tuple of int, length k
        First value of the second and every later class, rising.
    codes : tuple of str, length k + 1
    """
    known = values.notna().to_numpy(dtype=bool)
    index = np.searchsorted(bounds, values.fillna(0).to_numpy(dtype=np.float64), side="right")
    if known.all():
        return Grouping(codes, index.astype(np.int64))
    return Grouping((*codes, UNKNOWN), np.where(known, index, len(codes)).astype(np.int64))
