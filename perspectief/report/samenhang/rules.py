"""De boom als regels: every group at the end of the tree as one rule in words."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.tables import Column, Table
from perspectief.report.samenhang import finding
from perspectief.report.samenhang.nodes import Part, parts
from perspectief.report.words import formats, labels
from perspectief_core.associations.screening import OutcomeTree
from perspectief_core.disclosure.protecting import Protected


def rules_block(result: Protected[OutcomeTree]) -> Block:
    """Return the block with one rule per group at the end of the tree."""
    found = result.value
    outcome = labels.outcome(found.question.outcome)
    return Block(
        key="regels",
        title="De boom als regels",
        sentence=sentence(found),
        source=result,
        table=Table(
            caption=f"Elke groep aan het eind van de boom: {outcome}",
            columns=(Column("regel", "Wie"), Column("aandeel", "Met deze uitkomst", "share")),
            rows=tuple((part.rule, part.share) for part in _ends(found)),
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
    groups = sum(part.node is not None for part in _ends(found))
    if groups < 2:
        return "De boom heeft geen splitsing, dus er is één groep: alle jongeren samen."
    who = finding.people(found.question)
    return f"De boom verdeelt de {who} in {formats.count(groups)} groepen."


def _reading(found: OutcomeTree) -> str:
    without = sum(part.share.total for part in _ends(found) if part.node is None)
    said = "Iedere jongere staat in precies één regel. De regels zijn de groepen rechts."
    if not without:
        return said
    return (
        f"{said} Bij {formats.plural(without, 'jongere', 'jongeren')} is een kenmerk uit de boom "
        "niet bekend: zij hebben een eigen regel, grijs in de boom."
    )


def _ends(found: OutcomeTree) -> list[Part]:
    return [] if found.tree is None else [part for part in parts(found.tree) if part.ends]
