"""De boom als regels: every group at the end of the tree as one rule in words."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.tables import Column, Table
from perspectief.report.samenhang import finding
from perspectief.report.samenhang.nodes import depth_first, node_share, rule
from perspectief.report.words import formats, labels
from perspectief_core.associations.screening import OutcomeTree
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.splits import Node


def rules_block(result: Protected[OutcomeTree]) -> Block:
    """Return the block with one rule per group at the end of the tree."""
    found = result.value
    outcome = labels.OUTCOME[found.question.outcome]
    return Block(
        key="regels",
        title="De boom als regels",
        sentence=sentence(found),
        source=result,
        table=Table(
            caption=f"Elke groep aan het eind van de boom: {outcome}",
            columns=(Column("regel", "Wie"), Column("aandeel", "Met deze uitkomst", "share")),
            rows=tuple((rule(found.tree, node), node_share(node)) for node in _ends(found))
            if found.tree
            else (),
        ),
        reading=_reading(found),
        definition=Definition(
            what="De groepen aan het eind van de boom, met alle voorwaarden.",
            numerator=f"jongeren in de groep met als uitkomst: {outcome}",
            denominator="alle jongeren in de groep",
            source=finding.SOURCE,
        ),
    )


def sentence(found: OutcomeTree) -> str:
    """Return how many groups the tree ends in."""
    groups = len(_ends(found))
    if groups < 2:
        return "De boom heeft geen splitsing, dus er is één groep: alle jongeren samen."
    who = finding.people(found.question)
    return f"De boom verdeelt de {who} in {formats.count(groups)} groepen."


def _reading(found: OutcomeTree) -> str:
    everyone = found.tree.nodes[0].n if found.tree else 0
    without = everyone - sum(node.n for node in _ends(found))
    if not without:
        return "Iedere jongere past in precies één regel. De regels zijn de groepen rechts."
    return (
        f"Bij {formats.count(without)} van {formats.count(everyone)} jongeren ontbreekt een "
        "kenmerk uit de boom: zij staan in geen regel. De anderen passen in precies één regel."
    )


def _ends(found: OutcomeTree) -> list[Node]:
    if found.tree is None:
        return []
    return [node for node in depth_first(found.tree) if node.split is None]
