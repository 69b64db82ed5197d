"""Could a difference have been seen? The rule by which groups are too small to tell.

Nothing found among few people is no finding. Before saying that groups do not differ, we ask
whether a large difference would have been found, at the level that the correction for many
comparisons leaves. The difference is the same for every kind of number: odds four times as large,
as 33 against 67 in a hundred, or 8 against 26.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from math import log, pi, sqrt

import numpy as np
import scipy

from perspectief_core.differences.exact import conditional_power
from perspectief_core.shares import meaning
from perspectief_core.shares.flags import GroupCounts

RATIO = 4.0
"""The odds ratio that counts as a large difference."""
POWER = 0.8
"""The chance (0–1) of finding it from which groups are large enough."""

DEVIATIONS = log(RATIO) * sqrt(3) / pi
"""The same difference of numbers, in standard deviations: where the odds of being over any bound
are four times as large, and numbers are spread as the logistic distribution (0.76)."""
HAZARD_RATIO = log(3) / log(1.5)
"""The same difference in speed: when 33 of 100 have left of the one, 67 have of the other (2.7)."""
_RANKS = 3 / pi
"""How much of the sample ranks keep, when numbers are normal (Pitman efficiency)."""

Seen = Callable[[int, int, float], float]
"""The chance of seeing the difference between two groups, given by position, at a level."""


def level(comparisons: int) -> float:
    """Return the level at which a difference is found for certain after Holm's correction.

    Examples
    --------
    >>> round(level(16), 5)
    0.00313
    """
    return meaning.ALPHA / max(comparisons, 1)


def too_small(groups: int, comparisons: int, seen: Seen) -> tuple[int, ...]:
    """Return the positions of groups that are large enough beside none of the others.

    Parameters
    ----------
    groups, comparisons : int
    seen : callable
        The chance of seeing the difference between two of them.

    Examples
    --------
    >>> too_small(3, 1, lambda one, other, alpha: 0.9 if other == 2 else 0.1)
    ()
    >>> too_small(3, 1, lambda one, other, alpha: 0.9 if (one, other) == (0, 1) else 0.1)
    (2,)
    """
    alpha = level(comparisons)
    pairs = [pair for pair in combinations(range(groups), 2) if seen(*pair, alpha) >= POWER]
    large = {position for pair in pairs for position in pair}
    return tuple(position for position in range(groups) if position not in large)


def seen_share(counts: GroupCounts, mid: bool = False) -> Seen:
    """Return the chance of seeing the difference in a share, by the exact test; of two groups.

    Examples
    --------
    Of two groups of 50, half of whom have the outcome, and of two of 10.

    >>> groups = GroupCounts(("a", "b"), np.array([25, 25]), np.array([50, 50]))
    >>> small = GroupCounts(("a", "b"), np.array([5, 5]), np.array([10, 10]))
    >>> [round(seen_share(counts)(0, 1, 0.05), 2) for counts in (groups, small)]
    [0.89, 0.24]
    """

    def seen(one: int, other: int, alpha: float) -> float:
        both = [one, other]
        if not counts.totals[both].all():
            return 0.0
        codes = counts.codes[one], counts.codes[other]
        pair = GroupCounts(codes, counts.hits[both], counts.totals[both])
        return conditional_power(pair, RATIO, alpha, mid)

    return seen


def seen_number(sizes: tuple[int, ...]) -> Seen:
    """Return the chance of seeing the difference in numbers, by their ranks.

    Notes
    -----
    ``Φ(d·sqrt(3/π · n₁n₂/(n₁ + n₂)) − z)`` for a difference of d standard deviations.

    References
    ----------
    Chinn, S. (2000). A simple method for converting an odds ratio to effect size for use in
    meta-analysis. Statistics in Medicine 19, 3127–3131.

    Examples
    --------
    Between two groups of 30; 0.76 standard deviations is log 4 / 1.81 (Chinn 2000).

    >>> round(DEVIATIONS, 2), round(seen_number((30, 30))(0, 1, 0.05), 2)
    (0.76, 0.82)
    """
    return _normal(DEVIATIONS * sqrt(_RANKS), lambda one, other: both(sizes[one], sizes[other]))


def seen_pace(sizes: tuple[int, ...], events: tuple[int, ...]) -> Seen:
    """Return the chance of seeing the difference in speed, by the log-rank test.

    Notes
    -----
    ``Φ(log(h)·sqrt(D·n₁n₂)/(n₁ + n₂) − z)`` for a hazard ratio h and D events of both.

    References
    ----------
    Schoenfeld, D. (1981). The asymptotic properties of nonparametric tests for comparing survival
    distributions. Biometrika 68, 316–319.

    Examples
    --------
    Schoenfeld's formula asks 4·(1.96 + 0.84)² / log(h)² = 31.6 events for a power of 0.8.

    >>> round(seen_pace((50, 50), (16, 16))(0, 1, 0.05), 2)
    0.8
    """

    def information(one: int, other: int) -> float:
        total = sizes[one] + sizes[other]
        each = both(sizes[one], sizes[other])
        return (events[one] + events[other]) * each / total if total else 0.0

    return _normal(log(HAZARD_RATIO), information)


def seen_clustered(effect: float, information: Callable[[int, int], float], freedom: int) -> Seen:
    """Return the chance of seeing a difference between groups of clusters.

    Parameters
    ----------
    effect : float
        The difference in standard deviations of one person, or as a log hazard ratio.
    information : callable
        1 / variance of the estimated difference between two groups, in those units, with what
        clusters add to it.
    freedom : int
        Clusters less groups.

    Notes
    -----
    ``Φ(effect·sqrt(information) − t)`` with Student's t at the level: a few clusters do not tell
    well how much clusters differ.

    Examples
    --------
    With ten clusters less is seen than with a thousand, at the same information.

    >>> seen = [seen_clustered(0.76, lambda one, other: 15.0, freedom) for freedom in (8, 998)]
    >>> [round(chance(0, 1, 0.05), 2) for chance in seen]
    [0.74, 0.84]
    """

    def seen(one: int, other: int, alpha: float) -> float:
        precision = information(one, other)
        if not precision or freedom < 1:
            return 0.0
        return float(
            scipy.special.ndtr(
                effect * np.sqrt(precision) - scipy.special.stdtrit(freedom, 1 - alpha / 2)
            )
        )

    return seen


def both(one: float, other: float) -> float:
    """Return 1 / (1/one + 1/other); 0 when one is 0.

    Examples
    --------
    >>> both(10, 10), both(10, 0)
    (5.0, 0.0)
    """
    return one * other / (one + other) if one and other else 0.0


def as_shares(share: float) -> tuple[float, float]:
    """Return the two shares (0–1) with the odds ratio that counts, as far on either side of one.

    Examples
    --------
    >>> [round(one, 2) for one in as_shares(0.5)]
    [0.33, 0.67]
    """
    odds = share / (1 - share)
    low, high = odds / sqrt(RATIO), odds * sqrt(RATIO)
    return low / (1 + low), high / (1 + high)


def _normal(effect: float, information: Callable[[int, int], float]) -> Seen:
    def seen(one: int, other: int, alpha: float) -> float:
        precision = information(one, other)
        return (
            float(
                scipy.special.ndtr(effect * np.sqrt(precision) - scipy.special.ndtri(1 - alpha / 2))
            )
            if precision
            else 0.0
        )

    return seen
