"""An order in which what is alike stands together."""

from __future__ import annotations

import numpy as np
import scipy

from perspectief_core.arrays import Floats

Runs = dict[tuple[int, int], tuple[float, tuple[int, ...]]]
"""Of a branch, by the leaves at both ends: the shortest length and the leaves in that order."""


def alike_together(likeness: Floats) -> tuple[int, ...]:
    """Return the places in such an order that neighbours are as alike as a tree allows.

    Parameters
    ----------
    likeness : float array of shape (n, n)
        0–1, symmetric; NaN where two were never compared, which counts as nothing alike.

    Notes
    -----
    A tree by average linkage; its branches are turned so that the sum of the distances between
    neighbours is smallest: the shortest run over a branch between any two ends is that over its
    two halves. scipy's `optimal_leaf_ordering` is not used: in half of 50 trees of seven random
    points it gave a longer run than the shortest of all turnings.

    References
    ----------
    Bar-Joseph, Z., Gifford, D. K. & Jaakkola, T. S. (2001). Fast optimal leaf ordering for
    hierarchical clustering. Bioinformatics 17, S22–S29.

    Examples
    --------
    >>> near = np.array([[1.0, 0.1, 0.9], [0.1, 1.0, 0.2], [0.9, 0.2, 1.0]])
    >>> alike_together(near)
    (0, 2, 1)
    """
    n = len(likeness)
    if n < 3:
        return tuple(range(n))
    apart = 1 - np.nan_to_num(likeness, nan=0.0)
    np.fill_diagonal(apart, 0.0)
    distances = apart[np.triu_indices(n, 1)]
    tree = scipy.cluster.hierarchy.linkage(distances, "average")
    branches: list[Runs] = [{(at, at): (0.0, (at,))} for at in range(n)]
    for left, right in tree[:, :2].astype(int).tolist():
        branches.append(_joined(branches[left], branches[right], apart))
    # Equal lengths: the first by its leaves, so that the answer is one.
    return min(branches[-1].values(), key=lambda run: (round(run[0], 9), run[1]))[1]


def _joined(left: Runs, right: Runs, apart: Floats) -> Runs:
    """Return the shortest runs over two branches, for every two leaves at the ends."""
    shortest: Runs = {}
    for (start, inner), (length, leaves) in left.items():
        for (outer, end), (other_length, others) in right.items():
            total = length + float(apart[inner, outer]) + other_length
            if (start, end) not in shortest or total < shortest[start, end][0]:
                shortest[start, end] = total, leaves + others
    backwards = {
        (end, start): (total, run[::-1]) for (start, end), (total, run) in shortest.items()
    }
    return shortest | backwards
