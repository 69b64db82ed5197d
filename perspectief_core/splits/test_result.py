"""The test of one predictor in one node: groups, chi-square and adjusted p value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp
from typing import TypeAlias

from perspectief_core.splits.contingency import Interval, Kind, Level, Predictor

Group: TypeAlias = tuple[Level | None, ...]
"""Categories that stay together; None is missing."""


class Reason(StrEnum):
    """Why a predictor does not split."""

    ONE_CATEGORY = "one_category"
    ONE_CLASS = "one_class"
    MIN_CHILD = "min_child"
    NOT_SIGNIFICANT = "not_significant"


@dataclass(frozen=True, slots=True, kw_only=True)
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
