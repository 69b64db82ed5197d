"""Time until one of several outcomes, when not everyone has been followed to the end.

Pure estimators on arrays, without knowledge of the extract: the cumulative incidence of competing
outcomes (Aalen–Johansen) and Kaplan–Meier, both with delayed entry. Unless another choice is made,
someone is at risk at time t when entry < t ≤ exit: outcomes come before censorings at the same
time, and who enters at t does not yet count at t. An entry of 0 means followed from the beginning,
time 0 included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

Floats = npt.NDArray[np.float64]
Values = Sequence[float] | npt.NDArray[np.floating] | npt.NDArray[np.integer]
Ties = Literal["outcomes_first", "half_month", "censored_first"]

_EXPOSURE_WHEN_CENSORED: dict[Ties, float] = {
    "outcomes_first": 1.0,
    "half_month": 0.5,
    "censored_first": 0.0,
}

Z = float(ndtri(0.975))


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """Distinct histories and how many people have each; internal to the core.

    `event` is 0 for censored, 1, 2, … for the causes. `excluded` counts people without a known
    exit, entry or event, and people who enter at or after their exit: they were never at risk.
    """

    entry: Floats
    exit: Floats
    event: npt.NDArray[np.int64]
    weight: Floats
    excluded: int

    @property
    def n(self) -> int:
        """People with time at risk."""
        return int(self.weight.sum())


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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


def histories(exit_: Values, event: Values, entry: Values | None = None) -> Histories:
    """Return histories, checked and counted.

    Parameters
    ----------
    exit_ : floats, shape (n,)
        Time of outcome or censoring, from each person's own origin; nan when unknown.
    event : shape (n,)
        0 censored, 1, 2, … the causes; nan when unknown.
    entry : floats, shape (n,), optional
        Time from which a person was followed; 0 or less: from the beginning.

    Raises
    ------
    ValueError
        When lengths differ, an exit is negative, or an event is not a whole number ≥ 0.
    """
    out = np.asarray(exit_, dtype=np.float64)
    code = np.asarray(event, dtype=np.float64)
    start = np.zeros(out.shape) if entry is None else np.asarray(entry, dtype=np.float64)
    if not out.shape == code.shape == start.shape:
        raise ValueError("`exit_`, `event` and `entry` must have the same length")
    if np.any(out < 0):
        raise ValueError(f"`exit_` must be 0 or more; {int(np.sum(out < 0))} are not")
    if np.any((code < 0) | (code % 1 > 0)):
        raise ValueError("`event` must hold 0 for censored and 1, 2, … for the causes")
    start = np.where(start <= 0, -np.inf, start)
    # A comparison with nan is False: an unknown time or event is left out here as well.
    use = (start < out) & np.isfinite(out) & (code >= 0)
    rows, weight = np.unique(np.column_stack([start, out, code])[use], axis=0, return_counts=True)
    return Histories(
        rows[:, 0],
        rows[:, 1],
        rows[:, 2].astype(np.int64),
        weight.astype(np.float64),
        int((~use).sum()),
    )


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
        Where to evaluate the step functions; by default at every distinct exit.
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
    the squared influence of each on the estimate. Without delayed entry it equals Greenwood's
    formula. Intervals are log(−log). When everybody at risk has an outcome the event-free share is
    0 from then on; with delayed entry that can happen early, while few are followed.

    References
    ----------
    Aalen, O. O. & Johansen, S. (1978). An empirical transition matrix for non-homogeneous Markov
    chains based on censored observations. Scandinavian Journal of Statistics 5, 141–150.
    Andersen, P. K., Borgan, Ø., Gill, R. D. & Keiding, N. (1993). Statistical Models Based on
    Counting Processes, III.1 (left truncation) and IV.4. Springer.
    Therneau, T., Crowson, C. & Atkinson, E. (2023). Multi-state models and competing risks.
    Vignette of the R package survival.
    """
    if people.event.size and int(people.event.max()) > len(causes):
        raise ValueError(f"`event` holds {int(people.event.max())}, `causes` names {len(causes)}")
    steps = np.unique(people.exit[people.event > 0])
    values, errors = _aalen_johansen(people, steps, len(causes), ties)
    grid = np.unique(people.exit) if times is None else np.asarray(times, dtype=np.float64)
    at = np.searchsorted(steps, grid, side="right")
    curves = [
        _curve(name, values[at, row], errors[at, row])
        for row, name in enumerate(("event_free", *causes))
    ]
    return CumulativeIncidence(
        people.n,
        people.excluded,
        tuple(grid.tolist()),
        _at_risk(people, grid),
        curves[0],
        tuple(curves[1:]),
    )


