"""What was published about the types: what each stands for, and what the report found of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Rows
from perspectief.report.werkwijzen.dots_chart import type_name
from perspectief.report.words import formats, labels
from perspectief_core.cohort.filters import TYPOLOGIES
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records
from perspectief_core.published.records import ChaidRow

PREDICTORS = {"werkwijze_vier": "Vier typen", "werkwijze_hard_zacht": "Zacht of hard"}
WHO = {"alle": "alle jongeren", "uitgestroomd": "wie is uitgestroomd"}
APPENDICES = range(14, 21)
SEVERAL_TYPES = (
    "De onderzoekers zeggen er zelf bij dat de typen in elkaar overlopen en dat verschillende "
    "steunpunten in meer dan één type passen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFact(records.Sourced):
    """One type of Tabel S2: what it stands for in own words, and its steunpunten (codes)."""

    type: str
    meaning: str
    steunpunten: tuple[str, ...]


@cache
def type_facts() -> tuple[TypeFact, ...]:
    """Return the six types in the order of Tabel S2."""
    return tuple(
        TypeFact(
            document=row["document"],
            tabel=row["tabel"],
            opmerking=row["opmerking"],
            type=row["werkwijze"],
            meaning=row["omschrijving"],
            steunpunten=tuple(row["steunpunten"].split(";")),
        )
        for row in records.published_rows("tabel_s2")
    )


def findings() -> tuple[ChaidRow, ...]:
    """Return what the report's own screening said of the types, appendix by appendix."""
    return tuple(
        row
        for appendix in APPENDICES
        for row in records.chaid_rows(appendix)
        if row.kenmerk in PREDICTORS
    )


def description_block(facts: Protected[tuple[TypeFact, ...]]) -> Block:
    """Return the block that says what the types stand for."""
    return Block(
        heading=Heading("typen", "Wat betekenen de typen?"),
        sentence=f"Gepubliceerd: het rapport deelt de 20 steunpunten in zes typen in. "
        f"{SEVERAL_TYPES}",
        source=facts,
        table=Rows(facts.value)
        .text("type", "Type", lambda fact: type_name(fact.type))
        .text("betekenis", "Wat het inhoudt", lambda fact: fact.meaning)
        .text("steunpunten", "Steunpunten", _places)
        .text("vier", "Bij vier typen", lambda fact: _in(fact, "4"))
        .text("twee", "Bij twee", lambda fact: _in(fact, "2"))
        .table(
            "De zes typen (gepubliceerd)",
            "De indeling in vier en twee typen is van dit project: het rapport zegt niet hoe "
            "zes typen er vier of twee werden. De omschrijving is in eigen woorden.",
        ),
        reading="Elke rij is een type met de steunpunten die het rapport daarbij noemt.",
        definition=Definition(
            what="De typen werkwijze van het rapport, op basis van gesprekken met de steunpunten.",
            numerator="niet van toepassing: dit is een indeling",
            denominator="de 20 steunpunten",
            source="Samenvatting, Tabel S2",
        ),
    )


def _places(fact: TypeFact) -> str:
    return formats.listing([labels.steunpunt(code) for code in fact.steunpunten])


def _in(fact: TypeFact, typology: str) -> str:
    return labels.WERKWIJZE[TYPOLOGIES[typology][fact.type]]


def findings_block(rows: Protected[tuple[ChaidRow, ...]]) -> Block:
    """Return the block with the report's own findings about the types."""
    return Block(
        heading=Heading("rapport", "Wat vond het rapport zelf?"),
        sentence=findings_sentence(rows.value),
        source=rows,
        table=Rows(rows.value)
        .text("uitkomst", "Uitkomst", lambda row: labels.OUTCOME[row.uitkomst])
        .text("wie", "Van wie", lambda row: WHO[row.populatie])
        .text("indeling", "Indeling", lambda row: PREDICTORS[row.kenmerk])
        .text("samenhang", "Samenhang", lambda row: row.samenhang)
        .text(
            "p",
            "Kans (p), zoals gedrukt",
            lambda row: None if row.p is None else row.p.replace(".", ","),
        )
        .text("bron", "Bron", lambda row: row.tabel.replace(" ", formats.NBSP))
        .table(
            "Hangt de werkwijze samen met de uitkomst, volgens het rapport (gepubliceerd)",
            "Een punt: het rapport geeft geen kans. Bij 'nee' en bij wie is uitgestroomd "
            "doet het dat nooit.",
        ),
        reading=(
            "Het rapport toetst of groepen jongeren verschillen (CHAID). Het telt daarbij elke "
            "jongere los; de figuur hierboven rekent met steunpunten en is daardoor voorzichtiger."
        ),
        definition=Definition(
            what="Of de werkwijze in de toets van het rapport samenhing met de uitkomst.",
            numerator="niet van toepassing: ja of nee",
            denominator="alle jongeren, of wie is uitgestroomd",
            source="Bijlagen, bijlage 14 tot en met 20",
        ),
    )


def findings_sentence(rows: tuple[ChaidRow, ...]) -> str:
    """Return for how many questions the report found a relation, and for which."""
    related = [row for row in rows if row.samenhang == "ja"]
    told = [
        f"{labels.OUTCOME_SHORT[row.uitkomst]} ({PREDICTORS[row.kenmerk].lower()}"
        f"{', alleen wie is uitgestroomd' if row.populatie == 'uitgestroomd' else ''})"
        for row in related
    ]
    which = f": {formats.listing(told)}" if told else ""
    return (
        f"Gepubliceerd: het rapport keek {len(rows)} keer en vond {len(related)} keer een "
        f"samenhang{which}."
    )
