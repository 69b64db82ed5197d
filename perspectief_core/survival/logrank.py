"""Do groups differ in how fast an outcome comes, among those who could still have it?

The log-rank test for any number of groups, with delayed entry. For one cause among several it
compares cause-specific hazards: whoever has another outcome first is no longer at risk.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from perspectief_core.arrays import Floats
from perspectief_core.shares import meaning
from perspectief_core.survival.histories import (
    Histories,
    Ties,
    ended,
    exposed,
    happened,
    same_moments,
)


@dataclass(frozen=True, slots=True)
class GroupTest:
    """A test of equality over groups: chi-square, degrees of freedom and p.

    `observed` counts the outcomes per group and `expected` what they would be if the groups did
    not differ, in the order given; expected and observed have the same sum.
    """

    chi2: float
    df: int
    p: float
    observed: tuple[float, ...]
    expected: tuple[float, ...]

    @property
    def more_than_chance(self) -> bool:
        """Whether the groups differ more than chance gives."""
        return meaning.more_than_chance(self.p)


def logrank(
    groups: tuple[Histories, ...], cause: int | None = None, ties: Ties = "outcomes_first"
) -> GroupTest | None:
    """Test whether the hazard of an outcome is the same in every group.

    Parameters
    ----------
    groups : tuple of Histories
        The people of each group, with delayed entry where there is any.
    cause : int, optional
        The event that counts; by default any event.
    ties : {"outcomes_first", "half_month", "censored_first"}
        How a censoring counts at the time of an outcome.

    Returns
    -------
    GroupTest or None
        None when there is nothing to compare: no outcomes, or never two groups at risk at once.

    Notes
    -----
    At each time d of n people have the outcome, of whom n_g of group g are at risk: expected
    ``d·n_g/n``, covariance ``d(n − d)/(n − 1)·(n_g/n)(1{g = h} − n_h/n)``. Without delayed entry
    this is Mantel's test; with it, the score test of a proportional hazards model with exact ties.
    At a time with one person at risk there is nothing to learn.

    References
    ----------
    Mantel, N. (1966). Evaluation of survival data and two new rank order statistics arising in its
    consideration. Cancer Chemotherapy Reports 50, 163–170.
    Andersen, P. K., Borgan, Ø., Gill, R. D. & Keiding, N. (1993). Statistical Models Based on
    Counting Processes, V.2. Springer.

    Examples
    --------
    >>> from perspectief_core.survival.histories import histories
    >>> fast = histories(np.array([1.0, 2.0, 3.0]), np.array([1, 1, 1]))
    >>> slow = histories(np.array([4.0, 5.0, 6.0]), np.array([1, 1, 0]))
    >>> tested = logrank((fast, slow))
    >>> round(tested.chi2, 2), tested.df
    (5.05, 1)
    """
    groups = same_moments(groups)
    times = [group.exit[ended(group.event, cause)] for group in groups]
    steps = np.unique(np.concatenate(times or [np.zeros(0)]))
    n = np.array([exposed(group, steps, ties) for group in groups])
    d = np.array([_hits(group, steps, cause) for group in groups])
    if not d.sum():
        return None
    total, hits = n.sum(axis=0), d.sum(axis=0)
    expected = (n * hits / total).sum(axis=1)
    factor = np.zeros(len(steps))
    np.divide(hits * (total - hits), total - 1, out=factor, where=total > 1)
    share = n / total
    covariance = np.diag((share * factor).sum(axis=1)) - (share * factor) @ share.T
    return group_test(d.sum(axis=1), expected, covariance)


def group_test(observed: Floats, expected: Floats, covariance: Floats) -> GroupTest | None:
    """Return the chi-square of observed against expected; None when nothing varies.

    Parameters
    ----------
    observed, expected : float arrays of shape (g,)
    covariance : float array of shape (g, g)
        Of observed minus expected; singular, since these add up to 0.

    Examples
    --------
    Eight observed where five were expected, with variance 2.5: 3² / 2.5.

    >>> covariance = np.array([[2.5, -2.5], [-2.5, 2.5]])
    >>> tested = group_test(np.array([8.0, 2.0]), np.array([5.0, 5.0]), covariance)
    >>> round(tested.chi2, 2), tested.df
    (3.6, 1)
    """
    rank = int(np.linalg.matrix_rank(covariance, tol=1e-9 * max(1.0, float(observed.sum()))))
    if not rank:
        return None
    excess = observed - expected
    chi2 = float(excess @ np.linalg.pinv(covariance, rcond=1e-10, hermitian=True) @ excess)
    return GroupTest(
        chi2,
        rank,
        float(scipy.special.chdtrc(rank, chi2)),
        tuple(observed.tolist()),
        tuple(expected.tolist()),
    )


def _hits(group: Histories, steps: Floats, cause: int | None) -> Floats:
    if cause is not None:
        return happened(group, steps, cause)
    total: Floats = np.zeros(len(steps))
    for code in np.unique(group.event[group.event > 0]).tolist():
        total += happened(group, steps, code)
    return total
