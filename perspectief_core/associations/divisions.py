"""The ways in which people are divided by one filter, each laid beside one outcome.

A tree looks for the characteristic that divides people most sharply, and goes on in every group.
Here the divisions are few and given beforehand, each is tested by itself, and none is gone into
further: what a published edition can say of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from perspectief_core.cohort.filters import FILTERS
from perspectief_core.cohort.grouping import Basis, grouping, members
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.differences.holm import holm
from perspectief_core.people.outcomes import (
    GroupOutcomes,
    OutcomeDistribution,
    distribution,
    outcomes_per_group,
)
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals, meaning
from perspectief_core.shares.chi_square import IndependenceTest, independence_test
from perspectief_core.shares.intervals import Share

COLUMNS = (
    "geslacht",
    "leeftijd",
    "herkomst",
    "kinderen",
    "diagnose",
    "instroomperiode",
    "traject",
    "steunpunt",
    "werkwijze_4",
)
"""The filters that divide people."""


@dataclass(frozen=True, slots=True)
class DividedGroup:
    """One group of a division, and how many of it have the outcome."""

    group: str
    share: Share


@dataclass(frozen=True, slots=True)
class Division:
    """People divided by one filter; `p_adjusted` is after Holm over all divisions that are tested.

    `test` is None where there is nothing to compare, or of rounded counts nothing to say.
    """

    column: str
    groups: tuple[DividedGroup, ...]
    test: IndependenceTest | None
    p_adjusted: float | None

    @property
    def more_than_chance(self) -> bool:
        """Whether its groups differ more than chance, after correction for all that was tested."""
        return meaning.more_than_chance(self.p_adjusted)


@aggregate
@dataclass(frozen=True, slots=True)
class Divisions:
    """The divisions beside one outcome, the surest difference first; `overall` is everybody."""

    outcome: str
    overall: Share
    divisions: tuple[Division, ...]


def divisions(cohort: Cohort, outcome: str, basis: Basis = "all") -> Divisions:
    """Return how people divided by each filter differ in an outcome.

    Parameters
    ----------
    cohort : Cohort
    outcome, basis
        As in `steunpunten.funnel`.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> divided = divisions(everyone, "verblijfsvergunning")
    >>> [one.column for one in divided.divisions if one.more_than_chance][:2]
    ['traject', 'instroomperiode']
    """
    present = {filter_.code for filter_ in FILTERS if filter_.column in cohort.people}
    divided = []
    for column in COLUMNS:
        if column not in present:
            continue
        groups = outcomes_per_group(cohort, grouping(cohort, column))
        of_groups = tuple(
            DividedGroup(group.group, share_of(group, outcome, basis)) for group in groups
        )
        table = [[g.share.count, g.share.total - g.share.count] for g in of_groups]
        test = independence_test(np.array(table, dtype=np.int64).reshape(-1, 2))
        divided.append((column, of_groups, test))
    return sorted_divisions(outcome, share_of(distribution(cohort), outcome, basis), divided)


def share_of(group: GroupOutcomes | OutcomeDistribution, outcome: str, basis: Basis) -> Share:
    """Return the share of an outcome, or of the results together, in a group.

    Examples
    --------
    The results together, of the 260 who left: 107 permits and 21 returns.

    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> results = share_of(distribution(everyone), "concreet", "exits")
    >>> results.count, results.total
    (128, 260)
    """
    count = sum(group.share_of(part).count for part in members(outcome))
    guided = group.share_of("in_begeleiding").count if basis == "exits" else 0
    return intervals.share(count, group.n - guided)


def sorted_divisions(
    outcome: str,
    overall: Share,
    divided: Sequence[tuple[str, tuple[DividedGroup, ...], IndependenceTest | None]],
) -> Divisions:
    """Return divisions with the surest difference first, corrected for all that are here.

    Examples
    --------
    One that could not be tested counts as a comparison, and comes last.

    >>> none = intervals.share(0, 0)
    >>> test = independence_test(np.array([[30, 10], [10, 30]]))
    >>> divided = sorted_divisions("mob", none, [("a", (), None), ("b", (), test)])
    >>> [division.column for division in divided.divisions]
    ['b', 'a']
    >>> divided.divisions[0].p_adjusted == 2 * test.p
    True
    """
    # One without a test counts as a comparison that was made, and showed nothing.
    adjusted = holm([1.0 if test is None else test.p for _, _, test in divided])
    each = [
        Division(column, groups, test, None if test is None else p)
        for (column, groups, test), p in zip(divided, adjusted, strict=True)
    ]
    each.sort(key=lambda division: 0.0 if division.test is None else division.test.log_p)
    return Divisions(outcome, overall, tuple(each))
