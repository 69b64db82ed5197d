"""Welke gegevens zijn er? Every column of an extract, and every question that was asked."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Column, Rows, Table
from perspectief.report.verantwoording.labels import remark
from perspectief.report.words import formats
from perspectief.report.words.choices import Choice
from perspectief.report.words.contract import (
    ANSWERS,
    APPENDICES,
    COLUMNS,
    KINDS,
    LEVELS,
    ORIGINS_OF_DATA,
    TABLES,
    UNITS,
)
from perspectief_core.data.contract import ColumnSpec
from perspectief_core.data.description import DescribedColumn, DescribedTable, Description
from perspectief_core.data.extract import INVENTED_COLUMNS, table_spec
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records
from perspectief_core.shares.intervals import share

LIST = Choice(
    "Welke lijst?",
    "lijst",
    {**TABLES, **{f"bijlage_{number}": name for number, name in APPENDICES.items()}},
    "deelnemers",
)
FIRST_YEAR = 1900
LISTS = (
    "De laatste kolom zegt met welke vraag het gegeven is verzameld: C is de lijst van de "
    "steunpunten (Bijlage 23), v die van DMB (Bijlage 24), S en G zijn de vragenlijsten."
)
ALLOWED = "De kolommen die een extract mag hebben. Andere kolommen worden geweigerd."
CONTRACT = "Het contract van dit programma; Bijlagen, bijlage 21–28 (de vragen)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(records.Sourced):
    """One question of Bijlagen 21–28; `columns` are the columns of an extract that it feeds."""

    appendix: int
    number: str
    part: str
    subject: str
    kind: str
    answers: str
    columns: tuple[str, ...]


@cache
def questions() -> tuple[Question, ...]:
    """Return every question of the questionnaires and registration lists."""
    return tuple(question for appendix in APPENDICES for question in _questions(appendix))


def _questions(appendix: int) -> tuple[Question, ...]:
    return tuple(
        Question(
            document=line["document"],
            tabel=line["tabel"],
            opmerking=line["opmerking"],
            appendix=appendix,
            number=line["nummer"],
            part=line.get("onderdeel_label", ""),
            subject=line["onderwerp"],
            kind=line["antwoordtype"],
            answers=line.get("antwoorden", ""),
            columns=tuple(line["kolom"].split(";")) if line["kolom"] else (),
        )
        for line in records.published_rows(f"bijlage_{appendix}")
    )


@under(Heading("codeboek", "Welke kolommen er zijn"))
def block(
    description: Protected[Description], asked: Protected[tuple[Question, ...]], choice: str
) -> Block:
    """Return the block of one option of `LIST`: a table of the extract, or a list of questions."""
    if choice in TABLES and not description.value.tables:
        return allowed_block(asked, choice)
    if choice in TABLES:
        return columns_block(description, asked, choice)
    return questions_block(asked, int(choice.removeprefix("bijlage_")))


_NOISE = (
    " De kolommen 'steunpunt' en 'uitkomst' zijn gereconstrueerd, met ruis: welke uitkomst bij "
    "welk steunpunt hoort, wijkt met opzet af."
)


def columns_block(
    description: Protected[Description], asked: Protected[tuple[Question, ...]], name: str
) -> Block:
    """Return the block with the columns of one table of the extract."""
    table = next(described for described in description.value.tables if described.name == name)
    present = sum(column.present for column in table.columns)
    return Block(
        heading=Heading(f"codeboek_{name}", TABLES[name]),
        sentence=(
            f"Deze tabel heeft {formats.count(table.rows)} rijen. Van de {len(table.columns)} "
            f"kolommen die er kunnen zijn, zijn er {present} in deze gegevens."
            + _NOISE
            * (name == "deelnemers" and description.provenance.kind == "synthetic")
        ),
        source=(description, asked),
        table=_columns_table(table, asked.value),
        reading=(
            f"Elke rij is een kolom. 'Ingevuld' zegt bij hoeveel rijen er iets staat. {LISTS}"
        ),
        definition=Definition(
            what=ALLOWED,
            numerator="rijen waarin de kolom is ingevuld",
            denominator=f"alle {formats.count(table.rows)} rijen van de tabel",
            source=CONTRACT,
        ),
    )


def allowed_block(asked: Protected[tuple[Question, ...]], name: str) -> Block:
    """Return the columns that one table of an extract may have, whatever is in this one."""
    columns = tuple(DescribedColumn(**_own(spec)) for spec in table_spec(name).columns)
    table = _columns_table(DescribedTable(name, 0, "", columns), asked.value)
    filled = [column.key for column in table.columns].index("ingevuld")
    return Block(
        heading=Heading(f"codeboek_{name}", TABLES[name]),
        sentence=(
            f"Een extract kan in deze tabel {len(columns)} kolommen hebben. Welke ervan zijn "
            "ingevuld en bij hoeveel rijen, wordt niet gepubliceerd."
        ),
        source=asked,
        table=replace(
            table,
            columns=(*table.columns[:filled], *table.columns[filled + 1 :]),
            rows=tuple((*row[:filled], *row[filled + 1 :]) for row in table.rows),
        ),
        reading=f"Elke rij is een kolom. {LISTS}",
        definition=Definition(
            what=ALLOWED,
            source=CONTRACT,
        ),
    )


def _own(spec: ColumnSpec) -> dict[str, Any]:
    return {field.name: getattr(spec, field.name) for field in fields(spec)}


def _columns_table(table: DescribedTable, asked: tuple[Question, ...]) -> Table:
    published_columns = {published.kolom: published for published in records.steunpunt_columns()}
    about_places = table.name == "steunpunten"
    origin = Column("echtheid", "Waar de waarden vandaan komen")
    register = Column("register", "Uit het register van DMB")
    return _without_empty_columns(
        Table(
            caption=f"Kolommen van de tabel {table.name}",
            columns=(
                Column("kolom", "Kolom"),
                Column("wat", "Wat het is"),
                Column("waarden", "Wat er mag staan"),
                Column("verplicht", "Verplicht"),
                origin if about_places else register,
                Column("ingevuld", "Ingevuld"),
                Column("vraag", "Vraag in de lijsten"),
            ),
            rows=tuple(
                _column_cells(table, column, published_columns.get(column.name), asked)
                for column in table.columns
            ),
        )
    )


def _column_cells(
    table: DescribedTable,
    column: DescribedColumn,
    printed: records.SteunpuntKolom | None,
    asked: tuple[Question, ...],
) -> tuple[Cell, ...]:
    if table.name != "steunpunten":
        printed = None
    special = ""
    if printed is not None:
        special = ORIGINS_OF_DATA[printed.herkomst_gegevens]
    elif column.name in INVENTED_COLUMNS:
        special = ORIGINS_OF_DATA["synthetisch"]
    elif table.name == "deelnemers":
        special = "ja" if column.linked else "nee"
    filled = formats.of(share(column.known, table.rows)) if column.present else "kolom ontbreekt"
    return (
        column.name,
        printed.label if printed is not None else COLUMNS.get(column.name, ""),
        _allowed(table.name, column, printed),
        "ja" if column.required else "nee",
        special,
        filled,
        _asked_in(table.name, column.name, asked),
    )


def _allowed(table: str, column: DescribedColumn, printed: records.SteunpuntKolom | None) -> str:
    if column.levels:
        names = LEVELS.get((table, column.name)) or (printed.levels() if printed else {})
        return "; ".join(names.get(level, level) for level in column.levels)
    kind = KINDS[column.kind]
    if column.minimum is None or column.maximum is None:
        unit = printed.eenheid if printed is not None and column.kind == "number" else ""
        return f"{kind}, {unit}" if unit else kind
    # A year is not a quantity: 1985, not 1.985.
    if column.minimum >= FIRST_YEAR:
        return f"{kind} van {column.minimum:.0f} tot en met {column.maximum:.0f}"
    low, high = formats.number(column.minimum, 0), formats.number(column.maximum, 0)
    return f"{kind} van {low} tot en met {high} {UNITS.get(column.unit, '')}".strip()


def _asked_in(table: str, column: str, asked: tuple[Question, ...]) -> str:
    lists = {"deelnemers": (23, 24), "steunpunten": (21, 22, 25, 26, 27, 28)}.get(table, ())
    asking = [
        question for question in asked if question.appendix in lists and column in question.columns
    ]
    return ", ".join(question.number for question in asking)


def questions_block(asked: Protected[tuple[Question, ...]], appendix: int) -> Block:
    """Return the block with the questions of one questionnaire or registration list."""
    chosen = tuple(question for question in asked.value if question.appendix == appendix)
    used = sum(bool(question.columns) for question in chosen)
    return Block(
        heading=Heading(f"vragen_{appendix}", APPENDICES[appendix]),
        sentence=(
            f"Deze lijst heeft {len(chosen)} vragen. Het antwoord op {used} daarvan staat in de "
            "gegevens van deze website."
        ),
        source=asked,
        table=_questions_table(chosen, appendix),
        reading=(
            "Elke rij is een vraag, in onze woorden. 'Kolom' zegt waar het antwoord in de gegevens "
            "staat; is dat leeg, dan staat het antwoord er niet in."
        ),
        definition=Definition(
            what="De vragen van een vragenlijst of registratielijst van het onderzoek.",
            source=f"Bijlagen, bijlage {appendix}.",
        ),
    )


def _questions_table(chosen: tuple[Question, ...], appendix: int) -> Table:
    return _without_empty_columns(
        Rows(chosen)
        .text("nummer", "Nummer", lambda question: question.number)
        .text("onderdeel", "Onderdeel", lambda question: question.part)
        .text("onderwerp", "Waarover de vraag gaat", lambda question: question.subject)
        .text("soort", "Soort antwoord", lambda question: ANSWERS.get(question.kind, question.kind))
        .text("antwoorden", "Mogelijke antwoorden", lambda question: question.answers)
        .text("kolom", "Kolom in de gegevens", lambda question: ", ".join(question.columns))
        .text("opmerking", "Opmerking", remark)
        .table(f"Vragen van bijlage {appendix}")
    )


def _without_empty_columns(table: Table) -> Table:
    kept = [
        position
        for position in range(len(table.columns))
        if any(row[position] not in ("", None) for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(table.columns[position] for position in kept),
        rows=tuple(tuple(row[position] for position in kept) for row in table.rows),
    )
