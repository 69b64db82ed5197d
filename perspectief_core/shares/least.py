"""How strongly groups differ at least, when of every count only two ends are known.

Published counts are rounded. Whether groups differ more than chance is said when they do for every
count that is rounded so; else it cannot be said, as that they do not could come from the rounding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Ints
from perspectief_core.shares.chi_square import IndependenceTest, tested

_STEPS, _NEAR = 2000, 1e-9
_GAP = 1e-3
"""What may be left between the χ² that is returned and the least one."""


@dataclass(frozen=True, slots=True, eq=False)
class Boxes:
    """Groups × categories, each count between two ends.

    Parameters
    ----------
    low, high
        The least and the most people of a group in a category, shape (groups, categories).
    totals_low, totals_high
        The least and the most people of a group in all, shape (groups,), at least 1.
    """

    low: Ints
    high: Ints
    totals_low: Ints
    totals_high: Ints


def least_test(boxes: Boxes) -> IndependenceTest | None:
    """Return the test of the table that differs least; None when that could be chance.

    Its χ² and Cramér's V are at least what those of the exact counts are, its p at most.

    Notes
    -----
    Of groups with shares ``q`` of ``n`` people each, Pearson's χ² is at least
    ``min_p Σ n_g (q_gj − p_j)² / p_j`` over all divisions ``p``, as it is that sum for one of them.
    It is made as small as it can be over the ends too: ``n_g`` at its least, ``q_gj`` between
    ``low / totals_high`` and ``high / totals_low``. That is convex in ``q`` and ``p`` together, so
    taking turns (``q`` nearest to ``p``; ``p_j ∝ √Σ n_g q_gj²``) goes to its least value. What is
    left to it is bounded by the gap of Frank and Wolfe, and taken off: the answer is never larger
    than the least value. Categories that may be empty count in the degrees of freedom, so that p
    is rather too large.

    Examples
    --------
    20 to 24 of 50 against 5 to 9 of 50 differ more than chance, and 10 to 14 of 50 may not:

    >>> def of_two(first, second):
    ...     low, high = (np.array([one, other]) for one, other in zip(first, second))
    ...     n = np.array([50, 50])
    ...     rest = np.column_stack([low, n - high]), np.column_stack([high, n - low])
    ...     return least_test(Boxes(*rest, n, n))
    >>> round(of_two((20, 24), (5, 9)).chi2, 1), of_two((20, 24), (10, 14))
    (5.8, None)
    """
    if min(boxes.low.shape) < 2:
        return None
    weights = np.maximum(boxes.totals_low, 1).astype(np.float64)
    low = boxes.low / boxes.totals_high[:, None]
    high = np.minimum(boxes.high / weights[:, None], 1.0)
    chi2, chances = _least(low, high, weights)
    test = tested(chi2, np.outer(weights, chances), int(boxes.totals_high.sum()))
    return test if test.more_than_chance else None


def _least(low: Floats, high: Floats, weights: Floats) -> tuple[float, Floats]:
    """Return a lower bound of the least χ², and the division for which it is about that."""
    middle = (low + high) / 2
    p = np.maximum(weights @ middle, _NEAR)
    p /= p.sum()
    value, gap = 0.0, np.inf
    for _ in range(_STEPS):
        q = np.clip(p, low, high)
        value = float((weights[:, None] * (q - p) ** 2 / p).sum())
        slope = weights @ (1 - (q / p) ** 2)
        gap = float(slope @ p - slope.min())
        if gap < _GAP:
            break
        root = np.sqrt(weights @ q**2)
        p = np.maximum(root / root.sum(), _NEAR)
    return max(value - gap, 0.0), p
