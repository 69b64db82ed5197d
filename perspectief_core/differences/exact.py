"""Does a share differ between a few groups: the exact test, however small the counts.

Fisher's test for two groups, and its extension to more (Fisher–Freeman–Halton). Given how many
people have the outcome in all, every way of dividing them over the groups has a known chance; p is
the chance of all divisions that are no likelier than the one counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

import numpy as np
from scipy.special import gammaln, logsumexp

from perspectief_core.arrays import Floats, Ints
from perspectief_core.shares.chi_square import independence_test
from perspectief_core.shares.flags import GroupCounts

MOST_DIVISIONS = 3_000_000
"""Partial divisions that are listed; of larger groups the chi-square test is exact enough."""
_AS_LIKELY = 1e-7
"""Chances that differ by less than this share are equal: rounding, not counting, tells them apart.
The tolerance of R's `fisher.test`."""


def exact_p(counts: GroupCounts) -> float | None:
    """Return the p of 'the share is the same in every group'.

    Parameters
    ----------
    counts : GroupCounts
        Groups without people say nothing and are left out.

    Returns
    -------
    float or None
        None with fewer than two groups, or when everyone or nobody has the outcome.

    Notes
    -----
    The groups are taken in two halves. Each half has a list of its own divisions with their sums
    and chances; a division of all is one from each list with the right sum. Sorted by chance, the
    shorter list answers with one search per entry of the other, so that five groups of 60 take
    some thousands of steps and not ten million. Absolute precision is about 1e-12.

    Where even these lists would be too long (`MOST_DIVISIONS`), which takes some hundreds of people
    per group on both sides, p is that of Pearson's χ².

    References
    ----------
    Freeman, G. H. & Halton, J. H. (1951). Note on an exact treatment of contingency, goodness of
    fit and other problems of significance. Biometrika 38, 141–149.

    Examples
    --------
    Fisher's lady who tasted tea, three of four right: two-sided 0.486 (Agresti 2002, section 3.5).

    >>> from perspectief_core.shares.flags import GroupCounts
    >>> tea = GroupCounts(("melk", "thee"), np.array([3, 1]), np.array([4, 4]))
    >>> round(exact_p(tea), 3)
    0.486
    """
    people = counts.filled
    hits, n = int(people.hits.sum()), int(people.totals.sum())
    if len(people.codes) < 2 or hits in (0, n):
        return None
    # With or without the outcome is the same question; the rarer of the two has shorter lists.
    rarer = people.hits if 2 * hits <= n else people.totals - people.hits
    rare = int(rarer.sum())
    halves = _halves(people.totals, rare)
    if max(_divisions_of(half, rare) for half in halves) > MOST_DIVISIONS:
        test = independence_test(np.column_stack([people.hits, people.totals - people.hits]))
        return None if test is None else test.p
    observed = float(_log_ways(people.totals, rarer).sum())
    one, other = (_divisions(half, rare) for half in halves)
    every = float(_log_ways(np.array(n), np.array(rare)))
    return _at_most(observed, every, one, other, rare)


def conditional_power(counts: GroupCounts, ratio: float, alpha: float) -> float:
    """Return the chance that the exact test of two groups finds an odds ratio.

    Parameters
    ----------
    counts : GroupCounts
        Two groups with people. Only their sizes and the number of hits together matter.
    ratio : float > 0
        Odds of the outcome in one group divided by those in the other.
    alpha : float
        The level of the test.

    Returns
    -------
    float
        The lesser of the two directions, 0–1; 0 when everyone or nobody has the outcome.

    Notes
    -----
    Given the number of hits in all, those of the first group follow Fisher's noncentral
    hypergeometric distribution, which depends on the ratio alone. The chance sums it over the
    counts that the test rejects.

    References
    ----------
    Fisher, R. A. (1935). The logic of inductive inference. JRSS 98, 39–82.

    Examples
    --------
    Twice thirty people, half with the outcome: an odds ratio of 4 is found six times in ten.

    >>> from perspectief_core.shares.flags import GroupCounts
    >>> pair = GroupCounts(("a", "b"), np.array([15, 15]), np.array([30, 30]))
    >>> round(conditional_power(pair, 4, 0.05), 2)
    0.63
    """
    first, second = counts.totals.tolist()
    hits = int(counts.hits.sum())
    support = np.arange(max(0, hits - second), min(first, hits) + 1)
    ways = _log_ways(np.array(first), support) + _log_ways(np.array(second), hits - support)
    rejected = _p_of_each(np.exp(ways - logsumexp(ways))) <= alpha
    found = [
        float(np.exp(shifted - logsumexp(shifted))[rejected].sum())
        for shifted in (ways + side * support * np.log(ratio) for side in (1, -1))
    ]
    return min(found)


