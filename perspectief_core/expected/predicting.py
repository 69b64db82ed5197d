"""Which numbers a group could have shown: chance, and what is not known of the chances themselves.

Everyone has an own chance, so the number with the outcome is a sum of unequal coins. The chances
come from a model and could all be somewhat higher or lower; that is counted too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from perspectief_core.arrays import Floats

TAIL = 0.025
_NODES, _WEIGHTS = (np.asarray(part) for part in scipy.special.roots_hermitenorm(21))
_EXACT_UP_TO = 1500
"""People in a group above which the sum of coins is taken as normal."""


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    """The chance of every number from 0 to n, shape (n + 1,)."""

    chances: Floats

    def at_most(self, count: int) -> float:
        """Return the chance of so many or fewer."""
        return float(min(self.chances[: count + 1].sum(), 1.0)) if count >= 0 else 0.0

    def at_least(self, count: int) -> float:
        """Return the chance of so many or more."""
        return float(min(self.chances[count:].sum(), 1.0))

    @property
    def least(self) -> int:
        """The smallest number that is ordinary: at most `TAIL` of the chance lies under it."""
        return int(np.argmax(np.cumsum(self.chances) > TAIL))

    @property
    def most(self) -> int:
        """The largest number that is ordinary."""
        return len(self.chances) - 1 - int(np.argmax(np.cumsum(self.chances[::-1]) > TAIL))

    def two_sided_p(self, count: int) -> float:
        """Return twice the smaller tail, at most 1; at most 0.05 exactly outside the range."""
        return min(2 * min(self.at_most(count), self.at_least(count)), 1.0)


def predict(logits: Floats, spread: float) -> Predicted:
    """Return the distribution of the number with the outcome.

    Parameters
    ----------
    logits : float array of shape (n,)
        Each person's chance, on the logit scale.
    spread : float ≥ 0
        Standard error of all logits together.

    Notes
    -----
    Exact for given chances (the Poisson-binomial distribution, person after person), averaged over
    a normal shift of all logits by Gauss–Hermite quadrature with 21 nodes. Above 1,500 people the
    sum is taken as normal, with half a person of correction.

    References
    ----------
    Hong, Y. (2013). On computing the distribution function for the Poisson binomial distribution.
    Computational Statistics & Data Analysis 59, 41–51.

    Examples
    --------
    Ten fair coins: 2 to 8 heads is ordinary; less is when the coins may be unfair together.

    >>> sure, unsure = predict(np.zeros(10), 0.0), predict(np.zeros(10), 1.0)
    >>> (sure.least, sure.most), (unsure.least, unsure.most)
    ((2, 8), (0, 10))
    """
    chances = scipy.special.expit(logits[:, None] + spread * _NODES)
    each = _sums(chances) if len(logits) <= _EXACT_UP_TO else _normal(chances)
    return Predicted(each @ (_WEIGHTS / _WEIGHTS.sum()))


def _sums(chances: Floats) -> Floats:
    """Return the chance of every number, shape (n + 1, nodes), for chances of shape (n, nodes)."""
    distribution = np.zeros((len(chances) + 1, chances.shape[1]))
    distribution[0] = 1.0
    for number, chance in enumerate(chances, start=1):
        distribution[1 : number + 1] = (
            distribution[1 : number + 1] * (1 - chance) + distribution[:number] * chance
        )
        distribution[0] *= 1 - chance
    return distribution


def _normal(chances: Floats) -> Floats:
    mean, spread = chances.sum(axis=0), np.sqrt((chances * (1 - chances)).sum(axis=0))
    bounds = np.arange(len(chances) + 2)[:, None] - 0.5
    below = scipy.special.ndtr((bounds - mean) / spread)
    below[0], below[-1] = 0.0, 1.0
    distribution: Floats = np.diff(below, axis=0)
    return distribution
