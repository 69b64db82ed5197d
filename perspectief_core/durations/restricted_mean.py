"""How long people stay on average, counted up to a horizon that was really seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.cohort.selecting import Cohort
from perspectief_core.durations.curves import reliable_until, whole_month_ties
from perspectief_core.durations.timelines import timelines
from perspectief_core.results import aggregate
from perspectief_core.survival.histories import Histories, Ties, Z
from perspectief_core.survival.increments import increments


@dataclass(frozen=True, slots=True)
class RestrictedMean:
    """Mean time (in the unit of the histories) before any outcome, of the first `until`.

    `low` and `high` bound it with 95 %, within 0 to `until`.
    """

    until: float
    mean: float
    se: float
    low: float
    high: float


@aggregate
@dataclass(frozen=True, slots=True)
class TimeInGuidance:
    """Mean months in guidance of the first 12, 24, … for as far as enough people were followed."""

    corrected: bool
    ties: Ties
    n: int
    estimates: tuple[RestrictedMean, ...]


HORIZONS = (12, 24, 36)
"""Months."""


def time_in_guidance(cohort: Cohort, corrected: bool, ties: Ties | None = None) -> TimeInGuidance:
    """Return the mean time in guidance, counted up to horizons that were really seen.

    Parameters
    ----------
    cohort, corrected, ties
        As in `curves.curves`.

    Notes
    -----
    Unlike the mean duration of those who left, or of those still there, this counts everyone: for
    the first 12 months, say, whoever stays longer counts for 12.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> [(row.until, round(row.mean, 1)) for row in time_in_guidance(everyone, True).estimates]
    [(12, 10.3), (24, 17.0), (36, 21.2)]
    """
    people = timelines(cohort, corrected).of()
    convention = whole_month_ties(cohort) if ties is None else ties
    until = reliable_until(people)
    reached = [tau for tau in HORIZONS if until is not None and tau <= until]
    estimates = tuple(restricted_mean(people, tau, convention) for tau in reached)
    return TimeInGuidance(corrected, convention, people.n, estimates)


def restricted_mean(
    people: Histories, until: float, ties: Ties = "outcomes_first"
) -> RestrictedMean:
    """Return the restricted mean time free of any outcome: the area under the event-free curve.

    Parameters
    ----------
    people : Histories
        Delayed entry is allowed.
    until : float
        The horizon, above 0. The curve must rest on people at risk up to there; after the last
        exit it is taken to stay where it is.
    ties : {"outcomes_first", "half_month", "censored_first"}
        How a censoring counts at the time of an outcome.

    Raises
    ------
    ValueError
        When the horizon is not above 0.

    Notes
    -----
    ``∫₀^τ S(t) dt``; variance ``Σ A(t)²·d/(n(n − d))`` with A(t) the area from t to τ. When nobody
    is left over after a time, the area from there is 0 and so is its term.

    References
    ----------
    Irwin, J. O. (1949). The standard error of an estimate of expectation of life. Journal of
    Hygiene 47, 188–189.
    Royston, P. & Parmar, M. (2013). Restricted mean survival time. BMC Medical Research Methodology
    13, 152.

    Examples
    --------
    Two people, one of whom leaves after a month: of two months each, one and a half is spent.

    >>> from perspectief_core.survival.histories import histories
    >>> restricted_mean(histories(np.array([1.0, 2.0]), np.array([1, 0])), 2).mean
    1.5
    """
    if not until > 0:
        raise ValueError(f"`until` must be above 0, found {until}")
    estimate = increments(people, int(people.event.max(initial=0)), ties)
    inside = estimate.times < until
    moments = np.concatenate([[0.0], estimate.times[inside], [until]])
    areas = estimate.states[: int(inside.sum()) + 1, 0] * np.diff(moments)
    beyond = np.cumsum(areas[::-1])[::-1][1:]
    kept = estimate.exposed[inside] * (1 - estimate.leaving[inside])
    terms = np.zeros(len(beyond))
    np.divide(estimate.leaving[inside], kept, out=terms, where=kept > 0)
    mean, se = float(areas.sum()), float(np.sqrt((beyond**2 * terms).sum()))
    return RestrictedMean(until, mean, se, max(mean - Z * se, 0.0), min(mean + Z * se, until))
