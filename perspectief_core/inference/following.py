"""What follows about people from bounds on counts.

A person is disclosed when in a group that they are in everybody must have a value, or, in a group
of at most nine, nobody can. The groups are the views, what they leave over of each other, and what
one shown view has more than another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Ints, Masks
from perspectief_core.inference.bounds import Known, add_up

FEW = 9
"""Of at most so many people it counts that none of them has a value; a published view has more."""
_FIRST, _SECOND, _BOTH, _LEFT, _OUTSIDE = range(5)
"""Two views, who is in both, who is in the first only, and who is in the second only."""
_PARTS = ((_FIRST, (_BOTH, _LEFT)), (_SECOND, (_BOTH, _OUTSIDE)))


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """What follows: of this group (shape (persons,)) everybody has a value, or else nobody."""

    group: Masks
    value: int
    everybody: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Differences:
    """Pairs of shown views (shape (pairs, 2)), and of which values it follows that everybody who is
    in the first only has it, or nobody; both of shape (pairs, values)."""

    pairs: Ints
    everybody: Masks
    nobody: Masks


def facts(known: Known, shown: Masks) -> Iterator[Fact]:
    """Yield all that follows of groups, and of one view less another."""
    for group, value in np.argwhere(_everybody(known)):
        yield Fact(known.members[group], int(value), everybody=True)
    for group, value in np.argwhere(_nobody(known)):
        yield Fact(known.members[group], int(value), everybody=False)
    apart = _differences(known, shown)
    for follows in (apart.everybody, apart.nobody):
        for place, value in np.argwhere(follows):
            first, second = apart.pairs[place]
            left = known.members[first] & ~known.members[second]
            yield Fact(left, int(value), everybody=follows is apart.everybody)


def told(known: Known, shown: Masks) -> Masks:
    """Return of whom anything follows, shape (persons,)."""
    whom = np.zeros(known.members.shape[1], dtype=bool)
    for fact in facts(known, shown):
        whom |= fact.group
    return whom


def forced(known: Known) -> Ints:
    """Return the groups of whose people something follows."""
    return np.flatnonzero((_everybody(known) | _nobody(known)).any(axis=1))


def forced_differences(known: Known, shown: Masks) -> Ints:
    """Return the pairs of shown views of whose difference something follows, shape (pairs, 2)."""
    apart = _differences(known, shown)
    return apart.pairs[(apart.everybody | apart.nobody).any(axis=1)]


def _everybody(known: Known) -> Masks:
    """Return of which group and value it follows that all have it, shape (groups, values)."""
    sizes = known.members.sum(axis=1)[:, None]
    everybody: Masks = (sizes > 0) & (known.low >= sizes) & known.tells
    return everybody


def _nobody(known: Known) -> Masks:
    """Return of which group and value it follows that none has it; of few people only."""
    sizes = known.members.sum(axis=1)[:, None]
    nobody: Masks = (sizes > 0) & (sizes <= FEW) & (known.high <= 0) & known.tells
    return nobody


def _differences(known: Known, shown: Masks) -> _Differences:
    """Return the pairs of shown views that differ by a few people, and what follows of those.

    Of each pair the bounds go between the two views and their three parts, and within each from
    value to value, until nothing changes.
    """
    views = np.flatnonzero(shown)
    matrix = known.members[views].astype(np.int64)
    overlap = matrix @ matrix.T
    all_sizes = overlap.diagonal()
    left = all_sizes[:, None] - overlap
    first, second = np.nonzero((left > 0) & (left <= FEW))
    both = overlap[first, second]
    sizes = np.array([left[first, second], both, all_sizes[second] - both])
    values = known.low.shape[1]
    # Values come first and pairs last, so that both rules work on the first axis or the second.
    low, high = (np.zeros((5, values, len(first)), dtype=np.int64) for _ in range(2))
    for place, ends in ((low, known.low), (high, known.high)):
        place[_FIRST], place[_SECOND] = ends[views[first]].T, ends[views[second]].T
    high[_BOTH], high[_LEFT], high[_OUTSIDE] = sizes[1], sizes[0], sizes[2]
    changed = True
    while changed:
        before = int(low.sum()) - int(high.sum())
        add_up(low, high, _PARTS)
        add_up(low.swapaxes(0, 1), high.swapaxes(0, 1), known.sums)
        changed = int(low.sum()) - int(high.sum()) != before
    pairs = np.column_stack([views[first], views[second]])
    everybody = (low[_LEFT] >= sizes[0]) & known.tells[:, None]
    nobody = (high[_LEFT] <= 0) & known.tells[:, None]
    return _Differences(pairs, everybody.T, nobody.T)
