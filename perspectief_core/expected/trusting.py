"""How far a model can be trusted: whom it tells apart, and whether its chances come true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.shares.intervals import Interval, Share, by_student, share

PARTS = 5
"""Groups of about as many people, from low to high chance."""


@dataclass(frozen=True, slots=True)
class CalibrationPart:
    """People with about the same chance: their mean chance (0–1), and how many had the outcome."""

    predicted: float
    share: Share


@dataclass(frozen=True, slots=True)
class Discrimination:
    """The chance (0–1) that who has the outcome got a higher chance than who has not.

    0.5 is no better than a coin. `interval` is 95 %, with steunpunten as units; None where it
    cannot be had.
    """

    auc: float
    interval: Interval | None


def calibration(chances: Floats, has: Masks) -> tuple[CalibrationPart, ...]:
    """Return people in parts by their chance; equal chances stay together.

    Examples
    --------
    >>> parts = calibration(np.array([0.1, 0.1, 0.4, 0.9]), np.array([False, True, False, True]))
    >>> [(part.predicted, part.share.count, part.share.total) for part in parts]
    [(0.1, 1, 2), (0.4, 0, 1), (0.9, 1, 1)]
    """
    if not len(chances):
        return ()
    edges = np.unique(np.quantile(chances, np.arange(1, PARTS) / PARTS))
    part = np.searchsorted(edges, chances, side="right")
    return tuple(
        CalibrationPart(
            float(chances[part == at].mean()),
            share(int(has[part == at].sum()), int((part == at).sum())),
        )
        for at in np.unique(part).tolist()
    )


def discrimination(chances: Floats, has: Masks, places: Ints) -> Discrimination | None:
    """Return how well chances tell who had the outcome; None when everyone or nobody had it.

    Parameters
    ----------
    chances, has : arrays of shape (n,)
    places : int array of shape (n,)
        The steunpunt of each person: people of one place are not independent.

    Notes
    -----
    The area under the ROC curve by ranks. Its interval is a jackknife that leaves out one
    steunpunt at a time, with Student's t, so that twenty steunpunten are the units.

    References
    ----------
    Hanley, J. A. & McNeil, B. J. (1982). The meaning and use of the area under a receiver operating
    characteristic (ROC) curve. Radiology 143, 29–36.

    Examples
    --------
    Scans of 51 people who had a disease and 58 who had not, rated 1 to 5: 0.893 (Hanley and
    McNeil 1982, table I).

    >>> ratings = np.tile(np.arange(1.0, 6.0), 2)
    >>> scans = np.array([3, 2, 2, 11, 33, 33, 6, 6, 11, 2])
    >>> ill = np.repeat([True, False], 5).repeat(scans)
    >>> everywhere = np.zeros(109, dtype=np.int64)
    >>> round(discrimination(ratings.repeat(scans), ill, everywhere).auc, 3)
    0.893
    """
    whole = _auc(chances, has)
    if whole is None:
        return None
    units = np.unique(places)
    without = [_auc(chances[places != unit], has[places != unit]) for unit in units]
    known = np.array([area for area in without if area is not None])
    if len(known) < len(units) or len(units) < 2:
        return Discrimination(whole, None)
    m = len(known)
    error = float(np.sqrt((m - 1) / m * ((known - known.mean()) ** 2).sum()))
    ends = by_student(whole, error, m - 1)
    return Discrimination(whole, Interval(max(ends.low, 0.0), min(ends.high, 1.0)))


def _auc(chances: Floats, has: Masks) -> float | None:
    hits = int(has.sum())
    others = len(has) - hits
    if not hits or not others:
        return None
    ranks = scipy.stats.rankdata(chances)
    return float((ranks[has].sum() - hits * (hits + 1) / 2) / (hits * others))
