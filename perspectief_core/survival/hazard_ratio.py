"""How much faster one group leaves than another at equal duration, when people come in clusters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, stdtr, stdtrit

from perspectief_core.arrays import Floats
from perspectief_core.shares.intervals import Interval
from perspectief_core.survival.histories import Histories, Ties, event_times, exposed, happened

_STEPS = 50


@dataclass(frozen=True, slots=True)
class HazardRatio:
    """Ratio of the chance to leave of the first group to that of the second, at equal duration.

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
        return 2 * float(ndtr(-abs(np.log(self.ratio)) / self.naive))


def hazard_ratio(
    clusters: Sequence[tuple[Histories, Histories]], ties: Ties = "outcomes_first"
) -> HazardRatio | None:
    """Return Cox's estimate for one yes/no characteristic, with delayed entry.

    Parameters
    ----------
    clusters : sequence of (first, second)
        The people of both groups in each cluster, in whole units of time.
    ties
        How a censoring counts at the time of an outcome.

    Returns
    -------
    HazardRatio or None
        None with fewer than two clusters with people, or when there is nothing to compare.

    Notes
    -----
    Partial likelihood, equal times as Breslow does. The robust variance adds up the squared score
    residuals of clusters (Lin and Wei); interval and p use Student's t with clusters − 1.

    References
    ----------
    Lin, D. Y. & Wei, L. J. (1989). The robust inference for the Cox proportional hazards model.
    JASA 84, 1074–1078.
    """
    used = [pair for pair in clusters if pair[0].n + pair[1].n]
    times = [event_times(one) for pair in used for one in pair]
    steps = np.unique(np.concatenate([np.zeros(0), *times]))
    first, second = (_Counts.of([pair[at] for pair in used], steps, ties) for at in (0, 1))
    left = first.left.sum(axis=0) + second.left.sum(axis=0)
    there = first.there.sum(axis=0), second.there.sum(axis=0)
    beta = _solved(first.left.sum(), left, there)
    if beta is None or len(used) < 2:
        return None
    share = _share(beta, there)
    information = float((left * share * (1 - share)).sum())
    hazard = left / (there[1] + there[0] * np.exp(beta))
    residual = ((first.left - first.there * np.exp(beta) * hazard) * (1 - share)).sum(axis=1) - (
        (second.left - second.there * hazard) * share
    ).sum(axis=1)
    robust = float(np.sqrt((residual**2).sum())) / information
    freedom = len(used) - 1
    reach = float(stdtrit(freedom, 0.975)) * robust
    return HazardRatio(
        ratio=float(np.exp(beta)),
        interval=Interval(float(np.exp(beta - reach)), float(np.exp(beta + reach))),
        p=2 * float(stdtr(freedom, -abs(beta) / robust)),
        naive=information**-0.5,
        robust=robust,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """Of one group who left and who was there, of shape (clusters, steps)."""

    left: Floats
    there: Floats

    @classmethod
    def of(cls, people: Sequence[Histories], steps: Floats, ties: Ties) -> _Counts:
        codes = sorted({int(code) for one in people for code in one.event if code > 0})
        left = [
            sum((happened(one, steps, c) for c in codes), np.zeros(len(steps))) for one in people
        ]
        return cls(np.array(left), np.array([exposed(one, steps, ties) for one in people]))


def _share(beta: float, there: tuple[Floats, Floats]) -> Floats:
    weighted = there[0] * np.exp(beta)
    found: Floats = weighted / np.maximum(weighted + there[1], np.finfo(np.float64).tiny)
    return found


def _solved(of_first: float, left: Floats, there: tuple[Floats, Floats]) -> float | None:
    """Return the likeliest logarithm; None when all or none of those who left are of one group."""
    both = (there[0] > 0) & (there[1] > 0)
    alone = float(left[there[1] <= 0].sum())
    if not alone < of_first < alone + float(left[both].sum()):
        return None
    beta = 0.0
    for _ in range(_STEPS):
        share = _share(beta, there)
        step = (of_first - float((left * share).sum())) / float((left * share * (1 - share)).sum())
        beta += float(np.clip(step, -1, 1))
        if abs(step) < 1e-10:
            break
    return beta
