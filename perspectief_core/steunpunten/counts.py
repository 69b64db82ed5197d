"""Counting people per steunpunt: the table that every comparison of steunpunten starts from."""

from __future__ import annotations

from perspectief_core.arrays import Ints
from perspectief_core.cohort import grouping
from perspectief_core.cohort.grouping import (
    CONCRETE,
    Basis,
    Grouping,
    members,
    outcomes_by,
)
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract
from perspectief_core.shares.flags import GroupCounts

_GUIDED = contract.OUTCOMES.index("in_begeleiding")


def steunpunt_codes(cohort: Cohort) -> tuple[str, ...]:
    """Return all steunpunten of the extract, alphabetical."""
    return outcomes_by(cohort, "steunpunt")[0]


def place_counts(cohort: Cohort, outcome: str, basis: Basis = "all") -> GroupCounts:
    """Return people with the outcome and people counted per steunpunt, alphabetical; core only.

    Raises
    ------
    ValueError
        When the outcome is unknown, or `in_begeleiding` is asked of those who left.
    """
    single = contract.OUTCOMES if basis == "all" else contract.OUTCOMES[_GUIDED + 1 :]
    allowed = (*single, CONCRETE)
    if outcome not in allowed:
        raise ValueError(f"`outcome` must be one of {', '.join(allowed)}; found `{outcome}`")
    table = outcome_table(cohort, basis)
    hits = table[:, [contract.OUTCOMES.index(part) for part in members(outcome)]].sum(axis=1)
    return GroupCounts(steunpunt_codes(cohort), hits, table.sum(axis=1))


def outcome_table(cohort: Cohort, basis: Basis = "all", groups: Grouping | None = None) -> Ints:
    """Return counts of shape (groups, six outcomes), by default of the steunpunten; core only.

    With basis `exits` the column of people still in guidance is 0.
    """
    if groups is None:
        table = outcomes_by(cohort, "steunpunt")[1].copy()
    else:
        table = grouping.outcome_table(cohort, groups)
    if basis == "exits":
        table[:, _GUIDED] = 0
    return table


def outcomes_in_use(cohort: Cohort, basis: Basis = "all") -> tuple[str, ...]:
    """Return the outcomes that can occur: not `in_begeleiding` among exits, not a merged one."""
    unused = {"in_begeleiding"} if basis == "exits" else set()
    if cohort.selection.doormigratie == "bij_overig":
        unused.add("doormigratie")
    return tuple(outcome for outcome in contract.OUTCOMES if outcome not in unused)
