"""Of whom something follows to two who know more than the attacker: nearly all, or who left.

Neither decides whether an edition may be made: it is counted, so that it can be said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perspectief_core.arrays import Masks
from perspectief_core.attack.editions import Said, told_to_who_knows_leavers
from perspectief_core.attack.insider import all_but_one
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.attributes import attributes_of
from perspectief_core.disclosure.closing import counted, lattice
from perspectief_core.disclosure.randomising import deniable


@dataclass(frozen=True, slots=True)
class KnowingMore:
    """Of how many persons something follows to who knows more.

    Parameters
    ----------
    all_others
        Of whom a value follows to one who knows the values of all others: that they have it or not.
    all_others_has
        Of those, of whom it follows that they have it.
    leavers
        Of whom something follows to one who knows of everybody whether they left.
    """

    all_others: int = 0
    all_others_has: int = 0
    leavers: int = 0


def undeniable(before: Extract, published: Extract) -> Masks:
    """Return of whom published results can only be their own, of those counted, shape (persons,).

    Parameters
    ----------
    before, published : Extract
        As the people are, and as they are published: after a lot and exchanging, if any. Without a
        lot nobody can deny anything.
    """
    can = pd.Series(deniable(before, published), published.deelnemers.index)
    sure: Masks = ~can.loc[counted(published).index].to_numpy(dtype=bool)
    return sure


def knowing_more(published: Extract, said: Said | None, sure: Masks) -> KnowingMore:
    """Return what follows about the people of an edition to who knows more.

    Parameters
    ----------
    published : Extract
        With those very people that are published.
    said : mapping of Said, or None
        What the edition says of who left; None when that is not asked.
    sure : bool array of shape (persons,)
        Whose results are their own for sure: see `undeniable`. Of nobody else anything follows.
    """
    if not sure.any():
        return KnowingMore()
    people = counted(published)
    has, lacks = all_but_one(lattice(published), attributes_of(people))
    told = np.zeros_like(sure) if said is None else told_to_who_knows_leavers(people, said)
    return KnowingMore(
        int(((has | lacks) & sure).sum()), int((has & sure).sum()), int((told & sure).sum())
    )
