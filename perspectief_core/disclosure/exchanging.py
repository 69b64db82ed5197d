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
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints, Masks, pd
from perspectief_core.cohort.grouping import UNKNOWN
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.data.remembered import remembered
from perspectief_core.disclosure.attributes import Attributes, attributes_of, published
from perspectief_core.disclosure.closing import shown_of
from perspectief_core.disclosure.lattice import lattice_of
from perspectief_core.disclosure.policies import Policy
from perspectief_core.durations.half_years import HALF_YEAR_BOUNDS, HALF_YEARS, UNTIL_EXIT
from perspectief_core.inference.bounds import Known, carried
from perspectief_core.inference.following import Fact, facts

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


@dataclass(frozen=True, slots=True)
class Followed:
    """Of how many groups something follows, and of which columns of `deelnemers`."""

    groups: int
    columns: tuple[str, ...]


def still_followed(extract: Extract) -> Followed:
    """Return of what something follows when exactly these people are published.

    Those of `exchanged`: views would be hidden for it, which says something of their people.
    """
    if extract.deelnemers.empty:
        return Followed(0, ())
    people = select(extract, Selection()).people
    known, attributes, shown = _published(people)
    following = list(facts(known, shown))
    values = {attributes.names[fact.value][0] for fact in following}
    # How long it took somebody to leave is made of when they left.
    columns = {"uitstroom" if value == UNTIL_EXIT else value for value in values}
    groups = {fact.group.tobytes() for fact in following}
    return Followed(len(groups), tuple(sorted(columns)))


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
    """Return the exchanges; `after` some of them these are the people who are counted.

    When a round would bring back what was there before, no round after it does anything new.
    """
    pairs: Pairs = []
    seen = [_whose(pairs)]
    for _ in range(MOST_ROUNDS):
        now = after(pairs)
        round_ = list(_round(now, *_published(now)))
        if not round_ or _whose([*pairs, *round_]) in seen:
            break
        pairs = [*pairs, *round_]
        seen.append(_whose(pairs))
    return pairs


def _published(people: pd.DataFrame) -> tuple[Known, Attributes, Masks]:
    """Return what follows from what would be published of people in every view that is large."""
    lattice, attributes = lattice_of(people), attributes_of(people)
    shown = shown_of(lattice)
    return carried(published(lattice, shown, attributes), shown), attributes, shown


def _whose(pairs: Pairs) -> dict[Hashable, Hashable]:
    """Return of everybody who has another's results whose those are."""
    whose: dict[Hashable, Hashable] = {}
    for first, second in pairs:
        whose[first], whose[second] = whose.get(second, second), whose.get(first, first)
    return {person: other for person, other in whose.items() if person != other}


@dataclass(frozen=True, slots=True)
class _Partners:
    """Who can exchange with whom.

    Of each person the `month` of inflow, and that of leaving (`left`, missing for who did not or
    nobody knows when); `taken` is who exchanges already.
    """

    month: Ints
    left: Floats
    taken: Masks

    def of(self, fact: Fact, has: Masks, half_year: str | None) -> tuple[int, int] | None:
        """Return one of a group and somebody else of whom a value is otherwise; None if nobody.

        With a half year of leaving it must also be otherwise once it counts from the arrival of who
        gets it.
        """
        inside = np.flatnonzero(fact.group & (has == fact.everybody) & ~self.taken)
        outside = np.flatnonzero(~fact.group & (has != fact.everybody) & ~self.taken)
        apart = np.abs(self.month[inside][:, None] - self.month[outside]).astype(np.float64)
        if half_year is not None:
            months = self.left[outside] - self.month[inside][:, None]
            apart[(_half_years(months) == half_year) == fact.everybody] = np.inf
        if not np.isfinite(apart).any():
            return None
        first, second = np.unravel_index(apart.argmin(), apart.shape)
        return int(inside[first]), int(outside[second])


def _half_years(months: Floats) -> npt.NDArray[np.object_]:
    """Return the half year of some months, each by its code; unknown where they are missing."""
    codes = np.array([*HALF_YEARS, UNKNOWN], dtype=object)
    places = np.searchsorted(HALF_YEAR_BOUNDS, months, side="right")
    halves: npt.NDArray[np.object_] = codes[np.where(np.isnan(months), len(HALF_YEARS), places)]
    return halves


def _round(
    people: pd.DataFrame, known: Known, attributes: Attributes, shown: Masks
) -> Iterator[tuple[Hashable, Hashable]]:
    """Yield a pair for every value that something follows of: one, as that may change the rest."""
    partners = _partners(people)
    seen = set()
    for fact in facts(known, shown):
        if fact.value in seen:
            continue
        column, level = attributes.names[fact.value]
        half_year = level if column == UNTIL_EXIT else None
        pair = partners.of(fact, attributes.has[:, fact.value], half_year)
        if pair is not None:
            seen.add(fact.value)
            partners.taken[list(pair)] = True
            yield people.index[pair[0]], people.index[pair[1]]


def _partners(people: pd.DataFrame) -> _Partners:
    month = _months(people)
    left = np.full(len(people), np.nan)
    if "maanden" in people:
        months = people["maanden"].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
        ended = people["uitkomst"].ne("in_begeleiding").to_numpy(dtype=bool)
        left = np.where(ended, month + months, np.nan)
    return _Partners(month, left, np.zeros(len(people), dtype=bool))


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
