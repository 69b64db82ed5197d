"""Cox's regression of the time to one outcome on several characteristics, when people come in
clusters; of the chance at equal duration, or of how many have the outcome in the end.

Who is at risk at which time stands in one matrix of people by times. With ones for whoever is
followed it is Cox's model of one cause; with the weights of `subdistribution` it is that of Fine
and Gray. Everything else is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.survival.histories import EXPOSURE_WHEN_CENSORED, Ties, ended
from perspectief_core.survival.subdistribution import staying_weights

Of = Literal["cause", "subdistribution"]
_STEPS, _FAR = 40, 20.0
"""Steps of Newton at most, and an effect (in spreads of its column) that only runs off."""


@dataclass(frozen=True, slots=True, eq=False)
class Spells:
    """One line per person, in whole units of time; internal to the core.

    Parameters
    ----------
    exit, event, entry : shape (n,)
        As `histories`; an unknown exit is nan.
    cluster : ints, shape (n,)
        Whose people are alike.
    columns : shape (n, k)
        What the hazard is explained by.
    """

    exit: Floats
    event: Ints
    entry: Floats
    cluster: Ints
    columns: Floats

    def followed(self) -> Spells:
        """Return those with time at risk: who enters at or after the exit, or when is unknown,
        has none."""
        return self.of(self.entry < self.exit)

    def of(self, kept: Masks) -> Spells:
        """Return some of the people."""
        return Spells(
            self.exit[kept],
            self.event[kept],
            self.entry[kept],
            self.cluster[kept],
            self.columns[kept],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Regression:
    """Effects on the logarithm of the hazard, shape (k,), and two covariances, shape (k, k).

    `naive` has people as units, `robust` clusters; `clusters` is how many have people.
    """

    effects: Floats
    naive: Floats
    robust: Floats
    clusters: int


def cox(
    people: Spells, cause: int | None, of: Of = "cause", ties: Ties = "outcomes_first"
) -> Regression | None:
    """Fit the model.

    Parameters
    ----------
    people : Spells
    cause
        Event code of the outcome; None: any.
    of
        `cause`: at equal duration, other outcomes as censoring. `subdistribution`: how many have
        the outcome in the end, whoever had another one staying at risk.
    ties
        How a censoring counts at the time of an outcome.

    Returns
    -------
    Regression or None
        None with fewer than two clusters, or where the data do not settle an effect: no outcome, a
        column that is a sum of others, or one that tells exactly who has the outcome.

    Notes
    -----
    Partial likelihood, equal times as Breslow does, by Newton's method. The robust covariance adds
    up the score residuals of each cluster (Lin and Wei 1989); weights are taken as known in it, as
    in R's `coxph` on the data of `finegray`.

    References
    ----------
    Fine, J. P. & Gray, R. J. (1999). A proportional hazards model for the subdistribution of a
    competing risk. JASA 94, 496–509. Geskus, R. B. (2011). Cause-specific cumulative incidence
    estimation and the Fine and Gray model under both left truncation and right censoring.
    Biometrics 67, 39–49. Lin, D. Y. & Wei, L. J. (1989). The robust inference for the Cox
    proportional hazards model. JASA 84, 1074–1078.

    Examples
    --------
    Who has the characteristic leaves sooner.

    >>> people = Spells(
    ...     exit=np.array([2.0, 3, 3, 5, 6, 8]), event=np.array([1, 1, 1, 1, 0, 1]),
    ...     entry=np.zeros(6), cluster=np.arange(6),
    ...     columns=np.array([[1.0], [0], [1], [0], [1], [0]]),
    ... )
    >>> round(float(cox(people, 1).effects[0]), 3)
    0.376
    """
    people = people.followed()
    has = ended(people.event, cause)
    if not has.any() or len(np.unique(people.cluster)) < 2:
        return None
    steps = np.unique(people.exit[has])
    risk = _followed(people, steps, ties)
    if of == "subdistribution" and cause is not None:
        risk = risk + staying_weights(people.entry, people.exit, people.event, (cause, steps, ties))
    risks = _Risks(risk, np.searchsorted(steps, people.exit[has]), has, people.columns)
    effects = _solved(risks)
    return None if effects is None else _described(risks, effects, people.cluster)


def _followed(people: Spells, steps: Floats, ties: Ties) -> Floats:
    """Return 1 where a person is followed at a step, shape (people, steps)."""
    there = (people.entry[:, None] < steps) & (people.exit[:, None] >= steps)
    last = (people.exit[:, None] == steps) & (people.event[:, None] == 0)
    return np.where(there, np.where(last, EXPOSURE_WHEN_CENSORED[ties], 1.0), 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Risks:
    """Who is at risk at each step (people by steps), at which step those who have it had it."""

    risk: Floats
    at: Ints
    has: Masks
    columns: Floats

    @property
    def events(self) -> Floats:
        events: Floats = np.bincount(self.at, minlength=self.risk.shape[1]).astype(np.float64)
        return events

    def moments(self, effects: Floats) -> tuple[Floats, Floats, Floats]:
        """Return everyone's expected outcomes, the mean columns at each step, and the chance of
        each person at each step to be the one, times the outcomes there."""
        weighted = self.risk * np.exp(self.columns @ effects)[:, None]
        total = weighted.sum(axis=0)
        share = weighted * (self.events / total)
        mean: Floats = (weighted.T @ self.columns) / total[:, None]
        return share.sum(axis=1), mean, share

    def score_and_information(self, effects: Floats) -> tuple[Floats, Floats]:
        """Return the first and minus the second derivative of the log-likelihood."""
        expected, mean, _ = self.moments(effects)
        score: Floats = self.columns[self.has].sum(axis=0) - self.events @ mean
        squares = (self.columns * expected[:, None]).T @ self.columns
        return score, squares - (mean * self.events[:, None]).T @ mean

    def residuals(self, effects: Floats) -> Floats:
        """Return everyone's part of the score, shape (people, k)."""
        expected, mean, share = self.moments(effects)
        parts: Floats = share @ mean - self.columns * expected[:, None]
        parts[self.has] += self.columns[self.has] - mean[self.at]
        return parts


def _solved(risks: _Risks) -> Floats | None:
    """Return the likeliest effects; None when they run off or cannot be told apart."""
    effects = np.zeros(risks.columns.shape[1])
    spread = risks.columns.std(axis=0)
    if not spread.all():
        return None
    for _ in range(_STEPS):
        score, information = risks.score_and_information(effects)
        if np.linalg.cond(information) > 1 / np.sqrt(np.finfo(np.float64).eps):
            return None
        step = np.linalg.solve(information, score)
        # A long step would overshoot: at most two spreads of a column at once.
        longest = float(np.abs(step * spread).max())
        effects = effects + step * min(1.0, 2 / longest if longest else 1.0)
        if longest < 1e-9:
            return effects
        if np.abs(effects * spread).max() > _FAR:
            return None
    return None


def _described(risks: _Risks, effects: Floats, cluster: Ints) -> Regression:
    _, information = risks.score_and_information(effects)
    naive: Floats = np.linalg.inv(information).astype(np.float64)
    _, place = np.unique(cluster, return_inverse=True)
    sums = np.zeros((int(place.max()) + 1, len(effects)))
    np.add.at(sums, place, risks.residuals(effects))
    return Regression(effects, naive, naive @ (sums.T @ sums) @ naive, len(sums))
