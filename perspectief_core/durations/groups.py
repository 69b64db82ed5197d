"""Do groups differ in how long it takes until there is an outcome?

Per group the share with an outcome at fixed moments, and two tests over the groups: the log-rank
test of all of them, with delayed entry when corrected, and Gray's test of those who came since the
start, who were followed from the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.cohort.grouping import grouping
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.durations.curves import before, reliable_until, whole_month_ties
from perspectief_core.durations.timelines import ENDINGS, cause_of, timelines
from perspectief_core.results import aggregate
from perspectief_core.shares.intervals import Interval, interval, share
from perspectief_core.shares.meaning import FEWEST_TO_CONCLUDE
from perspectief_core.survival.gray import gray
from perspectief_core.survival.histories import Histories, Ties, at_risk
from perspectief_core.survival.incidence import CauseCurve, cumulative_incidence
from perspectief_core.survival.logrank import GroupTest, logrank

MIN_GROUP = FEWEST_TO_CONCLUDE
"""Groups with fewer people get no estimate and are in no test: nothing is concluded from them,
since the interval would be half the scale (`docs/decisions/0032-groups-over-time.md`)."""
MOST_TESTED = 200
"""With more groups there is no test: what it costs grows with their third power."""
MOMENTS = (6, 12, 18, 24)
"""Months after inflow."""


@dataclass(frozen=True, slots=True)
class GroupMoment:
    """The share (0–1) of a group with the outcome after `month` months, and how many are followed.

    Where nobody has had the outcome yet the interval is Wilson's for none of those still followed:
    the others were followed for a part of the time and would only narrow it.
    """

    month: int
    share: float
    interval: Interval | None
    at_risk: int


@dataclass(frozen=True, slots=True)
class GroupPace:
    """One group of `n` people: its moments as far as at least `MIN_AT_RISK` of them are followed.

    `moments` is empty when the group is smaller than `MIN_GROUP`, and when nobody in it was
    followed from the beginning, as with those who came before the start once corrected.
    """

    group: str
    n: int
    moments: tuple[GroupMoment, ...]

    @property
    def small(self) -> bool:
        """Whether the group has too few people to say anything about it."""
        return self.n < MIN_GROUP


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsOverTime:
    """The groups of `column` over time, for one outcome or for any (`outcome` None).

    `logrank` tests whether the outcome comes equally fast in all groups of at least `MIN_GROUP`
    people, `gray` whether it comes equally often in the end, of the `gray_n` people who came since
    the start; each None when there is nothing to compare, and when there are more than
    `MOST_TESTED` such groups; `gray` also for any outcome.
    """

    column: str
    outcome: str | None
    corrected: bool
    ties: Ties
    groups: tuple[GroupPace, ...]
    logrank: GroupTest | None
    gray: GroupTest | None
    gray_n: int


def groups_over_time(
    cohort: Cohort,
    column: str,
    outcome: str | None = None,
    corrected: bool = True,
) -> GroupsOverTime:
    """Return how fast an outcome comes, per group, and whether the groups differ.

    Parameters
    ----------
    cohort : Cohort
    column : str
        The code of a filter with choices or `leeftijd`, as in `outcomes.by`.
    outcome : str, optional
        One of `timelines.ENDINGS`, or `concreet`: the results together; by default any.
    corrected
        As in `curves.curves`.

    Raises
    ------
    ValueError
        When `column` or `outcome` is not known.
    ColumnMissingError
        When the extract lacks the column.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> groups = groups_over_time(everyone, "geslacht", "mob")
    >>> [(group.group, group.n) for group in groups.groups], round(groups.gray.p, 3)
    ([('vrouw', 190), ('man', 543)], 0.686)
    """
    cause = None if outcome is None else cause_of(outcome)
    convention = whole_month_ties(cohort)
    groups, lines = grouping(cohort, column), timelines(cohort, corrected, outcome)
    people = lines.by(groups)
    large = [group for group in people if group.n >= MIN_GROUP]
    recent = timelines(cohort, corrected=True, outcome=outcome)
    since = [
        histories for histories in recent.by(groups, recent.entry <= 0) if histories.n >= MIN_GROUP
    ]
    testable = max(len(large), len(since)) <= MOST_TESTED
    return GroupsOverTime(
        column=column,
        outcome=outcome,
        corrected=corrected,
        ties=convention,
        groups=tuple(
            GroupPace(code, group.n, moments_of(group, cause, convention))
            for code, group in zip(groups.codes, people, strict=True)
        ),
        logrank=logrank(tuple(large), cause, convention) if testable else None,
        gray=gray(tuple(since), cause, convention) if testable and cause is not None else None,
        gray_n=sum(group.n for group in since),
    )


def moments_of(people: Histories, cause: int | None, ties: Ties) -> tuple[GroupMoment, ...]:
    """Return the share of a group with an outcome at each moment; see `GroupPace`.

    Examples
    --------
    Forty people followed for two years, half of whom left in the eighth month.

    >>> from perspectief_core.survival.histories import histories
    >>> people = histories(np.repeat([8.0, 24.0], 20), np.repeat([1, 0], 20))
    >>> moments = moments_of(people, None, "half_month")
    >>> [(moment.month, moment.share, moment.at_risk) for moment in moments][:2]
    [(6, 0.0, 40), (12, 0.5, 20)]
    """
    if people.n < MIN_GROUP:
        return ()
    until = reliable_until(people)
    months = [month for month in MOMENTS if until is not None and month <= until]
    incidence = cumulative_incidence(people, ENDINGS, [before(month) for month in months], ties)
    curve = incidence.event_free.complement if cause is None else incidence.causes[cause - 1]
    followed = at_risk(people, np.asarray(months, dtype=np.float64)).tolist()
    return tuple(
        GroupMoment(month, curve.cif[at], _interval(curve, at, followed[at]), followed[at])
        for at, month in enumerate(months)
    )


def _interval(curve: CauseCurve, at: int, followed: int) -> Interval | None:
    if curve.cif[at] == 0:
        none = share(0, followed)
        return Interval(none.low, none.high)
    return interval(curve.low[at], curve.high[at])
