"""The share with an outcome within so many months, under every combination of criteria at once.

The Aalen–Johansen estimate with delayed entry of `durations.curves`, from counts per month: whom a
combination keeps changes the counts and nothing else.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from perspectief_core.arrays import Floats, Ints
from perspectief_core.data import contract
from perspectief_core.durations.curves import MIN_AT_RISK, whole_month_ties
from perspectief_core.durations.timelines import timelines
from perspectief_core.sensitivity.combinations import Combinations, Layer
from perspectief_core.survival.histories import EXPOSURE_WHEN_CENSORED

_PARTS = 4
"""Numbers per month: twice the people exposed, people followed, leavers, those with the outcome."""


def incidence_cube(combined: Combinations, outcome: str, months: int) -> Floats:
    """Return the share with an outcome within `months` whole months, corrected for late entry.

    Parameters
    ----------
    combined : Combinations
    outcome : str
        An ending; not one that onward migration may be merged into.
    months : int ≥ 0

    Returns
    -------
    float array of shape (options of each criterion …)
        nan where fewer than `durations.curves.MIN_AT_RISK` people are followed in some month.
    """
    table = combined.add(partial(_weigh, outcome=outcome, months=months))
    by_month = table.reshape(*table.shape[:-1], months + 1, _PARTS)
    exposed, followed = by_month[..., 0] / 2, by_month[..., 1]
    leaving = _of(by_month[..., 2], exposed)
    before = np.cumprod(1 - leaving, axis=-1)
    before = np.concatenate([np.ones_like(before[..., :1]), before[..., :-1]], axis=-1)
    share: Floats = (before * _of(by_month[..., 3], exposed)).sum(axis=-1)
    return np.where(followed.min(axis=-1) >= MIN_AT_RISK, share, np.nan)


def _of(hits: Ints, exposed: Floats) -> Floats:
    shares = np.zeros(exposed.shape)
    np.divide(hits, exposed, out=shares, where=exposed > 0)
    return shares


def _weigh(layer: Layer, outcome: str, months: int) -> tuple[Ints, Ints]:
    """Return people by time line, and what each adds per month to the numbers of `_PARTS`."""
    followed_from = timelines(layer.cohort, corrected=True)
    lines = followed_from.lines
    people = layer.counted("time lines", followed_from.place, len(lines.exit))
    month = np.arange(months + 1)
    # Entry at 0 means followed from the beginning, month 0 included; an unknown exit (nan) is
    # later than nothing.
    entry = np.where(lines.entry <= 0, -1.0, lines.entry)[:, None]
    followed = (entry < month) & (lines.exit[:, None] >= month)
    now = followed & (lines.exit[:, None] == month)
    guided = (lines.event == contract.OUTCOMES.index("in_begeleiding"))[:, None]
    reached = (lines.event == contract.OUTCOMES.index(outcome))[:, None]
    lost = round(2 * (1 - EXPOSURE_WHEN_CENSORED[whole_month_ties(layer.cohort)]))
    parts = (2 * followed - lost * (now & guided), followed, now & ~guided, now & reached)
    return people, np.stack(parts, axis=-1).astype(np.int64).reshape(len(lines.exit), -1)
