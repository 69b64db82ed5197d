"""The minister's table, as printed and completed; and the differences that cannot be corrected."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.vergelijking.verdict import PAIR, about
from perspectief.report.words import formats
from perspectief_core.cohort.grouping import CONCRETE
from perspectief_core.comparison.letter import TOTAL, LetterFact
from perspectief_core.data import contract
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published.records import DtvRow, PublishedFigure

SOURCE = "Kamerbrief 2011 (19 637, nr. 1461), tabel in paragraaf 4; doormigratie: Samenvatting."
UNCORRECTED: tuple[tuple[str, str, str, str], ...] = (
    (
        "Wie meedoet",
        "Wie zich zelf aanmeldde bij een steunpunt",
        "Wie na een afwijzing is overgedragen",
        "Wie zichzelf meldt, wil misschien meer of durft meer. Dat is niet gemeten.",
    ),
    (
        "Begin van de telling",
        "Ook wie er al was op 1 oktober 2009, en bleef (32 %)",
        "In beeld tussen 1 oktober 2009 en 1 april 2011, vanaf welk moment dan ook",
        "Wie al lang blijft, telt mee; wie eerder klaar was niet. Dat werkt aan beide kanten "
        "anders.",
    ),
    (
        "Einde van de instroom",
        "Instroom tot 1 oktober 2010",
        "In beeld tot 1 april 2011",
        "Bij DT&V kan iemand maar kort zijn gevolgd, bij Perspectief minstens een half jaar.",
    ),
    (
        "Dubbele aanpak",
        "Een deel was eerst bij DT&V",
        "Deelnemers van Perspectief zijn weggelaten",
        "Wat van welke aanpak komt, is bij hen niet te scheiden. De moeilijke zaken kunnen bij één "
        "kant terechtkomen.",
    ),
    (
        "Wat 'weg' betekent",
        "Vertrokken met onbekende bestemming (mob)",
        "Zelfstandig vertrokken zonder toezicht",
        "Bij beide weet niemand of iemand het land uit is. Wie het telde, en wanneer, verschilt.",
    ),
    (
        "Voorgeschiedenis",
        "Gemiddeld bijna zeven jaar in Nederland bij instroom",
        "Niet bekend; in beeld bij de IND sinds 2008",
        "De brief kijkt niet naar wat er vooraf was gedaan. Oudere zaken zijn vaak moeilijker.",
    ),
    (
        "Leeftijd",
        "Gemiddeld 22 jaar bij instroom",
        "In 2010 18 jaar of ouder",
        "De groepen kunnen in leeftijd verschillen. Voor DT&V is de leeftijd niet gepubliceerd.",
    ),
)


def printed_block(facts: Protected[tuple[LetterFact, ...]]) -> Block:
    """Return the minister's table: as printed, and completed with onward migration."""
    rows = {fact.uitkomst: fact for fact in facts.value if isinstance(fact, DtvRow)}
    onward = next(round(f.waarde) for f in facts.value if isinstance(f, PublishedFigure))
    total = rows[TOTAL].perspectief
    listed = sum(row.perspectief for code, row in rows.items() if code != TOTAL)
    return Block(
        heading=Heading("tabel_minister", "De tabel van de minister"),
        sentence=(
            f"De tabel in de brief telt bij Perspectief op tot {formats.count(listed)}, niet tot "
            f"{formats.count(total)}. De {onward} jongeren die naar een ander land gingen "
            "(doormigratie) staan er niet in. De percentages laten dat niet zien."
        ),
        source=facts,
        table=_table(rows, onward),
        reading=(
            "Vooraan staan beide kanten zoals de brief ze geeft. De laatste twee kolommen zijn "
            "Perspectief met de doormigratie erbij. "
            "De aantallen van DT&V zijn in de brief afgerond op tientallen: ≈ 90 kan alles van 85 "
            "tot en met 95 zijn."
        ),
        definition=Definition(
            what="De uitkomsten van Perspectief naast die van DT&V, zoals gepubliceerd in 2011.",
            numerator="jongeren met deze uitkomst",
            denominator=(
                f"{formats.count(total)} jongeren van Perspectief; ongeveer "
                f"{formats.count(rows[TOTAL].dtv)} jongeren van DT&V"
            ),
            source=SOURCE,
        ),
    )


def _table(rows: dict[str, DtvRow], onward: int) -> Table:
    total = rows[TOTAL]
    body = [_row(row, total.perspectief) for code, row in rows.items() if code != TOTAL]
    listed = sum(row.perspectief for code, row in rows.items() if code != TOTAL)
    printed = sum(row.perspectief_procent or 0 for row in rows.values())
    dtv_printed = sum(row.dtv_procent or 0 for row in rows.values())
    return Table(
        caption="Gepubliceerd: Perspectief naast DT&V, zoals gedrukt en aangevuld",
        columns=(
            Column("uitkomst", "Uitkomst"),
            Column("gedrukt", "Perspectief", "count"),
            Column("dtv", "DT&V", "count"),
            Column("gedrukt_procent", "Perspectief in %, gedrukt", "percent", 0),
            Column("dtv_procent", "DT&V in %, gedrukt", "percent", 0),
            Column("aangevuld", "Perspectief met doormigratie", "count"),
            Column("aangevuld_procent", f"in % van {formats.count(total.perspectief)}", "percent"),
        ),
        rows=(
            *body,
            (PAIR["doormigratie"], None, ".", None, None, onward, onward / total.perspectief),
            (
                "Samen (opgeteld)",
                listed,
                about(sum(row.dtv for code, row in rows.items() if code != TOTAL)),
                printed / 100,
                dtv_printed / 100,
                listed + onward,
                (listed + onward) / total.perspectief,
            ),
            ("Totaal in de brief", total.perspectief, about(total.dtv), None, None, None, None),
        ),
        note="Een punt: de brief noemt dit niet. ≈: in de brief afgerond op tientallen.",
    )


def _row(row: DtvRow, total: int) -> tuple[Cell, ...]:
    return (
        PAIR[row.uitkomst],
        row.perspectief,
        about(row.dtv),
        None if row.perspectief_procent is None else row.perspectief_procent / 100,
        None if row.dtv_procent is None else row.dtv_procent / 100,
        row.perspectief,
        row.perspectief / total,
    )


def uncorrected_block(facts: Protected[tuple[LetterFact, ...]]) -> Block:
    """Return the list of known differences between the two groups that no figure corrects."""
    return Block(
        heading=Heading("niet_te_corrigeren", "Waarin verschillen de groepen zelf?"),
        sentence=(
            f"Op {len(UNCORRECTED)} punten verschillen de groepen voordat er iets geteld is. Voor "
            "geen van deze punten bestaan gegevens van beide kanten. Ze zijn dus niet te "
            "corrigeren, ook hier niet."
        ),
        source=facts,
        table=Table(
            caption="Bekende verschillen die niet te corrigeren zijn",
            columns=(
                Column("punt", "Punt"),
                Column("perspectief", "Perspectief"),
                Column("dtv", "DT&V"),
                Column("gevolg", "Waarom het ertoe doet"),
            ),
            rows=UNCORRECTED,
        ),
        reading="Elke rij is een verschil tussen de groepen, met wat het kan doen.",
        definition=Definition(
            what="Verschillen in wie er zijn gekozen en wat er is geteld, vóór elke aanpak.",
            numerator="niet van toepassing",
            denominator="niet van toepassing",
            source="Kamerbrief 2011, paragraaf 2 tot en met 4; Samenvatting (duur, leeftijd).",
        ),
    )


assert set(PAIR) == {*contract.OUTCOMES, CONCRETE}
