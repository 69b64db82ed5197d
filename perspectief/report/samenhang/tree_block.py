"""The tree as a block: its finding, its picture and the same tree as an indented table."""

from __future__ import annotations

from collections.abc import Mapping

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.samenhang import finding, tree_drawing
from perspectief.report.samenhang.divided import divided_block
from perspectief.report.samenhang.nodes import (
    Part,
    group_words,
    node_share,
    parts,
    stop_words,
)
from perspectief.report.words import formats, labels, predictors, shares
from perspectief_core.associations.divisions import Divisions
from perspectief_core.associations.screening import OutcomeTree
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.splits import Node, Stop, Tree

INDENT = "› "
NOT_PLACED = "geen splitsing: in geen van de groepen hierboven"
AFTER_CHOOSING = (
    "Let op: de computer koos de groepen juist omdat ze verschillen. De verschillen zijn daardoor "
    "in het echt eerder kleiner, en de bandbreedtes eerder breder dan hier staat."
)


@under(Heading("boom", "De boom"))
def tree_block(
    result: Protected[OutcomeTree],
    divided: Protected[Divisions] | None = None,
    places: Mapping[str, str] | None = None,
) -> Block:
    """Return the block with the tree; where that is withheld, with its first split.

    `places` are the names of the steunpunten by code, for the split.
    """
    if divided is not None and not result.shown:
        return divided_block(divided, places or {})
    outcome_tree = result.value
    grown = outcome_tree.tree
    picture = None
    if grown is not None and not outcome_tree.constant:
        picture = Picture(
            "html",
            tree_drawing.draw(outcome_tree),
            _alt(grown),
            described=tree_drawing.described(outcome_tree),
        )
    return Block(
        heading=heading_of(tree_block).about(labels.outcome(outcome_tree.question.outcome)),
        sentence=sentence(outcome_tree),
        source=result,
        picture=picture,
        table=_table(outcome_tree),
        reading=(
            "Links staan alle jongeren. De computer zoekt het kenmerk dat hen het scherpst "
            "verdeelt en splitst daarop. Met elke groep gaat dat zo door, tot geen kenmerk meer "
            "verschil geeft dan toeval of tot een groep te klein is. Onder elke groep staat "
            "hoeveel jongeren de uitkomst hebben, met een balk en de bandbreedte. Wie een kenmerk "
            f"mist, staat in een grijs vak; zo zijn alle jongeren samen steeds compleet. "
            f"{AFTER_CHOOSING}"
        ),
        definition=Definition(
            what="Een boom van splitsingen (CHAID): telkens het kenmerk met het sterkste verband.",
            numerator=f"jongeren in de groep met als uitkomst: "
            f"{labels.outcome(outcome_tree.question.outcome)}",
            denominator="alle jongeren in de groep",
            source=finding.SOURCE,
        ),
    )


def sentence(outcome_tree: OutcomeTree) -> str:
    """Return what the first split says, or that there is none."""
    grown = outcome_tree.tree
    if grown is None or outcome_tree.constant:
        return finding.nothing(outcome_tree)
    root = grown.nodes[0]
    if root.split is None:
        return _no_split(outcome_tree, root)
    name = predictors.NAME[root.split.predictor]
    children = sorted((grown.nodes[child] for child in root.children), key=_share_of)
    least, most = children[0], children[-1]
    low, high = (
        f"'{group_words(grown, node, 3)}': {shares.sentence(node_share(node))}"
        for node in (least, most)
    )
    return (
        f"De eerste splitsing is '{name}'. Het aandeel is het kleinst bij {low}, en het grootst "
        f"bij {high}."
    )


def _no_split(outcome_tree: OutcomeTree, root: Node) -> str:
    who = f"{formats.count(outcome_tree.n)} {finding.people(outcome_tree.question)}"
    settings = outcome_tree.question.settings
    if root.stop is Stop.MIN_PARENT:
        return (
            f"Er is geen splitsing: u ziet {who}, en een groep wordt pas gesplitst vanaf "
            f"{formats.count(settings.min_parent)}."
        )
    if root.stop is Stop.MIN_CHILD:
        return (
            f"Er is geen splitsing: elke splitsing van de {who} zou een groep geven van minder dan "
            f"{formats.count(settings.min_child)}."
        )
    return f"Er is geen splitsing: geen kenmerk verdeelt de {who} scherper dan toeval."


def _share_of(node: Node) -> float:
    return node_share(node).share or 0.0


def _alt(tree: Tree) -> str:
    splits = sum(node.split is not None for node in tree.nodes)
    leaves = len(tree.nodes) - splits
    if not splits:
        return "Boom met één vak: alle jongeren samen, zonder splitsing."
    return (
        f"Boom van links naar rechts met {formats.plural(splits, 'splitsing', 'splitsingen')} en "
        f"{leaves} groepen aan het eind; elk vak heeft een aantal, een percentage en een balk."
    )


def _table(outcome_tree: OutcomeTree) -> Table:
    grown = outcome_tree.tree
    rows = () if grown is None else tuple(_row(grown, part) for part in parts(grown))
    return Table(
        caption=f"De boom als tabel: {labels.outcome(outcome_tree.question.outcome)}",
        columns=(
            Column("groep", "Groep"),
            Column("stap", "Stap", "count"),
            Column("aandeel", "Met deze uitkomst", "share"),
            Column("splitst_op", "Splitst op"),
            Column("p", "p, gecorrigeerd", "p"),
            Column("chikwadraat", "Chikwadraat", "number", 1),
            Column("df", "Vrijheids\u00adgraden", "count"),
        ),
        rows=rows,
        note=(
            "Elk teken › is een stap dieper in de boom. Bandbreedte: 95 %, methode Wilson. "
            f"{AFTER_CHOOSING}"
        ),
    )


def _row(tree: Tree, part: Part) -> tuple[Cell, ...]:
    first, node = f"{INDENT * part.depth}{part.branch}", part.node
    if node is None or node.split is None:
        stop = NOT_PLACED if node is None else stop_words(node.stop, tree.settings)
        return first, part.depth, part.share, stop, None, None, None
    test = node.split
    name = predictors.NAME[test.predictor]
    return first, part.depth, part.share, name, test.p_adjusted, test.chi2, test.df
