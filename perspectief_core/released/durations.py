"""How long it took, from the published number of people and of half years until they left."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

from perspectief_core.disclosure.policies import Withheld
from perspectief_core.durations.half_years import HALF_YEARS, exits_by_half_year
from perspectief_core.durations.halfway import together
from perspectief_core.durations.left_within import (
    BEFORE,
    LeftWithin,
    PeriodLeft,
    followed,
    followed_for,
    half_of,
)
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.released.counts import Released, rest_of
from perspectief_core.shares import intervals
from perspectief_core.shares.fives import Rounded, possible


def left_within(released: Released, peildatum: date) -> LeftWithin:
    """Return how many had left within half a year, a year, …, of the periods that are shown.

    Raises
    ------
    Withheld
        When none since the start is, with the reason of the last.
    """
    periods, why = [], Withheld("too_few")
    for period, most in {BEFORE: 0, **followed(peildatum)}.items():
        try:
            own = released.only(instroomperiode=(period,))
            periods.append(_period(own, period, followed_for(period, peildatum), most))
        except Withheld as held:
            why = held
    shown = LeftWithin(tuple(periods))
    if not shown.since_start:
        raise why
    return shown


def _period(released: Released, period: str, months: tuple[int, int], most: int) -> PeriodLeft:
    everyone = released.distribution()
    people, guided = Rounded(everyone.n), everyone.share_of("in_begeleiding")
    exits: Breakdown = released.asked(released.selection, exits_by_half_year, ())
    each = [Rounded(exits.share_of(code).count) for code in HALF_YEARS[:most]]
    # Each is rounded by itself: together they can be more than everybody.
    sums = [count.at_most(people) for count in accumulate(each)]
    gone = rest_of(guided)
    return PeriodLeft(
        period,
        tuple(intervals.share(count, people) for count in sums),
        months,
        intervals.share(gone, people),
        half_of(together(number.bounds for number in each), possible(gone), people.bounds, months),
    )
