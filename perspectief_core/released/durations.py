"""How long it took, from the published number of people and of half years until they left."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.rounded import Rounded
from perspectief_core.durations.half_years import HALF_YEARS, exits_by_half_year
from perspectief_core.durations.left_within import LeftWithin, PeriodLeft, followed
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.released.counts import Released
from perspectief_core.shares import intervals


def left_within(released: Released, peildatum: date) -> LeftWithin:
    """Return how many had left within half a year, a year, …, of the periods that are shown.

    Raises
    ------
    Withheld
        When none is, with the reason of the last.
    """
    periods, why = [], Withheld("too_few")
    for period, most in followed(peildatum).items():
        try:
            periods.append(_period(released.only(instroomperiode=(period,)), period, most))
        except Withheld as held:
            why = held
    if not periods:
        raise why
    return LeftWithin(tuple(periods))


def _period(released: Released, period: str, most: int) -> PeriodLeft:
    people = released.distribution().n
    left: Breakdown = released.asked(released.selection, exits_by_half_year, ())
    counts = [int(left.share_of(code).count) for code in HALF_YEARS[:most]]
    # Each is rounded by itself: together they can be more than everybody.
    together = [Rounded(min(count, int(people))) for count in accumulate(counts)]
    return PeriodLeft(period, tuple(intervals.share(count, people) for count in together))
