"""Where a count may lie by chance alone: exact binomial prediction bands around one share.

A band answers 'if this group were no different, which counts would still be ordinary?'. It is a
prediction for counts, not a confidence interval of the benchmark.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log
from typing import Any

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints, scipy

TAIL_95, TAIL_998 = 0.025, 0.001
"""Chance allowed beyond either end of the 95 % and the 99.8 % band."""


@dataclass(frozen=True, slots=True, eq=False)
class Tails:
    """Exact tails of binomial counts with one chance and several group sizes.

    What a tail costs does not depend on the size of the group. Of few groups it is mostly what a
    call of NumPy costs: hence `np.where` and no `np.select`, which takes five times as long. They
    are incomplete beta functions; `scipy.stats` has the same, and takes 47 MB to load.

    Parameters
    ----------
    sizes : int array of shape (g,)
        Group sizes n ≥ 0.
    chance : float
        The benchmark share, 0–1.
    """

    sizes: Ints
    chance: float

    def lower(self, counts: Ints) -> Floats:
        """Return P(X ≤ k) per group for its count k, shape (g,); 0 below 0."""
        inside = np.minimum(np.maximum(counts, 0), np.maximum(self.sizes - 1, 0))
        tail = scipy.special.betaincc(
            inside + 1.0, np.maximum(self.sizes - inside, 1.0), self.chance
        )
        return np.where(counts < 0, 0.0, np.where(counts >= self.sizes, 1.0, tail))

    def upper(self, counts: Ints) -> Floats:
        """Return P(X ≥ k) per group for its count k, shape (g,); 0 above n."""
        inside = np.minimum(np.maximum(counts, 1), np.maximum(self.sizes, 1))
        tail = scipy.special.betainc(inside, np.maximum(self.sizes - inside, 0) + 1.0, self.chance)
        return np.where(counts <= 0, 1.0, np.where(counts > self.sizes, 0.0, tail))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Band:
    """Counts that are ordinary, per group size, with at most `tail` chance beyond either end.

    Parameters
    ----------
    tail : float
        0.025 for the 95 % band, 0.001 for the 99.8 % band.
    least, most : int arrays of shape (g,)
        Smallest and largest ordinary count; 0 and n when no count on that side is extraordinary.
    low, high : float arrays of shape (g,)
        The ends as shares (0–1), interpolated between counts for drawing. Every extraordinary
        count lies on or beyond them, every ordinary one within.
    chance_outside : float array of shape (g,)
        Exact chance of an extraordinary count when nothing differs; below ``2 * tail``.
    """

    tail: float
    least: Ints
    most: Ints
    low: Floats
    high: Floats
    chance_outside: Floats

    def take(self, place: Ints) -> Band:
        """Return the band of each of these places among the sizes."""
        return Band(
            tail=self.tail,
            least=self.least[place],
            most=self.most[place],
            low=self.low[place],
            high=self.high[place],
            chance_outside=self.chance_outside[place],
        )


def tails(sizes: npt.NDArray[np.integer[Any]], chance: float) -> Tails:
    """Return the exact tails for groups of these sizes.

    Raises
    ------
    ValueError
        When `chance` is not between 0 and 1 or a size is negative.

    Examples
    --------
    With six throws of a fair coin no head at all has chance 1/64.

    >>> round(float(tails(np.array([6]), 0.5).lower(np.array([0]))[0]) * 64, 9)
    1.0
    """
    n = np.asarray(sizes, dtype=np.int64)
    if not 0 <= chance <= 1 or np.any(n < 0):
        raise ValueError("`chance` must be between 0 and 1 and `sizes` not negative")
    return Tails(n, chance)


def band(binomial: Tails, tail: float) -> Band:
    """Return the band that leaves at most `tail` chance beyond either end.

    Parameters
    ----------
    binomial : Tails
    tail : float
        0 < tail < 0.5.

    Notes
    -----
    Exact tails, not mid-p: k is extraordinarily low when P(X ≤ k) ≤ tail and extraordinarily high
    when P(X ≥ k) ≤ tail. The drawn line lies between the last extraordinary and the first ordinary
    count, in proportion to the chance still left (Spiegelhalter 2005, appendix A.1.1), cut off at
    0 and 1. For an empty group the band is 0–1.

    References
    ----------
    Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance. Statistics in
    Medicine 24, 1185–1202.

    Examples
    --------
    Of 60 people, with one in five on average, 6 to 18 is ordinary.

    >>> limits = band(tails(np.array([60]), 0.2), 0.025)
    >>> limits.least.tolist(), limits.most.tolist()
    ([6], [18])
    """
    least, most = _least(binomial, tail), _most(binomial, tail)
    below, above = binomial.lower(least - 1), binomial.upper(most + 1)
    last_low, last_high = binomial.lower(least), binomial.upper(most)
    n = np.maximum(binomial.sizes, 1)
    low = (least - (last_low - tail) / (last_low - below)) / n
    high = (most + (last_high - tail) / (last_high - above)) / n
    empty = binomial.sizes == 0
    return Band(
        tail=tail,
        least=least,
        most=most,
        low=np.where(empty, 0.0, np.clip(low, 0.0, 1.0)),
        high=np.where(empty, 1.0, np.clip(high, 0.0, 1.0)),
        chance_outside=below + above,
    )


def two_sided_p(binomial: Tails, counts: Ints) -> Floats:
    """Return, per group, twice the smaller tail at its count, at most 1; shape (g,).

    At most ``2 * tail`` exactly when the count is extraordinary in the band of `tail`.

    Examples
    --------
    >>> two_sided_p(tails(np.array([30]), 0.2), np.array([13])).round(4).tolist()
    [0.0062]
    """
    # Many small groups have the same size and count: each pair is worked out once.
    wide = int(counts.max(initial=0)) + 1
    pairs, place = np.unique(binomial.sizes * wide + counts, return_inverse=True)
    sizes, different = np.divmod(pairs, wide)
    once = Tails(sizes, binomial.chance)
    smaller = np.minimum(once.lower(different), once.upper(different))
    doubled: Floats = np.minimum(2 * smaller, 1.0)[place]
    return doubled


def smallest_size(chance_of_result: float) -> int | None:
    """Return from which group size on 'not one' would be outside the 95 % band.

    Parameters
    ----------
    chance_of_result : float
        Chance of the result that is then absent, 0–1; give ``1 - chance`` to ask for 'everyone'.

    Returns
    -------
    int or None
        Smallest n with ``(1 - chance) ** n ≤ 0.025``; None when no size is enough.

    Examples
    --------
    With one in three on average, a group of 10 is the first where zero stands out.

    >>> smallest_size(1 / 3)
    10
    """
    if chance_of_result <= 0:
        return None
    if chance_of_result >= 1:
        return 1
    return max(ceil(log(TAIL_95) / log(1 - chance_of_result)), 1)


def _least(binomial: Tails, tail: float) -> Ints:
    """Return the smallest count k with P(X ≤ k) > `tail`."""
    least = _quantile(tail, binomial.sizes, binomial.chance)
    # The quantile may miss by one where the tail at it is equal to `tail`, or nearly.
    least += binomial.lower(least) <= tail
    least -= (least > 0) & (binomial.lower(least - 1) > tail)
    return least


def _most(binomial: Tails, tail: float) -> Ints:
    """Return the largest count k with P(X ≥ k) > `tail`."""
    most = binomial.sizes - _quantile(tail, binomial.sizes, 1 - binomial.chance)
    most -= binomial.upper(most) <= tail
    most += (most < binomial.sizes) & (binomial.upper(most + 1) > tail)
    return most


def _quantile(tail: float, sizes: Ints, chance: float) -> Ints:
    """Return about the smallest count with P(X ≤ k) ≥ `tail`, per group."""
    if chance in (0, 1):
        return sizes * int(chance)
    real = np.ceil(scipy.special.bdtrik(tail, np.maximum(sizes, 1).astype(float), chance))
    quantile: Ints = np.clip(np.nan_to_num(real), 0, sizes).astype(np.int64)
    return quantile
