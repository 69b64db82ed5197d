"""May the corrected curve be trusted? Whether who came before the start leaves as fast as others.

The correction follows people who came before the start from that day on, and takes for granted that
at equal duration they leave as fast as who came later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from perspectief_core.arrays import Masks
from perspectief_core.cohort.criteria import START
from perspectief_core.cohort.kinds import kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.cohort.standing import month_number, month_numbers
from perspectief_core.durations.curves import whole_month_ties
from perspectief_core.durations.groups import MIN_GROUP, GroupMoment, moments_of
from perspectief_core.durations.timelines import STAY, spells, timelines
from perspectief_core.results import aggregate
from perspectief_core.shares.chi_square import independence_test
from perspectief_core.shares.intervals import Share, share
from perspectief_core.survival.hazard_ratio import HazardRatio, hazard_ratios
from perspectief_core.survival.regression import cox
from perspectief_core.survival.truncation import EntryTest, entry_test


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """One month: who left in it of those who were there."""

    month: date
    left: Share


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class LateEntry:
    """Who came before the start beside who came since.

    Parameters
    ----------
    n_before, n_since
        People with known dates.
    corrected, since
        Share with any outcome at some months: of everyone, corrected, and of who came since.
    test
        Whether entry and exit hang together; None when nobody came before the start.
    ratio
        Chance to leave of who came before to that of who came since, at equal duration; None with
        fewer than `MIN_GROUP` people on one side.
    months, even_p
        Exits per calendar month, and p of 'every month the same chance'; None without exits.
    """

    n_before: int
    n_since: int
    corrected: tuple[GroupMoment, ...]
    since: tuple[GroupMoment, ...]
    test: EntryTest | None
    ratio: HazardRatio | None
    months: tuple[CalendarMonth, ...]
    even_p: float | None


def late_entry(cohort: Cohort) -> LateEntry:
    """Return what tells whether entry and exit are independent.

    Notes
    -----
    Test: `truncation`; ratio: `regression.cox`, with steunpunten as clusters. If the two groups
    differ at equal duration, the corrected curve is a mixture of both, in proportions that change
    with duration: short durations come from who came since, long ones from who came before.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> entry = late_entry(everyone)
    >>> round(entry.ratio.ratio, 2), entry.n_before + entry.n_since
    (1.5, 733)
    """
    lines, ties = timelines(cohort, corrected=True), whole_month_ties(cohort)
    before = lines.entry > 0
    sides = lines.of(before), lines.of(~before)
    enough = min(side.n for side in sides) >= MIN_GROUP
    months = _calendar(cohort)
    return LateEntry(
        n_before=sides[0].n,
        n_since=sides[1].n,
        corrected=moments_of(lines.of(), None, ties),
        since=moments_of(sides[1], None, ties),
        test=entry_test(lines.of(), ties),
        ratio=_ratio(cohort, before) if enough else None,
        months=months,
        even_p=_even(months),
    )


def _ratio(cohort: Cohort, before: Masks) -> HazardRatio | None:
    people = spells(cohort, None, columns=before.astype(np.float64)[:, None])
    regression = cox(people, None, ties=whole_month_ties(cohort))
    return None if regression is None else hazard_ratios(regression)[0]


def _calendar(cohort: Cohort) -> tuple[CalendarMonth, ...]:
    """Return the months from the start up to the peildatum, with who was there and who left."""
    stays = kinds(cohort, *STAY)
    came = month_numbers(stays.people["instroom"])
    stayed = stays.people["maanden"].to_numpy(dtype=np.float64, na_value=np.nan)
    guided = (stays.people["uitkomst"] == "in_begeleiding").to_numpy(dtype=bool)
    first, end = month_number(START), month_number(cohort.peildatum)
    gone = came + stayed
    months = []
    for number in range(first, end):
        there, left = (came <= number) & (gone >= number), ~guided & (gone == number)
        sizes = (int(stays.times[who].sum()) for who in (there & left, there))
        months.append(CalendarMonth(date(1970 + number // 12, number % 12 + 1, 1), share(*sizes)))
    return tuple(months)


def _even(months: tuple[CalendarMonth, ...]) -> float | None:
    """Return Pearson's p of months × left or not; None when nobody, or everybody, left."""
    counts = [(month.left.count, month.left.total - month.left.count) for month in months]
    test = independence_test(np.array(counts, dtype=np.int64).reshape(-1, 2))
    return None if test is None else test.p
