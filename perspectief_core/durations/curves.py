"""How long it took until there was an outcome, in months from inflow.

Someone still in guidance at the peildatum is followed until then, and no further: that is not an
outcome. People who came before the start of the experiment are in the data only because they were
still there at the start; counting them from their inflow (as the report did) makes everything
look slower than it was. `curves` offers both.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from perspectief_core.arrays import Ints, pd
from perspectief_core.cohort.criteria import START
from perspectief_core.cohort.grouping import CONCRETE, classes, of_everyone
from perspectief_core.cohort.kinds import kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.durations.half_years import HALF_YEAR_BOUNDS, HALF_YEARS
from perspectief_core.durations.timelines import (
    ENDINGS,
    STAY,
    cause_of,
    months_to,
    timelines,
)
from perspectief_core.people.outcomes import GroupOutcomes, outcomes_per_group
from perspectief_core.people.summaries import Summary, summarise
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals
from perspectief_core.shares.intervals import Share
from perspectief_core.shares.meaning import FEWEST
from perspectief_core.survival.histories import Histories, Ties, at_risk
from perspectief_core.survival.incidence import CauseCurve, cumulative_incidence

MIN_AT_RISK = FEWEST
"""With fewer people followed a curve goes no further: each point is a percentage of them."""


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class DurationSummary:
    """Months in guidance of those who left and of those still there.

    `excluded` left on an unknown date and are in no share or mean, only in the class `onbekend`.
    `exits_within_6` is of everyone who left; `mob_within_6` and `mob_after_18` of those who left
    with unknown destination; `guided_after_18` of those still in guidance.
    """

    n: int
    excluded: int
    exits: Summary
    guided: Summary
    exits_within_6: Share
    mob_within_6: Share
    mob_after_18: Share
    guided_after_18: Share
    half_years: tuple[GroupOutcomes, ...]


@dataclass(frozen=True, slots=True)
class AtRisk:
    """How many people were followed just before `month`, or in it when it is their first."""

    month: int
    n: int


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """The share with each outcome by month after inflow; with `event_free` they add up to 1.

    `together` is the share with either of the results, as one outcome.

    All curves have the length of `months` (0, 1, … up to the longest stay). `delayed` people came
    before the start; when `corrected` they count from the start only. `ties` is the convention
    used. `reliable_until` is the last month up to which at least `MIN_AT_RISK` people were
    followed; None when there never were.
    """

    corrected: bool
    ties: Ties
    n: int
    excluded: int
    delayed: int
    months: tuple[int, ...]
    event_free: CauseCurve
    outcomes: tuple[CauseCurve, ...]
    together: CauseCurve
    at_risk: tuple[AtRisk, ...]
    reliable_until: int | None


def before(month: int) -> int:
    """Return the place on a curve of 'after `month` months': exits in fewer whole months.

    One rule for everything that is said of a number of months: within half a year is fewer than
    six, as in the report, its half years and its classes, so month 6 itself comes after it.

    Examples
    --------
    >>> before(6)
    5
    """
    return month - 1


def duration_summary(cohort: Cohort) -> DurationSummary:
    """Return how long people were in guidance.

    Notes
    -----
    Durations are whole calendar months. Within six months is fewer than 6. After a year and a half
    is more than 18: who came in the month of the start had been there for 18 at the end, and no
    longer. Means of those still in guidance are of stays that are not over.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> months = duration_summary(everyone)
    >>> months.exits_within_6.count, months.exits_within_6.total
    (73, 260)
    """
    alike = kinds(cohort, "maanden", "uitkomst")
    months, times = alike.people["maanden"], alike.times
    guided = (alike.people["uitkomst"] == "in_begeleiding").to_numpy(dtype=bool)
    mob = (alike.people["uitkomst"] == "mob").to_numpy(dtype=bool)
    half_years = classes(months, HALF_YEAR_BOUNDS, HALF_YEARS)
    return DurationSummary(
        n=cohort.n,
        excluded=int(times[months.isna().to_numpy(dtype=bool)].sum()),
        exits=summarise(months[~guided], times[~guided]),
        guided=summarise(months[guided], times[guided]),
        exits_within_6=_share(months[~guided], times[~guided], below=6),
        mob_within_6=_share(months[mob], times[mob], below=6),
        mob_after_18=_share(months[mob], times[mob], from_=19),
        guided_after_18=_share(months[guided], times[guided], from_=19),
        half_years=outcomes_per_group(cohort, of_everyone(alike, half_years)),
    )


def curves(cohort: Cohort, corrected: bool, ties: Ties | None = None) -> Curves:
    """Return the cumulative incidence of the five endings, by whole month after inflow.

    Parameters
    ----------
    cohort : Cohort
    corrected : bool
        True: who came before the start counts from the start (delayed entry). False: from inflow,
        as in the report.
    ties : {"outcomes_first", "half_month", "censored_first"}, optional
        Whether people still in guidance count as followed in their last month: whole, half, not.
        Default: `whole_month_ties`.

    Returns
    -------
    Curves
        People who left on an unknown date are excluded and counted.

    Notes
    -----
    The peildatum is the first day of a month: nobody can be seen leaving in the month that then
    begins. `outcomes_first`, the usual convention, nevertheless counts people in that month, which
    puts the curves too low (`docs/decisions/0030-last-month.md`).

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> risks = curves(everyone, corrected=True)
    >>> [(row.cause, round(row.cif[12], 3)) for row in risks.outcomes if row.cause == "mob"]
    [('mob', 0.093)]
    """
    people = timelines(cohort, corrected).of()
    as_one = timelines(cohort, corrected, CONCRETE).of()
    convention = whole_month_ties(cohort) if ties is None else ties
    last = _last_month(people)
    months = np.arange(last + 1)
    incidence = cumulative_incidence(people, ENDINGS, months, convention)
    together = cumulative_incidence(as_one, ENDINGS, months, convention)
    return Curves(
        corrected=corrected,
        ties=convention,
        n=incidence.n,
        excluded=incidence.excluded,
        delayed=_delayed(cohort),
        months=tuple(range(last + 1)),
        event_free=incidence.event_free,
        outcomes=incidence.causes,
        together=together.causes[cause_of(CONCRETE) - 1],
        at_risk=tuple(AtRisk(month, incidence.at_risk[month]) for month in range(0, last + 1, 3)),
        reliable_until=reliable_until(people),
    )


def _delayed(cohort: Cohort) -> int:
    stays = kinds(cohort, *STAY)
    return int(stays.times[months_to(stays.people["instroom"], START) > 0].sum())


def whole_month_ties(cohort: Cohort) -> Ties:
    """Return the convention for people whose follow-up ends at the peildatum.

    On the first day of a month nobody can have been seen leaving in the month that then begins, so
    they do not count in it. Later in a month they could, for a part of it.
    """
    return "censored_first" if cohort.peildatum.day == 1 else "half_month"


def _last_month(people: Histories) -> int:
    return int(people.exit.max()) if people.n else 0


def reliable_until(people: Histories) -> int | None:
    """Return the last month up to which at least `MIN_AT_RISK` people were followed; or None."""
    followed = at_risk(people, np.arange(_last_month(people) + 1, dtype=np.float64))
    enough = sum(1 for _ in takewhile(lambda n: n >= MIN_AT_RISK, followed.tolist()))
    return enough - 1 if enough else None


def _share(months: pd.Series, times: Ints, from_: int = 0, below: int | None = None) -> Share:
    known = months.notna().to_numpy(dtype=bool)
    number = months.to_numpy(dtype=np.float64, na_value=np.nan)
    inside = (number >= from_) & (number < (np.inf if below is None else below))
    return intervals.share(int(times[inside].sum()), int(times[known].sum()))
