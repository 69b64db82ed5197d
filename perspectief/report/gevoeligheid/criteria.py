"""The choices: short names, why an alternative can be defended, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Link, Rows
from perspectief.report.words import criteria, formats, shell
from perspectief_core.cohort.selection import CRITERIA, Selection, to_query
from perspectief_core.comparison.dtv import DTV_CRITERIA
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.sensitivity.claims import DENOMINATORS
from perspectief_core.sensitivity.impossible import ImpossiblePair
from perspectief_core.sensitivity.ranges import EXITS_ONLY, Tornado

CRITERION = {code: criterion.name for code, criterion in criteria.CRITERION.items()} | {
    EXITS_ONLY: "Alleen wie is uitgestroomd",
    "dtv_venster": "DT&V: het venster",
    "dtv_leeftijd": "DT&V: de leeftijd",
    "open_zaken": "Beide kanten: zaken die nog niet klaar zijn",
    "andere_reden": "Beide kanten: gestopt om een andere reden",
}
_OPTION = {
    (code, option): wording
    for code, criterion in criteria.CRITERION.items()
    for option, wording in criterion.options.items()
}
SHORT = {key: wording.short for key, wording in _OPTION.items()} | {
    (EXITS_ONLY, "false"): "deel van iedereen",
    (EXITS_ONLY, "true"): "deel van wie is uitgestroomd",
    ("dtv_venster", "brief"): "in beeld tussen oktober 2009 en april 2011",
    ("dtv_venster", "nieuw"): "in beeld gekomen vanaf oktober 2009",
    ("dtv_leeftijd", "brief"): "18 jaar of ouder in 2010",
    ("dtv_leeftijd", "geen_grens"): "geen grens aan de leeftijd",
    ("dtv_leeftijd", "20_plus"): "20 jaar of ouder in 2010",
    ("open_zaken", "meetellen"): "tellen mee",
    ("open_zaken", "weglaten"): "tellen niet mee",
    ("andere_reden", "meetellen"): "telt mee",
    ("andere_reden", "weglaten"): "telt niet mee",
}
"""What one option is called where there is little room."""
WHY = {key: (wording.why, wording.source) for key, wording in _OPTION.items() if wording.why} | {
    (EXITS_ONLY, "true"): (
        "Over wie nog in begeleiding is, valt nog niets te zeggen.",
        "Bijlagen, Bijlage 18–20",
    ),
    ("dtv_venster", "nieuw"): (
        "Zo telt ook DT&V alleen wie in de tijd van het experiment binnenkwam.",
        "Kamerbrief 2011, § 4",
    ),
    ("dtv_leeftijd", "geen_grens"): (
        "Perspectief had ook geen harde grens aan de leeftijd.",
        "Kamerbrief 2011, § 4",
    ),
    ("dtv_leeftijd", "20_plus"): (
        "De deelnemers van Perspectief waren gemiddeld 22 jaar.",
        "Kamerbrief 2011, § 3 en 4",
    ),
    ("open_zaken", "weglaten"): ("Een open zaak is geen uitkomst.", "Kamerbrief 2011, § 4"),
    ("andere_reden", "weglaten"): (
        "Bij DT&V hoort hier ook een nieuwe aanvraag bij: dat is geen einde.",
        "Kamerbrief 2011, § 4",
    ),
}
"""Why each alternative can be defended, and where that comes from."""
REASON = {
    "zelfde_groep": "telt precies dezelfde jongeren als een andere combinatie",
    "niet_bekend": "wie er toen wachtte, is niet vastgelegd",
}


def short(code: str, option: str) -> str:
    """Return the short name of an option."""
    return SHORT[(code, option)]


def departures(choices: tuple[str, ...]) -> list[str]:
    """Return the short names of the choices that are not the report's."""
    departing = [
        short(criterion.code, option)
        for criterion, option in zip(CRITERIA, choices, strict=True)
        if option != criterion.default
    ]
    return departing or ["alles zoals het rapport"]


def link(filters: Selection, choices: Mapping[str, str], page: str = "overzicht") -> Link:
    """Return a table cell that opens a page with these choices."""
    chosen: dict[str, object] = dict(choices)
    if EXITS_ONLY in chosen:
        chosen[EXITS_ONLY] = chosen[EXITS_ONLY] == "true"
    query = urlencode(to_query(filters.only(**chosen)))
    path = "./" if page == shell.HOME.name else page
    return Link(page, f"{path}?{query}" if query else path)


@under(Heading("keuzes", "Welke keuzes zijn er?"))
def criteria_block(result: Protected[Tornado]) -> Block:
    """Return the block with every criterion, the report's choice and the alternatives."""
    listed = [(c.code, c.options) for c in (*CRITERIA, *DTV_CRITERIA, *DENOMINATORS)]
    listed.append((EXITS_ONLY, ("false", "true")))
    rows = [(code, options[0], other) for code, options in listed for other in options[1:]]
    return Block(
        sentence=(
            f"Het rapport maakte {len(CRITERIA)} keuzes over wie meetelt, en de brief maakte er "
            f"{len(DTV_CRITERIA) + len(DENOMINATORS)} over de vergelijking met DT&V. Bij elke "
            "keuze is een andere keuze ook te verdedigen."
        ),
        source=result,
        table=Rows(rows)
        .text("keuze", "Keuze", lambda row: CRITERION[row[0]])
        .text("rapport", "In het rapport of de brief", lambda row: _capital(row[0], row[1]))
        .text("anders", "Ook te verdedigen", lambda row: _capital(row[0], row[2]))
        .text("waarom", "Waarom", lambda row: WHY[row[0], row[2]][0])
        .text("bron", "Bron", lambda row: WHY[row[0], row[2]][1])
        .table("Elke keuze, wat het rapport koos, en wat ook had gekund"),
        reading=(
            "Elke rij is één andere keuze. 'Alleen wie is uitgestroomd' verandert de vraag zelf en "
            "staat daarom boven de figuur als eigen keuze."
        ),
        definition=Definition(
            what="De keuzes die bepalen wie meetelt, en per keuze wat ook te verdedigen is.",
            numerator="niet van toepassing",
            denominator="niet van toepassing",
            source="Per rij genoemd. De redenen zijn van dit project.",
        ),
    )


def _capital(code: str, option: str) -> str:
    return formats.capital(short(code, option))


@under(Heading("niet_samen", "Welke keuzes gaan niet samen?"))
def impossible_block(result: Protected[Tornado], pairs: tuple[ImpossiblePair, ...]) -> Block:
    """Return the block with the pairs of options that are not combined, and why."""
    return Block(
        sentence=(
            f"{len(pairs)} paren van keuzes zijn niet gecombineerd: ze tellen dezelfde jongeren "
            "als een andere combinatie, of de gegevens kunnen het niet zeggen."
        ),
        source=result,
        table=Rows(pairs)
        .text("een", "Keuze", lambda pair: _capital(*pair.first))
        .text("ander", "Niet samen met", lambda pair: short(*pair.second))
        .text("waarom", "Waarom", lambda pair: REASON[pair.reason])
        .table("Keuzes die niet samengaan"),
        reading="Elke rij is een paar dat in geen enkele combinatie samen voorkomt.",
        definition=Definition(
            what="De regels die combinaties uitsluiten.",
            numerator="niet van toepassing",
            denominator="niet van toepassing",
            source="Eigen regel van dit project.",
        ),
    )
