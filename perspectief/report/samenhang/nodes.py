"""The nodes of a tree in words: how one gets there, its share, why it stops."""

from __future__ import annotations

from perspectief.report.words import formats, predictors
from perspectief_core.shares.intervals import Share, share
from perspectief_core.splits import Node, Settings, Stop, Tree


def node_share(node: Node) -> Share:
    """Return the share of a node's people that have the outcome."""
    return share(node.counts[1], node.n)


def group_words(tree: Tree, node: Node, shown: int | None = None) -> str:
    """Return the group of its parent's split that a node is: `vrouw`; empty for the root."""
    if node.parent is None:
        return ""
    parent = tree.nodes[node.parent]
    if parent.split is None:
        return ""
    return predictors.group(parent.split, parent.children.index(node.id), shown)


def branch(tree: Tree, node: Node, shown: int | None = None) -> str:
    """Return the condition that leads from a node's parent to it: `geslacht: vrouw`."""
    parent = tree.nodes[node.parent or 0]
    if parent.split is None:
        return ""
    return f"{predictors.NAME[parent.split.predictor]}: {group_words(tree, node, shown)}"


def rule(tree: Tree, node: Node) -> str:
    """Return the whole road to a node: `geslacht: vrouw, en aantal kinderen: 0`."""
    parts = [predictors.condition(one, tree.predictors) for one in node.rule]
    return ", en ".join(parts) or "alle jongeren samen"


def stop_words(stop: Stop | None, settings: Settings) -> str:
    """Return why a node is not split; empty when it was."""
    if stop is None:
        return ""
    least = f"minder dan {formats.count(settings.min_parent)} jongeren"
    return {
        Stop.PURE: "geen splitsing: iedereen heeft dezelfde uitkomst",
        Stop.MAX_DEPTH: "geen splitsing: de boom stopt hier",
        Stop.MIN_PARENT: f"geen splitsing: {least}",
        Stop.NO_PREDICTOR_VARIES: "geen splitsing: iedereen heeft dezelfde kenmerken",
        Stop.MIN_CHILD: f"geen splitsing: er ontstaan groepen onder de {settings.min_child}",
        Stop.NOT_SIGNIFICANT: "geen splitsing: geen kenmerk geeft meer verschil dan toeval",
    }[stop]


def depth_first(tree: Tree, number: int = 0) -> list[Node]:
    """Return a node and all below it, each before what is below it."""
    below = [depth_first(tree, child) for child in tree.nodes[number].children]
    return [tree.nodes[number], *(node for nodes in below for node in nodes)]
