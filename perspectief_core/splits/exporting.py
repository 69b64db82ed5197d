"""Tests and trees as JSON, in the form that `perspectief chaid` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from perspectief_core.splits.contingency import Interval
from perspectief_core.splits.test_result import Group, SplitTest
from perspectief_core.splits.tree import Node, Tree

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


def tests_to_json(tests: Sequence[SplitTest]) -> list[Json]:
    """Return one object per test: predictor, significant, p, p_adjusted, chi2, df, groups."""
    return [
        {
            "predictor": test.predictor,
            "significant": test.significant,
            "p": test.p,
            "p_adjusted": test.p_adjusted,
            "chi2": test.chi2,
            "df": test.df,
            "groups": [_group(group) for group in test.groups],
        }
        for test in tests
    ]


def tree_to_json(tree: Tree) -> dict[str, Json]:
    """Return the nodes: id, parent, n, counts, rule and split (null for a leaf).

    Missing is null in a group, and a group on a scale holds an interval with `above` and `up_to`.
    `rule` gives the group of each predictor on the way from the root.
    """
    return {"nodes": [_node(tree, node) for node in tree.nodes]}


def _node(tree: Tree, node: Node) -> dict[str, Json]:
    return {
        "id": node.id,
        "parent": node.parent,
        "n": node.n,
        "counts": dict(zip(tree.target.labels, node.counts, strict=True)),
        "rule": {condition.predictor: _group(condition.group) for condition in node.rule},
        "split": None if node.split is None else _split(node.split),
    }


def _split(test: SplitTest) -> dict[str, Json]:
    return {
        "predictor": test.predictor,
        "kind": test.kind,
        "groups": [_group(group) for group in test.groups],
        "chi2": test.chi2,
        "df": test.df,
        "p": test.p,
        "p_adjusted": test.p_adjusted,
    }


def _group(group: Group) -> list[Json]:
    return [
        {"above": level.above, "up_to": level.up_to} if isinstance(level, Interval) else level
        for level in group
    ]
