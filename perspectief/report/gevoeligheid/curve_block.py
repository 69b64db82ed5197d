"""The specification curve with the choice grid under it, the report's choice marked."""

from __future__ import annotations

from typing import Any

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.gevoeligheid import criteria, curve_chart
from perspectief.report.gevoeligheid.lead import ASKED
from perspectief.report.words import formats, labels, shares
from perspectief_core.cohort.selection import CRITERIA, Selection
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.sensitivity.curve import Curve, CurveColumn
from perspectief_core.shares.intervals import Share


@under(Heading("kromme", "Alle tellingen"))
def curve_block(result: Protected[Curve], sentence: str, own: Share | None) -> Block:
    """Return the block with the curve; `own` is the share now on the other pages, if different."""
    curve = result.value
    what = labels.outcome_short(curve.outcome)
    return Block(
        heading=heading_of(curve_block).about(what),
        sentence=sentence,
        source=result,
        picture=Picture("plotly", curve_chart.draw(curve, own), _alt(curve))
        if curve.columns
        else None,
        table=_table(curve, result.provenance.selection),
        reading=(
            "Boven staan alle verschillende tellingen van laag naar hoog. Elke stip is een groepje "
            "buren op die lijn. De ruit is het rapport. Eronder heeft elke andere keuze een "
            "strook: waar de strook donker is, kan die keuze veel tellingen van dat groepje geven. "
            "Is een strook alleen links of rechts donker, dan maakt die keuze uit. Is hij overal "
            "even donker, dan niet. Klik op een stip, of schuif, om één telling te openen."
        ),
        definition=_definition(curve),
    )


def _alt(curve: Curve) -> str:
    low, high = curve.columns[0].low, curve.columns[-1].high
    return (
        f"Oplopende lijn van stippen van {formats.percent(low)} tot {formats.percent(high)}, het "
        f"rapport gemerkt op {formats.percent(curve.report.share)}. Eronder een strook per keuze."
    )


def _table(curve: Curve, filters: Selection) -> Table:
    usual = tuple(criterion.default for criterion in CRITERIA)
    lines = [
        ("Rapport", curve.report, 1, usual),
        *(
            (formats.count(at), column.middle, column.size, column.choices)
            for at, column in enumerate(curve.columns, start=1)
        ),
    ]
    return (
        Rows(lines)
        .text("plaats", "Plaats", lambda line: line[0])
        .share("aandeel", "De middelste telling", lambda line: line[1])
        .count("tellingen", "Tellingen in dit groepje", lambda line: line[2])
        .text("keuzes", "Anders dan het rapport", lambda line: _departing(line[3]))
        .text("open", "Bekijk", lambda line: criteria.link(filters, _choices(line[3])))
        .table(
            f"Van laag naar hoog: {ASKED.options[curve.outcome]}",
            "Onder 'Alle combinaties' kunt u elke combinatie downloaden.",
        )
    )


def _departing(choices: tuple[str, ...]) -> str:
    return "; ".join(criteria.departures(choices))


def _definition(curve: Curve) -> Definition:
    without = curve.without_share
    left = f" {formats.plural(without, 'telling heeft', 'tellingen hebben')} niemand."
    return Definition(
        what=(
            "Het deel met een uitkomst bij elke mogelijke combinatie van keuzes. Combinaties die "
            "op dezelfde peildatum dezelfde jongeren geven, zijn één telling."
            f"{left if without else ''} De filters gelden bij elke telling."
        ),
        numerator=f"jongeren met als uitkomst: {ASKED.options[curve.outcome]}",
        denominator={
            "all": "alle jongeren die bij die telling meetellen",
            "exits": "de jongeren die bij die telling zijn uitgestroomd",
        }[curve.basis],
        source="Geteld in de gegevens die u bekijkt; de keuzes staan op deze pagina.",
    )


def one_sentence(column: CurveColumn) -> str:
    """Return what one combination counts and how it departs from the report."""
    return (
        f"{shares.full(column.middle)}. Anders dan het rapport: "
        f"{formats.listing(criteria.departures(column.choices))}."
    )


def choices_of(column: CurveColumn, basis: str) -> dict[str, Any]:
    """Return the combination as the fields of a selection."""
    exits = {"uitstroom": True} if basis == "exits" else {}
    return {**_choices(column.choices), **exits}


def _choices(choices: tuple[str, ...]) -> dict[str, str]:
    return {c.code: option for c, option in zip(CRITERIA, choices, strict=True)}
