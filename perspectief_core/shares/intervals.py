"""Shares and their uncertainty: how far a counted part may lie from what chance would give again.

One share gets a Wilson interval, several shares of one distribution get Goodman's simultaneous
intervals; two shares against each other are in `contrasts`.
Every function answers for zero and for an empty group: what is not known is `None` or the whole
possible range, never a nan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Ints, scipy
from perspectief_core.shares import meaning
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.in_bulk import records

Counts = Sequence[int] | npt.NDArray[np.integer]
_OUTSIDE = "`counts` must be between 0 and the total they are part of"


@dataclass(frozen=True, slots=True)
class Interval:
    """Two bounds, low ≤ high, in the unit of what they bound."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `total`, with its interval as shares (0–1).

    With `total` 0 nothing is known: the interval is 0–1 and `share` is None.
    """

    count: int
    total: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        """The share (0–1), or None when nobody was counted."""
        return self.count / self.total if self.total else None

    @property
    def enough(self) -> bool:
        """Whether so many people were counted that there is a percentage."""
        return meaning.enough(self.total)


def interval(low: float | None, high: float | None) -> Interval | None:
    """Return the interval of two bounds; None where it does not exist.

    Examples
    --------
    >>> interval(0.1, 0.3), interval(0.1, None)
    (Interval(low=0.1, high=0.3), None)
    """
    return None if low is None or high is None else Interval(low, high)


def by_student(estimate: float, error: float, freedom: float) -> Interval:
    """Return the 95 % interval of an estimate by Student's t.

    Examples
    --------
    >>> ends = by_student(10.0, 1.0, freedom=19)
    >>> round(ends.low, 3), round(ends.high, 3)
    (7.907, 12.093)
    """
    reach = float(scipy.special.stdtrit(freedom, 0.975)) * error
    return Interval(estimate - reach, estimate + reach)


def share(count: int, total: int, level: float = 0.95) -> Share:
    """Return one share with its Wilson interval; see `shares`.

    Examples
    --------
    A classic case: 81 of 263, 0.2553 to 0.3662 (Newcombe 1998a, method 3).

    >>> women = share(81, 263)
    >>> round(women.low, 4), round(women.high, 4)
    (0.2553, 0.3662)
    """
    hits, people = int(count), int(total)
    if not 0 <= hits <= people:
        raise ValueError(_OUTSIDE)
    low, high = _wilson(hits, people, normal_quantile(level))
    if isinstance(total, Rounded):
        # Rounded for publication: its type says how it is written.
        said = count if isinstance(count, Rounded) else Rounded(count)
        return Share(said, total, low, high)
    return Share(hits, people, low, high)


def shares(counts: Counts, total: int | Counts, level: float = 0.95) -> tuple[Share, ...]:
    """Return shares with Wilson score intervals.

    Parameters
    ----------
    counts : sequence of int, shape (k,)
        0 ≤ count ≤ total.
    total : int or sequence of int, shape (k,)
        One total for all, or one for each count.
    level : float
        Coverage of each interval on its own, 0 < level < 1.

    Returns
    -------
    tuple of Share, length k

    Raises
    ------
    ValueError
        When a count is negative or exceeds its total, or the level is not between 0 and 1.

    Notes
    -----
    ``(2k + z² ± z·sqrt(z² + 4k(1 − k/n))) / (2(n + z²))``. A count of 0 has lower bound exactly 0,
    a count equal to its total upper bound exactly 1; a total of 0 has interval 0–1.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    JASA 22, 209–212.
    Newcombe, R. G. (1998a). Two-sided confidence intervals for the single proportion. Statistics
    in Medicine 17, 857–872.

    Examples
    --------
    15 of 148, 0.0624 to 0.1605 (Newcombe 1998a, table I, method 3).

    >>> (women,) = shares([15], 148)
    >>> round(women.low, 4), round(women.high, 4)
    (0.0624, 0.1605)
    """
    hits = np.asarray(counts, dtype=np.int64)
    totals = np.broadcast_to(np.asarray(total, dtype=np.int64), hits.shape)
    bounds = _wilson_bounds(hits, totals, normal_quantile(level))
    return records(Share, hits.tolist(), totals.tolist(), *bounds)


def goodman(counts: Counts, level: float = 0.95) -> tuple[Interval, ...]:
    """Return simultaneous intervals for all shares of one distribution.

    Parameters
    ----------
    counts : sequence of int, shape (k,)
        People per category; together they are the whole group.
    level : float
        Chance that all k intervals hold at once, 0 < level < 1.

    Returns
    -------
    tuple of Interval, length k

    Raises
    ------
    ValueError
        When a count is negative or the level is not between 0 and 1.

    Notes
    -----
    Wilson's interval with α replaced by α/k (Bonferroni). For an empty group every interval is 0–1;
    for k = 1 the share is 1 by definition and the interval is that of one share.

    References
    ----------
    Goodman, L. A. (1965). On simultaneous confidence intervals for multinomial proportions.
    Technometrics 7, 247–254.

    Examples
    --------
    The six outcomes of the report; their intervals hold all at once.

    >>> permits = goodman([473, 107, 21, 87, 10, 35])[1]
    >>> round(permits.low, 3), round(permits.high, 3)
    (0.115, 0.184)
    >>> surer = goodman([473, 107, 21, 87, 10, 35], level=0.99)[1]
    >>> round(surer.low, 3), round(surer.high, 3)
    (0.11, 0.192)
    """
    return goodman_each(np.asarray(counts, dtype=np.int64)[None], level)[0]


def goodman_each(counts: Ints, level: float = 0.95) -> list[tuple[Interval, ...]]:
    """Return `goodman` of every row of counts, shape (groups, k).

    Examples
    --------
    >>> rows = np.array([[473, 260], [190, 543]])
    >>> goodman_each(rows) == [goodman(row) for row in rows]
    True
    """
    groups, k = counts.shape
    if not k:
        return [()] * groups
    totals = np.broadcast_to(counts.sum(axis=1, keepdims=True), counts.shape)
    every = records(Interval, *_wilson_bounds(counts, totals, normal_quantile(level, k)))
    return [every[start : start + k] for start in range(0, groups * k, k)]


def _wilson(count: int, total: int, quantile: float) -> tuple[float, float]:
    """Return `_wilson_bounds` of one share, to the last bit, without an array for it."""
    square = quantile**2
    n = max(total, 1)
    spread = quantile * sqrt(square + 4 * count * (1 - count / n))
    low = 0.0 if count == 0 else (2 * count + square - spread) / (2 * (n + square))
    high = 1.0 if count == total else (2 * count + square + spread) / (2 * (n + square))
    return low, high


def _wilson_bounds(counts: Ints, totals: Ints, quantile: float) -> tuple[list[float], list[float]]:
    """Return all lower and all upper Wilson bounds, for a normal quantile z > 0; see `shares`."""
    check_counts(counts, totals)
    square = quantile**2
    n = np.maximum(totals, 1)
    spread = quantile * np.sqrt(square + 4 * counts * (1 - counts / n))
    low = (2 * counts + square - spread) / (2 * (n + square))
    high = (2 * counts + square + spread) / (2 * (n + square))
    # Exact at the ends, where rounding would leave 1e-17 of a person.
    low[(counts == 0) | (totals == 0)] = 0.0
    high[(counts == totals) | (totals == 0)] = 1.0
    return low.ravel().tolist(), high.ravel().tolist()


@lru_cache(maxsize=64)
def normal_quantile(level: float, intervals: int = 1) -> float:
    """Return z of a two-sided level, shared by so many intervals; ValueError outside 0–1.

    Examples
    --------
    >>> round(normal_quantile(0.95), 3), round(normal_quantile(0.95, intervals=5), 3)
    (1.96, 2.576)
    """
    if not 0 < level < 1:
        raise ValueError(f"`level` must be between 0 and 1, found {level}")
    return float(scipy.special.ndtri(1 - (1 - level) / (2 * intervals)))


def check_counts(counts: Ints, totals: Ints) -> None:
    """Raise ValueError for a count below 0 or above its total."""
    if np.any(counts < 0) or np.any(counts > totals):
        raise ValueError(_OUTSIDE)
