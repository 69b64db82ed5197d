"""What became of the people counted: shares of the six outcomes, in whole and per group.

Counting happens once per question, in a two-way table; everything else is derived from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Ints, pd
from perspectief_core.cohort.grouping import (
    Grouping,
    outcome_table,
    outcomes_by,
    positions,
)
from perspectief_core.cohort.kinds import kinds
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract
from perspectief_core.results import aggregate
from perspectief_core.shares import intervals
from perspectief_core.shares.chi_square import IndependenceTest, independence_test
from perspectief_core.shares.in_bulk import records
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
    alike = kinds(cohort, "uitkomst")
    index = positions(alike.people["uitkomst"], contract.OUTCOMES).index
    counts = np.bincount(index, alike.times, minlength=len(contract.OUTCOMES)).astype(np.int64)
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
    codes, table = outcomes_by(cohort, column)
    groups = _per_group(codes, table, _merged(cohort))
    return OutcomesBy(column, groups, independence_test(table), _merged(cohort))


def outcomes_per_group(cohort: Cohort, groups: Grouping) -> tuple[GroupOutcomes, ...]:
    """Return the outcomes of every group, in the order of the groups, also of empty ones.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> from perspectief_core.cohort.grouping import grouping
    >>> groups = outcomes_per_group(everyone, grouping(everyone, "geslacht"))
    >>> [(group.group, group.n, group.share_of("mob").count) for group in groups]
    [('vrouw', 190, 21), ('man', 543, 66)]
    """
    return _per_group(groups.codes, outcome_table(cohort, groups), _merged(cohort))


def _per_group(codes: tuple[str, ...], table: Ints, merged: bool) -> tuple[GroupOutcomes, ...]:
    return records(GroupOutcomes, codes, table.sum(axis=1).tolist(), _outcome_shares(table, merged))


def trajectory_results(cohort: Cohort) -> OutcomesBy:
    """Return the outcomes per traject: what people worked towards against what came of it.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> [(group.group, group.n) for group in trajectory_results(everyone).groups][:2]
    [('verblijfsvergunning', 433), ('buiten_schuld', 7)]
    """
    return by(cohort, "traject")


def ended_by(cohort: Cohort) -> Breakdown:
    """Return who ended the guidance, of the people who left; not recorded counts as unknown.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> left = ended_by(everyone)
    >>> left.n, left.largest[0].level
    (260, 'steunpunt')
    """
    alike = kinds(cohort, "beeindigd_door", "uitkomst")
    left, times = alike.where(alike.people["uitkomst"] != "in_begeleiding")
    levels = contract.DEELNEMERS.column("beeindigd_door").levels
    return breakdown(left["beeindigd_door"], levels, times)


def awaiting_decision(cohort: Cohort) -> KnownShare:
    """Return the share that waits for a decision, of the people still in guidance.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> waiting = awaiting_decision(everyone)
    >>> waiting.share.count, waiting.share.total, waiting.missing
    (85, 473, 0)
    """
    alike = kinds(cohort, "wacht_op_beslissing", "uitkomst")
    guided, times = alike.where(alike.people["uitkomst"] == "in_begeleiding")
    return known_share(guided["wacht_op_beslissing"], times)


def stuck_files(cohort: Cohort) -> KnownShare:
    """Return the share of people whose file the steunpunt called stuck.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> stuck = stuck_files(everyone)
    >>> stuck.share.count, stuck.share.total, stuck.missing
    (52, 733, 0)
    """
    alike = kinds(cohort, "vastlopend_dossier")
    return known_share(alike.people["vastlopend_dossier"], alike.times)


def breakdown(values: pd.Series, levels: tuple[str, ...], times: Ints | None = None) -> Breakdown:
    """Return how values divide over levels.

    Parameters
    ----------
    values : Series of codes, shape (n,)
        A missing value counts as `onbekend`, which is added to the levels when it is needed.
    levels : tuple of str
        All levels, in the order wanted.
    times : int array, shape (n,), optional
        How many people have each value; by default one.

    Examples
    --------
    >>> answers = breakdown(pd.Series(["ja", "nee", None, "ja"]), ("ja", "nee"))
    >>> [(row.level, row.share.count) for row in answers.shares]
    [('ja', 2), ('nee', 1), ('onbekend', 1)]
    """
    return breakdown_of(str(values.name), positions(values, levels), times)


def breakdown_of(column: str, groups: Grouping, times: Ints | None = None) -> Breakdown:
    """Return how people divide over groups that were made of `column`; `times` people each.

    Examples
    --------
    >>> from perspectief_core.cohort.grouping import Grouping
    >>> sexes = Grouping(("vrouw", "man"), np.array([0, 1, 1]))
    >>> divided = breakdown_of("geslacht", sexes, np.array([10, 20, 30]))
    >>> [part.share.count for part in divided.shares]
    [10, 50]
    """
    # Sums of people are exact in floating point.
    counts = np.bincount(groups.index, times, minlength=len(groups.codes)).astype(np.int64)
    return breakdown_of_counts(column, groups.codes, counts)


def breakdown_of_counts(column: str, levels: tuple[str, ...], counts: Ints) -> Breakdown:
    """Return how people divide over levels, of counts in the order of the levels.

    Examples
    --------
    >>> sexes = breakdown_of_counts("geslacht", ("vrouw", "man"), np.array([190, 543]))
    >>> sexes.n, round(sexes.share_of("vrouw").share, 3)
    (733, 0.259)
    """
    return Breakdown(column, int(counts.sum()), level_shares(levels, counts))


def level_shares(levels: tuple[str, ...], counts: Ints) -> tuple[LevelShare, ...]:
    """Return the share of each level, of all people in `counts` (shape of `levels`).

    Examples
    --------
    >>> women, men = level_shares(("vrouw", "man"), np.array([190, 543]))
    >>> women.share.count, women.simultaneous.low < women.share.low
    (190, True)
    """
    alone = intervals.shares(counts, int(counts.sum()))
    rows = zip(levels, alone, intervals.goodman(counts), strict=True)
    return tuple(LevelShare(*row) for row in rows)


def known_share(values: pd.Series, times: Ints | None = None) -> KnownShare:
    """Return the share of True among the values that are known.

    Parameters
    ----------
    values : Series of nullable booleans, shape (n,)
    times : int array, shape (n,), optional
        How many people have each value; by default one.

    Examples
    --------
    >>> known = known_share(pd.Series([True, False, None, True], dtype="boolean"))
    >>> known.share.count, known.share.total, known.missing
    (2, 3, 1)
    """
    each = np.ones(len(values), dtype=np.int64) if times is None else times
    known = int(each[values.notna().to_numpy(dtype=bool)].sum())
    yes = int(each[values.to_numpy(dtype=bool, na_value=False)].sum())
    return KnownShare(str(values.name), intervals.share(yes, known), int(each.sum()) - known)


def outcome_shares(uitkomst: pd.Series) -> tuple[OutcomeShare, ...]:
    """Return the shares of the six outcomes, each by itself, of a column of outcomes.

    Examples
    --------
    >>> parts = outcome_shares(pd.Series(["mob", "mob", "overig"]))
    >>> [(part.outcome, part.share.count) for part in parts if part.share.count]
    [('mob', 2), ('overig', 1)]
    """
    index = positions(uitkomst, contract.OUTCOMES).index
    counts = np.bincount(index, minlength=len(contract.OUTCOMES))
    return _outcome_shares(counts[None], merged=False)[0]


def _merged(cohort: Cohort) -> bool:
    return cohort.selection.doormigratie == "bij_overig"


def _outcome_shares(table: Ints, merged: bool) -> list[tuple[OutcomeShare, ...]]:
    """Return the shares of the outcomes in every group, of counts of shape (groups, outcomes)."""
    width = len(contract.OUTCOMES)
    used = [
        o for o, code in enumerate(contract.OUTCOMES) if not (merged and code == "doormigratie")
    ]
    alone = intervals.shares(table.ravel(), np.repeat(table.sum(axis=1), width))
    together: list[Interval] = []
    for group, ends in enumerate(intervals.goodman_each(table[:, used])):
        together += ends
        if merged:
            at = group * width + contract.OUTCOMES.index("doormigratie")
            together.insert(at, Interval(alone[at].low, alone[at].high))
    every = records(OutcomeShare, contract.OUTCOMES * len(table), alone, together)
    return [every[start : start + width] for start in range(0, len(every), width)]
