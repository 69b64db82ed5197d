"""Hoeveel 'ja' geeft toeval? The report's 518 tests, beside what shuffled answers give."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.words import by_chance, formats, labels
from perspectief_core.associations.chance import Chance
from perspectief_core.associations.screening import REPORT_QUESTIONS, Question
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records
from perspectief_core.published.records import ChaidRow

RETURNED = 21
CAPTION = "Toetsen in het rapport, en wat toeval geeft bij kenmerken van steunpunten"
NOTE = (
    "Kenmerken van steunpunten: met antwoorden die zijn gedrukt; nagemaakte antwoorden en het "
    "aantal jongeren per medewerker doen niet mee."
)
COLUMNS = (
    Column("bijlage", "Bijlage"),
    Column("uitkomst", "Uitkomst"),
    Column("wie", "Wie telt mee"),
    Column("toetsen", "Toetsen", "count"),
    Column("ja", "Keer 'ja'", "count"),
    Column("steunpunten_toetsen", "Kenmerken van steunpunten", "count"),
    Column("steunpunten_ja", "Daarvan 'ja' in het rapport", "count"),
    Column("toeval", "Door toeval gemiddeld", "number", 1),
    Column("toeval_tussen", "Meestal tussen"),
    Column("p", "p: zoveel 'ja' door toeval", "p"),
)
PRINTED = 5
"""How many of them were printed; the others are of what chance gives."""
WHO = {"alle": "alle jongeren", "uitgestroomd": "alleen uitgestroomd"}


def printed_rows() -> tuple[ChaidRow, ...]:
    """Return every row of Bijlagen 14–20."""
    appendices = [asked.bijlage for asked in REPORT_QUESTIONS]
    return tuple(row for appendix in appendices if appendix for row in records.chaid_rows(appendix))


@under(Heading("veelheid", "Hoeveel 'ja' geeft toeval alleen?"))
def multiplicity_block(
    result: Protected[tuple[ChaidRow, ...]], shuffled: tuple[Protected[Chance], ...]
) -> Block:
    """Return the block with the report's counts of yes and what chance alone would give.

    `shuffled` holds what chance gives on the whole extract for each of `REPORT_QUESTIONS`.
    """
    rows, chances = result.value, tuple(chance.value for chance in shuffled if chance.shown)
    return Block(
        sentence=sentence(rows, chances),
        source=(result, *(chance for chance in shuffled if chance.shown)),
        table=_table(rows, chances),
        reading=(
            "Elke rij is één bijlage van het rapport. Links staat wat het rapport vond; rechts wat "
            "dezelfde toets in deze gegevens geeft als u de antwoorden van de steunpunten "
            f"willekeurig over hen verdeelt. {by_chance.METHOD} Is het aantal van het rapport niet "
            "groter dan het aantal door toeval, dan zegt het niets over organisatie of werkwijze."
            if chances
            else "Elke rij is één bijlage van het rapport, met wat het rapport vond. Hoeveel 'ja' "
            "toeval alleen geeft, wordt niet gepubliceerd."
        ),
        definition=Definition(
            what="Het aantal kenmerken dat volgens het rapport samenhangt met een uitkomst.",
            numerator="kenmerken met 'ja'",
            denominator="alle getoetste kenmerken",
            source=(
                "Bijlagen 14 tot en met 20 (aantallen van het rapport). Door toeval: geteld in "
                "deze gegevens, met de antwoorden uit Bijlagen 5–13."
                if chances
                else "Bijlagen 14 tot en met 20."
            ),
        ),
    )


def sentence(rows: tuple[ChaidRow, ...], chances: tuple[Chance, ...]) -> str:
    """Return the counts, and how few of them are more than chance."""
    yes = sum(row.samenhang == "ja" for row in rows)
    held = [chance for chance in chances if chance.rows]
    first = f"Het rapport deed {formats.count(len(rows))} toetsen en vond {yes} keer 'ja'."
    if not held:
        return first
    more = sum(chance.printed_more_than_chance for chance in held)
    which = f"bij {more} van de {len(held)} bijlagen" if more else "bij geen van de bijlagen"
    return (
        f"{first} Bij kenmerken van steunpunten telt die toets jongeren als los van elkaar. "
        f"Rekent u met de steunpunten zelf, dan is het aantal 'ja' {which} groter dan wat toeval "
        f"geeft. {_turned(more)}Terugkeer rust bovendien op {RETURNED} jongeren."
    )


def _turned(more: int) -> str:
    if more:
        return ""
    return (
        "Dat keert een conclusie van het rapport om: dat organisatie en werkwijze van steunpunten "
        "samenhangen met de uitkomst, is zo niet aangetoond. Dat zij er niet toe doen ook niet: "
        "met 20 steunpunten zijn alleen grote verschillen te zien. "
    )


def _table(rows: tuple[ChaidRow, ...], chances: tuple[Chance, ...]) -> Table:
    # Where what chance gives is withheld, of everything, only what was printed is left.
    width = len(COLUMNS) if chances else PRINTED
    by_question = {chance.question: chance for chance in chances}
    return Table(
        caption=CAPTION if chances else "Toetsen in het rapport",
        columns=COLUMNS[:width],
        rows=tuple(
            (*_line(rows, asked), *_by_chance(by_question.get(asked)))[:width]
            for asked in REPORT_QUESTIONS
        ),
        note=NOTE if chances else "",
    )


def _line(rows: tuple[ChaidRow, ...], question: Question) -> tuple[Cell, ...]:
    appendix = f"Bijlage {question.bijlage}"
    answers = [row.samenhang for row in rows if row.tabel == appendix]
    who = WHO["uitgestroomd" if question.only_exits else "alle"]
    return appendix, labels.OUTCOME[question.outcome], who, len(answers), answers.count("ja")


def _by_chance(chance: Chance | None) -> tuple[Cell, ...]:
    """Return what chance gives; five empty cells where that is withheld."""
    if chance is None:
        return (None,) * 5
    if not chance.rows:
        return 0, None, None, None, None
    between = f"{chance.low} en {chance.high}"
    return len(chance.rows), chance.printed, chance.mean, between, chance.p_printed
