"""A logistic model in which every group has an effect of its own, drawn from a normal distribution.

The effects of groups are integrated out with adaptive Gauss–Hermite quadrature.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import scipy

from perspectief_core.arrays import Floats, Ints, Masks

NODES = 15
"""Points per group at which its effect is looked at."""
SMALLEST_SPREAD = 1e-3
"""A smaller spread is none."""
_STEP = 1e-4
_NEWTON = 30
_WIDEST = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Who has the outcome, what is known of them, and their group; internal to the core.

    Parameters
    ----------
    design : float array of shape (n, k)
        Columns, the intercept among them.
    has : bool array of shape (n,)
    group : int array of shape (n,)
        From 0, each with somebody.
    penalty : float array of shape (k,)
        Half this times the squared effect is taken off the log-likelihood.
    member : float array of shape (groups, n)
        1 where somebody is of a group: with it sums per group are one product.
    """

    design: Floats
    has: Masks
    group: Ints
    penalty: Floats
    member: Floats

    @classmethod
    def of(cls, design: Floats, has: Masks, group: Ints, penalty: Floats) -> People:
        """Return people with their groups told apart."""
        member = group == np.arange(int(group.max()) + 1)[:, None]
        return cls(design, has, group, penalty, member.astype(np.float64))

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.member)


@dataclass(frozen=True, slots=True, eq=False)
class Mixed:
    """The model fitted.

    Parameters
    ----------
    effects : shape (k,)
    spread
        Standard deviation between groups on the logit scale; 0 when none is likelier than some.
    covariance : shape (k, k)
        Of the effects, what is not known of the spread counted in.
    log_likelihood
        Without the penalty.
    """

    effects: Floats
    spread: float
    covariance: Floats
    log_likelihood: float


def fit(people: People) -> Mixed:
    """Fit by maximum (penalised) likelihood.

    Notes
    -----
    The slope is that of the integral itself, with the same nodes: Σ over nodes of the weight of the
    node times the slope there. The information is its numerical derivative; the spread is left out
    of it when it is none.

    References
    ----------
    Pinheiro, J. C. & Chao, E. C. (2006). Efficient Laplacian and adaptive Gaussian quadrature
    algorithms for multilevel generalized linear mixed models. J. Computational and Graphical
    Statistics 15, 58–81.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> group = np.repeat(np.arange(30), 40)
    >>> own = rng.normal(0, 0.8, 30)
    >>> has = rng.random(1200) < scipy.special.expit(own[group] - 1)
    >>> model = fit(People.of(np.ones((1200, 1)), has, group, np.zeros(1)))
    >>> bool(abs(model.effects[0] + 1) < 0.4), abs(model.spread - 0.8) < 0.3
    (True, True)
    """
    k = people.design.shape[1]
    low, high = np.append(np.full(k, -np.inf), 0.0), np.append(np.full(k, np.inf), _WIDEST)
    bounds = scipy.optimize.Bounds(low, high)
    start = np.append(_plain(people), 0.5)
    point = scipy.optimize.minimize(
        partial(_negative, people),
        tuple(start.tolist()),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        tol=1e-12,
    ).x
    none = point[-1] < SMALLEST_SPREAD
    if none:
        point = np.append(_plain(people), 0.0)
    information = _information(point, people, k if none else k + 1)
    penalty = 0.5 * float(people.penalty @ point[:k] ** 2)
    return Mixed(
        effects=point[:k],
        spread=float(point[-1]),
        covariance=_inverse(information)[:k, :k],
        log_likelihood=-_negative(people, point)[0] + penalty,
    )


def fit_plain(people: People) -> Mixed:
    """Fit the same model without effects of groups.

    Examples
    --------
    With an intercept alone: the log of the odds of 30 against 70.

    >>> has, group = np.arange(100) < 30, np.arange(100) % 4
    >>> model = fit_plain(People.of(np.ones((100, 1)), has, group, np.zeros(1)))
    >>> round(float(model.effects[0]), 4), round(float(np.log(30 / 70)), 4)
    (-0.8473, -0.8473)
    """
    k = people.design.shape[1]
    point = np.append(_plain(people), 0.0)
    return Mixed(
        effects=point[:k],
        spread=0.0,
        covariance=_inverse(_information(point, people, k)),
        log_likelihood=-_negative(people, point)[0] + 0.5 * float(people.penalty @ point[:k] ** 2),
    )


def _inverse(matrix: Floats) -> Floats:
    return np.asarray(np.linalg.inv(matrix), dtype=np.float64)


def _plain(people: People) -> Floats:
    """Return the effects without groups, by Newton."""
    effects = np.zeros(people.design.shape[1])
    for _ in range(_NEWTON):
        chance = scipy.special.expit(people.design @ effects)
        slope = people.design.T @ (people.has - chance) - people.penalty * effects
        weighted = people.design * (chance * (1 - chance))[:, None]
        step = np.linalg.solve(people.design.T @ weighted + np.diag(people.penalty), slope)
        effects = effects + step
        if np.abs(step).max() < 1e-10:
            break
    return effects


def _negative(people: People, point: Floats) -> tuple[float, Floats]:
    """Return minus the penalised log-likelihood at (effects, spread), and its slope."""
    effects, spread = point[:-1], float(point[-1])
    fixed = people.design @ effects
    nodes, log_weights = _nodes(fixed, spread, people)
    logits = fixed[:, None] + spread * nodes[people.group]
    # log p or log(1 - p), without overflow.
    told = -np.logaddexp(0.0, np.where(people.has[:, None], -logits, logits))
    joint = people.member @ told - nodes**2 / 2 + log_weights
    top = joint.max(axis=1, keepdims=True)
    share = np.exp(joint - top)
    whole = share.sum(axis=1, keepdims=True)
    value = float((top + np.log(whole)).sum()) - people.groups * np.log(2 * np.pi) / 2
    weight = (share / whole)[people.group]
    left = people.has[:, None] - scipy.special.expit(logits)
    slope = np.append(
        people.design.T @ (weight * left).sum(axis=1) - people.penalty * effects,
        (weight * left * nodes[people.group]).sum(),
    )
    return -value + 0.5 * float(people.penalty @ effects**2), -slope


def _nodes(fixed: Floats, spread: float, people: People) -> tuple[Floats, Floats]:
    """Return where each group is looked at, in standard deviations, and log weights.

    Around the likeliest effect of the group, as wide as the likelihood is there; both of shape
    (groups, nodes).
    """
    middle = np.zeros(people.groups)
    for _ in range(_NEWTON):
        chance = scipy.special.expit(fixed + spread * middle[people.group])
        slope = spread * (people.member @ (people.has - chance)) - middle
        curve = 1 + spread**2 * (people.member @ (chance * (1 - chance)))
        step = slope / curve
        middle = middle + step
        if np.abs(step).max() < 1e-9:
            break
    x, w = np.polynomial.hermite.hermgauss(NODES)
    width = np.sqrt(2 / curve)[:, None]
    log_weights: Floats = np.log(w) + x**2 + np.log(width)
    return middle[:, None] + width * x, log_weights


def _information(point: Floats, people: People, k: int) -> Floats:
    """Return minus the second derivatives in the first `k` numbers, by differences of slopes."""
    rows = []
    for at in range(k):
        ends = []
        for side in (-1, 1):
            moved = point.copy()
            moved[at] += side * _STEP
            ends.append(_negative(people, moved)[1][:k])
        rows.append((ends[1] - ends[0]) / (2 * _STEP))
    hessian = np.array(rows)
    symmetric: Floats = (hessian + hessian.T) / 2
    return symmetric
