"""The quantile cuts of more numbers than fit in memory, exact, in at most five passes.

Numbers are ordered by their bits. A first pass counts them by their first 16 bits; then only those
that share their bits with a cut are counted again, by more bits, until the cuts are known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits.settings import INTERVALS

_SIGN = np.uint64(1 << 63)
_FIRST = 16
_STEP = 12
"""Bits by which later passes count: of some thirty starts no more than a hundred thousand."""
_FEW = 1 << 18
"""So many numbers are counted by all their bits at once."""

Bits = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Tallied:
    """How often numbers start with each of some bits, ascending; tallies of parts are added."""

    starts: Bits
    counts: Ints

    def __add__(self, other: Tallied) -> Tallied:
        """Return the counts of both."""
        return _summed(
            np.concatenate([self.starts, other.starts]),
            np.concatenate([self.counts, other.counts]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """Which numbers a pass counts, and by how many of their bits.

    Parameters
    ----------
    chosen, before : shape (n,)
        Bits, shifted by `above`, that the numbers of this pass start with, ascending, and how many
        numbers lie below those that start so.
    above
        Shift of `chosen`.
    shift
        Shift of the bits that are counted; at 0 every number has its own count.
    """

    chosen: Bits
    before: Ints
    above: int
    shift: int

    @classmethod
    def start(cls) -> Search:
        """Return the search of the first pass, over all numbers."""
        return cls(np.zeros(1, np.uint64), np.zeros(1, np.int64), 64, 64 - _FIRST)

    def tally(self, values: Floats, weights: Ints | None = None) -> Tallied:
        """Count finite numbers."""
        bits = _bits(values)
        if self.above < 64:
            starts = bits >> np.uint64(self.above)
            at = np.minimum(np.searchsorted(self.chosen, starts), len(self.chosen) - 1)
            inside = self.chosen[at] == starts
            bits = bits[inside]
            weights = None if weights is None else weights[inside]
        counts = np.ones(len(bits), dtype=np.int64) if weights is None else weights
        if self.shift == 64 - _FIRST:
            sizes = np.bincount((bits >> np.uint64(self.shift)).astype(np.int64), weights)
            starts = np.flatnonzero(sizes).astype(np.uint64)
            return Tallied(starts, sizes[sizes > 0].astype(np.int64))
        return _summed(bits >> np.uint64(self.shift), counts)

    def next(self, tallied: Tallied, total: int, intervals: int) -> Search:
        """Return the next pass, over the numbers that start as a cut may."""
        below = self._below(tallied)
        first = _bins(2 * below + 2, total, intervals)
        last = _bins(2 * (below + tallied.counts), total, intervals)
        wanted = np.zeros(len(tallied.starts), dtype=bool)
        for cut in range(intervals):
            sure = int(np.searchsorted(last, cut, side="right"))
            maybe = int(np.searchsorted(first, cut, side="right"))
            wanted[max(sure - 1, 0) : max(maybe, sure)] = True
        few = int(tallied.counts[wanted].sum()) <= _FEW
        shift = 0 if few else self.shift - _STEP
        return Search(tallied.starts[wanted], below[wanted], self.shift, shift)

    def cuts(self, tallied: Tallied, total: int, intervals: int = INTERVALS) -> Floats:
        """Return the cuts, as `binning.quantile_cuts`, after the pass with a shift of 0."""
        bins = _bins(2 * self._below(tallied) + tallied.counts + 1, total, intervals)
        ends = np.searchsorted(bins, np.arange(intervals), side="right") - 1
        return _values(tallied.starts[np.unique(ends[ends >= 0])])

    def _below(self, tallied: Tallied) -> Ints:
        """Return how many numbers lie below those that start with each of the bits counted."""
        if self.above == 64:
            return np.cumsum(tallied.counts) - tallied.counts
        parent = np.searchsorted(self.chosen, tallied.starts >> np.uint64(self.above - self.shift))
        running = np.cumsum(tallied.counts) - tallied.counts
        first = np.searchsorted(parent, np.arange(len(self.chosen)))
        inside = running - running[np.minimum(first, len(running) - 1)][parent]
        return self.before[parent] + inside


def _bins(doubled_rank: Ints, total: int, intervals: int) -> Ints:
    """Return the bins of doubled ranks, by the rule of `binning.bins_of_counts`."""
    bins: Ints = doubled_rank * intervals // (2 * (total + 1))
    return bins


def _summed(starts: Bits, counts: Ints) -> Tallied:
    distinct, at = np.unique(starts, return_inverse=True)
    sums = np.bincount(at, weights=counts, minlength=len(distinct)).astype(np.int64)
    return Tallied(distinct, sums)


def _bits(values: Floats) -> Bits:
    """Return the bits of numbers, so that they order as the numbers do; -0 is 0."""
    bits = (np.asarray(values, dtype=np.float64) + 0.0).view(np.uint64)
    negative = (bits & _SIGN) > 0
    return np.where(negative, ~bits, bits | _SIGN)


def _values(bits: Bits) -> Floats:
    back = np.where((bits & _SIGN) > 0, bits ^ _SIGN, ~bits)
    values: Floats = back.view(np.float64)
    return values
