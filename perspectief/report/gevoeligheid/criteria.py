"""The choices: short names, why an alternative can be defended, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.tables import Cell, Column, Link, Table
from perspectief.report.words import labels, shell
from perspectief_core.cohort.selection import CRITERIA, Selection, to_query
from perspectief_core.comparison.dtv import DTV_CRITERIA
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.sensitivity.claims import DENOMINATORS
from perspectief_core.sensitivity.impossible import ImpossiblePair
from perspectief_core.sensitivity.ranges import EXITS_ONLY, Tornado

CRITERION = labels.CRITERION | {
    EXITS_ONLY: "Alleen wie is uitgestroomd",
    "dtv_venster": "DT&V: het venster",
    "dtv_leeftijd": "DT&V: de leeftijd",
    "open_zaken": "Beide kanten: zaken die nog niet klaar zijn",
    "andere_reden": "Beide kanten: gestopt om een andere reden",
}
SHORT = {
    ("peildatum", "2011-04-01"): "peildatum 1 april 2011",
    ("peildatum", "2011-01-01"): "peildatum 1 januari 2011",
    ("peildatum", "2010-10-01"): "peildatum 1 oktober 2010",
    ("instroom_tot", "2010-10-01"): "instroom tot 1 oktober 2010",
    ("instroom_tot", "2010-07-01"): "instroom tot 1 juli 2010",
    ("instroom_tot", "2010-04-01"): "instroom tot 1 april 2010",
    ("instroom_tot", "geen_grens"): "instroom zonder grens",
    ("voor_start", "meetellen"): "met wie er al was",
    ("voor_start", "weglaten"): "zonder wie er al was vóór de start",
    ("leeftijd_grens", "geen_grens"): "alle leeftijden",
    ("leeftijd_grens", "18_plus"): "18 jaar en ouder",
    ("leeftijd_grens", "18_tot_25"): "18 tot en met 24 jaar",
    ("koppeling", "allen"): "ook wie niet gevonden is in DMB",
    ("koppeling", "gekoppeld"): "alleen wie gevonden is in DMB",
    ("doormigratie", "apart"): "doormigratie apart",
    ("doormigratie", "bij_overig"): "doormigratie bij overig",
    ("datum_onbekend", "in_begeleiding"): "met onbekende datum van vertrek",
    ("datum_onbekend", "weglaten"): "zonder onbekende datum van vertrek",
    ("volgtijd", "geen"): "hoe kort ook te volgen",
    ("volgtijd", "12_maanden"): "ten minste 12 maanden te volgen",
    ("wachtenden", "meetellen"): "met wie op een beslissing wacht",
    ("wachtenden", "weglaten"): "zonder wie op een beslissing wacht",
    ("kleine_steunpunten", "meetellen"): "met kleine steunpunten",
    ("kleine_steunpunten", "weglaten"): "zonder kleine steunpunten",
    ("zonder_traject", "meetellen"): "ook zonder vastgelegd traject",
    ("zonder_traject", "weglaten"): "alleen met vastgelegd traject",
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
S, L = "Samenvatting", "Kamerbrief 2011"
WHY: dict[tuple[str, str], tuple[str, str]] = {
    ("peildatum", "2011-01-01"): (
        "Geen document zegt op welke dag de stand is opgenomen. De registratielijst noemt "
        "een dag in 2010.",
        "Bijlagen, Bijlage 24",
    ),
    ("peildatum", "2010-10-01"): ("De dag waarop de instroom sloot.", f"{L}, § 3"),
    ("instroom_tot", "2010-07-01"): (
        "Wie laat kwam, had minder tijd voor een uitkomst. Nu was iedereen ten minste negen "
        "maanden te volgen.",
        f"{L}, § 3",
    ),
    ("instroom_tot", "2010-04-01"): ("Hetzelfde, met ten minste een jaar.", f"{L}, § 3"),
    ("instroom_tot", "geen_grens"): (
        "De grens van het onderzoek is geen grens van het experiment.",
        f"{L}, § 3",
    ),
    ("voor_start", "weglaten"): (
        "Van wie er al was, ziet u alleen wie bleef. Wie vóór de start klaar was, ontbreekt.",
        f"{L}, § 3 (ongeveer 32 %)",
    ),
    ("leeftijd_grens", "18_plus"): ("Het experiment was voor wie 18 was geworden.", S),
    ("leeftijd_grens", "18_tot_25"): (
        "Lijkt meer op de groep van DT&V en laat veel oudere deelnemers weg.",
        f"{L}, § 4",
    ),
    ("koppeling", "gekoppeld"): (
        "Alleen van hen is de asielachtergrond bekend.",
        "Bijlagen, Bijlage 4",
    ),
    ("doormigratie", "bij_overig"): ("De brief noemt doormigratie niet apart.", f"{L}, § 4"),
    ("datum_onbekend", "weglaten"): (
        "Wie vertrok zonder bekende datum telt nu als nog in begeleiding. Dat kan onjuist zijn.",
        "Bijlagen, Bijlage 1",
    ),
    ("volgtijd", "12_maanden"): (
        "Iedereen krijgt zo ten minste een jaar voor een uitkomst, ook bij een eerdere peildatum.",
        f"{L}, § 3",
    ),
    ("wachtenden", "weglaten"): (
        "Hun uitkomst ligt bij de IND, niet bij het steunpunt. Het gaat om 85 jongeren.",
        f"{S}, resultaten",
    ),
    ("kleine_steunpunten", "weglaten"): (
        "Een steunpunt met een paar jongeren zegt weinig over een aanpak.",
        "Bijlagen, Bijlage 4",
    ),
    ("zonder_traject", "weglaten"): (
        "Zonder traject is niet te zeggen dat de begeleiding was begonnen.",
        f"{S}, contracten en trajecten",
    ),
    (EXITS_ONLY, "true"): (
        "Over wie nog in begeleiding is, valt nog niets te zeggen.",
        "Bijlagen, Bijlage 18–20",
    ),
    ("dtv_venster", "nieuw"): (
        "Zo telt ook DT&V alleen wie in de tijd van het experiment binnenkwam.",
        f"{L}, § 4",
    ),
    ("dtv_leeftijd", "geen_grens"): (
        "Perspectief had ook geen harde grens aan de leeftijd.",
        f"{L}, § 4",
    ),
    ("dtv_leeftijd", "20_plus"): (
        "De deelnemers van Perspectief waren gemiddeld 22 jaar.",
        f"{L}, § 3 en 4",
    ),
    ("open_zaken", "weglaten"): ("Een open zaak is geen uitkomst.", f"{L}, § 4"),
    ("andere_reden", "weglaten"): (
        "Bij DT&V hoort hier ook een nieuwe aanvraag bij: dat is geen einde.",
        f"{L}, § 4",
    ),
}
"""Why each alternative can be defended, and where that comes from."""
NO_ALTERNATIVE = "wat het rapport deed"
REASON = {
    "zelfde_groep": "telt precies dezelfde jongeren als een andere combinatie",
    "niet_bekend": "wie er toen wachtte, is niet vastgelegd",
}


def short(code: str, option: str) -> str:
    """Return the short name of an option."""
    return SHORT[(code, option)]


def departures(choices: tuple[str, ...]) -> list[str]:
    """Return the short names of the choices that are not the report's."""
    found = [
        short(criterion.code, option)
        for criterion, option in zip(CRITERIA, choices, strict=True)
        if option != criterion.default
    ]
    return found or ["alles zoals het rapport"]


