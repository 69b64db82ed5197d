"""Do groups differ in how often an outcome comes in the end, with other outcomes in its way?

Gray's test on cumulative incidences. Unlike the log-rank test it keeps whoever had another outcome
among those who could still have had this one, which is what a difference between cumulative
incidences is about. It is for people followed from the beginning only: with delayed entry the
weights it rests on are not valid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats
from perspectief_core.survival.histories import (
    Histories,
    Ties,
    event_times,
    exposed,
    happened,
    same_moments,
)
from perspectief_core.survival.logrank import GroupTest, group_test


def gray(
    groups: tuple[Histories, ...], cause: int, ties: Ties = "outcomes_first"
) -> GroupTest | None:
    """Test whether the cumulative incidence of a cause is the same in every group.

    Parameters
    ----------
    groups : tuple of Histories
        The people of each group, all followed from the beginning.
    cause : int
        The event that counts; every other event is in its way.
    ties : {"outcomes_first", "half_month", "censored_first"}
        How a censoring counts at the time of an outcome.

    Returns
    -------
    GroupTest or None
        None when there is nothing to compare.

    Raises
    ------
    ValueError
        When someone was followed from later than the beginning.

    Notes
    -----
    With n_g at risk, S_g the event-free share and F_g the incidence of the cause just before t,
    group g stands for ``R_g = n_g·(1 − F_g)/S_g`` people who could still have it. Observed minus
    expected is ``Σ d_g − d·R_g/R``. The variance is that of the paper, with F pooled over the
    groups, and the correction (n − d)/(n − 1) for ties as in the R package cmprsk. The weight over
    time is constant (ρ = 0).

    References
    ----------
    Gray, R. J. (1988). A class of K-sample tests for comparing the cumulative incidence of a
    competing risk. Annals of Statistics 16, 1141–1154.

    Examples
    --------
    >>> from perspectief_core.survival.histories import histories
    >>> fast = histories(np.array([1.0, 2.0, 3.0]), np.array([1, 1, 2]))
    >>> slow = histories(np.array([4.0, 5.0, 6.0]), np.array([1, 2, 0]))
    >>> tested = gray((fast, slow), 1)
    >>> round(tested.chi2, 2), tested.df
    (2.44, 1)
    """
    if any(group.delayed for group in groups):
        raise ValueError("`groups` must be followed from the beginning: Gray's test has no entry")
    groups = same_moments(groups)
    steps = np.unique(np.concatenate([event_times(group) for group in groups] or [np.zeros(0)]))
    states = [_state(group, cause, steps, ties) for group in groups]
    if not sum(float(state.hits.sum()) for state in states):
        return None
    hits = np.array([state.hits for state in states])
    # Whoever had another outcome stays among those who could have had this one: n/S people would be
    # there had nobody left, and F of them had it already.
    could = np.array([state.weight * (1 - state.incidence_before) for state in states])
    total = could.sum(axis=0)
    share = np.divide(could, total, out=np.zeros(could.shape), where=total > 0)
    expected = (hits.sum(axis=0) * share).sum(axis=1)
    return group_test(hits.sum(axis=1), expected, _covariance(states))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _State:
    """One group at each step, arrays of shape (s,).

    `weight` is the number at risk divided by the event-free share just before: the size the group
    would have without outcomes; 0 when nobody is at risk.
    """

    exposed: Floats
    hits: Floats
    others: Floats
    free_before: Floats
    free: Floats
    incidence_before: Floats
    weight: Floats


def _state(group: Histories, cause: int, steps: Floats, ties: Ties) -> _State:
    n = exposed(group, steps, ties)
    hits = happened(group, steps, cause)
    others = np.zeros(len(steps))
    for code in set(np.unique(group.event).tolist()) - {0, cause}:
        others += happened(group, steps, code)
    per_head = np.divide(1.0, n, out=np.zeros(len(steps)), where=n > 0)
    free = np.multiply.accumulate(1 - (hits + others) * per_head)
    before = np.concatenate([[1.0], free])[: len(steps)]
    reached = np.concatenate([[0.0], np.cumsum(before * hits * per_head)])[: len(steps)]
    weight = np.divide(n, before, out=np.zeros(len(steps)), where=(n > 0) & (before > 0))
    return _State(
        exposed=n,
        hits=hits,
        others=others,
        free_before=before,
        free=free,
        incidence_before=reached,
        weight=weight,
    )


def _covariance(states: list[_State]) -> Floats:
    weight = np.array([state.weight for state in states])
    pooled = weight.sum(axis=0)
    hits = np.sum([state.hits for state in states], axis=0)
    step = np.divide(hits, pooled, out=np.zeros(hits.shape), where=pooled > 0)
    reached = np.cumsum(step)
    # The score of a group is a sum over steps, and so is its variance: what happens at one step is,
    # given what came before, independent of the rest (a martingale; Gray 1988, in the form that
    # cmprsk computes). So the effect of every kind of step on the scores is squared, times how much
    # that step varies, and added up. Directly a step of the cause counts as observed in its own
    # group and as expected in all: shape (i, g, s).
    own = np.eye(len(states))[:, :, None] - (weight / np.where(pooled > 0, pooled, 1.0))[None]
    moves = weight[:, None] * own
    # A step also moves all that follows, since F enters every later weight: the sum from the end.
    later = np.cumsum(moves * (step / (1 - reached + step)), axis=2)
    later = later[:, :, -1:] - later
    total = np.zeros((len(states), len(states)))
    for g, state in enumerate(states):
        for effect, variance in (
            _by_cause(state, moves[:, g], later[:, g], (hits, pooled, reached)),
            _by_others(state, later[:, g], reached),
        ):
            total += (effect * variance) @ effect.T
    return total


def _by_cause(
    state: _State, moves: Floats, later: Floats, pooled: tuple[Floats, Floats, Floats]
) -> tuple[Floats, Floats]:
    """Effect (i, s) and variance (s,) of the cause's own steps in one group."""
    hits, size, reached = pooled
    # If groups do not differ F grows by D/R in each, with D the hits of all of them and R the sum
    # of n/S. Of n at risk with S still free the hits then vary by n·(D/R)/S, and each counts for
    # S/n.
    # 1 − (1 − F)/S: what a step of the cause does to F less what it does to who is still free.
    lost = np.ones(len(hits))
    np.divide(state.free - (1 - reached), state.free, out=lost, where=state.free > 0)
    heads = size * state.free_before
    tied = _ties(hits, heads)
    variance = np.zeros(len(hits))
    np.divide(
        tied * state.free_before * hits, size * state.exposed, out=variance, where=state.exposed > 0
    )
    return moves + lost * later, variance


def _by_others(state: _State, later: Floats, reached: Floats) -> tuple[Floats, Floats]:
    """Effect (i, s) and variance (s,) of the steps of other causes in one group."""
    # Other causes enter through S alone, and may differ between groups: how much they vary is taken
    # from the group itself, (S/n)² per hit.
    use = (state.free > 0) & (state.others > 0)
    still, variance = np.zeros(len(reached)), np.zeros(len(reached))
    np.divide(1 - reached, state.free, out=still, where=use)
    tied = _ties(state.others, state.exposed)
    np.divide(tied * state.free_before**2 * state.others, state.exposed**2, out=variance, where=use)
    return still * later, variance


def _ties(hits: Floats, heads: Floats) -> Floats:
    """Return (n − d)/(n − 1) where several happen at once, else 1."""
    correction = np.ones(len(hits))
    np.divide(heads - hits, heads - 1, out=correction, where=(hits > 1) & (heads > 1))
    return correction
