"""How sure a share is when people come in groups that differ: the groups are the units."""

from __future__ import annotations

import numpy as np
import scipy

from perspectief_core.shares.flags import GroupCounts
from perspectief_core.shares.intervals import Interval


def cluster_interval(counts: GroupCounts) -> Interval:
    """Return the 95 % interval of a pooled share when its groups vary.

    Parameters
    ----------
    counts : GroupCounts
        At least two groups, all with people.

    Raises
    ------
    ValueError
        With fewer than two groups or a group without people.

    Notes
    -----
    The pooled share p = K/N is a ratio estimator with variance
    ``m/(m−1) · Σ(kᵢ − p·nᵢ)² / N²`` over m groups. Its ratio to p(1 − p)/N is the design effect D,
    not let below 1: a few groups that happen to agree are no evidence of less than chance. The
    interval is Wilson's for N/D people with Student's t with m − 1 degrees of freedom instead of
    the normal quantile, so that it stays within 0–1 and also exists for a count of 0.

    References
    ----------
    Korn, E. L. & Graubard, B. I. (1998). Confidence intervals for proportions with small expected
    number of positive counts estimated from survey data. Survey Methodology 24, 193–201.
    Franco, C., Little, R. J. A., Louis, T. A. & Slud, E. V. (2019). Comparative study of confidence
    intervals for proportions in complex sample surveys. J. Survey Statistics and Methodology 7,
    334–364.

    Examples
    --------
    Three steunpunten of ten people that differ much: far wider than for 30 people apart.

    >>> from perspectief_core.shares.flags import GroupCounts
    >>> counts = GroupCounts(("a", "b", "c"), np.array([2, 9, 1]), np.array([10, 10, 10]))
    >>> interval = cluster_interval(counts)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.029, 0.937)
    """
    m = len(counts.codes)
    if m < 2 or not counts.totals.all():
        raise ValueError("`counts` needs two groups or more, all with people")
    hits, total = int(counts.hits.sum()), int(counts.totals.sum())
    p = hits / total
    effect = max(ratio_variance(counts) / (p * (1 - p) / total), 1.0) if 0 < hits < total else 1.0
    n, t = total / effect, float(scipy.special.stdtrit(m - 1, 0.975))
    middle = p + t**2 / (2 * n)
    spread = t * np.sqrt(p * (1 - p) / n + t**2 / (4 * n**2))
    low, high = ((middle + side * spread) / (1 + t**2 / n) for side in (-1, 1))
    return Interval(0.0 if hits == 0 else float(low), 1.0 if hits == total else float(high))


def ratio_variance(counts: GroupCounts) -> float:
    """Return the variance of the pooled share of two groups or more; see `cluster_interval`.

    Examples
    --------
    Three steunpunten of ten people: 1.5·(2² + 5² + 3²) / 30².

    >>> counts = GroupCounts(("a", "b", "c"), np.array([2, 9, 1]), np.array([10, 10, 10]))
    >>> round(ratio_variance(counts), 4)
    0.0633
    """
    m, total = len(counts.codes), int(counts.totals.sum())
    residual = counts.hits - counts.totals * (counts.hits.sum() / total)
    return float(m / (m - 1) * (residual**2).sum() / total**2)


def intraclass_correlation(counts: GroupCounts) -> float | None:
    """Return the analysis-of-variance estimate of the intraclass correlation.

    Parameters
    ----------
    counts : GroupCounts
        Groups with people.

    Returns
    -------
    float or None
        None with fewer than two groups, one person per group, or no variation at all.

    Notes
    -----
    ``(MSB − MSW) / (MSB + (n₀ − 1)·MSW)`` with ``n₀ = (N − Σnᵢ²/N) / (m − 1)``.

    References
    ----------
    Fleiss, J. L. & Cuzick, J. (1979). The reliability of dichotomous judgments: unequal numbers of
    judges per subject. Applied Psychological Measurement 3, 537–542. Donner, A. (1986). A review of
    inference procedures for the intraclass correlation coefficient. Int. Stat. Rev. 54, 67–82.

    Examples
    --------
    >>> from perspectief_core.shares.flags import GroupCounts
    >>> counts = GroupCounts(("a", "b", "c"), np.array([2, 9, 1]), np.array([10, 10, 10]))
    >>> round(intraclass_correlation(counts), 3)
    0.585
    """
    m, total = len(counts.codes), int(counts.totals.sum())
    if m < 2 or total <= m:
        return None
    shares, p = counts.hits / counts.totals, counts.hits.sum() / total
    between = float((counts.totals * (shares - p) ** 2).sum()) / (m - 1)
    within = float((counts.totals * shares * (1 - shares)).sum()) / (total - m)
    size = (total - float((counts.totals**2).sum()) / total) / (m - 1)
    spread = between + (size - 1) * within
    return (between - within) / spread if spread > 0 else None
