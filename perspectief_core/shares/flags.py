"""Which groups stand out: counts of several groups against the prediction bands of one share.

A group is outside, inside, or too small to tell. The last matters most here: of a group of three
no low result can ever stand out, and calling it ordinary would claim more than was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.shares import intervals
from perspectief_core.shares.bands import (
    TAIL_95,
    TAIL_998,
    Band,
    Tails,
    band,
    smallest_size,
    tails,
    two_sided_p,
)
from perspectief_core.shares.in_bulk import records
from perspectief_core.shares.intervals import Share

State = Literal["binnen", "hoger", "lager", "te_klein"]
Blind = Literal["geen", "laag", "hoog", "beide"]

FDR = 0.05
"""Expected share of false ones among the points that Benjamini–Hochberg keeps."""
_BLIND: tuple[Blind, ...] = ("geen", "laag", "hoog", "beide")
_STATES: tuple[State, ...] = ("binnen", "lager", "hoger", "te_klein")
_LIMIT_POINTS = 120


@dataclass(frozen=True, slots=True, eq=False)
class GroupCounts:
    """People with an outcome (`hits`) and people counted (`totals`) per group, shape (g,)."""

    codes: tuple[str, ...]
    hits: Ints
    totals: Ints

    def where(self, kept: Masks) -> GroupCounts:
        """Return only some of the groups, in their order."""
        codes = tuple(code for code, keep in zip(self.codes, kept, strict=True) if keep)
        return GroupCounts(codes, self.hits[kept], self.totals[kept])

    @property
    def filled(self) -> GroupCounts:
        """Only the groups with people."""
        return self.where(self.totals > 0)

    @property
    def together(self) -> Share:
        """The share over all groups."""
        return intervals.share(int(self.hits.sum()), int(self.totals.sum()))


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPoint:
    """One steunpunt against what chance would give a group of its size.

    Parameters
    ----------
    share
        Counted, with its own Wilson interval.
    expected
        Number of people the benchmark share would give; need not be whole.
    p, p_adjusted
        Exact two-sided p, and after Benjamini–Hochberg over the points; None without people.
    state, state_998
        Against the 95 % and the 99.8 % band: `hoger` or `lager` when outside. Inside, it is
        `te_klein` when on at least one side no result at all could have been outside, and
        `binnen` when both a low and a high result could have been seen.
    blind
        On which side no result could fall outside the 95 % band at this size.
    least95, most95
        Smallest and largest ordinary count.
    low95, high95, low998, high998
        Where the drawn bands run at this size, as shares (0–1).
    """

    steunpunt: str
    share: Share
    expected: float
    p: float | None
    p_adjusted: float | None
    state: State
    state_998: State
    blind: Blind
    least95: int
    most95: int
    low95: float
    high95: float
    low998: float
    high998: float

    @property
    def outside(self) -> bool:
        """Whether the count is outside the 95 % band."""
        return self.state in ("hoger", "lager")


@dataclass(frozen=True, slots=True)
class LimitPoint:
    """The bands at group size `n`, as shares (0–1)."""

    n: int
    low95: float
    high95: float
    low998: float
    high998: float


@dataclass(frozen=True, slots=True)
class Visible:
    """Smallest group in which nobody (`low`) or everybody (`high`) would be outside the 95 % band.

    None when no size is enough.
    """

    low95: int | None
    high95: int | None


@dataclass(frozen=True, slots=True)
class Flagging:
    """The points, and how many of them chance alone would put outside either band."""

    points: tuple[FunnelPoint, ...]
    expected_flags: float
    expected_flags_998: float


@dataclass(frozen=True, slots=True, eq=False)
class FlagTally:
    """How many groups stand out, and how many chance alone would put there; `p` has a p of each."""

    p: Floats
    flags95: int
    flags998: int
    expected95: float
    expected998: float


def flag(counts: GroupCounts, chance: float) -> Flagging:
    """Judge every group against the bands around `chance` (0–1).

    Notes
    -----
    The expected number of flags is the sum of the exact chances per group: below 5 % of the groups,
    because counts are whole numbers. A group without people has no p and is `te_klein`.

    Examples
    --------
    With two in five on average, nine of ten stands out, one or two of ten does not.

    >>> counts = GroupCounts(("a", "b", "c"), np.array([2, 9, 1]), np.array([10, 10, 10]))
    >>> [point.state for point in flag(counts, 0.4).points]
    ['binnen', 'hoger', 'binnen']
    """
    binomial, inner, outer = _bands(counts, chance)
    return Flagging(
        _points(counts, binomial, inner, outer),
        float(inner.chance_outside.sum()),
        float(outer.chance_outside.sum()),
    )


def tally(counts: GroupCounts, chance: float) -> FlagTally:
    """Judge every group with people as `flag` does, without a point for each.

    Examples
    --------
    >>> counts = GroupCounts(("a", "b", "c"), np.array([2, 9, 1]), np.array([10, 10, 10]))
    >>> tally(counts, 0.4).flags95
    1
    """
    counts = counts.filled
    binomial, inner, outer = _bands(counts, chance)
    return FlagTally(
        two_sided_p(binomial, counts.hits),
        *(int(np.count_nonzero(_outside(counts, limit))) for limit in (inner, outer)),
        *(float(limit.chance_outside.sum()) for limit in (inner, outer)),
    )


def _bands(counts: GroupCounts, chance: float) -> tuple[Tails, Band, Band]:
    # Groups of one size have one band, and there are far fewer sizes than groups.
    sizes, place = np.unique(counts.totals, return_inverse=True)
    of_size = tails(sizes, chance)
    inner, outer = (band(of_size, tail).take(place) for tail in (TAIL_95, TAIL_998))
    return tails(counts.totals, chance), inner, outer


def _outside(counts: GroupCounts, limit: Band) -> Masks:
    return (counts.hits < limit.least) | (counts.hits > limit.most)


def limits(totals: Ints, chance: float) -> tuple[LimitPoint, ...]:
    """Return the bands for drawing, from n = 1 to the largest group.

    Every size up to 120; above that 120 sizes evenly spread.

    Examples
    --------
    Of one person anything may be.

    >>> drawn = limits(np.array([3, 20]), 0.5)
    >>> len(drawn), drawn[0].low95, drawn[0].high95
    (20, 0.0, 1.0)
    """
    largest = int(totals.max(initial=0))
    if largest < 1:
        return ()
    steps = min(largest, _LIMIT_POINTS)
    sizes = np.unique(np.linspace(1, largest, steps).round().astype(np.int64))
    binomial = tails(sizes, chance)
    inner, outer = band(binomial, TAIL_95), band(binomial, TAIL_998)
    columns = (sizes, inner.low, inner.high, outer.low, outer.high)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return tuple(LimitPoint(*row) for row in rows)


def visible(benchmark: Share) -> Visible:
    """Return from which group size a result can stand out at all; nothing is known of nobody.

    Examples
    --------
    With the 21 of 733 who returned, nobody returning stands out from 127 people on.

    >>> visible(intervals.share(21, 733)).low95
    127
    """
    chance = benchmark.share
    if chance is None:
        return Visible(None, None)
    return Visible(smallest_size(chance), smallest_size(1 - chance))


def adjusted(ps: Sequence[float | None]) -> tuple[float | None, ...]:
    """Return Benjamini–Hochberg adjusted p values, in the order given; None stays None.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. JRSS B 57, 289–300.

    Examples
    --------
    >>> adjusted([0.01, 0.04, None, 0.03])
    (0.03, 0.04, None, 0.04)
    """
    known = np.array([p for p in ps if p is not None])
    largest_first = np.argsort(known)[::-1]
    scaled = known[largest_first] * len(known) / np.arange(len(known), 0, -1)
    together = np.empty_like(known)
    together[largest_first] = np.minimum.accumulate(np.minimum(scaled, 1.0))
    remaining = iter(together.tolist())
    return tuple(None if p is None else next(remaining) for p in ps)


def _points(
    counts: GroupCounts, binomial: Tails, inner: Band, outer: Band
) -> tuple[FunnelPoint, ...]:
    n = counts.totals
    shares = intervals.shares(counts.hits, n)
    exact = two_sided_p(binomial, counts.hits).tolist()
    ps = [p if total else None for p, total in zip(exact, n.tolist(), strict=True)]
    blind = (inner.least == 0) + 2 * (inner.most == n)
    columns: dict[str, Sequence[Any]] = {
        "steunpunt": counts.codes,
        "share": shares,
        "expected": (n * binomial.chance).tolist(),
        "p": ps,
        "p_adjusted": adjusted(ps),
        "state": _states(counts, inner),
        "state_998": _states(counts, outer),
        "blind": [_BLIND[side] for side in blind.tolist()],
        "least95": inner.least.tolist(),
        "most95": inner.most.tolist(),
        "low95": inner.low.tolist(),
        "high95": inner.high.tolist(),
        "low998": outer.low.tolist(),
        "high998": outer.high.tolist(),
    }
    return records(FunnelPoint, *(columns[field.name] for field in fields(FunnelPoint)))


def _states(counts: GroupCounts, limit: Band) -> tuple[State, ...]:
    unseen = (limit.least == 0) | (limit.most == counts.totals)
    chosen = np.select([counts.hits < limit.least, counts.hits > limit.most, unseen], [1, 2, 3], 0)
    return tuple(_STATES[position] for position in chosen.tolist())
