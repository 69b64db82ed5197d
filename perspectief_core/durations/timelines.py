"""Everyone's time line: when they left, how, and from when on they were followed.

Whole months make few different lines, so that the histories of any number of people are counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.cohort.criteria import START
from perspectief_core.cohort.grouping import RESULTS, Grouping, members, positions
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.cohort.standing import month_numbers
from perspectief_core.data import contract
from perspectief_core.survival.histories import Histories, histories

ENDINGS = contract.OUTCOMES[1:]
"""The outcomes that end the guidance: the causes, from 1 on."""


@dataclass(frozen=True, slots=True, eq=False)
class Timelines:
    """When each person left, with what outcome, and from when on they were followed.

    Arrays of shape (n,); internal to the core: one line per person. Exits are whole months and
    entries half ones, so that a few thousand different lines stand for any number of people.
    """

    exit: Floats
    event: Ints
    entry: Floats

    def of(self, chosen: Masks | None = None) -> Histories:
        """Return the histories of everyone, or of those chosen."""
        lines, size = self._lines()
        times = np.bincount(lines if chosen is None else lines[chosen])
        present = np.flatnonzero(times)
        return _histories(present, times[present], size)

    def by(self, groups: Grouping, chosen: Masks | None = None) -> list[Histories]:
        """Return the histories of every group, of everyone or of those chosen."""
        lines, size = self._lines()
        most = int(lines.max(initial=0)) + 1
        cells = groups.index * most + lines
        occupied, times = np.unique(cells if chosen is None else cells[chosen], return_counts=True)
        ends = np.searchsorted(occupied, np.arange(len(groups.codes) + 1) * most)
        parts = [slice(start, end) for start, end in pairwise(ends.tolist())]
        return [_histories(occupied[part] % most, times[part], size) for part in parts]

    def different(self) -> tuple[Ints, Timelines]:
        """Return the place of each person's line among the different ones, and those."""
        lines, size = self._lines()
        present = np.bincount(lines) > 0
        place: Ints = (np.cumsum(present) - 1)[lines]
        return place, Timelines(*_apart(np.flatnonzero(present), size))

    def _lines(self) -> tuple[Ints, int]:
        """Return a number for each person's line, and how many exits there can be."""
        exit_ = np.where(np.isnan(self.exit), -1.0, self.exit).astype(np.int64) + 1
        size = int(exit_.max(initial=0)) + 1
        entry = np.rint(2 * self.entry).astype(np.int64)
        return (entry * size + exit_) * len(contract.OUTCOMES) + self.event, size


def _histories(lines: Ints, times: Ints, size: int) -> Histories:
    """Return histories of lines as `Timelines` numbers them, `times` people having each."""
    exit_, event, entry = _apart(lines, size)
    return histories(exit_, event, entry, times)


def _apart(lines: Ints, size: int) -> tuple[Floats, Ints, Floats]:
    """Return exit, event and entry of lines as `Timelines` numbers them."""
    both, event = np.divmod(lines, len(contract.OUTCOMES))
    entry, exit_ = np.divmod(both, size)
    return np.where(exit_ > 0, exit_ - 1.0, np.nan), event, entry / 2


def timelines(cohort: Cohort, corrected: bool) -> Timelines:
    """Return everyone's time line, in whole months from inflow, with `ENDINGS` as causes.

    When `corrected`, who came before the start is followed from the start only. The start is the
    first day of a month, so whoever was there then counts in that whole month: entry is put half a
    month earlier than the month's number.
    """
    entry = months_before_start(cohort)
    return Timelines(
        cohort.people["maanden"].to_numpy(dtype=np.float64, na_value=np.nan),
        positions(cohort.people["uitkomst"], contract.OUTCOMES).index,
        np.where((entry > 0) & corrected, entry - 0.5, 0.0),
    )


def results_as_one(lines: Timelines) -> Timelines:
    """Return the time lines with every result as the first of them; see `cause_of`."""
    codes = [cause_of(code) for code in RESULTS]
    event = np.where(np.isin(lines.event, codes), codes[0], lines.event)
    return replace(lines, event=event)


def cause_of(outcome: str) -> int:
    """Return the event code of an ending; of the results together, once they are one."""
    return ENDINGS.index(members(outcome)[0]) + 1


def months_before_start(cohort: Cohort) -> Floats:
    """Return how many whole months before the start each person came; 0 or less: after it."""
    return months_to(cohort, START)


def months_to(cohort: Cohort, day: date) -> Floats:
    """Return the whole calendar months from each person's inflow to a day."""
    return (_month(day) - month_numbers(cohort.people["instroom"])).astype(np.float64)


def months_apart(start: date, end: date) -> int:
    """Return the whole calendar months from one day to another."""
    return _month(end) - _month(start)


def _month(day: date) -> int:
    """Return the number of the month of a day, as `month_numbers` counts them."""
    return 12 * (day.year - 1970) + day.month - 1
