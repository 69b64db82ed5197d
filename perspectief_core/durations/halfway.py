"""By when half of a group had left, as two ends in months: what counts per half year can say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from perspectief_core.durations.half_years import HALF_YEAR_BOUNDS, HALF_YEARS
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.shares.fives import possible

Ends = tuple[int, int]
"""The least and the most that a number can be."""


@dataclass(frozen=True, slots=True)
class Halfway:
    """Half had left after more than `after` months and within `within` (None: not yet)."""

    after: int
    within: int | None


@dataclass(frozen=True, slots=True)
class Reached:
    """How many had left when everybody had been followed for so many `months`, at least to most.

    `left` are the least and the most people that can be.
    """

    months: Ends
    left: Ends


def halfway(reached: Iterable[Reached], people: Ends) -> Halfway | None:
    """Return between which months half of a group had left; None when nothing can be said.

    Parameters
    ----------
    reached : iterable of Reached
        In order of time.
    people : tuple
        The least and the most people that the group can be.

    Examples
    --------
    34 of 100 left within six months, and 70 within a year:

    >>> steps = [Reached((6, 6), (34, 34)), Reached((12, 12), (70, 70))]
    >>> halfway(steps, (100, 100))
    Halfway(after=6, within=12)

    When 34 may as well be 51, it could have been in the first half year already:

    >>> halfway([Reached((6, 6), (34, 51)), steps[1]], (100, 100))
    Halfway(after=0, within=12)
    """
    after, within = 0, None
    for step in reached:
        if 2 * step.left[1] < people[0]:
            after = max(after, step.months[0])
        if within is None and 2 * step.left[0] >= people[1]:
            within = step.months[1]
    return Halfway(after, within) if after or within is not None else None


def halfway_of_exits(exits: Breakdown) -> Halfway | None:
    """Return by when half of those who left had done so, of their half years.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> from perspectief_core.durations.half_years import exits_by_half_year
    >>> halfway_of_exits(exits_by_half_year(select(load("data/synthetic"), Selection())))
    Halfway(after=12, within=18)
    """
    each = [possible(exits.share_of(code).count) for code in HALF_YEARS[:-1]]
    return halfway(
        (
            Reached((months, months), left)
            for months, left in zip(HALF_YEAR_BOUNDS, together(each), strict=True)
        ),
        possible(exits.n),
    )


def together(each: Iterable[Ends]) -> Iterable[Ends]:
    """Return the ends of the first number, of the first two together, and so on."""
    return accumulate(each, lambda one, other: (one[0] + other[0], one[1] + other[1]))
