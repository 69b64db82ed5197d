"""In which group each person falls, and the two-way tables that follow from it.

The groups of a question come in the order of the contract (steunpunten: alphabetical) and stay
when nobody is in them; people whose group is not known form a last group of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perspectief_core.arrays import Ints, pd
from perspectief_core.cohort.columns import Places
from perspectief_core.cohort.filters import FILTERS
from perspectief_core.cohort.kinds import Kinds, kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract

UNKNOWN = "onbekend"
AGE_CLASSES = ("tot_20", "20_22", "23_25", "vanaf_26")
_AGE = "leeftijd_instroom"
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

    def group() -> Grouping:
        alike, groups = grouped(cohort, column)
        return of_everyone(alike, groups)

    return cohort.once(("grouping", column), group)


def grouped(cohort: Cohort, column: str, *beside: str) -> tuple[Kinds, Grouping]:
    """Return people by kind, of what groups them and columns beside it, and the kinds' groups.

    Errors are those of `grouping`.
    """
    if column == "leeftijd":
        alike = kinds(cohort, _AGE, *beside)
        return alike, classes(alike.people[_AGE], AGE_BOUNDS, AGE_CLASSES)
    filters = {f.code: f for f in FILTERS if f.kind == "choices"}
    if column not in filters:
        allowed = ", ".join([*filters, "leeftijd"])
        raise ValueError(f"`column` must be one of {allowed}; found `{column}`")
    alike = kinds(cohort, filters[column].column, *beside)
    levels = filters[column].options
    values = filters[column].groups(alike.people)
    if column == "steunpunt":
        return alike, _of_steunpunten(cohort, values)
    return alike, positions(values, levels)


def _of_steunpunten(cohort: Cohort, values: pd.Series) -> Grouping:
    """Return `positions` of codes of steunpunten, which are looked up once for these people."""
    levels = cohort.once("steunpunten", lambda: _steunpunten(cohort))
    if not isinstance(values.dtype, pd.CategoricalDtype):
        return positions(values, levels)
    known = values.cat.categories
    asked, at = cohort.once("places of steunpunten", lambda: (known, _places(known, levels)))
    if asked is not known:
        return positions(values, levels)
    return _grouping(at[values.cat.codes.to_numpy()], levels)


def _steunpunten(cohort: Cohort) -> tuple[str, ...]:
    return tuple(sorted(cohort.steunpunten["steunpunt"].astype(str)))


def outcome_groups(cohort: Cohort) -> Grouping:
    """Return everyone's outcome, in the order of `contract.OUTCOMES`."""

    def located() -> Grouping:
        alike = kinds(cohort, "uitkomst")
        return of_everyone(alike, positions(alike.people["uitkomst"], contract.OUTCOMES))

    return cohort.once("outcomes", located)


def outcomes_by(cohort: Cohort, column: str) -> tuple[tuple[str, ...], Ints]:
    """Return the groups by a filter code or `leeftijd`, and their people by outcome; counted once.

    The people have the shape (groups, six outcomes). Errors are those of `grouping`.
    """

    def count() -> tuple[tuple[str, ...], Ints]:
        alike, groups = grouped(cohort, column, "uitkomst")
        outcomes = positions(alike.people["uitkomst"], contract.OUTCOMES)
        sizes = len(groups.codes), len(contract.OUTCOMES)
        table = crosstab(groups.index, sizes[0], outcomes.index, sizes[1], alike.times)
        return groups.codes, table

    return cohort.once(("outcomes by", column), count)


def outcome_table(cohort: Cohort, groups: Grouping) -> Ints:
    """Return the people of each group by outcome, shape (groups, six outcomes)."""
    outcomes = outcome_groups(cohort).index
    return crosstab(groups.index, len(groups.codes), outcomes, len(contract.OUTCOMES))


def of_everyone(alike: Kinds, groups: Grouping) -> Grouping:
    """Return the group of each person, of the group of each kind."""
    return Grouping(groups.codes, alike.everyone(groups.index))


def crosstab(
    rows: Places, n_rows: int, columns: Places, n_columns: int, times: Ints | None = None
) -> Ints:
    """Return the table of counts of two classifications given as positions, in one pass.

    Of kinds of people `times` is how many there are of each.
    """
    # In eight bytes, as counting takes them: a position may come in one.
    cell = rows * np.int64(n_columns)
    cell += columns
    counts = np.bincount(cell, times, minlength=n_rows * n_columns)
    # Sums of people are exact in floating point.
    return counts.astype(np.int64, copy=False).reshape(n_rows, n_columns)


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
    return _grouping(_places(distinct, levels)[code], levels)


def _places(distinct: pd.Index, levels: tuple[str, ...]) -> Ints:
    """Return the place of each value among the levels, -1 where it is none; the last is -1 too."""
    place = {level: number for number, level in enumerate(levels)}
    at = [place.get(value, -1) for value in distinct.tolist()]
    return np.array([*at, -1], dtype=np.int64)


def _grouping(index: Ints, levels: tuple[str, ...]) -> Grouping:
    """Return groups of which -1 becomes `onbekend`."""
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
