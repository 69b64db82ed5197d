"""The test of every predictor in one node: groups, chi-square and adjusted p value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import starmap
from math import exp, log
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

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
from perspectief_core.splits.columns import Columns, to_columns
from perspectief_core.splits.grouping import Grouped, finish
from perspectief_core.splits.merging import merge_alike, merge_exhaustively
from perspectief_core.splits.multipliers import exhaustive_multiplier, multiplier
from perspectief_core.splits.resplitting import merge_and_resplit
from perspectief_core.splits.settings import Settings
from perspectief_core.splits.statistics import Array, PairTest, needs_care

Group: TypeAlias = tuple[Level | None, ...]
"""Categories that stay together; None is missing."""

_MOST_GROUPS = 1 << 20
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
    examined = examine(counts[None], predictors, settings or Settings())
    return examined.split_tests(slice(None))


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """Tests of many tables as columns; `split_tests` gives them as objects.

    Parameters
    ----------
    predictors
        Predictors of one node; the tables of each node follow those of the node before.
    grouped
        Groups and test of each table.
    n, log_p_adjusted : shape (n_tables,)
        Observations that count, and log of the adjusted p value.
    ways
        The multipliers that occur.
    way : shape (n_tables,)
        Place in `ways` of the multiplier of each table.
    reason : shape (n_tables,)
        Place in the members of `Reason` of why a table does not split; one further when it does.
    """

    predictors: Sequence[Predictor]
    grouped: Grouped
    n: IntArray
    ways: Sequence[int]
    way: IntArray
    log_p_adjusted: Array
    reason: IntArray

    def split_tests(self, tables: slice) -> tuple[SplitTest, ...]:
        """Return the tests of a range of tables."""
        grouped, width = self.grouped, len(self.predictors)
        reasons = (*Reason, None)
        variables = [self.predictors[place % width] for place in range(len(self.n))[tables]]
        columns = zip(
            variables,
            self.n[tables].tolist(),
            grouped.chi2[tables].tolist(),
            grouped.df[tables].tolist(),
            grouped.log_p[tables].tolist(),
            grouped.categories[tables].tolist(),
            [self.ways[way] for way in self.way[tables].tolist()],
            self.log_p_adjusted[tables].tolist(),
            [reasons[reason] for reason in self.reason[tables].tolist()],
            [
                tuple(codes[: variable.size])
                for variable, codes in zip(variables, grouped.group[tables].tolist(), strict=True)
            ],
            strict=True,
        )
        return tuple(starmap(SplitTest, columns))


def examine(counts: IntArray, predictors: Sequence[Predictor], settings: Settings) -> Examination:
    """Test every predictor in every node at once.

    Parameters
    ----------
    counts : shape (n_nodes, n_predictors, n_codes, n_classes)
        Counts per code and class.
    predictors
        What the codes mean.
    settings
        Rules.
    """
    columns = to_columns(predictors, len(counts))
    tables = counts.reshape(-1, *counts.shape[2:])
    if compiled.applies(counts.shape[3], settings):
        grouped = compiled.group(tables, columns, settings)
    else:
        grouped = _group_in_parts(tables, columns, settings)
    keys, way = _ways(grouped, columns)
    ways = [_multiplier(key, settings.bonferroni, settings.exhaustive) for key in keys]
    log_ways = np.array([logarithm for _, logarithm in ways])
    adjusted = np.minimum(grouped.log_p + log_ways[way], 0.0)
    return Examination(
        predictors=predictors,
        grouped=grouped,
        n=_observations(tables, columns, settings),
        ways=[number for number, _ in ways],
        way=way,
        log_p_adjusted=adjusted,
        reason=_reasons(grouped, adjusted, settings),
    )


def _observations(tables: IntArray, columns: Columns, settings: Settings) -> IntArray:
    observations: IntArray = tables.sum(axis=(1, 2))
    if settings.missing == "exclude":
        at = np.flatnonzero(columns.missing >= 0)
        observations[at] -= tables[at, columns.missing[at]].sum(axis=1)
    return observations


def _group_in_parts(tables: IntArray, columns: Columns, settings: Settings) -> Grouped:
    """Group in numpy, so many tables at a time that the arrays over pairs stay small."""
    step = max(_CELLS_AT_ONCE // max(tables.shape[1], 1) ** 2, 1)
    runs = [slice(start, start + step) for start in range(0, max(len(tables), 1), step)]
    parts = [_group(tables[run], columns.part(run), settings) for run in runs]
    if len(parts) == 1:
        return parts[0]
    names = Grouped.__dataclass_fields__
    return Grouped(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _group(tables: IntArray, columns: Columns, settings: Settings) -> Grouped:
    batch = to_batch(tables, columns, settings.missing)
    wide = needs_care(batch.counts.sum(axis=(0, 2)) + batch.floating.sum(axis=0))
    test = PairTest(settings.statistic, tables.shape[2], wide)
    if settings.exhaustive:
        head = merge_exhaustively(batch, test)
    elif settings.alpha_split_merge is not None:
        head = merge_and_resplit(batch, test, settings.alpha_merge, settings.alpha_split_merge)
    else:
        head = merge_alike(batch, test, settings.alpha_merge)
    return finish(batch, head, test, settings.min_child)


def _reasons(grouped: Grouped, log_p_adjusted: Array, settings: Settings) -> IntArray:
    """Return the place in `Reason` of the first one that holds; the number of them when none."""
    holds = {
        Reason.ONE_CATEGORY: grouped.categories < 2,
        Reason.ONE_CLASS: grouped.classes < 2,
        Reason.MIN_CHILD: grouped.groups < 2,
        Reason.NOT_SIGNIFICANT: ~at_most(log_p_adjusted, settings.alpha_split),
    }
    first = np.full(len(log_p_adjusted), len(Reason))
    for place, reason in reversed(list(enumerate(Reason))):
        first[holds[reason]] = place
    return first


def at_most(log_p: Array, alpha: float) -> npt.NDArray[np.bool_]:
    """Return whether p values, given as logarithms, are at most `alpha`."""
    return log_p <= (log(alpha) if alpha > 0 else -np.inf)


def _ways(grouped: Grouped, columns: Columns) -> tuple[list[int], IntArray]:
    """Return the keys of the multipliers that occur, and which one each table has."""
    last = grouped.group[np.arange(len(columns.missing)), columns.missing]
    floating = (columns.missing >= 0) & (last >= 0) & ~columns.nominal
    sizes = grouped.categories * _MOST_GROUPS + grouped.groups
    distinct, way = np.unique((sizes * 2 + columns.nominal) * 2 + floating, return_inverse=True)
    return distinct.tolist(), way


@lru_cache(maxsize=4096)
def _multiplier(key: int, bonferroni: bool, exhaustive: bool) -> tuple[int, float]:
    """Return the multiplier and its logarithm."""
    categories, groups = divmod(key >> 2, _MOST_GROUPS)
    nominal, floating = bool(key & 2), bool(key & 1)
    if not bonferroni or groups < 2:
        return 1, 0.0
    if exhaustive:
        number = exhaustive_multiplier(categories, nominal=nominal)
    else:
        number = multiplier(categories, groups, nominal=nominal, floating=floating)
    return number, log(number)


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