def link(filters: Selection, choices: Mapping[str, str], page: str = "overzicht") -> Link:
    """Return a table cell that opens a page with these choices."""
    chosen: dict[str, object] = dict(choices)
    if EXITS_ONLY in chosen:
        chosen[EXITS_ONLY] = chosen[EXITS_ONLY] == "true"
    query = urlencode(to_query(filters.only(**chosen)))
    path = "./" if page == shell.HOME.name else page
    return Link(page, f"{path}?{query}" if query else path)


def criteria_block(result: Protected[Tornado]) -> Block:
    """Return the block with every criterion, the report's choice and the alternatives."""
    exits = (EXITS_ONLY, ("false", "true"))
    listed = [(c.code, c.options) for c in (*CRITERIA, *DTV_CRITERIA, *DENOMINATORS)]
    rows = [row for code, options in [*listed, exits] for row in _rows(code, options)]
    return Block(
        key="keuzes",
        title="Welke keuzes zijn er?",
        sentence=(
            f"Het rapport maakte {len(CRITERIA)} keuzes over wie meetelt, en de brief maakte er "
            f"{len(DTV_CRITERIA) + len(DENOMINATORS)} over de vergelijking met DT&V. Bij elke "
            "keuze is een andere keuze ook te verdedigen."
        ),
        source=result,
        table=Table(
            caption="Elke keuze, wat het rapport koos, en wat ook had gekund",
            columns=(
                Column("keuze", "Keuze"),
                Column("rapport", "In het rapport of de brief"),
                Column("anders", "Ook te verdedigen"),
                Column("waarom", "Waarom"),
                Column("bron", "Bron"),
            ),
            rows=tuple(rows),
        ),
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


def _rows(code: str, options: tuple[str, ...]) -> list[tuple[Cell, ...]]:
    chosen = _sentence_case(short(code, options[0]))
    return [
        (CRITERION[code], chosen, _sentence_case(short(code, option)), *WHY[(code, option)])
        for option in options[1:]
    ]


def _sentence_case(text: str) -> str:
    return text[0].upper() + text[1:]


def impossible_block(result: Protected[Tornado], pairs: tuple[ImpossiblePair, ...]) -> Block:
    """Return the block with the pairs of options that are not combined, and why."""
    return Block(
        key="niet_samen",
        title="Welke keuzes gaan niet samen?",
        sentence=(
            f"{len(pairs)} paren van keuzes zijn niet gecombineerd: ze tellen dezelfde jongeren "
            "als een andere combinatie, of de gegevens kunnen het niet zeggen."
        ),
        source=result,
        table=Table(
            caption="Keuzes die niet samengaan",
            columns=(
                Column("een", "Keuze"),
                Column("ander", "Niet samen met"),
                Column("waarom", "Waarom"),
            ),
            rows=tuple(
                (
                    _sentence_case(short(*pair.first)),
                    short(*pair.second),
                    REASON[pair.reason],
                )
                for pair in pairs
            ),
        ),
        reading="Elke rij is een paar dat in geen enkele combinatie samen voorkomt.",
        definition=Definition(
            what="De regels die combinaties uitsluiten.",
            numerator="niet van toepassing",
            denominator="niet van toepassing",
            source="Eigen regel van dit project.",
        ),
    )
