"""The report's screening, yes or no, over all combinations; and the types classified otherwise."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import Column, Rows, Table
from perspectief.report.gevoeligheid.claims import breaks
from perspectief.report.samenhang import finding
from perspectief.report.werkwijzen.dots_chart import type_name
from perspectief.report.words import formats, labels
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published import records
from perspectief_core.sensitivity.claims_screening import ScreeningClaim, ScreeningClaims
from perspectief_core.sensitivity.reclassification import Reclassification
from perspectief_core.shares.intervals import interval


def has_appendix(outcome: str) -> bool:
    """Tell whether the report prints a screening of this outcome."""
    return outcome in ("verblijfsvergunning", "terugkeer", "mob", "in_begeleiding")


def has_types(outcome: str) -> bool:
    """Tell whether the types can be compared on this outcome: one of the register's own."""
    return outcome in labels.OUTCOME


@under(Heading("samenhang_keuzes", "De bijlagen opnieuw, bij elke telling"))
def screening_block(result: Protected[ScreeningClaims]) -> Block:
    """Return the block with every predictor of an appendix over all combinations."""
    claims = result.value
    return Block(
        heading=heading_of(screening_block).titled(
            f"Bijlage {claims.bijlage} opnieuw, bij elke telling"
        ),
        sentence=screening_sentence(claims),
        source=result,
        table=_screening_table(claims),
        reading=(
            "Elke rij is een kenmerk. 'Gedrukt' is wat de bijlage zegt. Daarnaast staat in hoeveel "
            "tellingen hetzelfde uitkomt als u opnieuw toetst. Komt het met de keuzes van het "
            "rapport al niet uit, dan ligt dat aan de nagemaakte gegevens en niet aan een keuze."
        ),
        definition=Definition(
            what=(
                "De toets van het rapport (CHAID, met de instellingen van SPSS), opnieuw gedaan "
                "bij elke telling: elke combinatie van keuzes die andere jongeren geeft."
                + (f" {finding.WITHOUT_OTHER}" if claims.only_exits else "")
            ),
            numerator="tellingen waarin hetzelfde uitkomt als gedrukt",
            denominator="tellingen waarin er iets te toetsen is",
            source=f"Bijlagen, Bijlage {claims.bijlage}; getoetst in de gegevens die u bekijkt.",
        ),
    )


def screening_sentence(claims: ScreeningClaims) -> str:
    """Return how many predictors come out as printed, and how many of those hang on a choice."""
    same = [row for row in claims.rows if row.verdict.in_report]
    firm = [row for row in same if row.verdict.holds == row.verdict.of]
    if not claims.rows:
        return "Er zijn geen kenmerken of geen jongeren om te toetsen."
    yes = sum(row.samenhang == "ja" for row in same)
    always = f"in alle {formats.count(claims.countings)} tellingen zo"
    held = f"Dat blijft bij alle {len(same)} {always}."
    if len(firm) < len(same):
        held = (
            f"Bij {len(firm) or 'geen'} daarvan blijft dat {always}; bij {len(same) - len(firm)} "
            "hangt het aan een keuze."
        )
    return (
        f"Van de {len(claims.rows)} kenmerken komt bij {len(same) or 'geen'} met de keuzes van het "
        f"rapport hetzelfde uit als gedrukt ({yes or 'geen enkele'} keer ja)."
        f"{f' {held}' if same else ''}"
    )


def _screening_table(claims: ScreeningClaims) -> Table:
    named = {kenmerk.kenmerk: kenmerk.label for kenmerk in records.kenmerken()}
    missing = len(claims.unavailable)
    here = Column("rapport", "Hier ook zo, met de keuzes van het rapport")
    return (
        Rows(claims.rows)
        .text("kenmerk", "Kenmerk", lambda row: named[row.kenmerk])
        .text("gedrukt", "Gedrukt", lambda row: row.samenhang)
        .column(here, lambda row: row.verdict.in_report)
        .count("zo", "Ook zo in", lambda row: row.verdict.holds)
        .count("van", "van", lambda row: row.verdict.of)
        .p("laagste_p", "Kleinste p", lambda row: row.verdict.low)
        .p("grootste_p", "Grootste p", lambda row: row.verdict.high)
        .text("vaakst_niet", "Het vaakst anders bij", _differs_at)
        .table(
            f"Kenmerken van Bijlage {claims.bijlage} over alle tellingen",
            f"{missing} kenmerken staan niet in deze gegevens. De p is gecorrigeerd (Bonferroni), "
            "zoals in het rapport.",
        )
    )


def _differs_at(row: ScreeningClaim) -> str:
    return breaks(row.verdict.worst) if row.verdict.in_report else ""


SOME = (
    " Met zoveel steunpunten zijn er te veel indelingen om ze alle te proberen: hier is een deel "
    "geprobeerd, door het toeval gekozen."
)


@under(Heading("andere_typen", "En als een steunpunt bij een ander type hoort?"))
def types_block(result: Protected[Reclassification]) -> Block:
    """Return the block with the working methods under every defensible classification."""
    reclassification = result.value
    return Block(
        sentence=types_sentence(reclassification),
        source=result,
        table=_types_table(reclassification),
        reading=(
            "Het rapport zegt dat steunpunten in meer dan één type passen. Daarom krijgt elke "
            "mengvorm hier om de beurt een van de twee typen waaruit zij bestaat. Elk ander "
            "steunpunt gaat één keer naar een type ernaast."
            f"{'' if reclassification.every else SOME}"
        ),
        definition=Definition(
            what="Het deel met deze uitkomst per type, bij elke verdedigbare indeling.",
            numerator=f"jongeren met als uitkomst: {labels.OUTCOME[reclassification.outcome]}",
            denominator="jongeren van de steunpunten van het type",
            source="Samenvatting, Tabel S2. Welke indelingen kunnen, is een eigen keuze.",
        ),
    )


def _types_table(reclassification: Reclassification) -> Table:
    total = reclassification.mixed + reclassification.neighbours
    reach = Column("bereik", "Laagste en hoogste bij andere indelingen", "interval")
    return (
        Rows(reclassification.types)
        .text("type", "Type", lambda kind: type_name(kind.type))
        .share("gewoon", "Zoals hier ingedeeld", lambda kind: kind.usual)
        .column(reach, lambda kind: interval(kind.low, kind.high))
        .table(
            f"Vier typen bij {total} indelingen: {labels.OUTCOME[reclassification.outcome]}",
            f"{reclassification.mixed} indelingen verdelen de steunpunten met een mengvorm; "
            f"{reclassification.neighbours} verplaatsen één ander steunpunt naar een type ernaast.",
        )
    )


def types_sentence(reclassification: Reclassification) -> str:
    """Return in how many classifications the types differ more than chance."""
    if not reclassification.tested:
        return "Bij deze selectie is er maar één type, of niets te vergelijken."
    if not reclassification.differs:
        return (
            f"In geen van de {reclassification.tested} indelingen zijn de verschillen tussen de "
            "typen groter dan toeval. Dat is geen bewijs dat het type niet uitmaakt: met zo weinig "
            "steunpunten is alleen een heel groot verschil te zien."
        )
    if reclassification.differs == reclassification.tested:
        return (
            f"In alle {reclassification.tested} indelingen zijn de verschillen tussen de typen "
            "groter dan toeval."
        )
    return (
        f"Het maakt uit hoe u indeelt: in {reclassification.differs} van de "
        f"{reclassification.tested} indelingen zijn de verschillen tussen de typen groter dan "
        "toeval, in de andere niet."
    )
