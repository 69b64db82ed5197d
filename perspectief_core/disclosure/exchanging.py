"""People whose results are exchanged before anything is published, so that nothing is told of them.

Where published counts would say of everybody in a group that they have something, or of nobody,
one of them exchanges results with somebody who came in the same month and for whom that is
otherwise. Everything published is then counted of these people. Which views are shown no longer
depends on what became of anybody, so that nothing can be read from what is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints, Masks
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.data.remembered import remembered
from perspectief_core.disclosure.attributes import attributes_of, published
from perspectief_core.disclosure.closing import shown_of
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.disclosure.policies import Policy
from perspectief_core.inference.bounds import Known, carried
from perspectief_core.inference.following import facts

RESULTS = (
    "uitkomst",
    "uitstroom",
    "maanden",
    "beeindigd_door",
    "wacht_op_beslissing",
    "vastlopend_dossier",
)
"""What is exchanged: all that is said of how somebody's guidance went on and ended."""
Pairs = list[tuple[Hashable, Hashable]]
"""Who exchanges with whom, as labels of the index of the table, in the order to do it."""
MOST_ROUNDS = 40
"""Rounds of exchanging. What still follows then hides views, as ever; the audit counts it."""


@remembered(4)
def exchanged(extract: Extract) -> Extract:
    """Return the extract as it is published: the same one where nothing needs to be exchanged.

    So is one without people, which stands for the extract of an edition.
    """
    pairs = exchanges_of(extract)
    if not pairs:
        return extract
    return replace(extract, deelnemers=applied(extract.deelnemers, pairs))


@remembered(4)
def exchanges_of(extract: Extract) -> Pairs:
    """Return who exchanges results before an extract is published.

    What would follow is asked each time of the very people that would be counted: who is, and after
    how many months somebody left, is worked out again from the dates.
    """
    if extract.deelnemers.empty:
        return []

    def counted(pairs: Pairs) -> pd.DataFrame:
        now = replace(extract, deelnemers=applied(extract.deelnemers, pairs))
        return select(now, Selection()).people

    return _until_nothing_follows(counted)


def shown_under(extract: Extract, policy: Policy) -> Extract:
    """Return the extract that results are made of under a policy."""
    return exchanged(extract) if policy == "publicatie" else extract


def exchanged_people(people: pd.DataFrame) -> pd.DataFrame:
    """Return the people counted by the report's criteria as they are published."""
    return applied(people, exchanges(people))


def exchanges(people: pd.DataFrame) -> Pairs:
    """Return who exchanges results with whom, so that nothing follows of anybody.

    Notes
    -----
    What is published afterwards could as well be of people of whom nothing was exchanged, and of
    those nothing follows: so nothing follows to who knows this rule either. The counts of a view
    change by a few people at most, before they are rounded.
    """
    return _until_nothing_follows(partial(applied, people))


def _until_nothing_follows(after: Callable[[Pairs], pd.DataFrame]) -> Pairs:
    """Return the exchanges; `after` some of them these are the people who are counted."""
    pairs: Pairs = []
    for _ in range(MOST_ROUNDS):
        now = after(pairs)
        lattice, attributes = lattice_of(now), attributes_of(now)
        shown = shown_of(lattice)
        known = carried(published(lattice, shown, attributes), shown)
        round_ = list(_round(now, known, attributes.has, shown))
        if not round_:
            break
        pairs = [*pairs, *round_]
    return pairs


@dataclass(frozen=True, slots=True)
class _Partners:
    """Who can exchange with whom: `month` of inflow of each person, and who did already."""

    month: Ints
    taken: Masks

    def of(self, group: Masks, has: Masks, everybody: bool) -> tuple[int, int] | None:
        """Return one of a group and somebody else of whom a value is otherwise; None if nobody."""
        inside = np.flatnonzero(group & (has == everybody) & ~self.taken)
        outside = np.flatnonzero(~group & (has != everybody) & ~self.taken)
        if not len(inside) or not len(outside):
            return None
        apart = np.abs(self.month[inside][:, None] - self.month[outside])
        first, second = np.unravel_index(apart.argmin(), apart.shape)
        return int(inside[first]), int(outside[second])


def _round(
    people: pd.DataFrame, known: Known, attributes: Masks, shown: Masks
) -> Iterator[tuple[Hashable, Hashable]]:
    """Yield a pair for every value that something follows of: one, as that may change the rest."""
    partners = _Partners(_months(people), np.zeros(len(people), dtype=bool))
    seen = set()
    for fact in facts(known, shown):
        if fact.value in seen:
            continue
        pair = partners.of(fact.group, attributes[:, fact.value], fact.everybody)
        if pair is not None:
            seen.add(fact.value)
            partners.taken[list(pair)] = True
            yield people.index[pair[0]], people.index[pair[1]]


def _months(people: pd.DataFrame) -> Ints:
    if "instroom" not in people:
        return np.zeros(len(people), dtype=np.int64)
    came = people["instroom"].dt
    months: Ints = (12 * came.year + came.month).to_numpy(dtype=np.int64)
    return months


def applied(frame: pd.DataFrame, pairs: Pairs) -> pd.DataFrame:
    """Return the table with the results of every pair exchanged."""
    if not pairs:
        return frame
    now = frame.copy()
    columns = [name for name in RESULTS if name in now]
    at = {label: place for place, label in enumerate(now.index)}
    order = np.arange(len(now))
    for first, second in pairs:
        one, other = at[first], at[second]
        order[[one, other]] = order[[other, one]]
    for name in columns:
        now[name] = now[name].iloc[order].set_axis(now.index)
    if "maanden" in now:
        # They count from somebody's own arrival: until when is what is exchanged.
        came = _months(frame)
        now["maanden"] += pd.Series(came[order] - came, now.index)
    return now
