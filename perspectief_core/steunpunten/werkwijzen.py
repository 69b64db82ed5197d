"""Does the working method hang together with the outcome? Twenty steunpunten are the units.

People of one steunpunt share its town, staff and intake, so that 733 people say less about working
methods than 733 independent ones would. Intervals and test here let steunpunten vary; the naive
ones stand beside them to show the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Ints, Masks
from perspectief_core.cohort.filters import TYPOLOGIES, types_in
from perspectief_core.cohort.grouping import UNKNOWN
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals, meaning
from perspectief_core.shares.chi_square import IndependenceTest, independence_test
from perspectief_core.shares.clusters import (
    cluster_interval,
    intraclass_correlation,
)
from perspectief_core.shares.flags import GroupCounts
from perspectief_core.shares.intervals import Interval, Share
from perspectief_core.steunpunten.counts import place_counts
from perspectief_core.steunpunten.shuffled_types import Drawn

Typology = Literal["6", "4", "2"]
NoInterval = Literal["geen_steunpunt", "een_steunpunt", "afgerond"]
"""Why a type has no interval: no steunpunt or one has people, or not all of them are published."""


@dataclass(frozen=True, slots=True)
class TypePoint:
    """One steunpunt of a type."""

    steunpunt: str
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeShare:
    """One type: its steunpunten and their people together.

    Parameters
    ----------
    points
        Alphabetical, also those without people.
    n_steunpunten
        Steunpunten with people.
    pooled
        All people of the type together, with the naive Wilson interval.
    interval
        The cluster-aware interval (shares, 0–1); None when `no_interval` says why.
    """

    type: str
    points: tuple[TypePoint, ...]
    n_steunpunten: int
    pooled: Share
    interval: Interval | None = None
    no_interval: NoInterval | None = None


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class TypeComparison:
    """All types of a typology on one outcome.

    Parameters
    ----------
    overall
        All people counted.
    permutation_p
        p of 'types do not differ' with steunpunten as units, from `draws` random assignments;
        None when fewer than two types have people or everyone or nobody has the outcome.
    naive
        Pearson's test with people as units: too certain, for contrast.
    intraclass_correlation
        How alike two people of one steunpunt are on this outcome: 0 no more than any two, 1 always
        the same. Can be slightly negative by chance; None when it cannot be estimated.
    """

    typology: Typology
    outcome: str
    overall: Share
    types: tuple[TypeShare, ...]
    permutation_p: float | None
    draws: int
    naive: IndependenceTest | None
    intraclass_correlation: float | None

    @property
    def more_than_chance(self) -> bool:
        """Whether the types differ more than chance gives, with steunpunten as units."""
        return meaning.more_than_chance(self.permutation_p)


def by_type(cohort: Cohort, typology: Typology, outcome: str) -> TypeComparison:
    """Compare the types of working method on one outcome, with steunpunten as units.

    Parameters
    ----------
    cohort : Cohort
    typology : {"6", "4", "2"}
        Number of types.
    outcome : str
        As in `steunpunten.funnel`.

    Returns
    -------
    TypeComparison
        Types in contract order, also those without people; `onbekend` last, only when a steunpunt
        without a recorded type has people.

    Raises
    ------
    ValueError
        When typology or outcome is unknown.

    Notes
    -----
    Test statistic: Pearson's χ² of type × outcome, over steunpunten with people whose types are
    shuffled, in the same way every time; p is that of `monte_carlo_p`. It asks whether the labels
    matter at all, not which type differs.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> types = by_type(everyone, "2", "mob")
    >>> [(row.type, row.n_steunpunten) for row in types.types], round(types.permutation_p, 2)
    ([('zacht', 13), ('hard', 7)], 0.36)
    """
    counts = place_counts(cohort, outcome)
    return by_type_drawn(cohort, typology, outcome, counts, lambda: Drawn.of(counts.filled))


def by_type_drawn(
    cohort: Cohort, typology: Typology, outcome: str, counts: GroupCounts, draw: Callable[[], Drawn]
) -> TypeComparison:
    """Return `by_type` with steunpunten that were counted and are shuffled by `draw`; core only."""
    levels = list(types_in(typology))
    labels = types_of(cohort, typology, counts.codes)
    filled = counts.totals > 0
    if (filled & (labels == UNKNOWN)).any():
        levels.append(UNKNOWN)
    people = counts.filled
    membership = (labels[filled, None] == np.array(levels)).astype(np.int64)
    naive = independence_test(type_table(membership, people))
    drawn = None if naive is None else draw()
    return TypeComparison(
        typology=typology,
        outcome=outcome,
        overall=counts.together,
        types=tuple(_type_share(level, counts, labels == level) for level in levels),
        permutation_p=None if drawn is None else drawn.ps(membership[None] > 0)[0],
        draws=0 if drawn is None else drawn.draws,
        naive=naive,
        intraclass_correlation=intraclass_correlation(people),
    )


def types_of(cohort: Cohort, typology: str, codes: tuple[str, ...]) -> npt.NDArray[np.str_]:
    """Return the type of each steunpunt, `onbekend` where none is recorded; core only."""
    kinds = cohort.steunpunten.set_index("steunpunt")["werkwijze"].astype(object)
    types = kinds.map(TYPOLOGIES[typology]).fillna(UNKNOWN).reindex(codes, fill_value=UNKNOWN)
    return types.to_numpy(dtype=np.str_)


def _type_share(level: str, counts: GroupCounts, member: Masks) -> TypeShare:
    own = counts.where(member)
    shares = intervals.shares(own.hits, own.totals)
    points = tuple(TypePoint(*pair) for pair in zip(own.codes, shares, strict=True))
    filled = own.filled
    m = len(filled.codes)
    reasons: dict[int, NoInterval] = {0: "geen_steunpunt", 1: "een_steunpunt"}
    return TypeShare(
        type=level,
        points=points,
        n_steunpunten=m,
        pooled=own.together,
        interval=None if m in reasons else cluster_interval(filled),
        no_interval=reasons.get(m),
    )


def type_table(membership: Ints, people: GroupCounts) -> Ints:
    """Return people with and without the outcome per type; core only."""
    return np.column_stack(
        [membership.T @ people.hits, membership.T @ (people.totals - people.hits)]
    )
