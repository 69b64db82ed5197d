"""Published results to work on further, and the counts of people that they can stand for.

Whatever is made here is made of rounded counts that are published: it tells nothing that those do
not tell. A judgement is made only when it holds for every count that is published as this one is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.cohort.grouping import members
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.policies import JOINT, Withheld
from perspectief_core.disclosure.protecting import Provenance
from perspectief_core.people import outcomes
from perspectief_core.people.outcomes import GroupOutcomes, OutcomeDistribution, OutcomesBy
from perspectief_core.shares import flags, intervals
from perspectief_core.shares.fives import BASE, Between, Rounded, made_of
from perspectief_core.shares.flags import Flagging, FunnelPoint, GroupCounts, State
from perspectief_core.shares.intervals import Share

_COUNTS = ("hits", "totals")
REACH = BASE // 2
"""How far a rounded total can lie from the exact one, either way."""


@dataclass(frozen=True, slots=True)
class Released:
    """What is published of the people of one view.

    `asked` gives the published result of an analysis of the people of a selection, or what is made
    of such results, or raises Withheld. `origin` says of which data; people were followed until its
    peildatum.
    """

    selection: Selection
    asked: Callable[[Selection, Callable[..., Any], tuple[object, ...]], Any]
    origin: Provenance

    @property
    def peildatum(self) -> date:
        """The day until which people were followed."""
        return date.fromisoformat(self.origin.peildatum)

    def distribution(self) -> OutcomeDistribution:
        """Return the outcomes of the view; raises Withheld."""
        distribution: OutcomeDistribution = self.asked(self.selection, outcomes.distribution, ())
        return distribution

    def by(self, column: str) -> OutcomesBy:
        """Return the outcomes per shown group of a filter; raises Withheld."""
        # Of the traject the pages ask by another name.
        ask = (outcomes.trajectory_results, ()) if column == "traject" else (outcomes.by, (column,))
        by_group: OutcomesBy = self.asked(self.selection, *ask)
        return by_group

    def only(self, **filters: object) -> Released:
        """Return what is published of a part of these people.

        Raises
        ------
        Withheld
            When a filter is chosen otherwise: that part would be of other people.
        """
        chosen = self.selection
        if any(
            code in chosen.active_filters and getattr(chosen, code) != of
            for code, of in filters.items()
        ):
            raise Withheld("filters")
        return replace(self, selection=self.selection.only(**filters))


@dataclass(frozen=True, slots=True, eq=False)
class RoundedGroups:
    """Groups with the published share of an outcome, and the counts that it can stand for.

    `low` and `high` (shape of the groups) bound the exact number of people with the outcome.
    """

    codes: tuple[str, ...]
    shares: tuple[Share, ...]
    low: Ints
    high: Ints

    @property
    def totals(self) -> Ints:
        """The rounded number of people of each group."""
        return np.array([int(share.total) for share in self.shares], dtype=np.int64)

    def nearest(self, chance: float, reach: int = 0) -> GroupCounts:
        """Return, of the counts that are possible, those nearest to what `chance` (0–1) gives.

        With totals that are `reach` people larger than published.
        """
        totals = np.maximum(self.totals + reach, 1)
        hits = np.clip(np.rint(chance * totals).astype(np.int64), self.low, self.high)
        return GroupCounts(self.codes, np.minimum(hits, totals), totals)

    def nearest_each(self, chance: float, reaches: Sequence[int]) -> GroupCounts:
        """Return `nearest` with each of these reaches, all groups again after each other."""
        tried = [self.nearest(chance, reach) for reach in reaches]
        hits, totals = (
            np.concatenate([getattr(counts, name) for counts in tried]) for name in _COUNTS
        )
        return GroupCounts(self.codes * len(tried), hits, totals)

    def closest(self, chance: float) -> GroupCounts:
        """Return, of all counts and totals that are possible, those with the nearest shares."""
        tried = [self.nearest(chance, reach) for reach in range(-REACH, REACH + 1)]
        off = np.abs(np.array([counts.hits / counts.totals for counts in tried]) - chance)
        best = off.argmin(axis=0)
        at = np.arange(len(self.codes))
        hits, totals = (np.array([getattr(counts, name) for counts in tried]) for name in _COUNTS)
        return GroupCounts(self.codes, hits[best, at], totals[best, at])


def share_of(group: GroupOutcomes | OutcomeDistribution, outcome: str) -> Share:
    """Return the published share of an outcome, or of the results together."""
    parts = [group.share_of(part) for part in members(outcome)]
    if len(parts) == 1:
        return parts[0]
    return intervals.share(together(parts, parts[0].total), parts[0].total)


def together(parts: Iterable[Share], total: int) -> int:
    """Return how many people several parts of a group are together, and can be.

    Each is rounded by itself: their numbers can be more than everybody.

    Examples
    --------
    >>> few, many = (Share(Rounded(count), Rounded(40), 0.0, 1.0) for count in (0, 5))
    >>> together([few, many], Rounded(40)).bounds
    (5, 11)
    """
    if not isinstance(total, Rounded):
        return min(sum(part.count for part in parts), total)
    return added(map(counted, parts)).at_most(total)


def rest_of(share: Share) -> int:
    """Return how many people of a total are not in its share, and can be.

    Examples
    --------
    >>> rest_of(Share(15, 40, 0.0, 1.0)), rest_of(Share(Rounded(15), Rounded(40), 0.0, 1.0)).bounds
    (25, (21, 29))
    """
    if not isinstance(share.total, Rounded):
        return share.total - share.count
    return share.total.without(counted(share)).at_most(share.total)


def added(counts: Iterable[Rounded]) -> Rounded:
    """Return the sum of published counts, with all that it can stand for."""
    each = tuple(counts)
    low, high = (sum(end) for end in zip((0, 0), *(count.bounds for count in each), strict=True))
    return made_of(sum(map(int, each)), low, high)


def counted(share: Share) -> Rounded:
    """Return the count of a published share, with all that it can stand for."""
    return made_of(int(share.count), *ends(share))


def places(released: Released, outcome: str) -> RoundedGroups:
    """Return the steunpunten that are shown by themselves; those that are merged are left out.

    Raises
    ------
    Withheld
        When none is.
    """
    groups = [group for group in released.by("steunpunt").groups if JOINT not in group.group]
    if not groups:
        raise Withheld("too_few")
    possible = np.array([_possible(group, outcome) for group in groups], dtype=np.int64)
    return RoundedGroups(
        tuple(group.group for group in groups),
        tuple(share_of(group, outcome) for group in groups),
        possible[:, 0],
        possible[:, 1],
    )


def _possible(group: GroupOutcomes, outcome: str) -> tuple[int, int]:
    """Return the fewest and the most people of a group who can have an outcome."""
    return ends(share_of(group, outcome))


def ends(share: Share) -> tuple[int, int]:
    """Return the fewest and the most people that a published count can stand for."""
    count, total = _said(share.count), _said(share.total)
    if isinstance(count, Between):
        return count.bounds
    if count >= total:
        # All but 0 to 4 of them is one class, whatever the total was exactly.
        return max(BASE, total.bounds[0] - BASE + 1), total.bounds[1]
    return count.bounds


def _said(count: int) -> Rounded:
    return count if isinstance(count, Rounded) else Rounded(count)


def flagged(groups: RoundedGroups, chance: float) -> Flagging:
    """Judge every group against the bands around `chance` (0–1), as mildly as its counts allow.

    Notes
    -----
    A group is outside only when it is for every number of people with the outcome, and of people in
    all, that is published as its own. Its p is the largest of those. The average is taken as known.
    """
    flagging = flags.flag(groups.nearest(chance), chance)
    reaches = [reach for reach in range(-REACH, REACH + 1) if reach]
    # All at once: of few groups a judgement costs the same as of many.
    others = flags.flag(groups.nearest_each(chance, reaches), chance).points
    step = len(groups.codes)
    points = [
        _mildest(own, others[at::step], share)
        for at, (own, share) in enumerate(zip(flagging.points, groups.shares, strict=True))
    ]
    adjusted = flags.adjusted([point.p for point in points])
    return replace(
        flagging,
        points=tuple(
            replace(point, p_adjusted=p) for point, p in zip(points, adjusted, strict=True)
        ),
    )


def _mildest(own: FunnelPoint, others: tuple[FunnelPoint, ...], share: Share) -> FunnelPoint:
    """Return the point with its published share, and the judgement that always holds."""
    most = max((own, *others), key=lambda point: point.p or 0.0)
    inside: State = "binnen" if own.blind == "geen" else "te_klein"
    return replace(
        own,
        share=share,
        p=most.p,
        state=own.state if most.outside or not own.outside else inside,
        state_998=most.state_998 if own.state_998 in ("hoger", "lager") else own.state_998,
    )
