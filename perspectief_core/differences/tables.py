"""Does what became of people differ between groups: the exact test of any table of counts.

Given the totals of groups and of classes, every table with those totals has a known chance; p is
the chance of all tables that are no likelier than the one counted (Fisher, Freeman and Halton).
Where there are few such tables that chance comes in large steps, and the test finds less than its
level allows; mid-p counts those that are as likely for half.
"""

from __future__ import annotations

from math import prod

import numpy as np
import scipy

from perspectief_core.arrays import Floats, Ints
from perspectief_core.shares.chi_square import filled_part, independence_test

MOST_DIVISIONS = 3_000_000
"""Partial tables that are listed; of larger ones the chi-square test is exact enough."""
_MOST_SUMS = 100_000
"""Different totals that a half of the groups can have; more would cost precision."""
AS_LIKELY = 1e-7
"""Chances that differ by less than this share are equal: rounding, not counting, tells them apart.
The tolerance of R's `fisher.test`."""


def table_p(table: Ints, mid: bool = False) -> float | None:
    """Return the p of 'the classes are divided in the same way in every group'.

    Parameters
    ----------
    table : shape (groups, classes)
        Counts. Empty groups and classes say nothing and are left out.
    mid : bool
        Whether tables as likely as the one counted, itself among them, count for half. Such a p is
        too small now and then; over all that can happen it is about right, where the exact one is
        too large.

    Returns
    -------
    float or None
        None with fewer than two groups or classes.

    Notes
    -----
    The groups are taken in two halves. Each half has a list of its own tables with their totals per
    class and chances; a table of all is one from each list with the right totals. Sorted by chance,
    the shorter list answers with one search per entry of the other, so that five groups of 60 with
    two classes take some thousands of steps and not ten million. Of the largest class nothing needs
    to be listed: it is what is left. Absolute precision is about 1e-12.

    Where even these lists would be too long (`MOST_DIVISIONS`), which with two classes takes some
    hundreds of people per group on both sides, p is that of Pearson's χ², also of mid-p.

    References
    ----------
    Freeman, G. H. & Halton, J. H. (1951). Note on an exact treatment of contingency, goodness of
    fit and other problems of significance. Biometrika 38, 141–149. Lancaster, H. O. (1961).
    Significance tests in discrete distributions. JASA 56, 223–234.

    Examples
    --------
    >>> table = np.array([[2, 3, 4], [5, 1, 0], [0, 4, 6]])
    >>> round(table_p(table), 4), round(table_p(table, mid=True), 4)
    (0.0081, 0.0075)
    """
    kept = filled_part(table)
    if min(kept.shape) < 2:
        return None
    sizes, classes = kept.sum(axis=1), kept.sum(axis=0)
    listed = np.argsort(classes, kind="stable")[:-1]
    margins = classes[listed]
    halves = _halves(sizes, margins)
    longest = max(_divisions_of(half, margins) for half in halves)
    if longest > MOST_DIVISIONS or prod((margins + 1).tolist()) > _MOST_SUMS:
        test = independence_test(kept)
        return None if test is None else test.p
    one, other = (_divisions(half, margins) for half in halves)
    counted = float(_log_ways(sizes, kept[:, listed].T).sum())
    every = float(_log_ways(np.array([kept.sum()]), margins[:, None])[0])
    whole = int(margins @ _places(margins))
    p = _at_most(counted + AS_LIKELY, every, one, other, whole)
    return (p + _at_most(counted - AS_LIKELY, every, one, other, whole)) / 2 if mid else p


def _log_ways(sizes: Ints, listed: Ints) -> Floats:
    """Return the logarithm of in how many ways people of groups can fall in the listed classes.

    shapes (n,), (classes listed, n)
    """
    rest = sizes - listed.sum(axis=0)
    ways: Floats = (
        scipy.special.gammaln(sizes + 1.0)
        - scipy.special.gammaln(rest + 1.0)
        - scipy.special.gammaln(listed + 1.0).sum(axis=0)
    )
    return ways


def _places(margins: Ints) -> Ints:
    """Return what one in each class adds to the number that stands for totals of all classes."""
    return np.concatenate([[1], np.cumprod(margins + 1)[:-1]]).astype(np.int64)


def _halves(sizes: Ints, margins: Ints) -> tuple[Ints, Ints]:
    """Return the groups in two halves with lists about equally long."""
    halves: tuple[list[int], list[int]] = ([], [])
    for size in sorted(sizes.tolist(), reverse=True):
        min(halves, key=lambda half: _divisions_of(np.array(half), margins)).append(size)
    first, second = (np.array(half, dtype=np.int64) for half in halves)
    return first, second


def _divisions_of(sizes: Ints, margins: Ints) -> int:
    return prod(min(size, most) + 1 for size in sizes.tolist() for most in margins.tolist())


def _divisions(sizes: Ints, margins: Ints) -> tuple[Ints, Floats]:
    """Return of every table over these groups the number of its totals, and its log ways."""
    totals, ways = np.zeros((len(margins), 1), dtype=np.int64), np.zeros(1)
    for size in sizes.tolist():
        own = np.indices([min(size, most) + 1 for most in margins.tolist()])
        own = own.reshape(len(margins), -1)
        own = own[:, own.sum(axis=0) <= size]
        totals = (totals[:, :, None] + own[:, None, :]).reshape(len(margins), -1)
        ways = (ways[:, None] + _log_ways(np.array(size), own)).ravel()
        kept = (totals <= margins[:, None]).all(axis=0)
        totals, ways = totals[:, kept], ways[kept]
    return _places(margins) @ totals, ways


def _at_most(
    most_ways: float, every: float, one: tuple[Ints, Floats], other: tuple[Ints, Floats], whole: int
) -> float:
    """Return the chance of all tables with at most so many log ways, of `every` log ways."""
    (sums, ways), (own_sums, own_ways) = sorted((one, other), key=lambda half: len(half[0]))
    order = np.lexsort((ways, sums))
    sums, ways = sums[order], ways[order]
    starts = np.searchsorted(sums, np.arange(whole + 2))
    # Chances within one sum add up to 1, so that running totals lose no precision over sums.
    of_sum = np.zeros(whole + 1)
    distinct = np.unique(sums)
    of_sum[distinct] = (
        np.log(np.add.reduceat(np.exp(ways - ways.max()), starts[distinct])) + ways.max()
    )
    running = np.concatenate([[0.0], np.cumsum(np.exp(ways - of_sum[sums]))])
    # The ways of each sum stand `place` further than those before: one search serves all sums.
    place, partner = float(ways.max()) + 1, whole - own_sums
    most = np.minimum(most_ways - own_ways, place - 0.5)
    ends = np.searchsorted(sums * place + ways, partner * place + most, side="right")
    ends = np.clip(ends, starts[partner], starts[partner + 1])
    share = running[ends] - running[starts[partner]]
    return float(min((share * np.exp(own_ways + of_sum[partner] - every)).sum(), 1.0))
