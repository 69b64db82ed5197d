"""The attacker: what follows about persons from everything that a policy shows of an extract.

How strong the attacker is, is in `inference.bounds`; what counts as disclosed in
`inference.following`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from perspectief_core.arrays import Masks
from perspectief_core.attack.falling_out import told_of_uncounted
from perspectief_core.cohort.filters import FILTERS
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.attributes import attributes_of, published
from perspectief_core.disclosure.closing import closed_lattice, counted, shown_of
from perspectief_core.disclosure.exchanging import (
    Pairs,
    applied,
    exchanged,
    exchanges,
    exchanges_of,
)
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.disclosure.policies import Policy
from perspectief_core.inference.bounds import Known, carried
from perspectief_core.inference.following import forced, forced_differences


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackReport:
    """How many persons each kind of attack discloses, and all of them together.

    `views` and `shown` count views; `singled_out` persons who are alone in what can be asked,
    `bounds` persons of whom an attribute follows from bounds carried over the lattice, and
    `differences` from one published count less another, for every pair of views. Of `exchanged`
    persons the results were exchanged before anything was counted. `uncounted`
    persons are not among `persons`: of those it follows at which criterion they fell out.
    """

    policy: Policy
    persons: int
    views: int
    shown: int
    singled_out: int
    bounds: int
    differences: int
    disclosed: int
    exchanged: int = 0
    uncounted: int = 0

    @property
    def hidden(self) -> int:
        """Views that are not shown."""
        return self.views - self.shown


def attack(extract: Extract, policy: Policy) -> AttackReport:
    """Return what follows about the persons of an extract under a policy.

    Notes
    -----
    Under `open` and `analist` everything can be asked: who is alone in a combination of filters is
    singled out, and everything about them follows.
    """
    if policy != "publicatie":
        return attack_on(counted(extract), policy)
    report = attack_published(counted(exchanged(extract)))
    fallen = told_of_uncounted(exchanged(extract))
    return replace(
        report,
        exchanged=_in(exchanges_of(extract)),
        uncounted=fallen,
        disclosed=report.disclosed + fallen,
    )


def attack_on(people: pd.DataFrame, policy: Policy) -> AttackReport:
    """Return what follows about the people counted by the report's criteria."""
    n = len(people)
    if policy == "publicatie":
        pairs = exchanges(people)
        return replace(attack_published(applied(people, pairs)), exchanged=_in(pairs))
    alone = int(singled_out(people, tuple(filter_.code for filter_ in FILTERS)).sum())
    views = len(lattice_of(people).views)
    return AttackReport(
        policy=policy,
        persons=n,
        views=views,
        shown=views,
        singled_out=alone,
        bounds=0,
        differences=0,
        disclosed=alone,
    )


def attack_published(people: pd.DataFrame) -> AttackReport:
    """Return what follows about people when these very people are published: nobody exchanges."""
    lattice = closed_lattice(people)
    shown = shown_of(lattice)
    return exposed(published(lattice, shown, attributes_of(people)), shown)


def exposed(said: Known, shown: Masks) -> AttackReport:
    """Return what follows from what is said of views; of those in `shown` (shape (views,))."""
    whom = persons_exposed(said, shown)
    singled, bounds, differences = (int(persons.sum()) for persons in whom)
    return AttackReport(
        policy="publicatie",
        persons=said.members.shape[1],
        views=len(shown),
        shown=int(shown.sum()),
        singled_out=singled,
        bounds=bounds,
        differences=differences,
        disclosed=int(np.any(whom, axis=0).sum()),
    )


def persons_exposed(said: Known, shown: Masks) -> tuple[Masks, Masks, Masks]:
    """Return who is singled out, and of whom something follows by bounds and by differences.

    Each of shape (persons,), from what is said of views; `shown` has shape (views,).
    """
    known = carried(said, shown)
    by_bounds: Masks = np.logical_or.reduce(known.members[forced(known)], axis=0)
    differences = np.zeros(said.members.shape[1], dtype=bool)
    for first, second in forced_differences(known, shown):
        differences |= known.members[first] & ~known.members[second]
    single = np.flatnonzero(shown & (said.members.sum(axis=1) == 1))
    alone: Masks = np.logical_or.reduce(said.members[single], axis=0)
    return alone, by_bounds, differences


def _in(pairs: Pairs) -> int:
    """Return how many people exchange."""
    return len({person for pair in pairs for person in pair})


def singled_out(people: pd.DataFrame, codes: tuple[str, ...]) -> Masks:
    """Return who is alone in their combination of the options of these filters."""
    filters = [filter_ for filter_ in FILTERS if filter_.code in codes and filter_.column in people]
    columns = {filter_.code: filter_.groups(people).astype(str).to_numpy() for filter_ in filters}
    alone: Masks = ~pd.DataFrame(columns).duplicated(keep=False).to_numpy()
    return alone
