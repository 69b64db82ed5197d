"""De boom als regels: every group at the end of the tree as one rule in words."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Column, Table
from perspectief.report.samenhang import finding
from perspectief.report.samenhang.nodes import Part, parts
from perspectief.report.words import formats, labels
from perspectief_core.associations.screening import OutcomeTree
from perspectief_core.disclosure.protecting import Protected


@under(Heading("regels", "De boom als regels"))
def rules_block(result: Protected[OutcomeTree]) -> Block:
    """Return the block with one rule per group at the end of the tree."""
    outcome_tree = result.value
    outcome = labels.outcome(outcome_tree.question.outcome)
    return Block(
        sentence=sentence(outcome_tree),
        source=result,
        table=Table(
            caption=f"Elke groep aan het eind van de boom: {outcome}",
            columns=(Column("regel", "Wie"), Column("aandeel", "Met deze uitkomst", "share")),
            rows=tuple((part.rule, part.share) for part in _ends(outcome_tree)),
        ),
        reading=_reading(outcome_tree),
        definition=Definition(
            what="De groepen aan het eind van de boom, met alle voorwaarden.",
            numerator=f"jongeren in de groep met als uitkomst: {outcome}",
            denominator="alle jongeren in de groep",
            source=finding.SOURCE,
        ),
    )


def sentence(outcome_tree: OutcomeTree) -> str:
    """Return how many groups the tree ends in."""
    groups = sum(part.node is not None for part in _ends(outcome_tree))
    if groups < 2:
        return "De boom heeft geen splitsing, dus er is één groep: alle jongeren samen."
    who = finding.people(outcome_tree.question)
    return f"De boom verdeelt de {who} in {formats.count(groups)} groepen."


def _reading(outcome_tree: OutcomeTree) -> str:
    without = sum(part.share.total for part in _ends(outcome_tree) if part.node is None)
    said = "Iedere jongere staat in precies één regel. De regels zijn de groepen rechts."
    if not without:
        return said
    return (
        f"{said} Bij {formats.people(without)} is een kenmerk uit de boom "
        "niet bekend: zij hebben een eigen regel, grijs in de boom."
    )


def _ends(outcome_tree: OutcomeTree) -> list[Part]:
    return (
        []
        if outcome_tree.tree is None
        else [part for part in parts(outcome_tree.tree) if part.ends]
    )
