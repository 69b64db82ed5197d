"""What editions together say of people: of those who came or left between them, and the rest.

Who has several, and knows who had left when each was made, takes an earlier from a later one: how
somebody's guidance ended does not change. The counts of the last edition are bounds on everybody
in a view, those of an earlier one on who had left by then, and all are carried over all views at
once.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition that was made before: its peildatum, and what it says of the views it shows."""

    since: date
    said: Said


def told_by_both(people: pd.DataFrame, since: date, before: Said, now: Said) -> Masks:
    """As `told_by_all`, of one earlier edition."""
    return told_by_all(people, (Earlier(since, before),), now)


def told_by_all(people: pd.DataFrame, before: tuple[Earlier, ...], now: Said) -> Masks:
    """Return of whom something follows from editions that the earlier ones do not say already.

    Parameters
    ----------
    people : DataFrame
        Those counted by the report's criteria, at the time of the last edition.
    before : tuple of Earlier
        The oldest first.
    now : dict
        What the last edition says of the views that it shows.

    Returns
    -------
    bool array of shape (persons,)

    Notes
    -----
    To who knows when people left, an earlier edition alone may tell something of a few
    (`told_to_who_knows_leavers`); that is not counted here, as no later edition can undo it.
    Where editions contradict each other (the register was corrected) nothing can be taken from all
    of them at once; each is then laid beside the last one by itself, and where that contradicts it
    nobody is told of.
    """
    earlier = tuple((_had_left(people, edition.since), edition.said) for edition in before)
    try:
        return _beyond(people, earlier, now)
    except DisclosureError:
        whom = np.zeros(len(people), dtype=bool)
        for edition in earlier:
            with suppress(DisclosureError):
                whom |= _beyond(people, (edition,), now)
        return whom


def _beyond(people: pd.DataFrame, earlier: tuple[Leavers, ...], now: Said) -> Masks:
    """Return of whom something follows from all editions, and not from the earlier ones alone."""
    told: Masks = _told(people, earlier, now) & ~_told(people, earlier, {})
    return told


def told_to_who_knows_leavers(people: pd.DataFrame, said: Said) -> Masks:
    """Return of whom something follows from one edition to who knows who left, and who is there.

    `said` is what the edition says of the views that it shows; shape (persons,).
    """
    left: Masks = people["uitkomst"].ne("in_begeleiding").to_numpy(dtype=bool)
    try:
        return _told(people, ((left, said),), {})
    except DisclosureError:
        return np.zeros(len(people), dtype=bool)


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


Leavers = tuple[Masks, Said]
"""Who had left when an edition was made, of shape (persons,), and what it says of its views."""


def _told(people: pd.DataFrame, earlier: tuple[Leavers, ...], now: Said) -> Masks:
    """Return of whom something follows from editions, shape (persons,).

    The groups are every view: everybody in it, and of each earlier edition who had left, who had
    not, and who left since the one before it.
    """
    lattice = lattice_of(people)
    views = [view.selection for view in lattice.views]
    parts, divided = _parts([left for left, _ in earlier], len(people))
    members = np.concatenate([lattice.members & part for part in parts])
    n = len(views)
    families = [
        (whole + part * n, tuple(child + part * n for child in children))
        for part in range(len(parts))
        for whole, children in lattice.families
    ]
    families += [
        (view + whole * n, tuple(view + part * n for part in into))
        for whole, into in divided
        for view in range(n)
    ]
    low, high = unknown(members.sum(axis=1), _UNKNOWN_WHEN + 1)
    flags = np.zeros((len(parts), n), dtype=bool)
    flags[0] = [selection in now for selection in views]
    for view in np.flatnonzero(flags[0]):
        _say(low, high, int(view), now[views[view]])
    for number, (_, said) in enumerate(earlier):
        stayed, left = 1 + 2 * number, 2 + 2 * number
        # Who had left is known, and that is what their counts add up to.
        rows = slice(left * n, (left + 1) * n)
        low[rows, _LEFT] = high[rows, EVERYBODY]
        flags[left] = [selection in said for selection in views]
        flags[stayed] = flags[0] & flags[left]
        for view in np.flatnonzero(flags[left]):
            _say(low, high, int(view) + left * n, said[views[view]])
    start = Known(
        members=members,
        low=low,
        high=high,
        families=tuple(families),
        sums=_sums(),
        tells=_tells(),
    )
    shown = flags.ravel()
    return told(carried(start, shown), shown)


def _parts(left: list[Masks], persons: int) -> tuple[list[Masks], list[Sum]]:
    """Return everybody and of each edition who stayed, who left, and since the one before; and how.

    The last are which part is divided into which others, by place.
    """
    parts = [np.ones(persons, dtype=bool)]
    for had_left in left:
        parts += [~had_left, had_left]
    divided: list[Sum] = [(0, (1 + 2 * k, 2 + 2 * k)) for k in range(len(left))]
    for k in range(1, len(left)):
        before, since = 2 * k, len(parts)
        parts.append(left[k] & ~left[k - 1])
        divided += [(2 + 2 * k, (before, since)), (before - 1, (1 + 2 * k, since))]
    return parts, divided


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
