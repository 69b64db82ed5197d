"""The test of every predictor in one node: groups, chi-square and adjusted p value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log
from typing import TypeAlias

import numpy as np

from perspectief_core.contingency import (
    Coded,
    IntArray,
    Interval,
    Kind,
    Level,
    Predictor,
    count,
)
from perspectief_core.splits import compiled
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
    variable
        The predictor.
    n
        Observations that count: all, or those not missing on the predictor.
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

    variable: Predictor
    n: int
    chi2: float
    df: int
    log_p: float
    categories: int
    multiplier: int
    log_p_adjusted: float
    reason: Reason | None
    assignment: tuple[int, ...]

    @property
    def predictor(self) -> str:
        """Name of the predictor."""
        return self.variable.name

    @property
    def kind(self) -> Kind:
        """Kind of the predictor."""
        return self.variable.kind

    @property
    def groups(self) -> tuple[Group, ...]:
        """Categories that occur, as merged; in category order, missing last.

        The interval of a group on a scale starts where the group before it ends.
        """
        return groups_of(self.variable, self.assignment)

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
    counts: IntArray, predictors: Sequence[Predictor], settings: Settings | None = None
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
    return examine(counts, predictors, settings or Settings()).split_tests(slice(None))


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """Tests of many tables as columns; `split_tests` gives them as objects.

    Parameters
    ----------
    predictors
        The predictor of each table.
    settings
        The rules.
    grouped
        Groups and test of each table.
    n, log_p_adjusted : shape (n_tables,)
        Observations that count, and log of the adjusted p value.
    """

    predictors: Sequence[Predictor]
    settings: Settings
    grouped: Grouped
    n: IntArray
    log_p_adjusted: Array

    def split_tests(self, tables: slice) -> tuple[SplitTest, ...]:
        """Return the tests of a range of tables."""
        grouped, predictors = self.grouped, self.predictors[tables]
        columns = (
            self.n,
            grouped.chi2,
            grouped.df,
            grouped.log_p,
            grouped.categories,
            grouped.groups,
            grouped.classes,
            self.log_p_adjusted,
            grouped.group,
        )
        rows = zip(*(column[tables].tolist() for column in columns), strict=True)
        return tuple(
            self._split_test(predictor, *row)
            for predictor, row in zip(predictors, rows, strict=True)
        )

    def _split_test(  # noqa: PLR0913
        self,
        predictor: Predictor,
        n: int,
        chi2: float,
        df: int,
        log_p: float,
        categories: int,
        groups: int,
        classes: int,
        log_p_adjusted: float,
        assignment: list[int],
    ) -> SplitTest:
        of_codes = assignment[: predictor.size]
        floating = predictor.missing and of_codes[-1] >= 0
        ways = _ways(self.settings, predictor.kind, categories, groups, floating)
        reason = _reason(self.settings, (categories, classes, groups), log_p_adjusted)
        return SplitTest(
            predictor,
            n,
            chi2,
            df,
            log_p,
            categories,
            ways,
            log_p_adjusted,
            reason,
            tuple(of_codes),
        )


def examine(counts: IntArray, predictors: Sequence[Predictor], settings: Settings) -> Examination:
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
    if compiled.applies(counts.shape[2], settings):
        grouped = compiled.group(counts, predictors, settings)
    else:
        grouped = _group_in_parts(counts, predictors, settings)
    observations = _observations(counts, predictors, settings)
    adjusted = np.minimum(grouped.log_p + _log_ways(grouped, predictors, settings), 0.0)
    return Examination(predictors, settings, grouped, observations, adjusted)


def _observations(
    counts: IntArray, predictors: Sequence[Predictor], settings: Settings
) -> IntArray:
    observations: IntArray = counts.sum(axis=(1, 2))
    if settings.missing == "exclude":
        tables = [table for table, predictor in enumerate(predictors) if predictor.missing]
        code = [len(predictors[table].levels) for table in tables]
        observations[tables] -= counts[tables, code].sum(axis=1)
    return observations


def _group_in_parts(
    counts: IntArray, predictors: Sequence[Predictor], settings: Settings
) -> Grouped:
    """Group in numpy, so many tables at a time that the arrays over pairs stay small."""
    step = max(_CELLS_AT_ONCE // max(counts.shape[1], 1) ** 2, 1)
    parts = [
        _group(counts[start : start + step], predictors[start : start + step], settings)
        for start in range(0, max(len(predictors), 1), step)
    ]
    if len(parts) == 1:
        return parts[0]
    names = Grouped.__dataclass_fields__
    return Grouped(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _group(counts: IntArray, predictors: Sequence[Predictor], settings: Settings) -> Grouped:
    batch = to_batch(counts, predictors, settings.missing)
    wide = needs_care(batch.counts.sum(axis=(0, 2)) + batch.floating.sum(axis=0))
    test = PairTest(settings.statistic, counts.shape[2], wide)
    if settings.exhaustive:
        head = merge_exhaustively(batch, test)
    elif settings.alpha_split_merge is not None:
        head = merge_and_resplit(batch, test, settings.alpha_merge, settings.alpha_split_merge)
    else:
        head = merge_alike(batch, test, settings.alpha_merge)
    return finish(batch, head, test, settings.min_child)


def _reason(
    settings: Settings, sizes: tuple[int, int, int], log_p_adjusted: float
) -> Reason | None:
    categories, classes, groups = sizes
    if categories < 2:
        return Reason.ONE_CATEGORY
    if classes < 2:
        return Reason.ONE_CLASS
    if groups < 2:
        return Reason.MIN_CHILD
    if not at_most(log_p_adjusted, settings.alpha_split):
        return Reason.NOT_SIGNIFICANT
    return None


def at_most(log_p: float, alpha: float) -> bool:
    """Return whether a p value, given as its logarithm, is at most `alpha`."""
    return alpha > 0 and log_p <= log(alpha)


def _ways(settings: Settings, kind: Kind, categories: int, groups: int, floating: bool) -> int:
    if not settings.bonferroni or groups < 2:
        return 1
    nominal = kind == "nominal"
    if settings.exhaustive:
        return exhaustive_multiplier(categories, nominal=nominal)
    return multiplier(categories, groups, nominal=nominal, floating=floating and not nominal)


def _log_ways(grouped: Grouped, predictors: Sequence[Predictor], settings: Settings) -> Array:
    """Return the logarithm of the multiplier of each table; many tables share one."""
    nominal = np.array([predictor.kind == "nominal" for predictor in predictors], dtype=bool)
    last = np.array([predictor.size - 1 for predictor in predictors], dtype=np.int64)
    floating = np.array([predictor.missing for predictor in predictors], dtype=bool)
    floating &= grouped.group[np.arange(len(predictors)), last] >= 0
    key = ((grouped.categories * 4096 + grouped.groups) * 2 + nominal) * 2 + floating
    distinct, position = np.unique(key, return_inverse=True)
    logs = np.empty(len(distinct))
    for place, packed in enumerate(distinct.tolist()):
        kind: Kind = "nominal" if packed & 2 else "ordinal"
        categories, groups = divmod(packed >> 2, 4096)
        logs[place] = log(_ways(settings, kind, categories, groups, bool(packed & 1)))
    return logs[position]


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
