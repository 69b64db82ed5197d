"""Testing every predictor in many nodes at once, as columns of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.splits import compiled
from perspectief_core.splits.batch import to_batch
from perspectief_core.splits.columns import Columns, to_columns
from perspectief_core.splits.contingency import Predictor
from perspectief_core.splits.grouping import Grouped, finish
from perspectief_core.splits.merging import merge_alike, merge_exhaustively
from perspectief_core.splits.multipliers import exhaustive_multiplier, multiplier
from perspectief_core.splits.resplitting import merge_and_resplit
from perspectief_core.splits.settings import Settings
from perspectief_core.splits.statistics import PairTest, needs_care
from perspectief_core.splits.test_result import Reason, SplitTest

_MOST_GROUPS = 1 << 20
_CELLS_AT_ONCE = 1 << 21
"""Pairs of categories held at once: 16 MB per array."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
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
    n: Ints
    ways: Sequence[int]
    way: Ints
    log_p_adjusted: Floats
    reason: Ints

    def split_tests(self, tables: slice) -> tuple[SplitTest, ...]:
        """Return the tests of a range of tables."""
        grouped, width = self.grouped, len(self.predictors)
        reasons = (*Reason, None)
        variables = [self.predictors[place % width] for place in range(len(self.n))[tables]]
        columns = {
            "variable": variables,
            "n": self.n[tables].tolist(),
            "chi2": grouped.chi2[tables].tolist(),
            "df": grouped.df[tables].tolist(),
            "log_p": grouped.log_p[tables].tolist(),
            "categories": grouped.categories[tables].tolist(),
            "multiplier": [self.ways[way] for way in self.way[tables].tolist()],
            "log_p_adjusted": self.log_p_adjusted[tables].tolist(),
            "reason": [reasons[reason] for reason in self.reason[tables].tolist()],
            "assignment": [
                tuple(codes[: variable.size])
                for variable, codes in zip(variables, grouped.group[tables].tolist(), strict=True)
            ],
        }
        rows = zip(*columns.values(), strict=True)
        return tuple(SplitTest(**dict(zip(columns, row, strict=True))) for row in rows)


def examine(counts: Ints, predictors: Sequence[Predictor], settings: Settings) -> Examination:
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


def _observations(tables: Ints, columns: Columns, settings: Settings) -> Ints:
    observations: Ints = tables.sum(axis=(1, 2))
    if settings.missing == "exclude":
        at = np.flatnonzero(columns.missing >= 0)
        observations[at] -= tables[at, columns.missing[at]].sum(axis=1)
    return observations


def _group_in_parts(tables: Ints, columns: Columns, settings: Settings) -> Grouped:
    """Group in numpy, so many tables at a time that the arrays over pairs stay small."""
    step = max(_CELLS_AT_ONCE // max(tables.shape[1], 1) ** 2, 1)
    runs = [slice(start, start + step) for start in range(0, max(len(tables), 1), step)]
    parts = [_group(tables[run], columns.part(run), settings) for run in runs]
    if len(parts) == 1:
        return parts[0]
    return Grouped(
        **{
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in Grouped.__dataclass_fields__
        }
    )


def _group(tables: Ints, columns: Columns, settings: Settings) -> Grouped:
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


def _reasons(grouped: Grouped, log_p_adjusted: Floats, settings: Settings) -> Ints:
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


def at_most(log_p: Floats, alpha: float) -> Masks:
    """Return whether p values, given as logarithms, are at most `alpha`."""
    return log_p <= (log(alpha) if alpha > 0 else -np.inf)


def _ways(grouped: Grouped, columns: Columns) -> tuple[list[int], Ints]:
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
