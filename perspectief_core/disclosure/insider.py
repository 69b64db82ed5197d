"""Two who know more than the attacker: everybody but one, and why a view is hidden.

Neither decides whether an edition may be made. No rounding by a fixed rule holds against who knows
the attribute of all others; how many people that is about is counted here, so that it can be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints, Masks
from perspectief_core.disclosure.bounds import (
    Known,
    attributes_of,
    carried,
    forced,
    published,
    said_bounds,
)
from perspectief_core.disclosure.closing import closed_lattice, shown_of
from perspectief_core.disclosure.exchanging import exchanged_people
from perspectief_core.disclosure.lattice import Lattice, lattice_of
from perspectief_core.disclosure.rounding import rounded_part


@dataclass(frozen=True, slots=True)
class InsiderReport:
    """Of how many persons something follows to who knows more.

    Parameters
    ----------
    persons
        All of them.
    knows_all_others
        Of whom a value follows to one who knows the values of all others: that they have it or not.
    knows_all_others_has
        Of those, of whom it follows that they have it.
    told_by_people
        Views that are hidden because of what became of people, and not of how many there are. That
        they are hidden says something.
    told_by_hiding
        Persons of whom something follows from that.
    """

    persons: int
    knows_all_others: int
    knows_all_others_has: int
    told_by_people: int
    told_by_hiding: int


def insider(people: pd.DataFrame) -> InsiderReport:
    """Return what follows about the people counted by the report's criteria."""
    people = exchanged_people(people)
    lattice, attributes = closed_lattice(people), attributes_of(people)
    has, lacks = all_but_one(lattice, attributes)
    hidden = told_by_people(people, lattice)
    told = told_by_hiding(lattice, attributes, hidden)
    return InsiderReport(
        len(people),
        int((has | lacks).sum()),
        int(has.sum()),
        len(hidden),
        int(told.sum()),
    )


def all_but_one(lattice: Lattice, attributes: Masks) -> tuple[Masks, Masks]:
    """Return of whom it follows that they have some value, and of whom that they lack one.

    Both of shape (persons,). Who knows a view's count without this person sees whether what is
    published is that count, or that of one more.
    """
    shown = lattice.members[shown_of(lattice)]
    counts = shown.astype(np.int64) @ attributes.astype(np.int64)
    has = np.zeros(len(attributes), dtype=bool)
    lacks = has.copy()
    for members, row in zip(shown, counts.tolist(), strict=True):
        size = int(members.sum())
        for value, count in enumerate(row):
            said = rounded_part(count, size)
            own = attributes[:, value]
            if count and rounded_part(count - 1, size) != said:
                has |= members & own
            if count < size and rounded_part(count + 1, size) != said:
                lacks |= members & ~own
    return has, lacks


def told_by_people(people: pd.DataFrame, lattice: Lattice) -> Ints:
    """Return the views that only what became of people hides: their sizes alone would not."""
    before = shown_of(lattice_of(people))
    return np.flatnonzero(before & ~shown_of(lattice))


def told_by_hiding(lattice: Lattice, attributes: Masks, hidden: Ints) -> Masks:
    """Return the persons of whom something follows from which views are hidden, shape (persons,).

    Notes
    -----
    Who knows the rules, and who is in every view, asks of a hidden view: with which counts would
    something have followed, so that it had to be hidden? They try every count that the shown views
    leave possible, of every value, one view and value at a time. What follows in all those cases
    follows from the hiding.
    """
    shown = shown_of(lattice)
    start = carried(lattice, shown, published(lattice, shown, attributes))
    told = np.zeros(len(attributes), dtype=bool)
    for view in hidden.tolist():
        cases = list(_cases(lattice, shown, start, attributes, view))
        if cases:
            told |= np.logical_and.reduce(cases).any(axis=(1, 2))
    return told


def _cases(
    lattice: Lattice, shown: Masks, start: Known, attributes: Masks, view: int
) -> Iterator[Masks]:
    """Yield, of every count for which a hidden view would tell something, what it would tell.

    Each of shape (persons, values, 2): that they have the value, and that they lack it.
    """
    size = int(lattice.members[view].sum())
    with_it = shown.copy()
    with_it[view] = True
    for value in range(attributes.shape[1]):
        base = published(lattice, with_it, attributes[:, [value]])
        possible = range(int(start.low[view, value]), int(start.high[view, value]) + 1)
        for ends in sorted({said_bounds(size, count) for count in possible}):
            low, high = base.low.copy(), base.high.copy()
            low[view], high[view] = ends
            known = carried(lattice, with_it, replace(base, low=low, high=high))
            facts = np.zeros((*attributes.shape, 2), dtype=bool)
            for group in forced(known):
                everybody = known.low[group, 0] >= known.members[group].sum()
                facts[known.members[group], value, 0 if everybody else 1] = True
            if facts.any():
                yield facts
