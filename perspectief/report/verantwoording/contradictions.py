"""Waar spreken de documenten elkaar tegen? Both values, both places, and what it means."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Rows, Table
from perspectief.report.words import formats
from perspectief.report.words.markup import definitions, join, tag
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published.records import Inconsistency

_CHECKED = {
    "nagerekend": "Nagerekend",
    "gelezen": "Op beide plaatsen nagelezen",
    "niet_nagerekend": "Nog niet nagerekend",
}
# Wide enough apart for a thumb; long lines start under the words, not under the arrow.
_SUMMARY = "padding:0.2rem 0 0.2rem 1.1rem;text-indent:-1.1rem"


def contradictions_block(facts: Protected[tuple[Inconsistency, ...]]) -> Block:
    """Return the block with every contradiction in and between the documents."""
    return Block(
        heading=Heading("tegenstrijdigheden", "Waar de documenten elkaar tegenspreken"),
        sentence=sentence(facts.value),
        source=facts,
        picture=Picture("html", _list(facts.value), _alt(facts.value)),
        table=_table(facts.value),
        reading=(
            "Open een regel om beide waarden te zien, met de plaats waar ze staan. Daaronder staat "
            "wat het voor u betekent en hoe het is gecontroleerd."
        ),
        definition=Definition(
            what=(
                "Twee uitspraken die niet allebei waar kunnen zijn, of één uitspraak die op "
                "zichzelf niet kan kloppen. Niets is stilletjes verbeterd."
            ),
            source="De vijf documenten; per regel staan de twee plaatsen erbij.",
        ),
    )


def sentence(items: tuple[Inconsistency, ...]) -> str:
    """Return how many contradictions there are, and how many were recomputed."""
    recomputed = sum(item.status == "nagerekend" for item in items)
    return (
        f"De documenten spreken elkaar of zichzelf op {formats.count(len(items))} plaatsen tegen. "
        f"{formats.count(recomputed)} daarvan zijn nagerekend; bij elke staat wat het betekent."
    )


def _groups(items: tuple[Inconsistency, ...]) -> dict[str, list[Inconsistency]]:
    groups: dict[str, list[Inconsistency]] = {}
    for item in items:
        pair = sorted({item.document_a, item.document_b}, reverse=True)
        name = f"Binnen één document: {pair[0]}" if len(pair) == 1 else " tegenover ".join(pair)
        groups.setdefault(name, []).append(item)
    return groups


def _list(items: tuple[Inconsistency, ...]) -> Markup:
    return join(
        tag("h3", name) + join(_item(item) for item in group)
        for name, group in _groups(items).items()
    )


def _item(item: Inconsistency) -> Markup:
    lines = (
        (f"{item.document_a}, {item.plaats_a}", item.waarde_a),
        (f"{item.document_b}, {item.plaats_b}", item.waarde_b),
        ("Wat het betekent", item.betekenis),
        ("Hoe gecontroleerd", _checked(item)),
    )
    heading = f"{item.onderwerp}: {item.waarde_a} tegenover {item.waarde_b}"
    return tag("details", tag("summary", heading, style=_SUMMARY), definitions(lines))


def _checked(item: Inconsistency) -> str:
    said = _CHECKED[item.status]
    if item.controle.startswith(said):
        return item.controle
    # 'Both places read. Both places read': once is enough.
    read_only = item.status == "gelezen" and item.controle.lower().endswith("gelezen")
    return said if read_only else f"{said}. {item.controle}"


def _alt(items: tuple[Inconsistency, ...]) -> str:
    return f"Lijst van {len(items)} tegenstrijdigheden, in groepen per document."


def _table(items: tuple[Inconsistency, ...]) -> Table:
    return (
        Rows(items)
        .text("onderwerp", "Onderwerp", lambda item: item.onderwerp)
        .text("waarde_a", "Hier staat", lambda item: item.waarde_a)
        .text("plaats_a", "Plaats", lambda item: f"{item.document_a}, {item.plaats_a}")
        .text("waarde_b", "Daar staat", lambda item: item.waarde_b)
        .text("plaats_b", "Plaats", lambda item: f"{item.document_b}, {item.plaats_b}")
        .text("betekenis", "Wat het betekent", lambda item: item.betekenis)
        .text("controle", "Hoe gecontroleerd", _checked)
        .table("Tegenstrijdigheden in de documenten")
    )
