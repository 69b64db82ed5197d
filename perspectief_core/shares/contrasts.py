"""Two shares against each other: their difference (Newcombe) and their ratio (log interval)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.shares.intervals import check_counts, normal_quantile, shares


@dataclass(frozen=True, slots=True)
class Difference:
    """First share minus second (−1 to 1); `estimate` is None when a group is empty."""

    estimate: float | None
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ratio:
    """First share divided by second; None where a zero makes estimate or interval undefined."""

    estimate: float | None
    low: float | None
    high: float | None


def newcombe_difference(
    count_1: int, total_1: int, count_2: int, total_2: int, level: float = 0.95
) -> Difference:
    """Return the difference of two independent shares, first minus second.

    Parameters
    ----------
    count_1, total_1, count_2, total_2 : int
        0 ≤ count ≤ total of each group.
    level : float
        Coverage, 0 < level < 1.

    Returns
    -------
    Difference
        For an empty group the estimate is None and the interval −1 to 1.

    Raises
    ------
    ValueError
        When a count is negative or exceeds its total, or the level is not between 0 and 1.

    Notes
    -----
    Newcombe's method 10: with Wilson bounds l, u of each share,
    ``d − sqrt((p1 − l1)² + (u2 − p2)²)`` to ``d + sqrt((u1 − p1)² + (p2 − l2)²)``.

    References
    ----------
    Newcombe, R. G. (1998b). Interval estimation for the difference between independent proportions:
    comparison of eleven methods. Statistics in Medicine 17, 873–890.

    Examples
    --------
    56 of 70 against 48 of 80, 0.0524 to 0.3339 (Newcombe 1998b, table II, contrast a).

    >>> difference = newcombe_difference(56, 70, 48, 80)
    >>> round(difference.low, 4), round(difference.high, 4)
    (0.0524, 0.3339)
    """
    first, second = shares([count_1, count_2], [total_1, total_2], level)
    p1, p2 = first.share, second.share
    if p1 is None or p2 is None:
        return Difference(None, -1.0, 1.0)
    below = float(np.hypot(p1 - first.low, second.high - p2))
    above = float(np.hypot(first.high - p1, p2 - second.low))
    difference = p1 - p2
    return Difference(difference, max(difference - below, -1.0), min(difference + above, 1.0))


def risk_ratio(
    count_1: int, total_1: int, count_2: int, total_2: int, level: float = 0.95
) -> Ratio:
    """Return the ratio of two independent shares, first divided by second.

    Parameters and errors as in `newcombe_difference`.

    Returns
    -------
    Ratio
        `estimate` is None when a group is empty or the second count is 0; `low` and `high` are None
        when either count is 0: the log interval does not exist there, and nothing is added to make
        it exist.

    Notes
    -----
    ``exp(log r ± z·sqrt(1/k1 − 1/n1 + 1/k2 − 1/n2))``.

    References
    ----------
    Katz, D., Baptista, J., Azen, S. P. & Pike, M. C. (1978). Obtaining confidence intervals for the
    risk ratio in cohort studies. Biometrics 34, 469–474.

    Examples
    --------
    Heart attacks with placebo and aspirin, 1.82 (1.43 to 2.31; Agresti 2002, section 2.2).

    >>> ratio = risk_ratio(189, 11034, 104, 11037)
    >>> round(ratio.estimate, 2), round(ratio.low, 2), round(ratio.high, 2)
    (1.82, 1.43, 2.31)
    """
    check_counts(np.array([count_1, count_2]), np.array([total_1, total_2]))
    quantile = normal_quantile(level)
    if total_1 == 0 or count_2 == 0:
        return Ratio(None, None, None)
    ratio = (count_1 / total_1) / (count_2 / total_2)
    if count_1 == 0:
        return Ratio(ratio, None, None)
    error = np.sqrt(1 / count_1 - 1 / total_1 + 1 / count_2 - 1 / total_2)
    factor = float(np.exp(quantile * error))
    return Ratio(ratio, ratio / factor, ratio * factor)
