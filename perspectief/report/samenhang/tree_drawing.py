"""The tree as a picture: boxes from left to right, drawn as a real nested list.

On a wide screen the groups of a split stand to the right of their parent; on a narrow one under it,
indented. At most three columns stand open: deeper groups are folded under their parent. Every box
can be opened with the keyboard for the road to it and the test that splits it.
"""

from __future__ import annotations

from math import ceil

from markupsafe import Markup

from perspectief.report.drawing.described import Box, Boxes, Level
from perspectief.report.samenhang import finding
from perspectief.report.samenhang.nodes import (
    NOT_KNOWN,
    group_words,
    node_share,
    rule,
    stop_words,
    unplaced,
)
from perspectief.report.samenhang.tree_style import TREE_STYLE
from perspectief.report.words import formats, predictors
from perspectief.report.words.markup import join, tag
from perspectief_core.associations.screening import OutcomeTree
from perspectief_core.shares.intervals import Share
from perspectief_core.splits import Node, SplitTest, Tree

LABEL = "De boom als vakken"
OPEN_LEVELS = 2
"""Levels of groups below the root that stand open: three columns with the root."""

SHOWN = 4
"""Values that a box names; the opened box and the table name them all."""


def draw(outcome_tree: OutcomeTree) -> Markup:
    """Return the tree of a question as HTML; empty when there is none."""
    if outcome_tree.tree is None:
        return Markup("")
    boxes = _Boxes(outcome_tree, outcome_tree.tree)
    legend = boxes.legend
    tree = tag("ul", boxes.item(outcome_tree.tree.nodes[0]))
    drawn = tag("div", tree, class_="pf-tree", tabindex="0", role="region", aria_label=LABEL)
    return tag("p", legend, class_="pf-note") + tag("style", Markup(TREE_STYLE)) + drawn


def described(outcome_tree: OutcomeTree) -> tuple[Boxes, ...]:
    """Return what `draw` draws, for every other medium: nothing folded away."""
    if outcome_tree.tree is None:
        return ()
    boxes = _Boxes(outcome_tree, outcome_tree.tree)
    return (Boxes(boxes.box(outcome_tree.tree.nodes[0]), boxes.legend),)


class _Boxes:
    """Draws the boxes of one tree on one scale."""

    def __init__(self, outcome_tree: OutcomeTree, tree: Tree) -> None:
        self._outcome_tree, self._tree = outcome_tree, tree
        self._overall = node_share(tree.nodes[0]).share or 0.0
        most = max(node_share(node).high for node in tree.nodes)
        self.scale = min(ceil(most * 10) / 10, 1.0)

    @property
    def legend(self) -> str:
        """How to read the bars of the boxes."""
        return (
            f"De balk is het aandeel, op een schaal van 0 tot {formats.percent(self.scale)}. De "
            "smalle streep is de bandbreedte: daar ligt het aandeel waarschijnlijk tussen. De "
            "staande streep is het aandeel van allen samen. Grijs: een kenmerk is niet bekend."
        )

    def box(self, node: Node) -> Box:
        """Return a node and all below it as a box, for every other medium."""
        below = [self.box(self._tree.nodes[child]) for child in node.children]
        if (lost := self._lost(node)) is not None:
            below.append(lost)
        share = node_share(node)
        lines = [self._said(share)]
        if share.enough:
            lines.append(f"{formats.percent(share.share)}, {formats.between(share)}")
        if node.split is not None:
            lines.append(f"Splitst op: {predictors.NAME[node.split.predictor]}")
        about, name = self._about(node)
        return Box(
            about=about, name=name, lines=tuple(lines), level=self._level(share), below=tuple(below)
        )

    def _said(self, share: Share) -> str:
        return f"{finding.had_outcome(self._outcome_tree.question.outcome, share)}."

    def _lost(self, node: Node) -> Box | None:
        """Return the people of a node who are in none of its groups; None when everybody is."""
        lost = unplaced(self._tree, node)
        if lost is None or node.split is None:
            return None
        about = f"{predictors.NAME[node.split.predictor]}:"
        return Box(about=about, name=NOT_KNOWN, lines=(self._said(lost.share),), lost=True)

    def _about(self, node: Node) -> tuple[str, str]:
        if node.parent is None:
            return "", f"Alle {finding.people(self._outcome_tree.question)}"
        parent = self._tree.nodes[node.parent].split
        name = predictors.NAME[parent.predictor] if parent else ""
        return f"{name}:", group_words(self._tree, node, SHOWN)

    def _level(self, share: Share) -> Level | None:
        if not share.enough:
            return None
        values = (share.share or 0, share.low, share.high, self._overall)
        return Level(*(min(value / self.scale, 1) for value in values))

    def item(self, node: Node) -> Markup:
        """Return a node and all below it as a list item."""
        below = [self.item(self._tree.nodes[child]) for child in node.children]
        if not below:
            return tag("li", self._box(node))
        if (lost := self._lost(node)) is not None:
            said = (_named(lost.about, lost.name), *(tag("p", line) for line in lost.lines))
            below.append(tag("li", tag("div", *said, class_="pf-node pf-lost")))
        groups = tag("ul", *below)
        if node.depth < OPEN_LEVELS:
            return tag("li", self._box(node), groups)
        more = f"Nog {formats.plural(len(below), 'groep', 'groepen')} hieronder"
        return tag("li", self._box(node, tag("details", tag("summary", more), groups)))

    def _box(self, node: Node, below: str = "") -> Markup:
        return tag(
            "div",
            _named(*self._about(node)),
            self._numbers(node_share(node)),
            self._more(node),
            below,
            class_="pf-node",
        )

    def _numbers(self, share: Share) -> Markup:
        said, level = tag("p", self._said(share)), self._level(share)
        if level is None:
            return said
        large = tag("b", formats.percent(share.share), class_="pf-big")
        between = tag("span", formats.between(share), class_="pf-road")
        return said + tag("p", large, " ", between) + _bar(level)

    def _more(self, node: Node) -> Markup:
        road = f"{rule(self._tree, node)}."
        if node.split is None:
            heading: str = "Meer"
            said = f"{stop_words(node.stop, self._tree.settings)}."
        else:
            name = tag("b", predictors.NAME[node.split.predictor])
            heading, said = join(("Splitst op: ", name)), _test_words(node.split)
        return tag("details", tag("summary", heading), tag("p", road), tag("p", said))


def _bar(level: Level) -> Markup:
    width = f"{100 * (level.high - level.low):.1f}%"
    return tag(
        "div",
        tag("span", style=f"width:{100 * level.share:.1f}%"),
        tag("i", style=f"left:{100 * level.low:.1f}%;width:{width}"),
        tag("em", style=f"left:{100 * level.overall:.1f}%"),
        class_="pf-level",
        aria_hidden="true",
    )


def _named(about: str, name: str) -> Markup:
    before = (tag("span", about, class_="pf-road"), " ") if about else ()
    return tag("p", *before, tag("b", name))


def _test_words(test: SplitTest) -> str:
    freedom = formats.plural(test.df, "vrijheidsgraad", "vrijheidsgraden")
    return (
        f"Het verschil is groter dan toeval: gecorrigeerde p {formats.p_value(test.p_adjusted)}, "
        f"chikwadraat {formats.number(test.chi2, 1)} bij {freedom}."
    )
