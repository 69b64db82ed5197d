"""What chance gives: answers shuffled over the steunpunten, question by question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from perspectief_core.alike.gower import Compared, mean_likeness, pairs
from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.shares.drawn import monte_carlo_p

DRAWS = 999
"""Shuffles of the answers."""
TYPE_DRAWS = 9999
"""Shuffles of the types."""
_TIE = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Shuffled:
    """What shuffled answers give: spread over the pairs, and the most alike pair, per shuffle."""

    spread: Floats
    largest: Floats


def shuffled(compared: Compared, seed: int) -> Shuffled:
    """Shuffle the answers to each question among those who answered it.

    Notes
    -----
    The mean over the pairs stays what it is: it follows from how often each answer was given. What
    a shuffle takes away is that the same two give the same answers again and again. Who is not
    compared on a question stays so.

    Examples
    --------
    Two steunpunten that are alike on many questions stay so in no shuffle: the spread is smaller.

    >>> from perspectief_core.alike.answers import published_answers
    >>> from perspectief_core.alike.gower import compare
    >>> compared = compare(published_answers())
    >>> first, second = pairs(20)
    >>> drawn = shuffled(compared, seed=0)
    >>> len(drawn.spread), bool(compared.likeness[first, second].std() > drawn.spread.max())
    (999, True)
    """
    rng = np.random.default_rng(seed)
    n = compared.known.shape[1]
    first, second = pairs(n)
    total = np.zeros((len(first), DRAWS))
    for alike, known in zip(compared.alike, compared.known, strict=True):
        order = np.ascontiguousarray(_orders(known, rng).T)
        # Whole rows of shuffles at a time, and one number per pair: a quarter of the time.
        total += alike.ravel().take(order[first] * n + order[second])
    likeness = mean_likeness(total, compared.compared[first, second][:, None])
    return Shuffled(np.nanstd(likeness, axis=0), np.nanmax(likeness, axis=0))


def _orders(known: Masks, rng: np.random.Generator) -> Ints:
    orders = np.tile(np.arange(len(known)), (DRAWS, 1))
    orders[:, known] = rng.permuted(orders[:, known], axis=1)
    return orders


def at_least(observed: float, drawn: Floats) -> float:
    """Return p: how often a shuffle gives as much, what was found itself counted in.

    Examples
    --------
    One of three shuffles gives as much.

    >>> at_least(0.5, np.array([0.1, 0.6, 0.2]))
    0.5
    """
    return float(monte_carlo_p(drawn >= observed - _TIE))


@dataclass(frozen=True, slots=True)
class WithinTypes:
    """Mean likeness (0–1) of pairs of one type and of two types; p by shuffling the types.

    None where no pair, or every pair, is of one type.
    """

    within: float | None
    between: float | None
    p: float | None


def within_types(likeness: Floats, types: npt.NDArray[np.str_], seed: int) -> WithinTypes:
    """Compare pairs of one type with pairs of two types.

    Notes
    -----
    p is how often shuffled types give a mean within types that is at least as large: the test of
    Mielke's multi-response permutation procedure with pairs as weights (`mrpp` with `weight.type =
    3` in R's vegan).

    Examples
    --------
    Two pairs of a type each, of six: a third of all ways to divide four in two pairs gives as much.

    >>> likeness = np.full((4, 4), 0.2)
    >>> likeness[0, 1] = likeness[2, 3] = 0.8
    >>> compared = within_types(likeness, np.array(["a", "a", "b", "b"]), seed=0)
    >>> compared.within, round(compared.between, 2), round(compared.p, 1)
    (0.8, 0.2, 0.3)
    """
    first, second = pairs(len(types))
    values, same = likeness[first, second], types[first] == types[second]
    if not same.any() or same.all():
        return WithinTypes(None, None, None)
    within, between = float(values[same].mean()), float(values[~same].mean())
    rng = np.random.default_rng(seed)
    orders = rng.permuted(np.tile(np.arange(len(types)), (TYPE_DRAWS, 1)), axis=1)
    drawn = np.unique(types, return_inverse=True)[1].astype(np.int8)[orders]
    alike = drawn[:, first] == drawn[:, second]
    return WithinTypes(within, between, at_least(within, alike @ values / same.sum()))
