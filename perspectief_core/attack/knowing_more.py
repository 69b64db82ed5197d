"""Of whom something follows to two who know more than the attacker: nearly all, or who left.

Neither decides whether an edition may be made: it is counted, so that it can be said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from perspectief_core.attack.editions import Said, told_to_who_knows_leavers
from perspectief_core.attack.insider import all_but_one
from perspectief_core.disclosure.attributes import attributes_of
from perspectief_core.disclosure.closing import closed_lattice


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


def knowing_more(
    people: pd.DataFrame, said: Callable[[], Said | None], *, drawn: bool = False
) -> KnowingMore:
    """Return what follows about the people of an edition to who knows more.

    Parameters
    ----------
    people : DataFrame of shape (persons, columns of `Cohort.people`)
        Those very people that are published.
    said : function
        Returns what the edition says of who left; None when that is not asked.
    drawn : bool, optional
        Whether results were drawn by a lot. Then nobody knows whose these are, and nothing follows
        of anybody for sure: nothing is worked out.
    """
    if drawn:
        return KnowingMore()
    has, lacks = all_but_one(closed_lattice(people), attributes_of(people))
    told = said()
    leavers = 0 if told is None else int(told_to_who_knows_leavers(people, told).sum())
    return KnowingMore(int((has | lacks).sum()), int(has.sum()), leavers)
