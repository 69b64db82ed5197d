"""The share to whom each of several outcomes has happened by a time, when follow-up is incomplete.

The cumulative incidence of competing outcomes (Aalen–Johansen) on plain histories, without
knowledge of the extract, with delayed entry.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats
from perspectief_core.survival.histories import (
    Histories,
    Ties,
    Values,
    Z,
    at_risk,
    nearest_moments,
)
from perspectief_core.survival.increments import increments, standard_errors


@dataclass(frozen=True, slots=True)
class CauseCurve:
    """The share (0–1) to whom `cause` has happened by each time, with standard error and interval.

    Bounds are None where the curve is 0 or 1: the interval does not exist there.
    """

    cause: str
    cif: tuple[float, ...]
    se: tuple[float, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]

    @property
    def complement(self) -> CauseCurve:
        """The share to whom it has not happened; the bounds turn around."""
        return CauseCurve(
            "",
            tuple(1 - share for share in self.cif),
            self.se,
            tuple(None if bound is None else 1 - bound for bound in self.high),
            tuple(None if bound is None else 1 - bound for bound in self.low),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeIncidence:
    """Competing outcomes of `n` people over time.

    `at_risk` counts the people followed just before each time. `event_free` is the share to whom
    nothing has happened yet; with the causes it adds up to 1. All tuples have the length of
    `times`. After the last exit the curves stay where they are, with nobody at risk.
    """

    n: int
    excluded: int
    times: tuple[float, ...]
    at_risk: tuple[int, ...]
    event_free: CauseCurve
    causes: tuple[CauseCurve, ...]


def cumulative_incidence(
    people: Histories,
    causes: tuple[str, ...],
    times: Values | None = None,
    ties: Ties = "outcomes_first",
) -> CumulativeIncidence:
    """Return the Aalen–Johansen cumulative incidence of competing causes.

    Parameters
    ----------
    people : Histories
        Who was followed from when to when, and how it ended.
    causes : tuple of str, length k
        Names of the events 1 to k, in that order.
    times : floats, optional
        Where to evaluate the step functions; by default at every distinct exit. A time that equals
        one in the histories but for rounding is taken as that one.
    ties : {"outcomes_first", "half_month", "censored_first"}
        How a censoring counts at the time of an outcome: as followed, half (actuarial) or not.

    Returns
    -------
    CumulativeIncidence

    Raises
    ------
    ValueError
        When an event has no name in `causes`.

    Notes
    -----
    With n(t) at risk, h_k(t) = d_k(t)/n(t): ``S(t) = Π(1 − Σ_k h_k)`` and
    ``F_k(t) = Σ S(t−)·h_k(t)``. The variance is the infinitesimal jackknife: the sum over people of
    the squared influence of each on the estimate,
    ``Σ_{v ≤ t} S(v−)·dM_k(v)/n(v) − (F_k(t) − F_k(v))·dM(v)/(n(v)·(1 − h(v)))``, where dM is what a
    person did at v minus what was expected of those at risk. Without delayed entry it equals
    Greenwood's formula. Intervals are log(−log). When everybody at risk has an outcome the
    event-free share is 0 from then on; with delayed entry that can happen early, while few are
    followed.

    References
    ----------
    Aalen, O. O. & Johansen, S. (1978). An empirical transition matrix for non-homogeneous Markov
    chains based on censored observations. Scandinavian Journal of Statistics 5, 141–150.
    Andersen, P. K., Borgan, Ø., Gill, R. D. & Keiding, N. (1993). Statistical Models Based on
    Counting Processes, III.1 (left truncation) and IV.4. Springer.
    Therneau, T., Crowson, C. & Atkinson, E. (2023). Multi-state models and competing risks.
    Vignette of the R package survival.

    Examples
    --------
    Four people: one leaves for each cause, two are still there at the end.

    >>> from perspectief_core.survival.histories import histories
    >>> people = histories(np.array([1.0, 2.0, 3.0, 3.0]), np.array([1, 2, 0, 0]))
    >>> incidence = cumulative_incidence(people, ("a", "b"), [1, 2, 3])
    >>> [curve.cif for curve in incidence.causes]
    [(0.25, 0.25, 0.25), (0.0, 0.25, 0.25)]
    """
    if people.event.size and int(people.event.max()) > len(causes):
        raise ValueError(f"`event` holds {int(people.event.max())}, `causes` names {len(causes)}")
    grid = np.unique(people.exit) if times is None else np.asarray(times, dtype=np.float64)
    estimate = increments(people, len(causes), ties)
    moments = nearest_moments(people, grid)
    steps = np.searchsorted(estimate.times, moments, side="right")
    after, back = np.unique(steps, return_inverse=True)
    values = estimate.states[after]
    errors = standard_errors(people, estimate, after, ties)
    curves = [
        curve(name, np.clip(values[back, column], 0.0, 1.0), errors[back, column])
        for column, name in enumerate(("event_free", *causes))
    ]
    return CumulativeIncidence(
        n=people.n,
        excluded=people.excluded,
        times=tuple(grid.tolist()),
        at_risk=tuple(at_risk(people, moments).tolist()),
        event_free=curves[0],
        causes=tuple(curves[1:]),
    )


def curve(name: str, values: Floats, errors: Floats) -> CauseCurve:
    """Return a curve of shares (0–1) with its log(−log) interval of 95 %.

    Examples
    --------
    >>> half = curve("a", np.array([0.0, 0.5]), np.array([0.0, 0.1]))
    >>> half.low[0], round(half.low[1], 3), round(half.high[1], 3)
    (None, 0.295, 0.675)
    """
    # Rounding can leave an event-free share of 1e-17: that is 0, and has no interval.
    inside = (values > 1e-12) & (values < 1 - 1e-12) & np.isfinite(errors) & (errors > 0)
    low, high = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    p, log_p = values[inside], np.log(values[inside])
    width = Z * errors[inside] / (p * -log_p)
    low[inside], high[inside] = p ** np.exp(width), p ** np.exp(-width)
    bounds = [tuple(None if np.isnan(b) else b for b in side.tolist()) for side in (low, high)]
    return CauseCurve(name, tuple(values.tolist()), tuple(errors.tolist()), bounds[0], bounds[1])
