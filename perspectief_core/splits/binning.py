"""Quantile bins of a scale predictor, by the rule of SPSS."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints, pd
from perspectief_core.splits.contingency import Interval
from perspectief_core.splits.settings import INTERVALS


def quantile_cuts(
    values: npt.NDArray[Any], weights: Ints | None = None, intervals: int = INTERVALS
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
    A value goes to the bin that `bins_of_counts` says, `n` being the sum of the weights. Equal
    values therefore share a bin, and bins that no value falls in vanish.

    References
    ----------
    IBM SPSS Algorithms, TREE: binning of continuous predictors.

    Examples
    --------
    >>> quantile_cuts(np.arange(1, 9), intervals=4).tolist()
    [2.0, 4.0, 6.0, 8.0]
    """
    # Only the different values are put in order, of which there are mostly few.
    position, distinct = pd.factorize(values)
    order = np.argsort(distinct)
    distinct = distinct[order]
    count = np.bincount(position, weights, minlength=len(distinct))[order].astype(np.int64)
    bins = bins_of_counts(count, intervals)
    last_of_bin = np.append(bins[1:] != bins[:-1], True) if len(bins) else np.zeros(0, dtype=bool)
    return np.asarray(distinct[last_of_bin], dtype=np.float64)


def bins_of_counts(count: Ints, intervals: int = INTERVALS) -> Ints:
    """Return the bin of every distinct value, ascending on the last axis, from how often it occurs.

    Notes
    -----
    That is `floor(rank * intervals / (n + 1))`, the rank being the average rank of the values equal
    to it and `n` the number of all values. The ranks are kept doubled, so that the rule is exact.

    Examples
    --------
    >>> bins_of_counts(np.array([[1, 1, 1, 1], [3, 1, 1, 1]]), intervals=2).tolist()
    [[0, 0, 1, 1], [0, 1, 1, 1]]
    """
    doubled_rank = 2 * count.cumsum(axis=-1) - count + 1
    bins: Ints = doubled_rank * intervals // (2 * (count.sum(axis=-1, keepdims=True) + 1))
    return bins


def to_intervals(cuts: Floats) -> tuple[Interval, ...]:
    """Return the bins as intervals; the first and the last are open-ended.

    Examples
    --------
    >>> to_intervals(np.array([2.0, 4.0]))
    (Interval(above=None, up_to=2.0), Interval(above=2.0, up_to=None))
    """
    if not len(cuts):
        return ()
    edges = [None, *(float(cut) for cut in cuts[:-1]), None]
    return tuple(Interval(above, up_to) for above, up_to in pairwise(edges))


def bin_codes(values: npt.NDArray[Any], levels: tuple[Interval, ...]) -> Ints:
    """Return the bin of each value; values beyond the outer cuts join the outer bins."""
    inner = [interval.up_to for interval in levels[:-1]]
    return np.searchsorted(np.array(inner, dtype=np.float64), values, side="left").astype(np.int64)