def _p_of_each(chances: Floats) -> Floats:
    """Return, per division, the chance of all divisions that are no likelier."""
    order = np.argsort(chances)
    sums = np.cumsum(chances[order])
    at = np.searchsorted(chances[order], chances * (1 + _AS_LIKELY), side="right")
    p: Floats = sums[at - 1]
    return p


def _log_ways(totals: Ints, hits: Ints) -> Floats:
    """Return the logarithm of in how many ways so many of a group can have the outcome."""
    ways: Floats = gammaln(totals + 1.0) - gammaln(hits + 1.0) - gammaln(totals - hits + 1.0)
    return ways


def _halves(totals: Ints, hits: int) -> tuple[Ints, Ints]:
    """Return the groups in two halves with lists about equally long."""
    halves: tuple[list[int], list[int]] = ([], [])
    for total in sorted(totals.tolist(), reverse=True):
        min(halves, key=lambda half: _divisions_of(half, hits)).append(total)
    first, second = (np.array(half, dtype=np.int64) for half in halves)
    return first, second


def _divisions_of(totals: Iterable[int], hits: int) -> int:
    return prod(min(int(total), hits) + 1 for total in totals)


def _divisions(totals: Ints, hits: int) -> tuple[Ints, Floats]:
    """Return of every division over these groups how many hits it has, and its log ways."""
    sums, ways = np.zeros(1, dtype=np.int64), np.zeros(1)
    for total in totals.tolist():
        own = np.arange(min(total, hits) + 1)
        sums = (sums[:, None] + own).ravel()
        ways = (ways[:, None] + _log_ways(np.array(total), own)).ravel()
        kept = sums <= hits
        sums, ways = sums[kept], ways[kept]
    return sums, ways


def _at_most(
    observed: float, every: float, one: tuple[Ints, Floats], other: tuple[Ints, Floats], hits: int
) -> float:
    """Return the chance of all divisions with at most `observed` log ways, of `every` log ways."""
    (sums, ways), (own_sums, own_ways) = sorted((one, other), key=lambda half: len(half[0]))
    order = np.lexsort((ways, sums))
    sums, ways = sums[order], ways[order]
    starts = np.searchsorted(sums, np.arange(hits + 2))
    # Chances within one sum add up to 1, so that running totals lose no precision over sums.
    of_sum = np.zeros(hits + 1)
    found = np.unique(sums)
    of_sum[found] = np.log(np.add.reduceat(np.exp(ways - ways.max()), starts[found])) + ways.max()
    running = np.concatenate([[0.0], np.cumsum(np.exp(ways - of_sum[sums]))])
    # The ways of each sum stand `place` further than those before: one search serves all sums.
    place, partner = float(ways.max()) + 1, hits - own_sums
    most = np.minimum(observed + _AS_LIKELY - own_ways, place - 0.5)
    ends = np.searchsorted(sums * place + ways, partner * place + most, side="right")
    ends = np.clip(ends, starts[partner], starts[partner + 1])
    share = running[ends] - running[starts[partner]]
    return float(min((share * np.exp(own_ways + of_sum[partner] - every)).sum(), 1.0))
