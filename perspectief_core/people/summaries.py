"""Numbers in a few figures: how many, how many unknown, mean, spread and middle."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from perspectief_core.arrays import Floats
from perspectief_core.cohort.grouping import Grouping
from perspectief_core.results import aggregate
from perspectief_core.shares import meaning


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


def summarise(values: pd.Series) -> Summary:
    """Return the summary of numbers.

    Parameters
    ----------
    values : Series of numbers, shape (n,)
        Missing values are counted and left out.

    Examples
    --------
    >>> summarise(pd.Series([1, 2, None, 6]))
    Summary(n=3, missing=1, mean=3.0, sd=2.6457513110645907, median=2.0)
    """
    known = values.dropna().to_numpy(dtype=np.float64)
    return _summary(known, len(values))


def summarise_by(values: pd.Series, column: str, groups: Grouping) -> SummaryBy:
    """Return the summary of numbers, for everyone and per group, also of groups without people.

    Parameters
    ----------
    values : Series of numbers, shape (n,)
    column : str
        What the groups are of.
    groups : Grouping
        The group of each value.
    """
    people = np.bincount(groups.index, minlength=len(groups.codes))
    known = values.notna().to_numpy()
    # Sorted once, so that each group is a slice: looking for its people would cost everyone's time
    # for every group. A stable sort keeps the order of the people, and so the last digit of a sum.
    group = groups.index[known]
    order = np.argsort(group, kind="stable")
    ends = np.cumsum(np.bincount(group, minlength=len(groups.codes)))[:-1]
    parts = np.split(values[known].to_numpy(dtype=np.float64)[order], ends)
    rows = zip(groups.codes, parts, people.tolist(), strict=True)
    summaries = tuple(GroupSummary(code, _summary(part, n)) for code, part, n in rows)
    return SummaryBy(column, summarise(values), summaries)


def _summary(known: Floats, people: int) -> Summary:
    n = len(known)
    return Summary(
        n=n,
        missing=people - n,
        mean=float(np.add.reduce(known) / n) if n else None,
        sd=_spread(known) if n > 1 else None,
        median=_middle(known) if n else None,
    )


def _spread(known: Floats) -> float:
    """Return what `known.std(ddof=1)` does, without what that takes of a group of a few."""
    apart = known - np.add.reduce(known) / len(known)
    return sqrt(np.add.reduce(apart * apart) / (len(known) - 1))


def _middle(known: Floats) -> float:
    """Return what `np.median` does, without what that takes of a group of a few."""
    ordered, half = np.sort(known), len(known) // 2
    return float(ordered[half] if len(known) % 2 else (ordered[half - 1] + ordered[half]) / 2)
