"""What became of the people counted: shares of the six outcomes, in whole and per group.

Counting happens once per question, in a two-way table; everything else is derived from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints
from perspectief_core.cohort.grouping import Grouping, crosstab, grouping, positions
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals
from perspectief_core.shares.chi_square import IndependenceTest, independence_test
from perspectief_core.shares.intervals import Interval, Share


@dataclass(frozen=True, slots=True)
class OutcomeShare:
    """One outcome's share with its own interval and the one that holds for all outcomes at once."""

    outcome: str
    share: Share
    simultaneous: Interval


@aggregate
@dataclass(frozen=True, slots=True)
class OutcomeDistribution:
    """The six outcomes of `n` people.

    With `merged` onward migration is counted under `overig`; its own line then stays, with 0.
    """

    n: int
    shares: tuple[OutcomeShare, ...]
    merged: bool

    def share_of(self, outcome: str) -> Share:
        """Return the share of one outcome."""
        return next(part.share for part in self.shares if part.outcome == outcome)


@dataclass(frozen=True, slots=True)
class GroupOutcomes:
    """The six outcomes of the `n` people of one group."""

    group: str
    n: int
    shares: tuple[OutcomeShare, ...]

    def share_of(self, outcome: str) -> Share:
        """Return the share of one outcome."""
        return next(part.share for part in self.shares if part.outcome == outcome)


@aggregate
@dataclass(frozen=True, slots=True)
class OutcomesBy:
    """The outcomes per group of `column`; `test` is None when there is nothing to compare."""

    column: str
    groups: tuple[GroupOutcomes, ...]
    test: IndependenceTest | None
    merged: bool


@dataclass(frozen=True, slots=True)
class LevelShare:
    """One level's share with its own interval and the one that holds for all levels at once."""

    level: str
    share: Share
    simultaneous: Interval


@aggregate
@dataclass(frozen=True, slots=True)
class Breakdown:
    """How `n` people divide over the levels of `column`."""

    column: str
    n: int
    shares: tuple[LevelShare, ...]

    def share_of(self, level: str) -> Share:
        """Return the share of one level: of nobody when it is not among the levels."""
        nobody = intervals.share(0, self.n)
        return next((part.share for part in self.shares if part.level == level), nobody)

    @property
    def largest(self) -> tuple[LevelShare, ...]:
        """The levels with people, the largest first; equals in the order of the levels."""
        filled = [part for part in self.shares if part.share.count]
        return tuple(sorted(filled, key=lambda part: -part.share.count))


@aggregate
@dataclass(frozen=True, slots=True)
class KnownShare:
    """A yes/no fact: the share of yes among those for whom it is known, and who is missing."""

    column: str
    share: Share
    missing: int


def distribution(cohort: Cohort) -> OutcomeDistribution:
    """Return the shares of the six outcomes.

    Notes
    -----
    The simultaneous intervals are Goodman's over the outcomes in use: six, or five when onward
    migration is merged.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> [row.share.count for row in distribution(everyone).shares]
    [473, 107, 21, 87, 10, 35]
    """
    merged = _merged(cohort)
    counts = np.bincount(_outcome_index(cohort), minlength=len(contract.OUTCOMES))
    return OutcomeDistribution(cohort.n, _outcome_shares(counts[None], merged)[0], merged)


def by(cohort: Cohort, column: str) -> OutcomesBy:
    """Return the outcomes per group, and whether the groups differ more than chance would.

    Parameters
    ----------
    cohort : Cohort
    column : str
        The code of a filter with choices (`steunpunt`, `werkwijze_6`, `geslacht`, …) or `leeftijd`.

    Returns
    -------
    OutcomesBy
        The test is over groups and outcomes with people in them, the group of unknowns included;
        None with fewer than two of either.

    Raises
    ------
    ValueError
        When `column` is not one people can be grouped by.
    ColumnMissingError
        When the extract lacks the column.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> outcomes = by(everyone, "geslacht")
    >>> [(group.group, group.n) for group in outcomes.groups], outcomes.test.df
    ([('vrouw', 190), ('man', 543)], 5)
    """
    groups = outcomes_per_group(cohort, grouping(cohort, column))
    table = np.array([[part.share.count for part in group.shares] for group in groups])
    return OutcomesBy(column, groups, independence_test(table), _merged(cohort))


def outcomes_per_group(cohort: Cohort, groups: Grouping) -> tuple[GroupOutcomes, ...]:
    """Return the outcomes of every group, in the order of the groups, also of empty ones."""
    merged, columns = _merged(cohort), len(contract.OUTCOMES)
    table = crosstab(groups.index, len(groups.codes), _outcome_index(cohort), columns)
    rows = zip(
        groups.codes, table.sum(axis=1).tolist(), _outcome_shares(table, merged), strict=True
    )
    return tuple(GroupOutcomes(*row) for row in rows)


