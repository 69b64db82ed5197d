"""What published counts say of groups of people: bounds, carried from views to their parts.

Whoever reads them is taken to know who is in which view, also in the hidden ones, and looks only
for what became of people and what is known of them. Every published count bounds such a number
from two sides. The bounds go from a view to the views that divide it and back, and
within each group from a value to the values that divide it and back, until nothing changes. What
then follows is in `following`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from perspectief_core.arrays import Ints, Masks
from perspectief_core.results import DisclosureError

Sum = tuple[int, tuple[int, ...]]
"""A whole and the parts that divide it, as places: groups of people, or values in a group."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Known:
    """Bounds on the people with each value in each group; internal: it holds persons.

    `members` has shape (groups, persons), `low` and `high` shape (groups, values); `families` name
    a group and the groups that divide it, `sums` a value and the values that divide it. `tells`, of
    shape (values,), are the values of which anything can follow.
    """

    members: Masks
    low: Ints
    high: Ints
    families: tuple[Sum, ...]
    sums: tuple[Sum, ...]
    tells: Masks


def unknown(sizes: Ints, values: int) -> tuple[Ints, Ints]:
    """Return the bounds on groups of which only the size is known."""
    low = np.zeros((len(sizes), values), dtype=np.int64)
    high = np.repeat(np.asarray(sizes, dtype=np.int64)[:, None], values, axis=1)
    low[:, :1] = high[:, :1]
    return low, high


def carried(known: Known, shown: Masks) -> Known:
    """Return the bounds after carrying them over every family, with the rests as groups too."""
    families, rests = with_rests(known.families, shown, len(known.members))
    members = list(known.members)
    for whole, without in rests:
        members.append(members[whole] & ~np.any([members[part] for part in without], axis=0))
    every = np.array(members)
    low, high = unknown(every[len(known.members) :].sum(axis=1), known.low.shape[1])
    return tightened(
        replace(
            known,
            members=every,
            low=np.concatenate([known.low, low]),
            high=np.concatenate([known.high, high]),
            families=families,
        )
    )


def with_rests(
    families: tuple[Sum, ...], shown: Masks, groups: int
) -> tuple[tuple[Sum, ...], tuple[Sum, ...]]:
    """Return the families with what the shown parts leave over, and what those rests are.

    Parameters
    ----------
    families : tuple of Sum
        The parts need not be all: somebody can be in none.
    shown : bool array of shape (views,)
    groups : int
        How many groups there are; the rests are numbered from there.

    Returns
    -------
    families, rests : tuples of Sum
        Of every rest the group that it is of, and the parts that it lacks, in order of number.
    """
    divided: list[Sum] = []
    rests: list[Sum] = []
    for whole, parts in families:
        inside = tuple(part for part in parts if shown[part] or not shown[whole])
        hidden = groups + len(rests)
        rests.append((whole, inside))
        divided.append((whole, (*inside, hidden)))
        # The hidden parts divide the rest, as one part more of whoever has no category.
        missing = tuple(part for part in parts if part not in inside)
        if missing:
            rests.append((hidden, missing))
            divided.append((hidden, (*missing, hidden + 1)))
    return tuple(divided), tuple(rests)


def tightened(known: Known) -> Known:
    """Return the bounds at their fixpoint: parts add up to the whole, of groups and of values.

    Raises
    ------
    DisclosureError
        When no counts fit them.
    """
    low, high = known.low.copy(), known.high.copy()
    changed = True
    while changed:
        before = int(low.sum()) - int(high.sum())
        add_up(low, high, known.families)
        # The same rule, for the values within each group.
        add_up(low.T, high.T, known.sums)
        changed = int(low.sum()) - int(high.sum()) != before
        if (low > high).any():
            raise DisclosureError("no counts fit what is published")
    return replace(known, low=low, high=high)


def add_up(low: Ints, high: Ints, sums: Iterable[Sum]) -> None:
    """Narrow bounds in place, once for every whole and the parts that add up to it.

    Parameters
    ----------
    low, high : int arrays of shape (wholes and parts, ...)
    sums : iterable of a whole and its parts, as places on the first axis
    """
    for whole, parts in sums:
        each = list(parts)
        least, most = low[each].sum(axis=0), high[each].sum(axis=0)
        low[whole] = np.maximum(low[whole], least)
        high[whole] = np.minimum(high[whole], most)
        others_high, others_low = most - high[each], least - low[each]
        low[each] = np.maximum(low[each], low[whole] - others_high)
        high[each] = np.minimum(high[each], high[whole] - others_low)
