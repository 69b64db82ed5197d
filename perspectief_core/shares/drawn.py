"""The p of a test by chance itself: what was observed beside what many random draws gave."""

from __future__ import annotations

import numpy as np

from perspectief_core.arrays import Floats, Masks


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
