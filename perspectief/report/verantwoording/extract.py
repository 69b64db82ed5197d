"""Hoe echt en hoe veilig zijn deze gegevens? What the extract is, has exactly, and leaves out."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.verantwoording.codebook import Question
from perspectief.report.verantwoording.labels import by_table
from perspectief.report.words import formats, labels
from perspectief.report.words.contract import TABLES
from perspectief.report.words.markup import definitions, listing, tag
from perspectief_core.audit import Audit, TableCount
from perspectief_core.data.description import Description
from perspectief_core.disclosure.protecting import Protected

_KIND = {
    "synthetic": "nagemaakt, geen echte personen",
    "register": "registratie: echte personen, zonder namen en nummers",
}
_PRECISION = {"month": "op de maand", "day": "op de dag"}
_NOT_TAKEN_OVER = "niet overgenomen"


@under(Heading("gegevens", "Welke gegevens u bekijkt"))
def identity_block(result: Protected[Description]) -> Block:
    """Return the block that says which data these are, to the last byte.

    Of an edition only what it says of itself: how many rows there are is exact.
    """
    description = result.value
    if not description.tables:
        return _published_identity(result)
    return Block(
        sentence=_identity_sentence(description),
        source=result,
        table=_properties(_identity_rows(description)),
        reading=(
            "De controlegetallen (sha256) veranderen als er één letter in een bestand verandert. "
            "Zo kunt u nagaan of u precies dezelfde gegevens gebruikt."
        ),
        definition=Definition(
            what="Het extract: de bestanden waaruit deze website alles berekent.",
            source="Het bestand manifest.json bij de gegevens.",
        ),
    )


def _published_identity(result: Protected[Description]) -> Block:
    description = result.value
    return Block(
        sentence=(
            f"U bekijkt wat er van extract {description.id} wordt gepubliceerd. Soort gegevens: "
            f"{labels.KIND[description.kind]}."
        ),
        source=result,
        table=_properties(
            (
                ("Soort gegevens", labels.KIND[description.kind]),
                ("Code van het extract", description.id),
                ("Peildatum", labels.iso_day(description.peildatum)),
                ("Herkomst", description.origin),
            )
        ),
        reading=(
            "Aan de code van het extract ziet u of twee publicaties van dezelfde gegevens zijn "
            "gemaakt. Hoeveel rijen er precies zijn, wordt niet gepubliceerd."
        ),
        definition=Definition(
            what="Het extract: de bestanden waaruit deze publicatie is gemaakt.",
            source="Wat de publicatie van zichzelf zegt.",
        ),
    )


def _properties(rows: tuple[tuple[Cell, ...], ...]) -> Table:
    columns = (Column("eigenschap", "Eigenschap"), Column("waarde", "Waarde"))
    return Table(caption="Eigenschappen van deze gegevens", columns=columns, rows=rows)


def _identity_sentence(description: Description) -> str:
    people, places, dtv = (formats.count(table.rows) for table in description.tables)
    return (
        f"U bekijkt extract {description.id}: {people} jongeren, {places} steunpunten en {dtv} "
        f"personen in de groep van DT&V. Soort gegevens: {_KIND[description.kind]}."
    )


def _identity_rows(description: Description) -> tuple[tuple[Cell, ...], ...]:
    files = tuple(
        (f"Bestand {table.name}", f"{formats.count(table.rows)} rijen, sha256 {table.sha256}")
        for table in description.tables
    )
    return (
        ("Soort gegevens", _KIND[description.kind]),
        ("Code van het extract", description.id),
        ("Peildatum", labels.iso_day(description.peildatum)),
        ("Datums zijn bekend", _PRECISION[description.date_precision]),
        ("Herkomst", description.origin),
        ("Afronding van de cijfers van DT&V", f"op {formats.count(description.dtv_rounding)}"),
        ("Versie van het contract", formats.count(description.contract_version)),
        *files,
    )


@under(Heading("precies", "Wat precies klopt en wat niet"))
def exact_block(result: Protected[Audit]) -> Block:
    """Return the block that says which published tables these data give exactly."""
    tables = [table for table in result.value.tables if table.computed]
    rows = sorted(tables, key=lambda table: (table.computed - table.agree) / table.total)
    return Block(
        sentence=_exact_sentence(tables, result.provenance.kind == "synthetic"),
        source=result,
        picture=Picture("html", _lists(tables), _exact_alt(tables)),
        table=(
            by_table(rows)
            .text("stand", "Hoeveel cijfers kloppen", _standing)
            .table("Hoe dicht deze gegevens bij elke gepubliceerde tabel liggen")
        ),
        reading=(
            "'Elk cijfer klopt' geldt voor de cijfers die zijn na te rekenen. De tabel zegt "
            "hoeveel het er zijn; onderaan staat wat het minst klopt."
        ),
        definition=Definition(
            what="Per tabel hoeveel gepubliceerde cijfers deze gegevens precies geven.",
            numerator="cijfers die na afronden gelijk zijn",
            denominator="cijfers die zijn na te rekenen",
            source="De vijf documenten, nagerekend met deze gegevens.",
        ),
    )


def _lists(tables: list[TableCount]) -> Markup:
    parts = (
        ("Elk cijfer klopt", [table for table in tables if table.exact]),
        ("Niet elk cijfer klopt", [table for table in tables if not table.exact]),
    )
    return definitions((name, _named(some)) for name, some in parts)


def _named(tables: list[TableCount]) -> str:
    documents: dict[str, list[str]] = {}
    for table in tables:
        # The numbers alone: `Bijlage 1, 3, 4`.
        name = table.document.replace("Bijlagen", "Bijlage")
        documents.setdefault(name, []).append(table.tabel.removeprefix("Bijlage "))
    return ". ".join(f"{name}: {', '.join(places)}" for name, places in documents.items())


def _exact_alt(tables: list[TableCount]) -> str:
    exact = sum(table.exact for table in tables)
    return f"Twee lijsten: {exact} plaatsen waar alles klopt, {len(tables) - exact} waar niet."


def _standing(table: TableCount) -> str:
    computed = table.computed
    if table.exact:
        return f"alle {formats.count(computed)}" if computed > 1 else "het enige cijfer klopt"
    return f"{formats.count(table.agree)} van {formats.count(computed)}"


def _exact_sentence(tables: list[TableCount], synthetic: bool) -> str:
    exact = sum(table.exact for table in tables)
    start = (
        f"Van {formats.count(exact)} van de {formats.count(len(tables))} tabellen en plaatsen "
        "klopt elk cijfer dat is na te rekenen. "
    )
    if not synthetic:
        return (
            start + "Waar een cijfer afwijkt, wijken de registratie en het rapport van elkaar af."
        )
    return start + (
        "Nagemaakt is altijd: wat er van de jongeren van een bepaald steunpunt werd, en welke "
        "kenmerken samen bij één jongere horen. Het eerste is afgeleid uit gedrukte toetsen en "
        "daarna met opzet verstoord: uitkomsten zijn bij toeval geruild tussen steunpunten. Het "
        "zegt dus niets over een echt steunpunt."
    )


def safety_html(asked: Protected[tuple[Question, ...]]) -> Markup:
    """Return what is left out of an extract so that nobody can be recognised, as HTML."""
    left_out = [question for question in asked.value if _NOT_TAKEN_OVER in question.opmerking]
    only_part = [
        question
        for question in asked.value
        if question.opmerking.startswith("Alleen") and question.columns
    ]
    taken = [
        f"{question.subject} ({question.number}): {question.opmerking}."
        for question in (*left_out, *only_part)
    ]
    tables = formats.listing([name.split(":")[0] for name in TABLES.values()])
    return tag(
        "section",
        tag("h2", "Wat er niet in staat", id="pf-veilig"),
        tag(
            "p",
            "In een extract staan geen namen, geen vreemdelingnummers, geen geboortedatums en geen "
            "adressen. Deze gegevens stonden wel in de lijsten van het onderzoek:",
        ),
        listing(taken),
        tag(
            "p",
            f"Een extract heeft drie tabellen: {tables}. Een kolom die niet in het codeboek staat, "
            "wordt geweigerd. Rijen van personen verlaten de computer van deze website niet: u "
            "ziet alleen tellingen en schattingen over groepen.",
        ),
        tag(
            "p",
            "Gegevens van echte personen toont deze website niet open. Daarvoor gelden strengere "
            "regels.",
        ),
        aria_labelledby="pf-veilig",
    )
