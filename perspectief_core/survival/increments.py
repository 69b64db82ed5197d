"""What happens at every time of an outcome, and how much each person moves the estimate there.

The two halves of an Aalen–Johansen estimate: its increments, and the infinitesimal jackknife that
gives its standard errors. `incidence` puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.survival.histories import (
    EXPOSURE_WHEN_CENSORED,
    Histories,
    Ties,
    event_times,
    exposed,
    happened,
)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Increments:
    """Increments at the s times of an outcome, for k causes; internal to the core.

    Parameters
    ----------
    times, exposed : shape (s,)
        When, and how many people could then have an outcome.
    hazard, incidence : shape (s, k)
        Share of those exposed with each cause, and the share of everyone with it from then on.
    leaving, free_before : shape (s,)
        Share of those exposed with any cause, and the event-free share just before.
    """

    times: Floats
    exposed: Floats
    hazard: Floats
    incidence: Floats
    leaving: Floats
    free_before: Floats

    @property
    def free(self) -> Floats:
        """Event-free share from each time on."""
        return self.free_before * (1 - self.leaving)

    @property
    def states(self) -> Floats:
        """Shares before the first and after every time, shape (s + 1, 1 + k), event-free first."""
        start = np.zeros((1, 1 + self.hazard.shape[1]))
        start[0, 0] = 1.0
        return np.vstack([start, np.column_stack([self.free, self.incidence])])


def increments(people: Histories, n_causes: int, ties: Ties) -> Increments:
    """Return the increments of the cumulative incidence; see `incidence` for the formulas."""
    times = event_times(people)
    n = exposed(people, times, ties)
    hits = [happened(people, times, code) for code in range(1, n_causes + 1)]
    counts = np.array(hits).reshape(n_causes, len(times)).T
    leaving = counts.sum(axis=1) / n
    before = np.concatenate([[1.0], np.cumprod(1 - leaving)])[: len(times)]
    hazard = counts / n[:, None]
    incidence = np.cumsum(before[:, None] * hazard, axis=0)
    return Increments(
        times=times,
        exposed=n,
        hazard=hazard,
        incidence=incidence,
        leaving=leaving,
        free_before=before,
    )


def standard_errors(people: Histories, estimate: Increments, after: Ints, ties: Ties) -> Floats:
    """Return the infinitesimal jackknife's standard errors of the shares.

    Parameters
    ----------
    people : Histories
    estimate : Increments
        Of these people, under the same `ties`.
    after : int array of shape (m,)
        After how many of the s times, 0 to s.
    ties
        As in `increments`.

    Returns
    -------
    float array of shape (m, 1 + k)
        Event-free first.

    Notes
    -----
    What being at risk does to the estimate is a difference of two running sums, so that the work
    grows with people × m and not with people × s.

    Examples
    --------
    When all are followed to the end it is that of a binomial share: √(0.25·0.75/4).

    >>> from perspectief_core.survival.histories import histories
    >>> people = histories(np.array([1.0, 2.0, 2.0, 2.0]), np.array([1, 0, 0, 0]))
    >>> estimate = increments(people, 1, "outcomes_first")
    >>> errors = standard_errors(people, estimate, np.array([1]), "outcomes_first")
    >>> errors.round(4).tolist()
    [[0.2165, 0.2165]]
    """
    terms = _Terms.of(estimate)
    first = np.searchsorted(estimate.times, people.entry, side="right")
    last = np.searchsorted(estimate.times, people.exit, side="right")
    exposure, spread = _running(terms.exposure), _running(terms.spread)
    own = _own_steps(people, estimate, last, ties)
    errors = []
    for steps in after.tolist():
        # What someone does while at risk, from entry until exit or the moment asked, is the
        # difference of two running sums; what they do by leaving comes on top, once reached.
        reached = estimate.incidence[steps - 1] if steps else np.zeros(estimate.hazard.shape[1])
        until = np.maximum(np.minimum(last, steps), first)
        influence = reached * (spread[until] - spread[first]) - (exposure[until] - exposure[first])
        now = own.step < steps
        influence[own.row[now]] += own.direct[now] - reached * own.indirect[now]
        influence = np.column_stack([influence.sum(axis=1), influence])
        errors.append(np.sqrt(people.weight @ influence**2))
    return np.array(errors).reshape(len(after), 1 + estimate.hazard.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class _Terms:
    """Per step: what someone does who is at risk there, and what someone does who leaves there.

    `spread` and `leave` weigh what still follows; they are 0 where nobody is left over, since then
    nothing follows.
    """

    exposure: Floats
    spread: Floats
    leave: Floats

    @classmethod
    def of(cls, estimate: Increments) -> _Terms:
        # At risk at v somebody is expected to have a part h_k of an outcome, which takes S·h_k/n
        # from the share with it, and a part h of leaving, which leaves more for all that follows:
        # (F_k(t) − F_k(v))·h/(n(1 − h)). As F_k(t)·spread − exposure the moment asked, t, stands
        # outside the sum over v: one running sum serves every moment (`cumulative_incidence`;
        # Andersen et al. 1993, IV.4).
        left_over = 1 - estimate.leaving
        leave = np.zeros(len(left_over))
        np.divide(1.0, estimate.exposed * left_over, out=leave, where=left_over > 0)
        spread = (leave * estimate.leaving)[:, None]
        direct = (estimate.free_before / estimate.exposed)[:, None]
        return cls(direct * estimate.hazard + estimate.incidence * spread, spread, leave[:, None])


@dataclass(frozen=True, slots=True, eq=False)
class _OwnSteps:
    """What people do at the step where they leave: rows of people, step, and both terms."""

    row: Ints
    step: Ints
    direct: Floats
    indirect: Floats


def _own_steps(people: Histories, estimate: Increments, last: Ints, ties: Ties) -> _OwnSteps:
    # The other half of the martingale, dN: who has outcome k at v adds S/n to F_k from then on, and
    # whoever leaves takes (F_k(t) − F_k(v))/(n(1 − h)) of what would have followed.
    terms = _Terms.of(estimate)
    step = np.maximum(last - 1, 0)
    leaves = (last > 0) & (estimate.times[step] == people.exit) if estimate.times.size else last > 0
    row = np.flatnonzero(leaves)
    at, code = step[row], people.event[row]
    happens: Masks = code[:, None] == np.arange(1, estimate.hazard.shape[1] + 1)
    direct = happens * (estimate.free_before[at] / estimate.exposed[at])[:, None]
    direct = (
        direct + estimate.incidence[at] * np.where(code > 0, 1.0, 0.0)[:, None] * terms.leave[at]
    )
    indirect = np.where(code > 0, 1.0, 0.0)[:, None] * terms.leave[at]
    # Whoever is censored here was counted as exposed in full; what the convention takes off is
    # given back.
    back = np.where(code == 0, 1 - EXPOSURE_WHEN_CENSORED[ties], 0.0)[:, None]
    return _OwnSteps(
        row, at, direct + back * terms.exposure[at], indirect + back * terms.spread[at]
    )


def _running(values: Floats) -> Floats:
    return np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
