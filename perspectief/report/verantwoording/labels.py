"""Dutch names of what the audit says: verdicts, reasons, measures, tables."""

from __future__ import annotations

from collections.abc import Iterable

from perspectief.report.block.tables import Rows
from perspectief.report.words import formats, labels, shell
from perspectief.report.words.choices import Choice
from perspectief_core.audit.rows import TableCount
from perspectief_core.published.records import Sourced

VERDICT = {
    "klopt": "klopt",
    "binnen_de_ruis": "binnen de ruis",
    "niet_gehaald": "niet gehaald door deze gegevens",
    "wijkt_af": "wijkt af",
    "niet_te_berekenen": "niet na te rekenen",
}
REASON = {
    "niemand": "Er is niemand om te tellen.",
    "geen_kolom": "De antwoorden die hiervoor nodig zijn, zijn nooit gepubliceerd.",
    "steunpunt_ontbreekt": "Dit steunpunt staat niet in deze gegevens.",
    "land_in_groep": "De gegevens kennen de groep van herkomst, niet het land zelf.",
    "telronde": "Dit is een tussenstand. De gegevens bevatten alleen de laatste stand.",
    "interviews": "Dit is alleen in gesprekken gezegd; het staat in geen enkele lijst.",
    "opzet": "Dit gaat over de opzet van het onderzoek.",
    "definitie": "Dit is een keuze van het rapport, geen telling.",
    "beleid": "Dit is een regel, een doel of een bedrag.",
    "context": "Dit gaat over andere mensen of over een andere tijd.",
}
MEASURE = {
    "huidig": "nog deelnemer",
    "uitgestroomd": "uitgestroomd",
    "totaal": "samen",
    "aantal": "aantal",
    "procent": "aandeel",
    "vrouw": "vrouwen",
    "man": "mannen",
    "vrouw_procent": "aandeel vrouwen",
    "man_procent": "aandeel mannen",
    "n": "aantal jongeren",
    "gemiddelde_maanden": "gemiddelde",
    "sd_maanden": "spreiding (standaardafwijking)",
    "samenhang": "hangt het samen?",
    "p": "p",
    "chi2": "χ²",
    "df": "vrijheidsgraden",
    "cellen": "gelijke antwoorden",
}
_RELATION = {
    14: "verblijfsvergunning",
    15: "terugkeer",
    16: "mob",
    17: "in_begeleiding",
    18: "verblijfsvergunning",
    19: "terugkeer",
    20: "mob",
}
_FIRST_OF_EXITS = 18
ABOUT = {
    "Bijlage 1": "hoeveel jongeren zijn geteld",
    "Bijlage 2": "landen van herkomst",
    "Bijlage 3": "herkomst van vrouwen en mannen",
    "Bijlage 4": "verblijf in Nederland per steunpunt",
    "Bijlage 5": "medewerkers en organisatie",
    "Bijlage 6": "huiskamer",
    "Bijlage 7": "voorbeeld en begindatum",
    "Bijlage 8": "activiteiten en leefgeld",
    "Bijlage 9": "werkwijze en toelating",
    "Bijlage 10": "samenwerking met DT&V",
    "Bijlage 11": "samenwerking met de IND",
    "Bijlage 12": "samenwerking met de gemeente",
    "Bijlage 13": "contracten en trajecten",
    "Tabel S2": "werkwijzen",
    "Tabel § 4": "Perspectief naast DT&V",
    **{
        f"Bijlage {number}": f"verband met {labels.OUTCOME_SHORT[outcome]}"
        + (", alleen wie is uitgestroomd" if number >= _FIRST_OF_EXITS else "")
        for number, outcome in _RELATION.items()
    },
}
TEXTS, ALL, DIFFERING = "teksten", "alle", "wijkt_af"
WHICH = Choice(
    "Welke cijfers?",
    "cijfers",
    {
        TEXTS: "de Samenvatting en de brieven",
        **{entry.name: f"pagina {entry.title}" for entry in shell.PAGES},
        ALL: "alle cijfers",
    },
    TEXTS,
)
SHOW = Choice(
    "Wat wilt u zien?",
    "oordeel",
    {
        DIFFERING: "wat afwijkt",
        "binnen_de_ruis": "wat binnen de ruis valt",
        "niet_gehaald": "wat deze gegevens niet halen",
        "niet_te_berekenen": "wat niet is na te rekenen",
        "klopt": "wat klopt",
        ALL: "alles",
    },
    DIFFERING,
)


def source(document: str, tabel: str) -> str:
    """Return where a figure was printed: `Kamerbrief 2011, § 3`."""
    place = tabel.replace("§ ", f"§{formats.NBSP}")
    return place if tabel.startswith("Bijlage") else f"{document}, {place}"


def remark(record: Sourced) -> str:
    """Return the remark at a record, which in its own file may refer to a part of this page."""
    return record.opmerking.replace("zie inconsistenties", "zie de tegenstrijdigheden")


def by_table(counts: Iterable[TableCount]) -> Rows[TableCount]:
    """Return the start of a table with a row for each printed table: which, and about what."""
    return (
        Rows(counts)
        .text("tabel", "Tabel of plaats", lambda table: source(table.document, table.tabel))
        .text("waarover", "Waarover", lambda table: ABOUT.get(table.tabel, "cijfers in de tekst"))
    )
