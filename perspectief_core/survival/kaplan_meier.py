"""Share still free of an outcome, when follow-up is incomplete and may begin late.

For one cause among several the complement overstates; `incidence` is then the estimate, and this
one serves to show by how much.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.survival.histories import Histories, Ties, Values, at_risk, nearest_moments
from perspectief_core.survival.incidence import curve
from perspectief_core.survival.increments import increments


@dataclass(frozen=True, slots=True, kw_only=True)
class KaplanMeier:
    """Share (0–1) still free of the outcome, with Greenwood's standard error; None once it is 0."""

    n: int
    excluded: int
    times: tuple[float, ...]
    at_risk: tuple[int, ...]
    survival: tuple[float, ...]
    se: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]


def kaplan_meier(
    people: Histories, times: Values | None = None, ties: Ties = "outcomes_first"
) -> KaplanMeier:
    """Return the Kaplan–Meier estimate of staying free of any event.

    For one cause among several, give the other events the code 0: the complement then overstates
    the share with the outcome, because it pretends that those people could still have it.

    Parameters
    ----------
    people : Histories
        Any event above 0 counts as the outcome.
    times : floats, optional
        Where to evaluate; by default at every distinct exit.
    ties : {"outcomes_first", "half_month", "censored_first"}
        How a censoring counts at the time of an outcome.

    Notes
    -----
    ``S(t) = Π(1 − d/n)``; ``se² = S²·Σ d/(n(n − d))`` (Greenwood); log(−log) intervals.

    References
    ----------
    Kaplan, E. L. & Meier, P. (1958). Nonparametric estimation from incomplete observations. JASA
    53, 457–481.

    Examples
    --------
    Four people, of whom one leaves after a month and one is lost from sight.

    >>> from perspectief_core.survival.histories import histories
    >>> people = histories(np.array([1.0, 2.0, 3.0, 3.0]), np.array([1, 0, 1, 0]))
    >>> [round(share, 3) for share in kaplan_meier(people, [1, 2, 3]).survival]
    [0.75, 0.75, 0.375]
    """
    estimate = increments(people, int(people.event.max(initial=0)), ties)
    survival = estimate.states[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = estimate.leaving / (estimate.exposed * (1 - estimate.leaving))
        errors = survival * np.sqrt(np.concatenate([[0.0], np.cumsum(terms)]))
    grid = np.unique(people.exit) if times is None else np.asarray(times, dtype=np.float64)
    moments = nearest_moments(people, grid)
    at = np.searchsorted(estimate.times, moments, side="right")
    drawn = curve("", survival[at], errors[at])
    return KaplanMeier(
        n=people.n,
        excluded=people.excluded,
        times=tuple(grid.tolist()),
        at_risk=tuple(at_risk(people, moments).tolist()),
        survival=drawn.cif,
        se=tuple(error if np.isfinite(error) else None for error in errors[at].tolist()),
        low=drawn.low,
        high=drawn.high,
    )