def kaplan_meier(people: Histories, times: Values | None = None) -> KaplanMeier:
    """Return the Kaplan–Meier estimate of staying free of any event.

    For one cause among several, give the other events the code 0: the complement then overstates
    the share with the outcome, because it pretends that those people could still have it.

    Parameters
    ----------
    people : Histories
        Any event above 0 counts as the outcome.
    times : floats, optional
        Where to evaluate; by default at every distinct exit.

    Notes
    -----
    ``S(t) = Π(1 − d/n)``; ``se² = S²·Σ d/(n(n − d))`` (Greenwood); log(−log) intervals.

    References
    ----------
    Kaplan, E. L. & Meier, P. (1958). Nonparametric estimation from incomplete observations. JASA
    53, 457–481.
    """
    steps = np.unique(people.exit[people.event > 0])
    happened = people.weight * (people.event > 0)
    d = np.array([happened[people.exit == t].sum() for t in steps])
    n = np.array(_at_risk(people, steps), dtype=np.float64)
    survival = np.concatenate([[1.0], np.cumprod(1 - d / n)])
    with np.errstate(divide="ignore", invalid="ignore"):
        total = np.concatenate([[0.0], np.cumsum(d / (n * (n - d)))])
        errors = survival * np.sqrt(total)
    grid = np.unique(people.exit) if times is None else np.asarray(times, dtype=np.float64)
    at = np.searchsorted(steps, grid, side="right")
    curve = _curve("", survival[at], errors[at])
    se = tuple(error if np.isfinite(error) else None for error in errors[at].tolist())
    return KaplanMeier(
        people.n,
        people.excluded,
        tuple(grid.tolist()),
        _at_risk(people, grid),
        curve.cif,
        se,
        curve.low,
        curve.high,
    )


def _aalen_johansen(
    people: Histories, steps: Floats, n_causes: int, ties: Ties
) -> tuple[Floats, Floats]:
    """Values and standard errors; row 0 is before the first step, column 0 is event-free."""
    is_cause = people.event[:, None] == np.arange(1, n_causes + 1)
    state = np.concatenate([[1.0], np.zeros(n_causes)])
    influence = np.zeros((len(people.exit), n_causes + 1))
    values, errors = [state], [np.zeros(n_causes + 1)]
    for t in steps:
        now = people.exit == t
        exposure = ((people.entry < t) & (people.exit >= t)).astype(np.float64)
        exposure[now & (people.event == 0)] = _EXPOSURE_WHEN_CENSORED[ties]
        n = float(people.weight @ exposure)
        jumps = (is_cause & now[:, None]).astype(np.float64)
        hazard = (people.weight @ jumps) / n
        deviation = (jumps - exposure[:, None] * hazard) / n
        free, own = state[0], influence[:, :1]
        influence = influence + np.hstack(
            [
                -own * hazard.sum() - free * deviation.sum(axis=1, keepdims=True),
                own * hazard + free * deviation,
            ]
        )
        state = state + free * np.concatenate([[-hazard.sum()], hazard])
        values.append(state)
        errors.append(np.sqrt(people.weight @ influence**2))
    return np.clip(np.array(values), 0.0, 1.0), np.array(errors)


def _at_risk(people: Histories, times: Floats) -> tuple[int, ...]:
    def before(moments: Floats) -> npt.NDArray[np.int64]:
        order = np.argsort(moments)
        running = np.concatenate([[0.0], np.cumsum(people.weight[order])])
        return running[np.searchsorted(moments[order], times, side="left")].astype(np.int64)

    # Everyone enters before the exit, so who entered and did not leave is followed.
    return tuple((before(people.entry) - before(people.exit)).tolist())


def _curve(name: str, values: Floats, errors: Floats) -> CauseCurve:
    # Rounding can leave an event-free share of 1e-17: that is 0, and has no interval.
    inside = (values > 1e-12) & (values < 1 - 1e-12) & np.isfinite(errors) & (errors > 0)
    low, high = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    p, log_p = values[inside], np.log(values[inside])
    width = Z * errors[inside] / (p * -log_p)
    low[inside], high[inside] = p ** np.exp(width), p ** np.exp(-width)
    bounds = [tuple(None if np.isnan(b) else b for b in side.tolist()) for side in (low, high)]
    return CauseCurve(name, tuple(values.tolist()), tuple(errors.tolist()), bounds[0], bounds[1])
