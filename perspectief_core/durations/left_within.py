"""How many had left after half a year and after a year, of those who came long enough ago for it.

Counted per period in which people came, and only for as long as everybody of that period was
followed, so that nobody still in guidance could have left later and have counted. Of who came
before the start nothing is said: of those only who was still there is in the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from perspectief_core.cohort.filters import INFLOW_PERIODS
from perspectief_core.cohort.grouping import grouping
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.durations.half_years import HALF_YEAR_BOUNDS, HALF_YEARS
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals
from perspectief_core.shares.intervals import Share

PERIODS = INFLOW_PERIODS[1:-1]
"""The half years of inflow since the start; the last period has no end."""
_AFTER = (date(2010, 4, 1), date(2010, 10, 1))
"""The first day after each of these."""


@dataclass(frozen=True, slots=True)
class PeriodLeft:
    """Who came in one period: how many had left within 6, 12, … months, for as far as followed."""

    period: str
    within: tuple[Share, ...]


@aggregate
@dataclass(frozen=True, slots=True)
class LeftWithin:
    """By period of inflow, how many had left within 6, 12, … months; no period that is too late."""

    periods: tuple[PeriodLeft, ...]


def left_within(cohort: Cohort, peildatum: date) -> LeftWithin:
    """Return how many had left within half a year, a year, … by period of inflow.

    Parameters
    ----------
    cohort : Cohort
    peildatum : date
        That of the cohort, until which people were followed.

    Notes
    -----
    Within six months is fewer than 6 whole months, as in the report. Who left on an unknown day
    counts among those who came, and not among those who left.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> found = left_within(everyone, everyone.peildatum)
    >>> [(one.period, [share.count for share in one.within]) for one in found.periods]
    [('okt_2009_mrt_2010', [34, 52]), ('apr_2010_sep_2010', [38])]
    """
    came = grouping(cohort, "instroomperiode")
    months = cohort.people["maanden"].to_numpy(dtype=np.float64, na_value=np.nan)
    left = cohort.people["uitkomst"].ne("in_begeleiding").to_numpy(dtype=bool)
    periods = []
    for period, most in followed(peildatum).items():
        own = came.index == came.codes.index(period)
        counts = [int((own & left & (months < end)).sum()) for end in HALF_YEAR_BOUNDS[:most]]
        total = int(own.sum())
        shares = tuple(intervals.share(count, total) for count in counts)
        periods.append(PeriodLeft(period, shares))
    return LeftWithin(tuple(periods))


def followed(peildatum: date) -> dict[str, int]:
    """Return, by period, for how many half years everybody who came in it was followed.

    Examples
    --------
    >>> followed(date(2011, 4, 1))
    {'okt_2009_mrt_2010': 2, 'apr_2010_sep_2010': 1}
    """
    found = {}
    for period, after in zip(PERIODS, _AFTER, strict=True):
        months = 12 * (peildatum.year - after.year) + peildatum.month - after.month
        # Who came on the last day of the period is followed for this long at least.
        most = min(max(months, 0) // HALF_YEAR_BOUNDS[0], len(HALF_YEARS) - 1)
        if most:
            found[period] = most
    return found
