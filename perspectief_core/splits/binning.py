"""Quantile bins of a scale predictor, by the rule of SPSS."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits.contingency import Interval


def quantile_cuts(
    values: npt.NDArray[Any], weights: Ints | None = None, intervals: int = 10
) -> Floats:
    """Return the largest value of each quantile bin, ascending.

    Parameters
    ----------
    values : shape (n,)
        Finite numbers.
    weights : shape (n,), optional
        Frequency weights, whole and positive; default one each.
    intervals
        Most bins wanted.

    Returns
    -------
    shape (n_bins,), n_bins between 0 (no values) and `intervals`
        Bin `i` is the interval above cut `i - 1` up to and including cut `i`.

    Notes
    -----
    A value goes to bin `floor(rank * intervals / (n + 1))`, its rank being the average rank of the
    values equal to it and `n` the sum of the weights. Equal values therefore share a bin, and bins
    that no value falls in vanish. The ranks are kept doubled, so that the rule is exact.

    References
    ----------
    IBM SPSS Algorithms, TREE: binning of continuous predictors.

    Examples
    --------
    >>> quantile_cuts(np.arange(1, 9), intervals=4).tolist()
    [2.0, 4.0, 6.0, 8.0]
    """
    distinct, position = np.unique(values, return_inverse=True)
    count = np.bincount(position, weights=weights, minlength=len(distinct)).astype(np.int64)
    up_to = np.cumsum(count)
    doubled_rank = 2 * up_to - count + 1
    total = int(count.sum())
    bins = doubled_rank * intervals // (2 * (total + 1))
    last_of_bin = np.append(bins[1:] != bins[:-1], True) if len(bins) else np.zeros(0, dtype=bool)
    return np.asarray(distinct[last_of_bin], dtype=np.float64)


def to_intervals(cuts: Floats) -> tuple[Interval, ...]:
    """Return the bins as intervals; the first and the last are open-ended."""
    if not len(cuts):
        return ()
    edges = [None, *(float(cut) for cut in cuts[:-1]), None]
    return tuple(Interval(above, up_to) for above, up_to in pairwise(edges))


def bin_codes(values: npt.NDArray[Any], levels: tuple[Interval, ...]) -> Ints:
    """Return the bin of each value; values beyond the outer cuts join the outer bins."""
    inner = [interval.up_to for interval in levels[:-1]]
    return np.searchsorted(np.array(inner, dtype=np.float64), values, side="left").astype(np.int64)
