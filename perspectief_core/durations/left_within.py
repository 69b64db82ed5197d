"""How many had left after half a year and after a year, of those who came long enough ago for it.

Counted per period in which people came, and only for as long as everybody of that period was
followed, so that nobody still in guidance could have left later and have counted. Of who came
before the start only who was still there is in the data: of those it is said how many left since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from perspectief_core.cohort.criteria import START
from perspectief_core.cohort.filters import FILTERS, INFLOW_PERIODS
from perspectief_core.cohort.kinds import kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.durations.half_years import HALF_YEAR_BOUNDS, HALF_YEARS
from perspectief_core.durations.halfway import Ends, Halfway, Reached, halfway
from perspectief_core.durations.timelines import STAY, months_apart
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals
from perspectief_core.shares.intervals import Share

PERIODS = INFLOW_PERIODS[1:-1]
"""The half years of inflow since the start; the last period has no end."""
BEFORE = INFLOW_PERIODS[0]
"""Who came before the start."""
_PERIOD = next(filter_ for filter_ in FILTERS if filter_.code == "instroomperiode")
_DAYS = {
    BEFORE: (START, START),
    PERIODS[0]: (START, date(2010, 4, 1)),
    PERIODS[1]: (date(2010, 4, 1), date(2010, 10, 1)),
}
"""The first day on which somebody of a period was followed, and the day by which all were."""


@dataclass(frozen=True, slots=True)
class PeriodLeft:
    """Who came in one period.

    Parameters
    ----------
    period
        Its code.
    within
        How many had left within 6, 12, … months, for as far as everybody was followed.
    followed
        For how many months people were followed at the peildatum, at least and at most. Who came
        before the start was followed since the start.
    left
        How many had left by then.
    half
        By when half of them had left; None when that cannot be said.
    """

    period: str
    within: tuple[Share, ...]
    followed: tuple[int, int]
    left: Share
    half: Halfway | None


@aggregate
@dataclass(frozen=True, slots=True)
class LeftWithin:
    """By period of inflow, how many had left within 6, 12, … months, and at the peildatum.

    Who was there before the start comes first, with nothing `within`; no period that is too late.
    """

    periods: tuple[PeriodLeft, ...]

    @property
    def since_start(self) -> tuple[PeriodLeft, ...]:
        """The periods since the start."""
        return tuple(period for period in self.periods if period.within)


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
    counts among those who came, and not among those who left within some months.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> left = left_within(everyone, everyone.peildatum)
    >>> [(one.period, [share.count for share in one.within]) for one in left.since_start]
    [('okt_2009_mrt_2010', [34, 52]), ('apr_2010_sep_2010', [38])]
    >>> left.periods[0].followed, left.periods[0].half
    ((18, 18), Halfway(after=0, within=18))
    """
    stays = kinds(cohort, *STAY)
    came = _PERIOD.groups(stays.people)
    months = stays.people["maanden"].to_numpy(dtype=np.float64, na_value=np.nan)
    left = stays.people["uitkomst"].ne("in_begeleiding").to_numpy(dtype=bool)
    periods = []
    for period, most in {BEFORE: 0, **followed(peildatum)}.items():
        own = (came == period).to_numpy(dtype=bool)
        ends = [own & left & (months < end) for end in HALF_YEAR_BOUNDS[:most]]
        counts = [int(stays.times[early].sum()) for early in ends]
        total, gone = (int(stays.times[who].sum()) for who in (own, own & left))
        each = [(count, count) for count in counts]
        periods.append(
            PeriodLeft(
                period,
                tuple(intervals.share(count, total) for count in counts),
                followed_for(period, peildatum),
                intervals.share(gone, total),
                half_of(each, (gone, gone), (total, total), followed_for(period, peildatum)),
            )
        )
    return LeftWithin(tuple(periods))


def half_of(
    within: Iterable[Ends], left: Ends, people: Ends, months: tuple[int, int]
) -> Halfway | None:
    """Return by when half of a period had left, of how many had within 6, 12, … months and after
    `months`, each as the least and the most that it can be.
    """
    steps = [Reached((end, end), each) for end, each in zip(HALF_YEAR_BOUNDS, within, strict=False)]
    return halfway([*steps, Reached(months, left)], people)


def followed_for(period: str, peildatum: date) -> tuple[int, int]:
    """Return for how many months people of a period were followed, at least and at most.

    Examples
    --------
    >>> [followed_for(period, date(2011, 4, 1)) for period in (BEFORE, *PERIODS)]
    [(18, 18), (12, 18), (6, 12)]
    """
    first, after = _DAYS[period]
    return max(months_apart(after, peildatum), 0), max(months_apart(first, peildatum), 0)


def followed(peildatum: date) -> dict[str, int]:
    """Return, by period, for how many half years everybody who came in it was followed.

    Examples
    --------
    >>> followed(date(2011, 4, 1))
    {'okt_2009_mrt_2010': 2, 'apr_2010_sep_2010': 1}
    """
    half_years = {}
    for period in PERIODS:
        # Who came on the last day of the period is followed for this long at least.
        least, _ = followed_for(period, peildatum)
        most = min(least // HALF_YEAR_BOUNDS[0], len(HALF_YEARS) - 1)
        if most:
            half_years[period] = most
    return half_years
