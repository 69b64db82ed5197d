"""The nodes of a tree in words: how one gets there, its share, why it stops."""

from __future__ import annotations

from dataclasses import dataclass

from perspectief.report.words import formats, predictors
from perspectief_core.shares.intervals import Share, share
from perspectief_core.splits import Node, Settings, Stop, Tree

NOT_KNOWN = "niet bekend"


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


def branch(tree: Tree, node: Node) -> str:
    """Return the condition that leads from a node's parent to it: `geslacht: vrouw`."""
    parent = tree.nodes[node.parent or 0]
    if parent.split is None:
        return ""
    return f"{predictors.NAME[parent.split.predictor]}: {group_words(tree, node)}"


def rule(tree: Tree, node: Node) -> str:
    """Return the whole road to a node: `geslacht: vrouw, en aantal kinderen: 0`."""
    parts = [predictors.condition(condition, tree.predictors) for condition in node.rule]
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
        Stop.NOT_SIGNIFICANT: "geen splitsing: geen kenmerk geeft een verschil groter dan toeval",
    }[stop]


@dataclass(frozen=True, slots=True)
class Part:
    """A group of the tree: a node, or the people of one whose characteristic is not known.

    `node` is None for the latter: they are in none of the groups of its split. With them the groups
    at the end of the tree hold everyone.
    """

    depth: int
    branch: str
    rule: str
    share: Share
    node: Node | None

    @property
    def ends(self) -> bool:
        """Whether the tree goes no further here."""
        return self.node is None or self.node.split is None


def parts(tree: Tree, number: int = 0) -> list[Part]:
    """Return a node and all below it, each before what is below it, who is not known last."""
    node = tree.nodes[number]
    name = "alle jongeren" if node.parent is None else branch(tree, node)
    listed = [Part(node.depth, name, rule(tree, node), node_share(node), node)]
    for child in node.children:
        listed += parts(tree, child)
    if (lost := unplaced(tree, node)) is not None:
        listed.append(lost)
    return listed


def unplaced(tree: Tree, node: Node) -> Part | None:
    """Return the people of a node who are in none of its groups; None when everybody is."""
    below = [tree.nodes[child] for child in node.children]
    total = node.n - sum(child.n for child in below)
    if node.split is None or not total:
        return None
    without = f"{predictors.NAME[node.split.predictor]}: {NOT_KNOWN}"
    road = without if node.parent is None else f"{rule(tree, node)}, en {without}"
    reached = share(node.counts[1] - sum(child.counts[1] for child in below), total)
    return Part(node.depth + 1, without, road, reached, None)
