"""Every combination of choices with its counts: for the screen in part, for the file in whole."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.words import criteria, formats, labels
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.sensitivity.grid import Combination, Grid

SHOWN = 12


def everything_block(result: Protected[Grid]) -> Block:
    """Return the block with every combination; the file has them all."""
    found = result.value
    number = formats.count(len(found.combinations))
    return Block(
        key="alle_combinaties",
        title="Alle combinaties",
        sentence=(
            f"Er zijn {number} mogelijke combinaties van keuzes. Het bestand onder 'Download' "
            "bevat ze alle, met de aantallen van elke uitkomst."
        ),
        source=result,
        table=Table(
            caption=f"Alle {number} combinaties en hun aantallen",
            columns=(
                *(Column(c.code, criteria.name(c.code)) for c in found.criteria),
                Column("n", "Tellen mee", "count"),
                *(Column(code, labels.OUTCOME_SHORT[code], "count") for code in found.outcomes),
                Column("rapport", "Keuze van het rapport"),
            ),
            rows=tuple(
                _cells(one, at == found.report) for at, one in enumerate(found.combinations)
            ),
            note="De keuzes staan als codes, dezelfde als in het webadres.",
            shown=SHOWN,
        ),
        reading="Elke rij is een combinatie: eerst de keuzes, dan de aantallen.",
        definition=Definition(
            what="De aantallen per uitkomst bij elke mogelijke combinatie van keuzes.",
            numerator="jongeren met deze uitkomst",
            denominator="jongeren die bij deze combinatie meetellen (kolom 'Tellen mee')",
            source="Geteld in de gegevens die u bekijkt; de keuzes staan op deze pagina.",
        ),
    )


def _cells(one: Combination, is_report: bool) -> tuple[Cell, ...]:
    return (*one.choices, one.n, *one.counts, is_report)
