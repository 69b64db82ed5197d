"""Do numbers differ between a few groups: by their ranks, so that one extreme value weighs little.

The test of Kruskal and Wallis; for two groups that of Wilcoxon, Mann and Whitney.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy

from perspectief_core.arrays import Floats
from perspectief_core.shares.drawn import monte_carlo_p

LARGE = 30
"""With so many values in every group χ² is exact enough; else the ranks are shuffled.

About the arithmetic alone, not `meaning.FEWEST_TO_CONCLUDE`: smaller groups are tested too.
"""
DRAWS = 1999
_MOST_RANKS, _FEWEST_DRAWS = 4_000_000, 999
"""Ranks of all shuffles together, and how many shuffles there are even so."""


def rank_p(groups: Sequence[Floats]) -> float | None:
    """Return the p of 'the numbers are alike in every group'.

    Parameters
    ----------
    groups : sequence of float arrays
        The known values of each group; empty groups are left out.

    Returns
    -------
    float or None
        None with fewer than two groups, or when all values are equal.

    Notes
    -----
    H is the weighted spread of the mean ranks, corrected for ties. In large groups it follows χ²;
    otherwise p is that of `monte_carlo_p` over shuffled ranks. Ranks and groups are sorted first,
    so that p does not depend on the order of people or groups; the seed is always 0.

    References
    ----------
    Kruskal, W. H. & Wallis, W. A. (1952). Use of ranks in one-criterion variance analysis. JASA 47,
    583–621.

    Examples
    --------
    >>> low, high = np.arange(10.0), np.arange(10.0) + 8
    >>> rank_p([low, high]) < 0.01, rank_p([low, low])
    (True, 1.0)
    """
    filled = [group for group in groups if len(group)]
    if len(filled) < 2:
        return None
    ranks = scipy.stats.rankdata(np.concatenate(filled))
    if ranks.min() == ranks.max():
        return None
    sizes = np.array([len(group) for group in filled])
    sums = np.array([part.sum() for part in np.split(ranks, np.cumsum(sizes)[:-1])])
    observed = float((sums**2 / sizes).sum())
    if sizes.min() >= LARGE:
        return _large_p(ranks, observed, len(filled))
    return _shuffled_p(np.sort(ranks), np.sort(sizes), observed)


def _large_p(ranks: Floats, squares: float, groups: int) -> float:
    n = len(ranks)
    # Kruskal and Wallis with ties: the variance of the ranks as they are.
    statistic = (squares - n * (n + 1) ** 2 / 4) / float(ranks.var(ddof=1))
    return float(scipy.special.chdtrc(groups - 1, statistic))


def _shuffled_p(
    ranks: Floats, sizes: np.ndarray[tuple[int], np.dtype[np.int64]], squares: float
) -> float:
    draws = max(min(DRAWS, _MOST_RANKS // len(ranks)), _FEWEST_DRAWS)
    shuffled = np.random.default_rng(0).permuted(np.tile(ranks, (draws, 1)), axis=1)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    drawn = (np.add.reduceat(shuffled, starts, axis=1) ** 2 / sizes).sum(axis=1)
    return float(monte_carlo_p(drawn >= squares * (1 - 1e-12)))
