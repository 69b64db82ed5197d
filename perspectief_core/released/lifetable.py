"""How likely it was to leave, per half year, from published numbers of people and of who left."""

from __future__ import annotations

from dataclasses import dataclass

from perspectief_core.disclosure.policies import SMALLEST_SENSITIVE, Withheld
from perspectief_core.durations.half_years import HALF_YEARS, exits_by_half_year
from perspectief_core.durations.left_within import followed
from perspectief_core.durations.lifetable import MONTHS, Left, LifeRow, LifeTable
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.released.counts import REACH, Released, added
from perspectief_core.shares import intervals
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Interval
from perspectief_core.survival.histories import Ties

ANY = "samen"
"""Stands where an outcome would: of who left when, the outcomes are not told apart."""


@dataclass(frozen=True, slots=True)
class _Period:
    """Who came in one half year: how many, still there at the peildatum, and left per half year.

    All were followed through the first `whole` half years, and in the next one until the peildatum.
    """

    people: Rounded
    guided: Rounded
    left: tuple[Rounded, ...]
    whole: int


def life_table(released: Released, corrected: bool, ties: Ties | None = None) -> LifeTable:
    """Return the life table of who came since the start, in half years.

    Raises
    ------
    Withheld
        Counted as the report does, as when people came before the start is not published; or when
        no period is shown.

    Notes
    -----
    The actuarial estimate (Cutler & Ederer 1958): who was followed for a part of a half year counts
    for half. The interval is Wilson's of the counts that are published so and give the least and
    the most, whether they were followed for all of that half year or for nothing of it. So a half
    year of which most were followed for a part says little: it ends the table, as one does that
    fewer than `SMALLEST_SENSITIVE` people began, or of which so few left that it is not told.
    """
    if not corrected:
        raise Withheld("over_time")
    periods = _periods(released)
    rows: list[LifeRow] = []
    for half in range(max(period.whole for period in periods) + 1):
        row = _row([period for period in periods if period.whole >= half], half)
        cut_off = 2 * row.open_ > row.followed
        if row.followed < SMALLEST_SENSITIVE or cut_off or not row.exits:
            break
        rows.append(row)
    people = added(period.people for period in periods)
    return LifeTable(
        corrected=corrected,
        ties="half_month",
        n=people,
        rows=tuple(rows),
        even=None,
        since_start=True,
    )


def _periods(released: Released) -> list[_Period]:
    """Return the periods since the start that are shown; raises Withheld when none is."""
    periods, why = [], Withheld("too_few")
    for period, whole in followed(released.peildatum).items():
        try:
            own = released.only(instroomperiode=(period,))
            everyone = own.distribution()
            left: Breakdown = own.asked(own.selection, exits_by_half_year, ())
        except Withheld as held:
            why = held
            continue
        periods.append(
            _Period(
                Rounded(everyone.n),
                Rounded(everyone.share_of("in_begeleiding").count),
                tuple(Rounded(left.share_of(code).count) for code in HALF_YEARS),
                whole,
            )
        )
    if not periods:
        raise why
    return periods


def _row(periods: list[_Period], half: int) -> LifeRow:
    """Return one half year of the periods that reached it."""
    begun = added(period.people.without(*period.left[:half]) for period in periods)
    left = [period.left[half] for period in periods]
    cut_off = [period.guided for period in periods if period.whole == half]
    leavers, cut = added(left), added(cut_off)
    there, gone, open_ = int(begun), int(leavers), int(cut)
    exposed = max(there - open_ / 2, 1.0)
    # Every number that was added up can be off by as much as it was rounded.
    off = REACH * (len(periods) * (half + 1) + len(cut_off))
    months = MONTHS * max(there - gone / 2 - open_ / 2, 0.5)
    return LifeRow(
        start=MONTHS * half,
        followed=begun,
        joined=Rounded(),
        left=(Left(ANY, leavers),),
        open_=cut,
        chance=min(gone / exposed, 1.0),
        interval=_interval(left, there - open_ - off, there + off),
        months=months,
        per_100=100 * gone / months,
    )


def _interval(left: list[Rounded], few: int, many: int) -> Interval:
    """Return the widest interval of who left, of `few` to `many` people."""
    least, most = (sum(end) for end in zip(*(number.bounds for number in left), strict=True))
    low = intervals.share(least, max(many, least)).low
    return Interval(low, intervals.share(most, max(few, most)).high)
