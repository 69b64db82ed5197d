"""Numbers in a few figures: how many, how many unknown, mean, spread and middle."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, sqrt

import numpy as np

from perspectief_core.arrays import Floats, Ints, pd
from perspectief_core.cohort.grouping import Grouping
from perspectief_core.results import aggregate
from perspectief_core.shares import meaning

_LARGEST = 1_000_000
"""Of a million whole numbers up to this the squares can be added exactly."""


@aggregate
@dataclass(frozen=True, slots=True)
class Summary:
    """Mean, sample standard deviation (n − 1) and median of `n` known values, in their own unit.

    `missing` counts the unknown. Mean and median are None without values, `sd` with fewer than
    two. Smallest and largest value are left out on purpose: they belong to one person.
    """

    n: int
    missing: int
    mean: float | None
    sd: float | None
    median: float | None

    @property
    def enough(self) -> bool:
        """Whether so many values are known that their mean says something."""
        return meaning.enough(self.n)


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """The summary of one group."""

    group: str
    summary: Summary


@aggregate
@dataclass(frozen=True, slots=True)
class SummaryBy:
    """The summary of everyone and of each group of `column`."""

    column: str
    everyone: Summary
    groups: tuple[GroupSummary, ...]


def summarise(values: pd.Series, times: Ints | None = None) -> Summary:
    """Return the summary of numbers.

    Parameters
    ----------
    values : Series of numbers, shape (n,)
        Missing values are counted and left out.
    times : int array, shape (n,), optional
        How many people have each value; by default one.

    Notes
    -----
    Whole numbers are added and squared as whole numbers, and others without rounding in between, so
    that a summary does not depend on the order of the people.

    Examples
    --------
    >>> summarise(pd.Series([1, 2, None, 6]))
    Summary(n=3, missing=1, mean=3.0, sd=2.6457513110645907, median=2.0)
    """
    return _summaries(values, np.zeros(len(values), dtype=np.int64), 1, times)[0]


def summarise_by(
    values: pd.Series, column: str, groups: Grouping, times: Ints | None = None
) -> SummaryBy:
    """Return the summary of numbers, for everyone and per group, also of groups without people.

    Parameters
    ----------
    values : Series of numbers, shape (n,)
        Missing values are counted and left out.
    column : str
        What the groups are of.
    groups : Grouping
        The group of each value.
    times : int array, shape (n,), optional
        How many people have each value; by default one.

    Notes
    -----
    Whole numbers and others are added as in `summarise`.

    Examples
    --------
    >>> sexes = Grouping(("vrouw", "man"), np.array([0, 0, 1, 1]))
    >>> ages = summarise_by(pd.Series([18, 20, None, 30]), "geslacht", sexes)
    >>> [(group.group, group.summary.mean, group.summary.missing) for group in ages.groups]
    [('vrouw', 19.0, 0), ('man', 30.0, 1)]
    """
    summaries = _summaries(values, groups.index, len(groups.codes), times)
    rows = zip(groups.codes, summaries, strict=True)
    return SummaryBy(column, summarise(values, times), tuple(GroupSummary(*row) for row in rows))


def _summaries(values: pd.Series, group: Ints, groups: int, times: Ints | None) -> list[Summary]:
    """Return the summary of each of so many groups of numbers."""
    numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
    each = np.ones(len(numbers), dtype=np.int64) if times is None else times
    known = ~np.isnan(numbers)
    missing = np.bincount(group[~known], each[~known], minlength=groups).astype(np.int64)
    numbers, times, group = numbers[known], each[known], group[known]
    if _are_whole(numbers):
        return _of_groups(numbers.astype(np.int64), times, group, missing)
    own = [group == at for at in range(groups)]
    return [
        _of_any(numbers[here], times[here], lost)
        for here, lost in zip(own, missing.tolist(), strict=True)
    ]


def _are_whole(numbers: Floats) -> bool:
    """Return whether these are whole numbers of which the squares of a million can be added."""
    return bool(np.all((np.abs(numbers) <= _LARGEST) & (numbers == np.floor(numbers))))


def _of_groups(values: Ints, times: Ints, group: Ints, missing: Ints) -> list[Summary]:
    """Return the summary of each group of whole numbers, of which `missing` are not known."""
    low, high = values.min(initial=0), values.max(initial=0)
    order = np.argsort(group * (high - low + 1) + values, kind="stable")
    values, times, group = values[order], times[order], group[order]
    # What came before a group is taken off: a group without values has nothing in between.
    starts = np.searchsorted(group, np.arange(len(missing) + 1))
    each = np.stack([times, times * values, times * values * values])
    until = np.cumsum(each, axis=1)
    sums = np.diff(np.insert(until, 0, 0, axis=1)[:, starts])
    middles = _middles(values, until[0], sums[0])
    rows = zip(missing.tolist(), *sums.tolist(), middles, strict=True)
    return [_exact(*row) for row in rows]


def _middles(values: Ints, until: Ints, people: Ints) -> list[int]:
    """Return the sum of the two middle values of each group of so many people.

    Parameters
    ----------
    values : shape (n,)
        Of one group after the other, rising in each.
    until : shape (n,)
        How many people have this value or come before it.
    people : shape (groups,)
    """
    if not len(values):
        return [0] * len(people)
    before = np.cumsum(people) - people
    halves = np.stack([before + np.maximum(people - 1, 0) // 2, before + people // 2])
    # Of a group without people, which has no middle, there may be nothing at its place.
    places = np.minimum(np.searchsorted(until, halves, side="right"), len(values) - 1)
    both: list[int] = values[places].sum(axis=0).tolist()
    return both


def _exact(missing: int, n: int, total: int, squares: int, middles: int) -> Summary:
    """Return a summary from the sum of values and of their squares, and the two in the middle."""
    if not n:
        return Summary(0, missing, None, None, None)
    spread = sqrt((n * squares - total * total) / (n * (n - 1))) if n > 1 else None
    return Summary(n, missing, total / n, spread, middles / 2)


def _of_any(numbers: Floats, times: Ints, missing: int) -> Summary:
    """Return the summary of numbers that are not all whole, of so many people each."""
    order = np.argsort(numbers)
    numbers, times = numbers[order], times[order]
    n, until = int(times.sum()), np.cumsum(times)
    if not n:
        return Summary(0, missing, None, None, None)
    mean = fsum((numbers * times).tolist()) / n
    squares = fsum(((numbers - mean) ** 2 * times).tolist())
    low, high = (numbers[np.searchsorted(until, at, side="right")] for at in ((n - 1) // 2, n // 2))
    spread = sqrt(squares / (n - 1)) if n > 1 else None
    return Summary(n, missing, mean, spread, float((low + high) / 2))
