"""Hoeveel 'ja' geeft toeval? The report's 518 tests, beside what multiplicity alone would give."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.words import formats, labels
from perspectief_core.associations.screening import BIJLAGE
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records
from perspectief_core.published.records import ChaidRow

ALPHA = 0.05
STEUNPUNTEN, RETURNED = 20, 21
WHO = {"alle": "alle jongeren", "uitgestroomd": "alleen uitgestroomd"}


def printed_rows() -> tuple[ChaidRow, ...]:
    """Return every row of Bijlagen 14–20."""
    return tuple(row for bijlage in sorted(BIJLAGE.values()) for row in records.chaid_rows(bijlage))


def multiplicity_block(result: Protected[tuple[ChaidRow, ...]]) -> Block:
    """Return the block with the report's counts of yes and what chance alone would give."""
    rows = result.value
    return Block(
        key="veelheid",
        title="Hoeveel 'ja' geeft toeval alleen?",
        sentence=sentence(rows),
        source=result,
        table=_table(rows),
        reading=(
            "Elke rij is één bijlage van het rapport. Wie 74 kenmerken toetst, vindt er ook zonder "
            "enig verband al een paar. Staat er veel meer 'ja' dan toeval geeft, dan is er wel "
            "iets aan de hand, maar van één losse 'ja' weet u dat niet."
        ),
        definition=Definition(
            what="Het aantal kenmerken dat volgens het rapport samenhangt met een uitkomst.",
            numerator="kenmerken met 'ja'",
            denominator="alle getoetste kenmerken",
            source="Bijlagen 14 tot en met 20. 'Door toeval': 5 % van de toetsen.",
        ),
    )


def sentence(rows: tuple[ChaidRow, ...]) -> str:
    """Return the counts, and how little they rest on."""
    yes = sum(row.samenhang == "ja" for row in rows)
    return (
        f"Het rapport deed {formats.count(len(rows))} toetsen en vond {yes} keer 'ja'. Zonder enig "
        f"verband zou toeval er al zo'n {round(ALPHA * len(rows))} geven. Kenmerken van "
        f"steunpunten rusten bovendien op {STEUNPUNTEN} steunpunten, niet op 733 losse jongeren, "
        f"en terugkeer op {RETURNED} jongeren."
    )


def _table(rows: tuple[ChaidRow, ...]) -> Table:
    lines: list[tuple[Cell, ...]] = []
    for (outcome, only_exits), bijlage in BIJLAGE.items():
        found = [row for row in rows if row.tabel == f"Bijlage {bijlage}"]
        yes = sum(row.samenhang == "ja" for row in found)
        who = WHO["uitgestroomd" if only_exits else "alle"]
        chance = ALPHA * len(found)
        lines.append((f"Bijlage {bijlage}", labels.OUTCOME[outcome], who, len(found), yes, chance))
    return Table(
        caption="Toetsen in het rapport",
        columns=(
            Column("bijlage", "Bijlage"),
            Column("uitkomst", "Uitkomst"),
            Column("wie", "Wie telt mee"),
            Column("toetsen", "Toetsen", "count"),
            Column("ja", "Keer 'ja'", "count"),
            Column("toeval", "Door toeval hooguit", "number", 1),
        ),
        rows=tuple(lines),
    )
