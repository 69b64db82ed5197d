"""How much faster some people leave than others at equal duration, when people come in clusters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from perspectief_core.shares.intervals import Interval, by_student
from perspectief_core.survival.regression import Regression


@dataclass(frozen=True, slots=True)
class HazardRatio:
    """Ratio of the chance to leave of one group to that of another, at equal duration; or, of a
    number, for one more of it.

    `interval` and `p` let clusters differ; `naive` is the standard error of the logarithm with
    people as units, `robust` with clusters.
    """

    ratio: float
    interval: Interval
    p: float
    naive: float
    robust: float

    @property
    def naive_p(self) -> float:
        """p with people as units, for contrast."""
        return 2 * float(scipy.special.ndtr(-abs(np.log(self.ratio)) / self.naive))


def hazard_ratios(regression: Regression, wider: bool = False) -> tuple[HazardRatio, ...]:
    """Return the ratio of each column; interval and p use Student's t with clusters − 1.

    Parameters
    ----------
    regression : Regression
    wider
        Whether interval and p use the larger of both standard errors: with nearly as many columns
        as clusters the robust one comes out too small.

    Examples
    --------
    Who has the characteristic leaves sooner, but of six people that says nothing.

    >>> from perspectief_core.survival.regression import Spells, cox
    >>> people = Spells(
    ...     exit=np.array([2.0, 3, 3, 5, 6, 8]), event=np.array([1, 1, 1, 1, 0, 1]),
    ...     entry=np.zeros(6), cluster=np.arange(6),
    ...     columns=np.array([[1.0], [0], [1], [0], [1], [0]]),
    ... )
    >>> (ratio,) = hazard_ratios(cox(people, 1))
    >>> round(ratio.ratio, 2), ratio.p > 0.05
    (1.46, True)
    """
    freedom = regression.clusters - 1
    naive, robust = (
        np.sqrt(np.diag(covariance)).tolist()
        for covariance in (regression.naive, regression.robust)
    )
    return tuple(
        _ratio(effect, people, clusters, max(people, clusters) if wider else clusters, freedom)
        for effect, people, clusters in zip(regression.effects.tolist(), naive, robust, strict=True)
    )


def _ratio(effect: float, naive: float, robust: float, error: float, freedom: int) -> HazardRatio:
    ends = by_student(effect, error, freedom)
    return HazardRatio(
        ratio=float(np.exp(effect)),
        interval=Interval(float(np.exp(ends.low)), float(np.exp(ends.high))),
        p=2 * float(scipy.special.stdtr(freedom, -abs(effect) / error)),
        naive=naive,
        robust=robust,
    )
