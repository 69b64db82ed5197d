"""Types of working method shuffled over the steunpunten: how often chance makes them differ so.

Who has which type changes, how many people a steunpunt has and what became of them does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.shares.drawn import monte_carlo_p, orders, shortest
from perspectief_core.shares.flags import GroupCounts

DRAWS = 2000
"""Random assignments of types to steunpunten in the permutation test."""
_MOST_PLACES = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The people of every shuffle, for what `permutation_p` compares; core only.

    Parameters
    ----------
    people : array of shape (2, draws + 1, steunpunten)
        Those with the outcome, and all. Their sums are exact, in single precision too.
    share : float
        Of all people with the outcome.
    """

    people: npt.NDArray[np.floating[Any]]
    share: float

    @classmethod
    def of(cls, people: GroupCounts) -> Drawn:
        """Shuffle the steunpunten, which have people."""
        shuffled = shuffles(people)
        n = int(people.totals.sum())
        both = np.stack([people.hits, people.totals]).astype(shortest(n))
        return cls(np.take(both, shuffled, axis=1), int(people.hits.sum()) / max(n, 1))

    @property
    def draws(self) -> int:
        """How many shuffles there are, beside the order as it is."""
        return len(self.people[0]) - 1

    def ps(self, members: Masks) -> list[float]:
        """Return the p of `permutation_p` of several ways to have types, as `drawn_ps` does."""
        shape = (self.people.shape[1], len(members), members.shape[2])
        flat = _flat(members).astype(self.people.dtype)
        hits, totals = (self.people @ flat).astype(np.float64).reshape(2, *shape)
        return _ps((hits - self.share * totals) ** 2, totals)


def shuffles(people: GroupCounts) -> Ints:
    """Return `DRAWS` orders of the steunpunten as `drawn.orders` does; core only."""
    return orders(len(people.codes), DRAWS, _MOST_PLACES, seed=0)


def permutation_p(membership: Ints, people: GroupCounts, shuffled: Ints) -> float:
    """Return the p of 'types do not differ' of `by_type`; core only.

    Parameters
    ----------
    membership : int array of shape (steunpunten, types)
        1 where a steunpunt is of a type, else 0.
    people : GroupCounts
        Of those steunpunten; some people have the outcome and some do not.
    shuffled : int array of shape (draws + 1, steunpunten)
        As `shuffles` gives it.
    """
    p = people.hits.sum() / people.totals.sum()
    # χ² up to the constant 1 / (p(1 − p)): only the squares per type depend on the labels.
    # As floating point numbers, which each multiplication would make of them anew.
    weight = people.totals.astype(np.float64)
    return shuffled_p(membership, people.hits - p * people.totals, weight, shuffled)


def shuffled_p(membership: Ints, residual: Floats, weight: Floats | Ints, shuffled: Ints) -> float:
    """Return how often shuffled types give sums of residuals at least as large; core only.

    Parameters
    ----------
    membership, shuffled
        As in `permutation_p`.
    residual, weight : arrays of shape (steunpunten,)
        Of each what was counted less what was expected, and the size of its variance; compared is
        the sum over types of the square of the first divided by the second.
    """
    return drawn_ps(membership[None] > 0, residual[shuffled], weight[shuffled])[0]


def drawn_ps(members: Masks, residual: Floats, weight: Floats | Ints) -> list[float]:
    """Return `shuffled_p` of several ways to have types; core only.

    Parameters
    ----------
    members : bool array of shape (ways, steunpunten, types)
        Whether a steunpunt is of a type.
    residual, weight : arrays of shape (draws + 1, steunpunten)
        As in `shuffled_p`, shuffled already.
    """
    shape, flat = (len(residual), len(members), members.shape[2]), _flat(members).astype(float)
    return _ps((residual @ flat).reshape(shape) ** 2, (weight @ flat).reshape(shape))


def _flat(members: Masks) -> Masks:
    """Return the types of all ways beside each other, shape (steunpunten, ways × types).

    As one table: every way by itself would read all that was drawn again.
    """
    ways, steunpunten, types = members.shape
    return np.moveaxis(members, 0, 1).reshape(steunpunten, ways * types)


def _ps(squares: Floats, sizes: Floats) -> list[float]:
    """Return the p of each way, of squares and sizes of shape (draws + 1, ways, types)."""
    # A type without steunpunten adds nothing.
    statistic = np.divide(squares, sizes, out=np.zeros(sizes.shape), where=sizes > 0).sum(axis=2)
    p: list[float] = monte_carlo_p(statistic[1:] >= statistic[0] * (1 - 1e-9)).tolist()
    return p
