"""Does the working method hang together with the outcome? Twenty steunpunten are the units.

People of one steunpunt share its town, staff and intake, so that 733 people say less about working
methods than 733 independent ones would. Intervals and test here let steunpunten vary; the naive
ones stand beside them to show the difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.cohort.filters import TYPOLOGIES
from perspectief_core.cohort.grouping import UNKNOWN, Basis
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals, meaning
from perspectief_core.shares.chi_square import IndependenceTest, independence_test
from perspectief_core.shares.clusters import (
    cluster_interval,
    intraclass_correlation,
)
from perspectief_core.shares.drawn import monte_carlo_p
from perspectief_core.shares.flags import GroupCounts
from perspectief_core.shares.intervals import Interval, Share
from perspectief_core.steunpunten.counts import place_counts

Typology = Literal["6", "4", "2"]
NoInterval = Literal["geen_steunpunt", "een_steunpunt", "afgerond"]
"""Why a type has no interval: no steunpunt or one has people, or not all of them are published."""

DRAWS = 2000
"""Random assignments of types to steunpunten in the permutation test."""
_MOST_PLACES, _FEWEST_DRAWS = 2_000_000, 199


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
    design_effect
        Variance between steunpunten over that of independent people, at least 1; None with fewer
        than two steunpunten.
    """

    type: str
    points: tuple[TypePoint, ...]
    n_steunpunten: int
    pooled: Share
    interval: Interval | None = None
    no_interval: NoInterval | None = None
    design_effect: float | None = None


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
    basis: Basis
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


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What `permutation_p` compares, of every shuffle, shape (draws + 1, steunpunten); core only.

    χ² up to the constant 1 / (p(1 − p)): only the squares per type depend on the labels.
    """

    residual: Floats
    weight: Floats

    @classmethod
    def of(cls, people: GroupCounts, seed: int = 0) -> Drawn:
        """Shuffle the steunpunten, which have people."""
        shuffled = shuffles(people, seed)
        p = people.hits.sum() / max(people.totals.sum(), 1)
        # As floating point numbers, which each multiplication would make of them anew.
        weight = people.totals.astype(np.float64)
        return cls((people.hits - p * people.totals)[shuffled], weight[shuffled])


def by_type(
    cohort: Cohort, typology: Typology, outcome: str, basis: Basis = "all", seed: int = 0
) -> TypeComparison:
    """Compare the types of working method on one outcome, with steunpunten as units.

    Parameters
    ----------
    cohort : Cohort
    typology : {"6", "4", "2"}
        Number of types.
    outcome, basis
        As in `steunpunten.funnel`.
    seed : int
        Of the permutation test; the same seed gives the same p.

    Returns
    -------
    TypeComparison
        Types in contract order, also those without people; `onbekend` last, only when a steunpunt
        without a recorded type has people.

    Raises
    ------
    ValueError
        When typology or outcome is unknown, or `in_begeleiding` is asked of those who left.

    Notes
    -----
    Test statistic: Pearson's χ² of type × outcome, over steunpunten with people whose types are
    shuffled; p is that of `monte_carlo_p`. It asks whether the labels matter at all, not which
    type differs.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> types = by_type(everyone, "2", "mob")
    >>> [(row.type, row.n_steunpunten) for row in types.types], round(types.permutation_p, 2)
    ([('zacht', 13), ('hard', 7)], 0.36)
    """
    counts = place_counts(cohort, outcome, basis)
    return by_type_drawn(cohort, typology, outcome, basis, lambda: Drawn.of(counts.filled, seed))


def by_type_drawn(
    cohort: Cohort, typology: Typology, outcome: str, basis: Basis, draw: Callable[[], Drawn]
) -> TypeComparison:
    """Return `by_type` with steunpunten that are shuffled by `draw`; core only."""
    if typology not in TYPOLOGIES:
        raise ValueError(f"`typology` must be one of {', '.join(TYPOLOGIES)}; found `{typology}`")
    counts = place_counts(cohort, outcome, basis)
    labels = types_of(cohort, typology, counts.codes)
    levels = list(dict.fromkeys(TYPOLOGIES[typology].values()))
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
        basis=basis,
        overall=counts.together,
        types=tuple(_type_share(level, counts, labels == level) for level in levels),
        permutation_p=None
        if drawn is None
        else drawn_ps(membership[None] > 0, drawn.residual, drawn.weight)[0],
        draws=0 if drawn is None else len(drawn.weight) - 1,
        naive=naive,
        intraclass_correlation=intraclass_correlation(people),
    )


def types_of(cohort: Cohort, typology: str, codes: tuple[str, ...]) -> npt.NDArray[np.str_]:
    """Return the type of each steunpunt, `onbekend` where none is recorded; core only."""
    kinds = cohort.steunpunten.set_index("steunpunt")["werkwijze"].astype(object)
    types = kinds.map(TYPOLOGIES[typology]).fillna(UNKNOWN).reindex(codes, fill_value=UNKNOWN)
    return types.to_numpy(dtype=np.str_)


def _type_share(level: str, counts: GroupCounts, member: Masks) -> TypeShare:
    codes = tuple(code for code, inside in zip(counts.codes, member, strict=True) if inside)
    own = GroupCounts(codes, counts.hits[member], counts.totals[member])
    shares = intervals.shares(own.hits, own.totals)
    points = tuple(TypePoint(*pair) for pair in zip(codes, shares, strict=True))
    filled = own.filled
    m = len(filled.codes)
    if m < 2:
        reason: NoInterval = "een_steunpunt" if m else "geen_steunpunt"
        return TypeShare(
            type=level,
            points=points,
            n_steunpunten=m,
            pooled=own.together,
            no_interval=reason,
        )
    interval, effect = cluster_interval(filled)
    return TypeShare(
        type=level,
        points=points,
        n_steunpunten=m,
        pooled=own.together,
        interval=interval,
        design_effect=effect,
    )


def type_table(membership: Ints, people: GroupCounts) -> Ints:
    """Return people with and without the outcome per type; core only."""
    return np.column_stack(
        [membership.T @ people.hits, membership.T @ (people.totals - people.hits)]
    )


def shuffles(people: GroupCounts, seed: int = 0) -> Ints:
    """Return random orders of the steunpunten, their own order first; core only.

    There are `DRAWS` of them; of so many steunpunten that these would be more than two million
    numbers fewer, and at least `_FEWEST_DRAWS`.
    """
    units = len(people.codes)
    return _orders(units, min(DRAWS, max(_MOST_PLACES // max(units, 1), _FEWEST_DRAWS)), seed)


@lru_cache(2)
def _orders(units: int, draws: int, seed: int) -> Ints:
    orders = np.tile(np.arange(units), (draws + 1, 1))
    np.random.default_rng(seed).permuted(orders[1:], axis=1, out=orders[1:])
    orders.flags.writeable = False
    return orders


def permutation_p(membership: Ints, people: GroupCounts, shuffled: Ints) -> float:
    """Return the p of 'types do not differ' of `by_type`; core only.

    Parameters
    ----------
    membership : int array of shape (steunpunten, types)
        1 where a steunpunt is of a type, else 0.
    people : GroupCounts
        Of those steunpunten; some people have the outcome and some do not.
    shuffled : int array of shape (draws + 1, steunpunten)
        As `shuffles` gives it.
    """
    p = people.hits.sum() / people.totals.sum()
    # χ² up to the constant 1 / (p(1 − p)): only the squares per type depend on the labels.
    # As floating point numbers, which each multiplication would make of them anew.
    weight = people.totals.astype(np.float64)
    return shuffled_p(membership, people.hits - p * people.totals, weight, shuffled)


def shuffled_p(membership: Ints, residual: Floats, weight: Floats | Ints, shuffled: Ints) -> float:
    """Return how often shuffled types give sums of residuals at least as large; core only.

    Parameters
    ----------
    membership, shuffled
        As in `permutation_p`.
    residual, weight : arrays of shape (steunpunten,)
        Of each what was counted less what was expected, and the size of its variance; compared is
        the sum over types of the square of the first divided by the second.
    """
    return drawn_ps(membership[None] > 0, residual[shuffled], weight[shuffled])[0]


def drawn_ps(members: Masks, residual: Floats, weight: Floats | Ints) -> list[float]:
    """Return `shuffled_p` of several ways to have types; core only.

    Parameters
    ----------
    members : bool array of shape (ways, steunpunten, types)
        Whether a steunpunt is of a type.
    residual, weight : arrays of shape (draws + 1, steunpunten)
        As in `shuffled_p`, shuffled already.
    """
    # As one table: every way by itself would read all that was drawn again.
    shape = (len(residual), len(members), members.shape[2])
    flat = np.moveaxis(members, 0, 1).reshape(residual.shape[1], shape[1] * shape[2]).astype(float)
    squares, sizes = (residual @ flat).reshape(shape) ** 2, (weight @ flat).reshape(shape)
    # A type without steunpunten adds nothing.
    statistic = np.divide(squares, sizes, out=np.zeros(shape), where=sizes > 0).sum(axis=2)
    p: list[float] = monte_carlo_p(statistic[1:] >= statistic[0] * (1 - 1e-9)).tolist()
    return p
