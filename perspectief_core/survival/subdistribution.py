"""How much of a person with another outcome is still at risk later: the weights of Fine and Gray.

Whoever had another outcome would still be followed if nothing but that outcome could be had. They
stay, with the chance that they would not have been censored since, and less for each who came in
late: where people are followed from later than the beginning, those with an early outcome are
missing from the data, and those who are there stand for them.
"""

from __future__ import annotations

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.survival.histories import Ties


def staying_weights(
    entry: Floats, exit_: Floats, event: Ints, asked: tuple[int, Floats, Ties]
) -> Floats:
    """Return the weight of each person at each step after another outcome than the one asked.

    Parameters
    ----------
    entry, exit_, event : shape (n,)
        Everyone with time at risk.
    asked : (cause, steps, ties)
        Event code of the outcome, the rising times of it, and whether censorings at a time come
        before outcomes at it (`censored_first`) or after.

    Returns
    -------
    shape (n, steps)
        0 for whoever had the outcome or was censored, and up to the exit.

    Notes
    -----
    With G the chance not to be censored and H that of having come in, both product-limit estimates
    over everyone, the weight at t of an outcome at x < t is G(t−)H(t−) / G(x−)H(x−). H runs back
    in time: the product over entries e ≥ t of 1 − entries / people at risk just after e. It is what
    R's `finegray` does. `half_month` is taken as outcomes first here.

    References
    ----------
    Geskus, R. B. (2011). Biometrics 67, 39–49.

    Examples
    --------
    The first has another outcome, the second is censored, the last has the one asked: half of the
    two still followed were not censored before then, so the first counts for a half.

    >>> entry, leave = np.zeros(3), np.array([1.0, 2.0, 3.0])
    >>> asked = 1, np.array([3.0]), "outcomes_first"
    >>> staying_weights(entry, leave, np.array([2, 0, 1]), asked).tolist()
    [[0.5], [0.0], [0.0]]
    """
    cause, steps, ties = asked
    # Between neighbouring times, so that censorings and outcomes at one time have an order.
    moments = np.unique(np.concatenate([exit_, entry, steps]))
    early = (event == 0) if ties == "censored_first" else (event > 0)
    came = np.searchsorted(moments, entry).astype(np.float64)
    left = np.searchsorted(moments, exit_).astype(np.float64)
    left[early] -= 0.2
    other = (event > 0) & (event != cause)
    happened = np.searchsorted(moments, steps).astype(np.float64)
    happened -= 0.0 if ties == "censored_first" else 0.2
    now = _staying(came, left, event == 0, happened)
    then = _staying(came, left, event == 0, left)
    after = other[:, None] & (steps > exit_[:, None])
    weights: Floats = np.where(after, now[None, :] / then[:, None], 0.0)
    return weights


def _staying(came: Floats, left: Floats, censored: Masks, times: Floats) -> Floats:
    """Return G(t−)·H(t−) at some times."""
    lost, losses = np.unique(left[censored], return_counts=True)
    free = 1 - losses / np.array([((came < c) & (left >= c)).sum() for c in lost], dtype=float)
    entered, entries = np.unique(came[came > came.min()], return_counts=True)
    there = np.array([((came <= e) & (left > e)).sum() for e in entered], dtype=float)
    not_yet = 1 - entries / there
    uncensored = np.concatenate([[1.0], np.cumprod(free)])[np.searchsorted(lost, times)]
    back = np.concatenate([np.cumprod(not_yet[::-1])[::-1], [1.0]])
    staying: Floats = uncensored * back[np.searchsorted(entered, times)]
    return staying
