"""What the report's figures on duration rest on: who is in them, and who cannot be.

People who came before the start are in the data only if they were still there at the start, and
people who came since can have been there for as long as the experiment lasted and no longer. Every
figure on duration mixes the two; here they are apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from perspectief_core.arrays import Ints, Masks, pd
from perspectief_core.cohort.criteria import START
from perspectief_core.cohort.kinds import Kinds, kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.cohort.standing import months_between
from perspectief_core.durations.timelines import STAY, months_to
from perspectief_core.people.summaries import Summary, summarise
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals
from perspectief_core.shares.intervals import Share

SHORT, LONG = 6, 18
"""Within half a year is fewer than 6 months, after a year and a half is more than 18."""


@dataclass(frozen=True, slots=True)
class Apart:
    """The durations in months of those who came before the start, and of those who came since."""

    before: Summary
    since: Summary


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedDurations:
    """Behind the report's figures on duration, over people whose duration is known.

    `exits` and `guided` are the durations of those who left and of those still in guidance.
    `early_of_all` are the exits within half a year as a part of everyone, not of those who left.
    `mob_early_since` are those among the mob group who came since the start, as a part of the early
    ones; `mob_long_before` and `guided_long_before` those from before the start, as a part of the
    long ones. `longest_since` is how many months someone who came since the start can have been
    there at most.
    """

    exits: Apart
    guided: Apart
    early_of_all: Share
    mob_early_since: Share
    mob_long_before: Share
    guided_long_before: Share
    longest_since: int


def reported_durations(cohort: Cohort) -> ReportedDurations:
    """Return what is behind the report's figures on duration.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> durations = reported_durations(everyone)
    >>> durations.early_of_all.count, durations.longest_since
    (73, 18)
    """
    stays = kinds(cohort, *STAY)
    months = stays.people["maanden"].to_numpy(dtype=np.float64, na_value=np.nan)
    known = ~np.isnan(months)
    before = months_to(stays.people["instroom"], START) > 0
    outcome = stays.people["uitkomst"]
    guided = (outcome == "in_begeleiding").to_numpy(dtype=bool)
    mob = (outcome == "mob").to_numpy(dtype=bool)
    early, long = known & (months < SHORT), known & (months > LONG)
    part = partial(_part, stays.times)
    return ReportedDurations(
        exits=_apart(stays, ~guided, before),
        guided=_apart(stays, guided, before),
        early_of_all=part(early & ~guided, known),
        mob_early_since=part(mob & early & ~before, mob & early),
        mob_long_before=part(mob & long & before, mob & long),
        guided_long_before=part(guided & long & before, guided & long),
        longest_since=_longest(cohort),
    )


def _apart(stays: Kinds, who: Masks, before: Masks) -> Apart:
    sides = (who & before, who & ~before)
    months = stays.people["maanden"]
    return Apart(*(summarise(months[side], stays.times[side]) for side in sides))


def _part(times: Ints, hits: Masks, of: Masks) -> Share:
    return intervals.share(int(times[hits].sum()), int(times[of].sum()))


def _longest(cohort: Cohort) -> int:
    start, end = pd.Series([pd.Timestamp(START)]), pd.Series([pd.Timestamp(cohort.peildatum)])
    return int(months_between(start, end).iloc[0])
