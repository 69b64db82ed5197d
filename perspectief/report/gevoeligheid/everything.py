"""Every combination of choices with its counts: for the screen in part, for the file in whole."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Column, Rows, Table
from perspectief.report.words import criteria, formats, labels
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.sensitivity.grid import Grid

SHOWN = 12


@under(Heading("alle_combinaties", "Alle combinaties"))
def everything_block(result: Protected[Grid]) -> Block:
    """Return the block with every combination; the file has them all."""
    grid = result.value
    return Block(
        sentence=_sentence(grid),
        source=result,
        table=_table(grid),
        reading=(
            "Elke rij is een combinatie: eerst de keuzes, dan het nummer van de groep jongeren die "
            "zij geven, dan de aantallen. Dezelfde jongeren op een andere peildatum zijn een "
            "andere groep."
        ),
        definition=Definition(
            what="De aantallen per uitkomst bij elke mogelijke combinatie van keuzes.",
            numerator="jongeren met deze uitkomst",
            denominator="jongeren die bij deze combinatie meetellen (kolom 'Tellen mee')",
            source="Geteld in de gegevens die u bekijkt; de keuzes staan op deze pagina.",
        ),
    )


def _sentence(grid: Grid) -> str:
    start = f"Er zijn {formats.count(len(grid.combinations))} mogelijke combinaties van keuzes."
    if not any(combination.n for combination in grid.combinations):
        return f"{start} Bij geen ervan telt er iemand mee."
    groups = formats.plural(grid.groups, "groep jongeren", "verschillende groepen jongeren")
    return (
        f"{start} Samen geven zij {groups}; dezelfde groep heeft hetzelfde nummer. Het bestand "
        "onder 'Download' bevat ze alle, met de aantallen van elke uitkomst."
    )


def _table(grid: Grid) -> Table:
    report = grid.combinations[grid.report]
    outcomes = [
        # A choice has the name of an outcome: doormigratie.
        Column(f"uitkomst_{code}", labels.OUTCOME_SHORT[code], "count")
        for code in grid.outcomes
    ]
    choices = [Column(criterion.code, criteria.name(criterion.code)) for criterion in grid.criteria]
    return (
        Rows(grid.combinations)
        .columns(choices, lambda combination: combination.choices)
        .count("groep", "Nummer van de groep", lambda combination: combination.group)
        .count("n", "Tellen mee", lambda combination: combination.n)
        .columns(outcomes, lambda combination: combination.counts)
        .text("rapport", "Keuze van het rapport", lambda combination: combination is report)
        .table(
            f"Alle {formats.count(len(grid.combinations))} combinaties en hun aantallen",
            "De keuzes staan als codes, dezelfde als in het webadres.",
            shown=SHOWN,
        )
    )
