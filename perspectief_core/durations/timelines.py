"""Everyone's time line: when they left, how, and from when on they were followed.

Whole months make few different lines, so that the histories of any number of people are counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks, pd
from perspectief_core.cohort.criteria import START
from perspectief_core.cohort.grouping import (
    CONCRETE,
    RESULTS,
    Grouping,
    crosstab,
    grouping,
    members,
    positions,
)
from perspectief_core.cohort.kinds import kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.cohort.standing import month_number, month_numbers
from perspectief_core.data import contract
from perspectief_core.survival.histories import Histories, histories
from perspectief_core.survival.regression import Spells

ENDINGS = contract.OUTCOMES[1:]
"""The outcomes that end the guidance: the causes, from 1 on."""
STAY = ("instroom", "maanden", "uitkomst")
"""The columns that say how long somebody was there, since when, and what came of it."""
_MOST_CELLS = 4_000_000
"""Cells of a table of groups by lines; of a larger one only the occupied are looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Time lines: when somebody left, with what outcome, and from when on they were followed.

    Arrays of shape (lines,); internal to the core. Exits are whole months (nan when not known) and
    entries half ones, so that a few thousand different lines stand for any number of people.
    """

    exit: Floats
    event: Ints
    entry: Floats

    def histories(self, times: Ints) -> Histories:
        """Return the histories of as many people as have each line."""
        has = times > 0
        return histories(self.exit[has], self.event[has], self.entry[has], times[has])

    def different(self) -> tuple[Ints, Lines]:
        """Return the place of each line among the different ones, and those."""
        exit_ = np.where(np.isnan(self.exit), -1.0, self.exit).astype(np.int64) + 1
        size = int(exit_.max(initial=0)) + 1
        entry = np.rint(2 * self.entry).astype(np.int64)
        number = (entry * size + exit_) * len(contract.OUTCOMES) + self.event
        _, first, place = np.unique(number, return_index=True, return_inverse=True)
        return place, Lines(self.exit[first], self.event[first], self.entry[first])


@dataclass(frozen=True, slots=True, eq=False)
class Timelines:
    """The time lines of people.

    Parameters
    ----------
    lines : Lines
        The different ones.
    place : int array, shape (n,)
        Which of them is each person's; internal to the core.
    """

    lines: Lines
    place: Ints

    @classmethod
    def of_people(cls, exit_: Floats, event: Ints, entry: Floats) -> Timelines:
        """Return the time lines of people, each by themselves."""
        place, lines = Lines(exit_, event, entry).different()
        return cls(lines, place)

    @property
    def exit(self) -> Floats:
        """When each person left, shape (n,)."""
        return self.lines.exit[self.place]

    @property
    def event(self) -> Ints:
        """With what outcome each person left, shape (n,)."""
        return self.lines.event[self.place]

    @property
    def entry(self) -> Floats:
        """From when on each person was followed, shape (n,)."""
        return self.lines.entry[self.place]

    def of(self, chosen: Masks | None = None) -> Histories:
        """Return the histories of everyone, or of those chosen."""
        own = self.place if chosen is None else self.place[chosen]
        return self.lines.histories(np.bincount(own, minlength=len(self.lines.exit)))

    def by(self, groups: Grouping, chosen: Masks | None = None) -> list[Histories]:
        """Return the histories of every group, of everyone or of those chosen."""
        index, place = groups.index, self.place
        if chosen is not None:
            index, place = index[chosen], place[chosen]
        width = len(self.lines.exit)
        if len(groups.codes) * width <= _MOST_CELLS:
            table = crosstab(index, len(groups.codes), place, width)
            return [self.lines.histories(times) for times in table]
        occupied, times = np.unique(index * width + place, return_counts=True)
        ends = np.searchsorted(occupied, np.arange(len(groups.codes) + 1) * width)
        parts = [slice(start, end) for start, end in pairwise(ends.tolist())]
        return [self._part(occupied[part] % width).histories(times[part]) for part in parts]

    def _part(self, places: Ints) -> Lines:
        lines = self.lines
        return Lines(lines.exit[places], lines.event[places], lines.entry[places])


def timelines(cohort: Cohort, corrected: bool, outcome: str | None = None) -> Timelines:
    """Return everyone's time line, in whole months from inflow, with `ENDINGS` as causes.

    Asked for `concreet` every result is the first of them; see `cause_of`.

    When `corrected`, who came before the start is followed from the start only. The start is the
    first day of a month, so whoever was there then counts in that whole month: entry is put half a
    month earlier than the month's number.
    """
    lines = cohort.once(("timelines", corrected), lambda: _timelines(cohort, corrected))
    return _results_as_one(lines) if outcome == CONCRETE else lines


def _timelines(cohort: Cohort, corrected: bool) -> Timelines:
    stays = kinds(cohort, *STAY)
    entry = months_to(stays.people["instroom"], START)
    of_kinds = Timelines.of_people(
        stays.people["maanden"].to_numpy(dtype=np.float64, na_value=np.nan),
        positions(stays.people["uitkomst"], contract.OUTCOMES).index,
        np.where((entry > 0) & corrected, entry - 0.5, 0.0),
    )
    return Timelines(of_kinds.lines, stays.everyone(of_kinds.place))


def _results_as_one(lines: Timelines) -> Timelines:
    codes = [cause_of(code) for code in RESULTS]
    event = np.where(np.isin(lines.lines.event, codes), codes[0], lines.lines.event)
    place, lines_as_one = replace(lines.lines, event=event).different()
    return Timelines(lines_as_one, place[lines.place])


def cause_of(outcome: str) -> int:
    """Return the event code of an ending; of the results together, once they are one.

    Raises
    ------
    ValueError
        When it is neither.
    """
    if outcome not in (*ENDINGS, CONCRETE):
        raise ValueError(f"`outcome` must be one of {', '.join(ENDINGS)}; found `{outcome}`")
    return ENDINGS.index(members(outcome)[0]) + 1


def spells(cohort: Cohort, outcome: str | None, columns: Floats) -> Spells:
    """Return everyone's corrected time line with some columns and their steunpunt as cluster.

    `outcome` is as in `timelines`.
    """
    lines = timelines(cohort, corrected=True, outcome=outcome)
    places = grouping(cohort, "steunpunt").index
    return Spells(lines.exit, lines.event, lines.entry, places, columns)


def months_to(came: pd.Series, day: date) -> Floats:
    """Return the whole calendar months from each inflow to a day; of one after it 0 or less."""
    return (month_number(day) - month_numbers(came)).astype(np.float64)


def months_apart(start: date, end: date) -> int:
    """Return the whole calendar months from one day to another."""
    return month_number(end) - month_number(start)
