"""What follows from an edition to who has nothing else: not even how many are in which group.

There are no persons in an edition. So it is asked of groups: the views, also the hidden ones, what
the shown ones leave over together, and every view less one of its parts. Something follows of a
group that is known to have somebody in it, when all have a value, or when none has and they are
nine at most.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from perspectief_core.arrays import Ints, Masks
from perspectief_core.attack.stated import Stated, families_in, narrow
from perspectief_core.disclosure.attributes import EVERYBODY, Attributes
from perspectief_core.inference.bounds import Known, Sum, tightened, with_rests
from perspectief_core.inference.following import FEW
from perspectief_core.results import DisclosureError

MOST = 10**9
"""More people than anything is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AloneReport:
    """What follows from an edition alone.

    Of `groups` groups that can be told apart something follows of `told`; `disclosed` is how many
    persons are in them at least. With `contradicts` no counts at all fit what is stated.
    """

    views: int
    shown: int
    groups: int
    told: int = 0
    disclosed: int = 0
    contradicts: bool = False


def attack_alone(stated: Stated, attributes: Attributes) -> AloneReport:
    """Return what follows from what an edition states, alone.

    Parameters
    ----------
    stated : Stated
    attributes : Attributes
        What is asked; who has it is not used.
    """
    views = stated.groups
    shown, families = stated.told_in(views), families_in(views)
    divided, rests = with_rests(families, shown, len(views))
    less = _less_a_part(families, shown, len(views) + len(rests))
    groups = len(views) + len(rests) + len(less)
    low = np.zeros((groups, attributes.has.shape[1]), dtype=np.int64)
    high = np.full_like(low, MOST)
    places = {view: place for place, view in enumerate(views)}
    counts = AloneReport(views=len(views), shown=int(shown.sum()), groups=groups)
    try:
        narrow(stated, attributes, places, (low, high))
        nobody = np.zeros((groups, 0), dtype=bool)
        known = tightened(
            Known(
                members=nobody,
                low=low,
                high=high,
                families=(*divided, *less),
                sums=attributes.sums,
                tells=attributes.counts_as_told,
            )
        )
    except DisclosureError:
        return replace(counts, contradicts=True)
    told = _follows(known)
    return replace(counts, told=int(told.sum()), disclosed=_at_least(known, told))


def _follows(known: Known) -> Masks:
    """Return of which groups something follows, shape (groups,), when their sizes are bounds."""
    fewest, most = known.low[:, EVERYBODY], known.high[:, EVERYBODY]
    everybody = (_lacking(known) <= 0) & known.tells
    nobody = (known.high <= 0) & known.tells & (most <= FEW)[:, None]
    singled_out = (fewest == 1) & (most == 1)
    told: Masks = (fewest >= 1) & ((everybody | nobody).any(axis=1) | singled_out)
    return told


def _lacking(known: Known) -> Ints:
    """Return the most people of a group who can lack each value, shape (groups, values)."""
    lacking = known.high[:, [EVERYBODY]] - known.low
    lacking[:, EVERYBODY] = 0
    before = None
    while before != (before := int(lacking.sum())):
        for whole, parts in known.sums:
            each = list(parts)
            others = known.high[:, each].sum(axis=1)[:, None] - known.high[:, each]
            lacking[:, each] = np.minimum(lacking[:, each], others + lacking[:, [whole]])
    return lacking


def _at_least(known: Known, told: Masks) -> int:
    """Return how many persons are at least in the groups that are told of.

    The parts of a group have nobody in common, so their people can be added up.
    """
    fewest = np.where(told, known.low[:, EVERYBODY], 0)
    apart = [int(fewest[list(parts)].sum()) for _, parts in known.families]
    return max([0, *apart, *map(int, fewest)])


def _less_a_part(families: tuple[Sum, ...], shown: Masks, groups: int) -> tuple[Sum, ...]:
    """Return every shown view with one shown part and a group of whoever else is in it."""
    pairs = [
        (whole, part) for whole, parts in families for part in parts if shown[whole] & shown[part]
    ]
    return tuple((whole, (part, groups + place)) for place, (whole, part) in enumerate(pairs))
