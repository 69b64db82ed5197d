"""A test by chance itself: random orders, and the p of what was observed beside many draws."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks

_FEWEST = 199
"""Random orders of however many units."""
_EXACT_IN_SHORT = 1 << 24
"""Sums of people below this are exact in single precision, which is faster."""


@lru_cache(3)
def orders(units: int, draws: int, most: int, seed: int) -> Ints:
    """Return the order as it is, then random ones, the same every time; shape (1 + draws, units).

    Of so many units that these would be more than `most` numbers there are fewer, and at least 199.
    Core only.
    """
    draws = min(draws, max(most // max(units, 1), _FEWEST))
    every = np.tile(np.arange(units), (draws + 1, 1))
    np.random.default_rng(seed).permuted(every[1:], axis=1, out=every[1:])
    every.flags.writeable = False
    return every


def shortest(people: int) -> type[np.floating[Any]]:
    """Return the shortest kind of number in which sums of so many people are exact; core only."""
    return np.float32 if people < _EXACT_IN_SHORT else np.float64


def monte_carlo_p(as_extreme: Masks) -> Floats:
    """Return the p value of what was observed, from random draws under the null hypothesis.

    Parameters
    ----------
    as_extreme : bool array of shape (m, …)
        Whether each of the m draws is at least as extreme as what was observed, ties included; the
        draws along the first axis, a test each along the others.

    Returns
    -------
    float array of shape (…)
        From 1 / (m + 1), never 0; 1 without draws.

    Notes
    -----
    ``p = (b + 1) / (m + 1)`` with b of the m draws as extreme. Under the null hypothesis what was
    observed is one draw more, so it counts in both: b / m would be too small, and 0 now and then.

    References
    ----------
    Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero: calculating exact
    p-values when permutations are randomly drawn. Statistical Applications in Genetics and
    Molecular Biology 9(1), article 39.

    Examples
    --------
    Of 999 draws none is as extreme for the first test, 49 are for the second.

    >>> drawn = np.zeros((999, 2), dtype=bool)
    >>> drawn[:49, 1] = True
    >>> monte_carlo_p(drawn).tolist()
    [0.001, 0.05]
    """
    p: Floats = (1 + np.count_nonzero(as_extreme, axis=0)) / np.float64(1 + len(as_extreme))
    return p
