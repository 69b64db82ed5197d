"""A logistic model that is held back, so that few outcomes do not make large effects.

Ridge: every effect is drawn towards none as if it came from a normal distribution with spread 1 on
the logit scale. The strength is fixed beforehand and not looked for in the data.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from perspectief_core.arrays import Floats, Masks

FEWEST = 5
"""With fewer people with, or without, the outcome there is no model.

Not `meaning.FEWEST`, which is of people: what an effect can be told by is how many have the rarer
of the two, however many people there are.
"""
PENALTY = 1.0
"""Half this times the sum of squared effects is taken off the log-likelihood."""
_TOLERANCE = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Effects, the intercept first, shape (k + 1,), and their covariance as they stand."""

    effects: Floats
    covariance: Floats

    def logits(self, columns: Floats) -> Floats:
        """Return the linear predictor of people, shape (n,)."""
        logits: Floats = self.effects[0] + columns @ self.effects[1:]
        return logits

    def spread(self, columns: Floats) -> float:
        """Return the standard error of the logits of a group, moved up or down together.

        Notes
        -----
        To first order the expected number moves by Σp(1 − p)x'(change of effects). The same move
        comes from one shift of all logits, whose standard error this is.
        """
        weight = _weights(self.logits(columns))
        direction = np.concatenate([[weight.sum()], weight @ columns]) / weight.sum()
        return float(np.sqrt(direction @ self.covariance @ direction))


def fit(columns: Floats, has: Masks, start: Model | None = None) -> Model | None:
    """Fit the model; None with fewer than `FEWEST` people with or without the outcome.

    Parameters
    ----------
    columns : float array of shape (n, k)
    has : bool array of shape (n,)
        Who has the outcome.
    start : Model, optional
        A model of nearly the same people: the search begins there, which saves half the time and
        changes the effects by no more than rounding.

    Notes
    -----
    Fitted by scikit-learn (Newton). The intercept is not held back, so that the model's chances add
    up to the number counted. The covariance is the inverse of the penalised information: it counts
    what is unknown of the effects, including how far they may have been held back too much.

    References
    ----------
    Le Cessie, S. & van Houwelingen, J. C. (1992). Ridge estimators in logistic regression. Applied
    Statistics 41, 191–201.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> columns = rng.normal(size=(400, 2))
    >>> has = rng.random(400) < scipy.special.expit(columns[:, 0] - 1)
    >>> model = fit(columns, has)
    >>> bool(abs(scipy.special.expit(model.logits(columns)).sum() - has.sum()) < 1e-4)
    True
    """
    hits = int(has.sum())
    if min(hits, len(has) - hits) < FEWEST:
        return None
    if not columns.shape[1]:
        return _constant(hits, len(has))
    effects = _search(columns, has, start)
    held = np.diag([0.0, *[PENALTY] * columns.shape[1]])
    covariance: Floats = np.linalg.inv(information(columns, effects) + held).astype(np.float64)
    return Model(effects, covariance)


def _search(columns: Floats, has: Masks, start: Model | None) -> Floats:
    # Imported when a model is asked for: it takes longer to load than most pages to show.
    from sklearn import config_context
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=1 / PENALTY, solver="newton-cholesky", tol=_TOLERANCE, max_iter=200, warm_start=True
    )
    if start is not None:
        model.coef_, model.intercept_ = start.effects[None, 1:].copy(), start.effects[:1].copy()
    with config_context(assume_finite=True, skip_parameter_validation=True):
        model.fit(columns, has)
    return np.concatenate([model.intercept_, model.coef_[0]])


def information(columns: Floats, effects: Floats) -> Floats:
    """Return the information in the data about the effects, shape (k + 1, k + 1)."""
    whole = np.column_stack([np.ones(len(columns)), columns])
    weighted = whole * _weights(whole @ effects)[:, None]
    matrix: Floats = weighted.T @ whole
    return matrix


def effective_parameters(columns: Floats, model: Model) -> float:
    """Return how many effects the model really has, once held back; the intercept not counted.

    Examples
    --------
    Two columns, held back: a little less than two.

    >>> rng = np.random.default_rng(1)
    >>> columns = rng.normal(size=(400, 2))
    >>> model = fit(columns, rng.random(400) < 0.3)
    >>> round(effective_parameters(columns, model), 2)
    1.97
    """
    return float(np.trace(model.covariance @ information(columns, model.effects))) - 1


def _weights(logits: Floats) -> Floats:
    chance = scipy.special.expit(logits)
    weights: Floats = chance * (1 - chance)
    return weights


def _constant(hits: int, n: int) -> Model:
    return Model(np.array([np.log(hits / (n - hits))]), np.array([[n / (hits * (n - hits))]]))
