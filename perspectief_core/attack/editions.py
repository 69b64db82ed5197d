"""What two editions together say of people: of those who came or left between them, and the rest.

Who has both, and knows who had left when the first was made, takes the first from the second: how
somebody's guidance ended does not change. The counts of the second edition are bounds on everybody
in a view, those of the first on who had left by then, and both are carried over all views at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints, Masks
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract
from perspectief_core.disclosure.attributes import EVERYBODY, attributes_of
from perspectief_core.disclosure.closing import closed_lattice, shown_of
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.durations.half_years import HALF_YEARS, UNTIL_EXIT
from perspectief_core.inference.bounds import Known, Sum, carried, unknown
from perspectief_core.inference.following import told
from perspectief_core.results import DisclosureError

ENDINGS = contract.OUTCOMES[1:]
ENDED_BY = contract.DEELNEMERS.column("beeindigd_door").levels
FACTS = (*ENDINGS, *ENDED_BY, *HALF_YEARS)
"""What is published of who left and does not change afterwards: how it ended, who ended it, and
after how many half years. Whether somebody waits and whether a file is stuck can change between two
editions, so that one cannot be taken from the other."""
_SAID = slice(1, 1 + len(FACTS))
_LEFT, _UNKNOWN_BY, _UNKNOWN_WHEN = range(1 + len(FACTS), 4 + len(FACTS))
"""Values beside `FACTS`, which begin after `EVERYBODY`: who left, who of them has nobody on record
who ended it, and who has no date."""


def _sums() -> tuple[Sum, ...]:
    """Return what the values of who left add up to."""
    first, second, third = 1, 1 + len(ENDINGS), 1 + len(ENDINGS) + len(ENDED_BY)
    by, halves = range(second, third), range(third, _SAID.stop)
    return (
        (_LEFT, tuple(range(first, second))),
        (_LEFT, (*by, _UNKNOWN_BY)),
        (_LEFT, (*halves, _UNKNOWN_WHEN)),
    )


_NAMES = (
    *(("uitkomst", code) for code in ENDINGS),
    *(("beeindigd_door", level) for level in ENDED_BY),
    *((UNTIL_EXIT, level) for level in HALF_YEARS),
)
"""What `attributes` calls each of `FACTS`."""
Ends = tuple[int, int]
UNSAID: Ends = (0, 10**9)
"""The ends of a count that is not published."""
Said = Mapping[Selection, tuple[Ends, ...]]
"""Of a view, and each of `FACTS`, the fewest and most people that its count can stand for."""


def told_by_both(people: pd.DataFrame, since: date, before: Said, now: Said) -> Masks:
    """Return of whom something follows from two editions that the first does not say by itself.

    Parameters
    ----------
    people : DataFrame
        Those counted by the report's criteria, at the time of the second edition.
    since : date
        The peildatum of the first.
    before, now : dict
        What each edition says of the views that it shows.

    Returns
    -------
    bool array of shape (persons,)

    Notes
    -----
    To who knows when people left, the first edition alone may tell something of a few
    (`told_to_who_knows_leavers`); that is not counted here, as no second edition can undo it.
    Where the two contradict each other (the register was corrected) nothing can be taken from one
    by the other, and nobody is told of.
    """
    had_left = _had_left(people, since)
    together, alone = (_told(people, had_left, before, second) for second in (now, {}))
    return together & ~alone


def told_to_who_knows_leavers(people: pd.DataFrame, said: Said) -> Masks:
    """Return of whom something follows from one edition to who knows who left, and who is there.

    `said` is what the edition says of the views that it shows; shape (persons,).
    """
    left: Masks = people["uitkomst"].ne("in_begeleiding").to_numpy(dtype=bool)
    return _told(people, left, said, {})


def said_of(people: pd.DataFrame) -> Said:
    """Return what an edition of exactly these people says of who left, by view that is shown."""
    lattice, attributes = closed_lattice(people), attributes_of(people)
    counts = lattice.members.astype(np.int64) @ attributes.has.astype(np.int64)
    places = [attributes.names.index(name) if name in attributes.names else None for name in _NAMES]
    said: dict[Selection, tuple[Ends, ...]] = {}
    for view in np.flatnonzero(shown_of(lattice)):
        low, high = attributes.said(int(lattice.members[view].sum()), counts[view])
        said[lattice.views[view].selection] = tuple(
            UNSAID if place is None else (int(low[place]), int(high[place])) for place in places
        )
    return said


def _told(people: pd.DataFrame, had_left: Masks, before: Said, now: Said) -> Masks:
    """Return of whom something follows from two editions, shape (persons,)."""
    lattice = lattice_of(people)
    views = [view.selection for view in lattice.views]
    shown = np.array([selection in now for selection in views])
    known_then = np.array([selection in before for selection in views])
    members = np.concatenate(
        [lattice.members, lattice.members & ~had_left, lattice.members & had_left]
    )
    n = len(views)
    families = [
        (whole + part * n, tuple(child + part * n for child in parts))
        for part in range(3)
        for whole, parts in lattice.families
    ]
    families += [(view, (view + n, view + 2 * n)) for view in range(n)]
    low, high = unknown(members.sum(axis=1), _UNKNOWN_WHEN + 1)
    # Who had left is known, and that is what their counts add up to.
    low[2 * n :, _LEFT] = high[2 * n :, EVERYBODY]
    for view in np.flatnonzero(shown):
        _say(low, high, int(view), now[views[view]])
    for view in np.flatnonzero(known_then):
        _say(low, high, int(view) + 2 * n, before[views[view]])
    flags = np.concatenate([shown, shown & known_then, known_then])
    start = Known(
        members=members,
        low=low,
        high=high,
        families=tuple(families),
        sums=_sums(),
        tells=_tells(),
    )
    try:
        return told(carried(start, flags), flags)
    except DisclosureError:
        return np.zeros(len(people), dtype=bool)


def _tells() -> Masks:
    """Return which values say something: who left is known beforehand."""
    tells = np.zeros(_UNKNOWN_WHEN + 1, dtype=bool)
    tells[_SAID] = True
    return tells


def _had_left(people: pd.DataFrame, since: date) -> Masks:
    """Return who was no longer in guidance on a day."""
    left = people["uitkomst"].ne("in_begeleiding").to_numpy(dtype=bool)
    by_then = (people["uitstroom"] < pd.Timestamp(since)).fillna(False).to_numpy(dtype=bool)
    had_left: Masks = left & by_then
    return had_left


def _say(low: Ints, high: Ints, group: int, said: tuple[Ends, ...]) -> None:
    """Bound a group by what an edition says of it: of all facts, or of the first of them."""
    ends = np.array(said, dtype=np.int64)
    size, places = high[group, EVERYBODY], slice(_SAID.start, _SAID.start + len(ends))
    low[group, places] = np.minimum(ends[:, 0], size)
    high[group, places] = np.minimum(ends[:, 1], size)