def trajectory_results(cohort: Cohort) -> OutcomesBy:
    """Return the outcomes per traject: what people worked towards against what came of it."""
    return by(cohort, "traject")


def ended_by(cohort: Cohort) -> Breakdown:
    """Return who ended the guidance, of the people who left; not recorded counts as unknown."""
    left = _outcome_index(cohort) != contract.OUTCOMES.index("in_begeleiding")
    levels = contract.DEELNEMERS.column("beeindigd_door").levels
    return breakdown(cohort.column("beeindigd_door")[left], levels)


def awaiting_decision(cohort: Cohort) -> KnownShare:
    """Return the share that waits for a decision, of the people still in guidance."""
    guided = _outcome_index(cohort) == contract.OUTCOMES.index("in_begeleiding")
    return known_share(cohort.column("wacht_op_beslissing")[guided])


def stuck_files(cohort: Cohort) -> KnownShare:
    """Return the share of people whose file the steunpunt called stuck."""
    return known_share(cohort.column("vastlopend_dossier"))


def breakdown(values: pd.Series, levels: tuple[str, ...]) -> Breakdown:
    """Return how values divide over levels.

    Parameters
    ----------
    values : Series of codes, shape (n,)
        A missing value counts as `onbekend`, which is added to the levels when it is needed.
    levels : tuple of str
        All levels, in the order wanted.

    Examples
    --------
    >>> answers = breakdown(pd.Series(["ja", "nee", None, "ja"]), ("ja", "nee"))
    >>> [(row.level, row.share.count) for row in answers.shares]
    [('ja', 2), ('nee', 1), ('onbekend', 1)]
    """
    return breakdown_of(str(values.name), positions(values, levels))


def breakdown_of(column: str, groups: Grouping) -> Breakdown:
    """Return how people divide over groups that were made of `column`."""
    counts = np.bincount(groups.index, minlength=len(groups.codes))
    return breakdown_of_counts(column, groups.codes, counts)


def breakdown_of_counts(column: str, levels: tuple[str, ...], counts: Ints) -> Breakdown:
    """Return how people divide over levels, of counts in the order of the levels."""
    return Breakdown(column, int(counts.sum()), level_shares(levels, counts))


def level_shares(levels: tuple[str, ...], counts: Ints) -> tuple[LevelShare, ...]:
    """Return the share of each level, of all people in `counts` (shape of `levels`)."""
    alone = intervals.shares(counts, int(counts.sum()))
    rows = zip(levels, alone, intervals.goodman(counts), strict=True)
    return tuple(LevelShare(*row) for row in rows)


def known_share(values: pd.Series) -> KnownShare:
    """Return the share of True among the values that are known.

    Parameters
    ----------
    values : Series of nullable booleans, shape (n,)

    Examples
    --------
    >>> known = known_share(pd.Series([True, False, None, True], dtype="boolean"))
    >>> known.share.count, known.share.total, known.missing
    (2, 3, 1)
    """
    known = int(values.notna().sum())
    yes = int(values.fillna(False).sum())
    return KnownShare(str(values.name), intervals.share(yes, known), len(values) - known)


def outcome_shares(uitkomst: pd.Series) -> tuple[OutcomeShare, ...]:
    """Return the shares of the six outcomes, each by itself, of a column of outcomes."""
    index = positions(uitkomst, contract.OUTCOMES).index
    counts = np.bincount(index, minlength=len(contract.OUTCOMES))
    return _outcome_shares(counts[None], merged=False)[0]


def _merged(cohort: Cohort) -> bool:
    return cohort.selection.doormigratie == "bij_overig"


def _outcome_index(cohort: Cohort) -> Ints:
    return positions(cohort.people["uitkomst"], contract.OUTCOMES).index


def _outcome_shares(table: Ints, merged: bool) -> list[tuple[OutcomeShare, ...]]:
    """Return the shares of the outcomes in every group, of counts of shape (groups, outcomes)."""
    width = len(contract.OUTCOMES)
    used = [
        o for o, code in enumerate(contract.OUTCOMES) if not (merged and code == "doormigratie")
    ]
    alone = intervals.shares(table.ravel(), np.repeat(table.sum(axis=1), width))
    rows = []
    for group, together in enumerate(intervals.goodman_each(table[:, used])):
        of_outcome = dict(zip(used, together, strict=True))
        rows.append(
            tuple(
                OutcomeShare(code, share, of_outcome.get(o, Interval(share.low, share.high)))
                for o, code in enumerate(contract.OUTCOMES)
                for share in [alone[group * width + o]]
            )
        )
    return rows
