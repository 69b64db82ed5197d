"""The tree as a picture: boxes from left to right, drawn as a real nested list.

On a wide screen the groups of a split stand to the right of their parent; on a narrow one under it,
indented. At most three columns stand open: deeper groups are folded under their parent. Every box
can be opened with the keyboard for the road to it and the test that splits it.
"""

from __future__ import annotations

import html
from math import ceil

from perspectief.report.samenhang import finding
from perspectief.report.samenhang.nodes import (
    group_words,
    node_share,
    rule,
    stop_words,
)
from perspectief.report.samenhang.tree_style import TREE_STYLE
from perspectief.report.words import formats, predictors
from perspectief_core.associations.screening import OutcomeTree
from perspectief_core.shares.intervals import Share
from perspectief_core.splits import Node, SplitTest, Tree

OPEN_LEVELS = 2
"""Levels of groups below the root that stand open: three columns with the root."""

SHOWN = 4
"""Values that a box names; the opened box and the table name them all."""


def draw(found: OutcomeTree) -> str:
    """Return the tree of a question as HTML; empty when there is none."""
    if found.tree is None:
        return ""
    boxes = _Boxes(found, found.tree)
    legend = (
        f"<p class='pf-note'>De balk is het aandeel, op een schaal van 0 tot "
        f"{formats.percent(boxes.scale)}. De smalle streep is de bandbreedte: daar ligt het "
        f"aandeel waarschijnlijk tussen. De staande streep is het aandeel van allen samen.</p>"
    )
    return (
        f"{legend}<style>{TREE_STYLE}</style><div class='pf-tree' tabindex='0' role='region' "
        f"aria-label='De boom als vakken'><ul>{boxes.item(found.tree.nodes[0])}</ul></div>"
    )


class _Boxes:
    """Draws the boxes of one tree on one scale."""

    def __init__(self, found: OutcomeTree, tree: Tree) -> None:
        self._found, self._tree = found, tree
        self._overall = node_share(tree.nodes[0]).share or 0.0
        most = max(node_share(node).high for node in tree.nodes)
        self.scale = min(ceil(most * 10) / 10, 1.0)

    def item(self, node: Node) -> str:
        """Return a node and all below it as a list item."""
        children = [self._tree.nodes[child] for child in node.children]
        below = f"<ul>{''.join(self.item(child) for child in children)}</ul>" if children else ""
        if not children or node.depth < OPEN_LEVELS:
            return f"<li>{self._box(node)}{below}</li>"
        fold = (
            f"<details><summary>Nog {formats.plural(len(children), 'groep', 'groepen')} hieronder"
            f"</summary>{below}</details>"
        )
        return f"<li>{self._box(node, fold)}</li>"

    def _box(self, node: Node, below: str = "") -> str:
        return (
            f"<div class='pf-node'>{self._heading(node)}{self._numbers(node)}"
            f"{self._more(node)}{below}</div>"
        )

    def _heading(self, node: Node) -> str:
        if node.parent is None:
            return f"<p><b>Alle {finding.people(self._found.question)}</b></p>"
        parent = self._tree.nodes[node.parent].split
        name = predictors.NAME[parent.predictor] if parent else ""
        words = group_words(self._tree, node, SHOWN)
        return (
            f"<p><span class='pf-road'>{html.escape(name)}:</span> <b>{html.escape(words)}</b></p>"
        )

    def _numbers(self, node: Node) -> str:
        share = node_share(node)
        said = html.escape(f"{finding.had_outcome(self._found.question.outcome, share)}.")
        if share.share is None or share.total < formats.SMALL_N:
            return f"<p>{said}</p>"
        return (
            f"<p>{said}</p><p><b class='pf-big'>{formats.percent(share.share)}</b> "
            f"<span class='pf-road'>{_between(share)}</span></p>{self._bar(share)}"
        )

    def _bar(self, share: Share) -> str:
        def at(value: float) -> str:
            return f"{100 * min(value / self.scale, 1):.1f}%"

        width = f"{100 * (share.high - share.low) / self.scale:.1f}%"
        return (
            f"<div class='pf-level' aria-hidden='true'><span style='width:{at(share.share or 0)}'>"
            f"</span><i style='left:{at(share.low)};width:{width}'></i>"
            f"<em style='left:{at(self._overall)}'></em></div>"
        )

    def _more(self, node: Node) -> str:
        road = html.escape(rule(self._tree, node))
        if node.split is None:
            why = stop_words(node.stop, self._tree.settings)
            said = f"<p>{road}.</p><p>{html.escape(why)}.</p>"
            return f"<details><summary>Meer</summary>{said}</details>"
        name = html.escape(predictors.NAME[node.split.predictor])
        return (
            f"<details><summary>Splitst op: <b>{name}</b></summary><p>{road}.</p>"
            f"<p>{html.escape(_test_words(node.split))}</p></details>"
        )


def _between(share: Share) -> str:
    """Return the interval short enough for one line of a box."""
    low, high = (formats.number(100 * bound, 0) for bound in (share.low, share.high))
    return f"tussen {low} en {high}{formats.NBSP}%"


def _test_words(test: SplitTest) -> str:
    freedom = formats.plural(test.df, "vrijheidsgraad", "vrijheidsgraden")
    return (
        f"Meer verschil dan toeval: gecorrigeerde p {formats.p_value(test.p_adjusted)}, "
        f"chikwadraat {formats.number(test.chi2, 1)} bij {freedom}."
    )
