"""A tree of chi-square splits: what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from perspectief_core.splits.contingency import Interval, Level, Predictor, Target
from perspectief_core.splits.settings import Settings
from perspectief_core.splits.test_result import Group, SplitTest


class Stop(StrEnum):
    """Why a node is not split."""

    PURE = "pure"
    MAX_DEPTH = "max_depth"
    MIN_PARENT = "min_parent"
    NO_PREDICTOR_VARIES = "no_predictor_varies"
    MIN_CHILD = "min_child"
    NOT_SIGNIFICANT = "not_significant"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a rule: the predictor has a value of the group."""

    predictor: str
    group: Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One node.

    Parameters
    ----------
    id
        Number, breadth-first from 0, children in the order of the groups.
    parent
        Number of the parent; None for the root.
    depth
        Splits above it.
    counts
        Observations per class, in the order of the target's labels.
    rule
        Conditions from the root down, one per predictor.
    split
        The test that split it; None for a leaf.
    children
        Numbers of the children, one per group of the split.
    stop
        Why it is a leaf; None when it was split.
    """

    id: int
    parent: int | None
    depth: int
    counts: tuple[int, ...]
    rule: tuple[Condition, ...]
    split: SplitTest | None
    children: tuple[int, ...]
    stop: Stop | None

    @property
    def n(self) -> int:
        """Number of observations."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree: nodes breadth-first, and what was asked of it."""

    target: Target
    predictors: tuple[Predictor, ...]
    settings: Settings
    nodes: tuple[Node, ...]


def narrow(rule: tuple[Condition, ...], predictor: str, group: Group) -> tuple[Condition, ...]:
    """Return a rule with one more condition; a second one on a predictor replaces the first.

    The intervals of a second split on a scale are open at the outer ends; there the bounds of the
    first condition still hold.
    """
    earlier = next((c for c in rule if c.predictor == predictor), None)
    if earlier is None:
        return (*rule, Condition(predictor, group))
    outer = next((level for level in earlier.group if isinstance(level, Interval)), None)
    narrowed = Condition(predictor, tuple(_within(level, outer) for level in group))
    return tuple(narrowed if c.predictor == predictor else c for c in rule)


def _within(level: Level | None, outer: Interval | None) -> Level | None:
    if outer is None or not isinstance(level, Interval):
        return level
    above = outer.above if level.above is None else level.above
    up_to = outer.up_to if level.up_to is None else level.up_to
    return Interval(above, up_to)
