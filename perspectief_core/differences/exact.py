"""Does a share differ between a few groups: the exact test, however small the counts.

The table of who has the outcome and who has not, see `tables`; and with two groups the chance that
the test finds a difference that is there.
"""

from __future__ import annotations

import numpy as np
import scipy

from perspectief_core.arrays import Floats, Ints
from perspectief_core.differences.tables import AS_LIKELY, table_p
from perspectief_core.shares.flags import GroupCounts


def exact_p(counts: GroupCounts, mid: bool = False) -> float | None:
    """Return the p of 'the share is the same in every group'.

    Parameters
    ----------
    counts : GroupCounts
        Groups without people say nothing and are left out.
    mid : bool
        As in `tables.table_p`.

    Returns
    -------
    float or None
        None with fewer than two groups, or when everyone or nobody has the outcome.

    Examples
    --------
    Fisher's lady who tasted tea, three of four right: two-sided 0.486 (Agresti 2002, section 3.5).

    >>> from perspectief_core.shares.flags import GroupCounts
    >>> tea = GroupCounts(("melk", "thee"), np.array([3, 1]), np.array([4, 4]))
    >>> round(exact_p(tea), 3), round(exact_p(tea, mid=True), 3)
    (0.486, 0.257)
    """
    return table_p(np.column_stack([counts.hits, counts.totals - counts.hits]), mid)


def conditional_power(counts: GroupCounts, ratio: float, alpha: float, mid: bool = False) -> float:
    """Return the chance that the exact test of two groups finds an odds ratio.

    Parameters
    ----------
    counts : GroupCounts
        Two groups with people. Only their sizes and the number of hits together matter.
    ratio : float > 0
        Odds of the outcome in one group divided by those in the other.
    alpha : float
        The level of the test.
    mid : bool
        Whether the test is mid-p.

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
    rejected = _p_of_each(np.exp(ways - scipy.special.logsumexp(ways)), mid) <= alpha
    powers = [
        float(np.exp(shifted - scipy.special.logsumexp(shifted))[rejected].sum())
        for shifted in (ways + side * support * np.log(ratio) for side in (1, -1))
    ]
    return min(powers)


def _p_of_each(chances: Floats, mid: bool) -> Floats:
    """Return, per division, the chance of all divisions that are no likelier."""
    order = np.argsort(chances)
    sums = np.concatenate([[0.0], np.cumsum(chances[order])])
    p: Floats = sums[np.searchsorted(chances[order], chances * (1 + AS_LIKELY), side="right")]
    if mid:
        p = (p + sums[np.searchsorted(chances[order], chances * (1 - AS_LIKELY))]) / 2
    return p


def _log_ways(totals: Ints, hits: Ints) -> Floats:
    """Return the logarithm of in how many ways so many of a group can have the outcome."""
    ways: Floats = (
        scipy.special.gammaln(totals + 1.0)
        - scipy.special.gammaln(hits + 1.0)
        - scipy.special.gammaln(totals - hits + 1.0)
    )
    return ways
