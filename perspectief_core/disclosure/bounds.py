"""What published counts say of groups of people: bounds, carried from views to their parts.

Whoever reads them is taken to know who is in which view, also in the hidden ones, and looks only
for what became of people and what is known of them (`ATTRIBUTES`). Every published count bounds
such a number from two sides. The bounds go from a view to the views that divide it and back, until
nothing changes. A person is disclosed when in a group that they are in everybody must have an
attribute, or, in a group of at most nine, nobody can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints, Masks
from perspectief_core.disclosure.lattice import Family, Lattice
from perspectief_core.disclosure.policies import ATTRIBUTES, SMALLEST_VIEW
from perspectief_core.disclosure.rounding import rounded_part
from perspectief_core.durations.half_years import UNTIL_EXIT, until_exit
from perspectief_core.results import DisclosureError
from perspectief_core.shares.fives import BASE


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Bounds on the people with each attribute in each group; internal: it holds persons.

    `members` has shape (groups, persons), `low` and `high` shape (groups, attributes);
    `families` name a group and the groups that divide it.
    """

    members: Masks
    low: Ints
    high: Ints
    families: tuple[Family, ...]


def attributes_of(people: pd.DataFrame) -> Masks:
    """Return who has each value of each attribute, of shape (persons, values)."""
    if "maanden" in people:
        people = people.assign(**{UNTIL_EXIT: until_exit(people)})
    columns = [people[name].astype(object) for name in ATTRIBUTES if name in people]
    attributes = [column.eq(value) for column in columns for value in column.dropna().unique()]
    return np.column_stack(
        [attribute.fillna(False).to_numpy(dtype=bool) for attribute in attributes]
    )


def published(lattice: Lattice, shown: Masks, attributes: Masks) -> Known:
    """Return what the published counts alone say of each view, of hidden ones nothing."""
    members = lattice.members
    counts = members.astype(np.int64) @ attributes.astype(np.int64)
    sizes = members.sum(axis=1)
    low, high = np.zeros_like(counts), np.repeat(sizes[:, None], counts.shape[1], axis=1)
    for view in np.flatnonzero(shown):
        bounds = partial(said_bounds, int(sizes[view]))
        low[view], high[view] = np.array([bounds(int(count)) for count in counts[view]]).T
    return Known(members, low, high, lattice.families)


def said_bounds(size: int, count: int) -> tuple[int, int]:
    """Return which counts of a group of known size are published as this one is."""
    said = rounded_part(count, size)
    if size - count < BASE <= count:
        return max(BASE, size - BASE + 1), size
    low, high = said.bounds
    return low, min(high, size - BASE if said else size)


def carried(lattice: Lattice, shown: Masks, known: Known) -> Known:
    """Return the bounds after carrying them over every family, with the rests as groups too."""
    members, low, high = [list(part) for part in (known.members, known.low, known.high)]
    families: list[Family] = []
    for parent, parts in lattice.families:
        inside = [part for part in parts if shown[part] or not shown[parent]]
        hidden = known.members[parent] & ~known.members[inside].any(axis=0)
        families.append((parent, (*inside, len(members))))
        members.append(hidden)
        low.append(np.zeros_like(low[0]))
        high.append(np.full_like(high[0], hidden.sum()))
        # The hidden parts divide the rest, as one part more of whoever has no category.
        missing = [part for part in parts if part not in inside]
        if missing:
            rest = hidden & ~known.members[missing].any(axis=0)
            families.append((len(members) - 1, (*missing, len(members))))
            members.append(rest)
            low.append(np.zeros_like(low[0]))
            high.append(np.full_like(high[0], rest.sum()))
    start = Known(np.array(members), np.array(low), np.array(high), tuple(families))
    return tightened(start)


def tightened(known: Known) -> Known:
    """Return the bounds at their fixpoint: parts add up to the whole.

    Raises
    ------
    DisclosureError
        When no counts fit them.
    """
    low, high = known.low.copy(), known.high.copy()
    changed = True
    while changed:
        before = int(low.sum()) - int(high.sum())
        for whole, parts in known.families:
            each = list(parts)
            low[whole] = np.maximum(low[whole], low[each].sum(axis=0))
            high[whole] = np.minimum(high[whole], high[each].sum(axis=0))
            others_high = high[each].sum(axis=0) - high[each]
            others_low = low[each].sum(axis=0) - low[each]
            low[each] = np.maximum(low[each], low[whole] - others_high)
            high[each] = np.minimum(high[each], high[whole] - others_low)
        changed = int(low.sum()) - int(high.sum()) != before
        if (low > high).any():
            raise DisclosureError("no counts fit what is published")
    return Known(known.members, low, high, known.families)


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """What follows: of this group (shape (persons,)) everybody has a value, or else nobody."""

    group: Masks
    value: int
    everybody: bool


def facts(known: Known, shown: Masks) -> Iterator[Fact]:
    """Yield all that follows of groups, and of one view less another."""
    for part, value in np.argwhere(_everybody(known)):
        yield Fact(known.members[part], int(value), everybody=True)
    for part, value in np.argwhere(_nobody(known)):
        yield Fact(known.members[part], int(value), everybody=False)
    pairs, every, none = _differences(known, shown)
    for follows in (every, none):
        for place, value in np.argwhere(follows):
            first, second = pairs[place]
            left = known.members[first] & ~known.members[second]
            yield Fact(left, int(value), everybody=follows is every)


def forced(known: Known) -> Ints:
    """Return the groups of whose people something follows."""
    return np.flatnonzero((_everybody(known) | _nobody(known)).any(axis=1))


def _everybody(known: Known) -> Masks:
    """Return of which group and value it follows that all have it, shape (groups, values)."""
    sizes = known.members.sum(axis=1)[:, None]
    everybody: Masks = (sizes > 0) & (known.low >= sizes)
    return everybody


def _nobody(known: Known) -> Masks:
    """Return of which group and value it follows that none has it; of few people only."""
    sizes = known.members.sum(axis=1)[:, None]
    nobody: Masks = (sizes > 0) & (sizes < SMALLEST_VIEW) & (known.high <= 0)
    return nobody


def forced_differences(known: Known, shown: Masks) -> Ints:
    """Return the pairs of shown views of whose difference something follows, shape (pairs, 2)."""
    pairs, everybody, nobody = _differences(known, shown)
    return pairs[(everybody | nobody).any(axis=1)]


def _differences(known: Known, shown: Masks) -> tuple[Ints, Masks, Masks]:
    """Return the pairs of shown views that differ by a few people, and what follows of those.

    Of which values everybody or nobody has it, both of shape (pairs, values). The bounds of the
    second view hold for its part inside the first, less those outside.
    """
    views = np.flatnonzero(shown)
    matrix = known.members[views].astype(np.int64)
    overlap = matrix @ matrix.T
    sizes = overlap.diagonal()
    left = sizes[:, None] - overlap
    first, second = np.nonzero((left > 0) & (left < SMALLEST_VIEW))
    outside = (sizes[second] - overlap[first, second])[:, None]
    low, high = known.low[views], known.high[views]
    least = low[first] - high[second]
    most = high[first] - np.maximum(low[second] - outside, 0)
    pairs = np.column_stack([views[first], views[second]])
    return pairs, least >= left[first, second][:, None], most <= 0
