"""A tree of chi-square splits: what it holds, and how new rows go through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits.contingency import Interval, Level, Predictor, Target
from perspectief_core.splits.encoding import recode
from perspectief_core.splits.faults import check_known
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


@dataclass(frozen=True, slots=True)
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
    """A tree: nodes breadth-first, and all that is needed to send new rows through it."""

    target: Target
    predictors: tuple[Predictor, ...]
    settings: Settings
    nodes: tuple[Node, ...]

    def rule(self, node: int) -> tuple[Condition, ...]:
        """Return the conditions that lead to node number `node`."""
        return self.nodes[node].rule

    def apply(self, frame: pd.DataFrame) -> Ints:
        """Return the number of the node in which each row ends.

        Parameters
        ----------
        frame
            Rows with (at least) the columns of the predictors that split.

        Returns
        -------
        shape (n_rows,), int64

        Raises
        ------
        ColumnError
            A column is absent, or a scale column is not numeric.

        Notes
        -----
        A row stays in a node when the node's predictor has a category that the node never had.
        On ordinal and scale predictors such a category goes with the group above it (the last
        group when there is none), so that only missing and unlisted values stay.
        """
        at = np.zeros(len(frame), dtype=np.int64)
        codes: dict[str, Ints] = {}
        predictors = {predictor.name: predictor for predictor in self.predictors}
        for node in self.nodes:
            if node.split is None:
                continue
            predictor = predictors[node.split.predictor]
            if predictor.name not in codes:
                check_known(predictor.name, [str(column) for column in frame.columns])
                codes[predictor.name] = recode(frame[predictor.name], predictor)
            here = np.flatnonzero(at == node.id)
            to = np.array([*_destinations(node, predictor), node.id], dtype=np.int64)
            at[here] = to[codes[predictor.name][here]]
        return at

    def shares(self, frame: pd.DataFrame) -> Floats:
        """Return the class shares (0-1) of the node in which each row ends.

        shape (n_rows, n_classes)
        """
        counts = np.array([node.counts for node in self.nodes], dtype=np.float64)
        totals = counts.sum(axis=1, keepdims=True)
        return np.asarray((counts / np.maximum(totals, 1))[self.apply(frame)])

    def predict(self, frame: pd.DataFrame) -> npt.NDArray[np.str_]:
        """Return the most frequent class of the node in which each row ends.

        shape (n_rows,). Of equally frequent classes, the one most frequent in the root; then the
        first.
        """
        root = self.nodes[0].counts
        classes = range(len(root))
        best = [max(classes, key=lambda k: (node.counts[k], root[k], -k)) for node in self.nodes]
        labels = np.array(self.target.labels, dtype=np.str_)
        return np.asarray(labels[np.array(best)[self.apply(frame)]])


def _destinations(node: Node, predictor: Predictor) -> list[int]:
    """Return the node to which each code goes from `node`."""
    if node.split is None:
        return [node.id] * predictor.size
    groups = list(node.split.assignment)
    if predictor.kind != "nominal":
        known = groups[: len(predictor.levels)]
        groups[: len(predictor.levels)] = _fill(known)
    return [node.children[group] if group >= 0 else node.id for group in groups]


def _fill(groups: list[int]) -> list[int]:
    """Give codes that did not occur (-1) the group of the next code that did, or the last group."""
    filled = list(groups)
    following = max(groups, default=-1)
    for code in reversed(range(len(groups))):
        if groups[code] >= 0:
            following = groups[code]
        filled[code] = following
    return filled


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


def children_of(nodes: Sequence[Node], node: int) -> tuple[Node, ...]:
    """Return the children of node number `node`."""
    return tuple(nodes[child] for child in nodes[node].children)
