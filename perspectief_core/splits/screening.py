"""The test of every predictor in one node: groups, chi-square and adjusted p value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from perspectief_core.contingency import Coded, Interval, Kind, Level, Predictor, count
from perspectief_core.splits.batch import to_batch
from perspectief_core.splits.grouping import Grouped, finish
from perspectief_core.splits.merging import merge_alike, merge_exhaustively
from perspectief_core.splits.multipliers import exhaustive_multiplier, multiplier
from perspectief_core.splits.resplitting import merge_and_resplit
from perspectief_core.splits.settings import Settings
from perspectief_core.splits.statistics import Array, PairTest, needs_care

Group: TypeAlias = tuple[Level | None, ...]
"""Categories that stay together; None is missing."""

_CELLS_AT_ONCE = 1 << 21
"""Pairs of categories held at once: 16 MB per array."""


class Reason(StrEnum):
    """Why a predictor does not split."""

    ONE_CATEGORY = "one_category"
    ONE_CLASS = "one_class"
    MIN_CHILD = "min_child"
    NOT_SIGNIFICANT = "not_significant"


@dataclass(frozen=True, slots=True)
class SplitTest:
    """One predictor against the outcome in one node.

    Parameters
    ----------
    predictor, kind
        Name and kind of the predictor.
    n
        Observations that count: all, or those not missing on the predictor.
    groups
        Categories that occur, as merged; in category order, missing last. The interval of a group
        on a scale starts where the group before it ends.
    chi2, df
        Of the merged table; 0 when fewer than two groups are left.
    log_p
        Natural logarithm of the p value of the merged table, not adjusted.
    categories
        Categories that occur, missing included.
    multiplier
        Exact number of ways to reach this number of groups; 1 without Bonferroni adjustment.
    log_p_adjusted
        Natural logarithm of p times the multiplier, at most 0.
    reason
        Why it does not split; None when it does.
    assignment
        Group of each code of the predictor; -1 for a code that does not occur.
    """

    predictor: str
    kind: Kind
    n: int
    groups: tuple[Group, ...]
    chi2: float
    df: int
    log_p: float
    categories: int
    multiplier: int
    log_p_adjusted: float
    reason: Reason | None
    assignment: tuple[int, ...]

    @property
    def p(self) -> float:
        """p value, not adjusted; 0 when too small for a floating point number."""
        return exp(self.log_p)

    @property
    def p_adjusted(self) -> float:
        """p value times the multiplier, at most 1."""
        return exp(self.log_p_adjusted)

    @property
    def significant(self) -> bool:
        """Whether the predictor may split the node."""
        return self.reason is None


def screen(coded: Coded, settings: Settings | None = None) -> tuple[SplitTest, ...]:
    """Test every predictor on all rows, in the order of the predictors.

    Parameters
    ----------
    coded
        The rows.
    settings
        Rules; `min_parent`, `max_depth` and `force` are about trees and play no part.

    Returns
    -------
    One test per predictor, also for those that cannot or do not split.

    References
    ----------
    Kass, G.V. (1980). An exploratory technique for investigating large quantities of categorical
    data. Applied Statistics 29(2), 119-127.
    """
    return screen_counts(count(coded)[0], coded.predictors, settings)


def screen_counts(
    counts: npt.NDArray[Any], predictors: Sequence[Predictor], settings: Settings | None = None
) -> tuple[SplitTest, ...]:
    """Test every predictor on counts, for example sums of `count` over batches of rows.

    Parameters
    ----------
    counts : shape (n_predictors, n_codes, n_classes)
        Counts per code and class; codes that a predictor lacks count 0.
    predictors
        What the codes mean.
    settings
        As `screen`.
    """
    settings = settings or Settings()
    table = examine(counts, predictors, settings)
    return tuple(table.split_test(row) for row in range(len(predictors)))


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """Tests of many tables as columns; `split_test` gives one as an object."""

    predictors: Sequence[Predictor]
    settings: Settings
    grouped: Grouped
    n: Array
    log_p_adjusted: Array

    def split_test(self, row: int) -> SplitTest:
        """Return the test of table `row`."""
        predictor, grouped = self.predictors[row], self.grouped
        assignment = tuple(grouped.group[row, : predictor.size].tolist())
        return SplitTest(
            predictor=predictor.name,
            kind=predictor.kind,
            n=int(self.n[row]),
            groups=groups_of(predictor, assignment),
            chi2=float(grouped.chi2[row]),
            df=int(grouped.df[row]),
            log_p=float(grouped.log_p[row]),
            categories=int(grouped.categories[row]),
            multiplier=_multiplier(self, row),
            log_p_adjusted=float(self.log_p_adjusted[row]),
            reason=self.reason(row),
            assignment=assignment,
        )

    def reason(self, row: int) -> Reason | None:
        """Return why table `row` does not split; None when it does."""
        grouped = self.grouped
        if grouped.categories[row] < 2:
            return Reason.ONE_CATEGORY
        if grouped.classes[row] < 2:
            return Reason.ONE_CLASS
        if grouped.groups[row] < 2:
            return Reason.MIN_CHILD
        alpha = self.settings.alpha_split
        if alpha <= 0 or self.log_p_adjusted[row] > log(alpha):
            return Reason.NOT_SIGNIFICANT
        return None


def examine(
    counts: npt.NDArray[Any], predictors: Sequence[Predictor], settings: Settings
) -> Examination:
    """Test many tables at once.

    Parameters
    ----------
    counts : shape (n_tables, n_codes, n_classes)
        Counts per code and class.
    predictors
        The predictor of each table; the same one may occur often.
    settings
        Rules.
    """
    per_table = max(counts.shape[1], 1) ** 2
    step = max(_CELLS_AT_ONCE // per_table, 1)
    starts = range(0, max(len(predictors), 1), step)
    parts = [
        _group(counts[start : start + step], predictors[start : start + step], settings)
        for start in starts
    ]
    grouped = parts[0][0] if len(parts) == 1 else _stack([part[0] for part in parts])
    observations = np.concatenate([part[1] for part in parts])
    table = Examination(predictors, settings, grouped, observations, grouped.log_p)
    factors = [log(_multiplier(table, row)) for row in range(len(predictors))]
    adjusted = np.minimum(grouped.log_p + np.array(factors), 0.0)
    return Examination(predictors, settings, grouped, observations, adjusted)


def _group(
    counts: npt.NDArray[Any], predictors: Sequence[Predictor], settings: Settings
) -> tuple[Grouped, Array]:
    batch = to_batch(counts, predictors, settings.missing)
    observations = batch.counts.sum(axis=(0, 2)) + batch.floating.sum(axis=0)
    wide = needs_care(observations)
    test = PairTest(settings.statistic, counts.shape[2], wide)
    if settings.exhaustive:
        head = merge_exhaustively(batch, test)
    elif settings.alpha_split_merge is not None:
        head = merge_and_resplit(batch, test, settings.alpha_merge, settings.alpha_split_merge)
    else:
        head = merge_alike(batch, test, settings.alpha_merge)
    return finish(batch, head, test, settings.min_child), observations


def _stack(parts: list[Grouped]) -> Grouped:
    return Grouped(
        **{
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in Grouped.__dataclass_fields__
        }
    )


def _multiplier(table: Examination, row: int) -> int:
    grouped, settings = table.grouped, table.settings
    categories, groups = int(grouped.categories[row]), int(grouped.groups[row])
    if not settings.bonferroni or groups < 2:
        return 1
    predictor = table.predictors[row]
    nominal = predictor.kind == "nominal"
    if settings.exhaustive:
        return exhaustive_multiplier(categories, nominal=nominal)
    floating = not nominal and predictor.missing and grouped.group[row, predictor.size - 1] >= 0
    return multiplier(categories, groups, nominal=nominal, floating=bool(floating))


def groups_of(predictor: Predictor, assignment: Sequence[int]) -> tuple[Group, ...]:
    """Return the categories of each group; neighbouring intervals become one.

    Parameters
    ----------
    predictor
        What the codes mean.
    assignment
        Group of each code; -1 for a code that does not occur.
    """
    groups: list[list[Level | None]] = [[] for _ in range(max(assignment, default=-1) + 1)]
    above: float | None = None
    ends = _last_codes(assignment[: len(predictor.levels)])
    for code, group in enumerate(assignment):
        if group < 0:
            continue
        if code == len(predictor.levels):
            groups[group].append(None)
            continue
        level = predictor.levels[code]
        if not isinstance(level, Interval):
            groups[group].append(level)
        elif ends[group] == code:
            up_to = None if code == max(ends.values()) else level.up_to
            groups[group].append(Interval(above, up_to))
            above = up_to
    return tuple(tuple(group) for group in groups)


def _last_codes(assignment: Sequence[int]) -> dict[int, int]:
    return {group: code for code, group in enumerate(assignment) if group >= 0}
