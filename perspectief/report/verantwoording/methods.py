"""Hoe is er gerekend? The methods in plain words, each with where it is described in full."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from perspectief.report.words.markup import join, tag

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Method:
    """One question about the calculation, its answer, and the file that says it in full."""

    question: str
    answer: str
    document: str = ""


METHODS = (
    Method(
        "Hoe zeker is een percentage?",
        "Bij elk percentage staat hoever toeval het kan verschuiven. Voor één percentage gebruiken "
        "wij de methode van Wilson, voor alle uitkomsten tegelijk die van Goodman, en voor het "
        "verschil van twee percentages die van Newcombe. Onder de tien mensen geven wij geen "
        "percentage, in een publicatie onder de dertig.",
    ),
    Method(
        "Wanneer is een steunpunt anders?",
        "Wij rekenen precies uit wat toeval geeft bij een groep van die grootte. Pas daarbuiten "
        "noemen wij een steunpunt anders. Soms is een groep te klein om een lage uitkomst te "
        "zien: zelfs niemand is dan nog gewoon. Dat staat erbij, met vanaf welk aantal een hoge "
        "uitkomst wel opvalt, en hoeveel steunpunten er door toeval alleen buiten vallen.",
        "docs/methods/steunpunten.md",
    ),
    Method(
        "Wanneer verschillen twee steunpunten van elkaar?",
        "Wij toetsen exact, en houden rekening met het aantal vergelijkingen. Vinden wij niets, "
        "dan kijken wij eerst of een groot verschil wel was opgevallen, zoals 33 tegen 67 van elke "
        "100 jongeren. Alleen dan schrijven wij dat er geen verschil te zien is. Anders zijn de "
        "groepen te klein om iets te zien.",
        "docs/methods/naast_elkaar.md",
    ),
    Method(
        "Telt u mee wie er bij een steunpunt kwam?",
        "Ja, op de pagina Steunpunten. Een model van alle andere steunpunten schat voor elke "
        "jongere de kans op de uitkomst. De som daarvan is wat te verwachten was. Er staat bij of "
        "er genoeg uitkomsten zijn voor zo'n model, hoe goed het voorspelt, en waarvoor het niet "
        "kan corrigeren.",
        "docs/methods/expected.md",
    ),
    Method(
        "Hoe vergelijkt u werkwijzen?",
        "Jongeren van één steunpunt lijken op elkaar. Daarom tellen de twintig steunpunten, niet "
        "de 733 jongeren. De marges zijn daardoor breder dan wanneer u jongeren telt.",
        "docs/methods/werkwijzen.md",
    ),
    Method(
        "Hoe meet u hoelang het duurt?",
        "Wij tellen hele maanden vanaf de instroom. Wie nog wordt begeleid, is gevolgd tot de "
        "peildatum; dat is geen uitkomst. Uitkomsten sluiten elkaar uit, en daar houdt de methode "
        "(Aalen–Johansen) rekening mee. Wie al voor de start kwam, telt in de gecorrigeerde "
        "cijfers pas mee vanaf 1 oktober 2009.",
        "docs/methods/durations.md",
    ),
    Method(
        "Hoe zoekt u verbanden?",
        "Zoals het rapport, met CHAID: antwoorden die op elkaar lijken worden samengevoegd, en de "
        "toets wordt strenger naarmate dat op meer manieren kan. Groepen van minder dan 50 "
        "jongeren gaan op in een andere. Wie een kenmerk mist, telt voor dat kenmerk niet mee. "
        "Een verband zegt niet wat de oorzaak is.",
        "docs/methods/chaid.md",
    ),
    Method(
        "Is een verband met een steunpunt meer dan toeval?",
        "Alle jongeren van een steunpunt delen zijn antwoorden. Daarom verdelen wij de antwoorden "
        "999 keer willekeurig over de steunpunten en doen wij de toetsen van het rapport steeds "
        "opnieuw. Komen er dan even vaak zoveel verbanden uit, dan is het aantal van het rapport "
        "niet meer dan toeval.",
        "docs/methods/samenhang.md",
    ),
    Method(
        "Welke kenmerken horen bij elkaar?",
        "Ook zonder samenvoegen: per kenmerk een gewone chi-kwadraattoets, met erbij hoe sterk het "
        "verband is en hoeveel treffers toeval alleen zou geven.",
        "docs/methods/associations.md",
    ),
    Method(
        "Hoe vergelijkt u met DT&V?",
        "In drie stappen: wat kan toeval zijn, wat kan afronding zijn (de aantallen van DT&V zijn "
        "afgerond op tientallen), en wat kunnen de open zaken nog veranderen. De stap die het "
        "verschil kan wegnemen, beslist.",
        "docs/methods/comparison.md",
    ),
    Method(
        "Wat als u andere mensen telt?",
        "Voor elke keuze over wie meetelt is er een verdedigbaar alternatief. Alle combinaties "
        "worden uitgerekend. Het zijn geen losse bewijzen; wij nemen er nooit een gemiddelde van.",
        "docs/methods/sensitivity.md",
    ),
    Method(
        "Wanneer klopt een cijfer van het rapport?",
        "Als het na afronden hetzelfde is. '15 procent' klopt bij alles van 14,5 tot en met 15,5. "
        "'Ongeveer' geeft ruimte van één in het laatste cijfer. 'Bijna' mag lager zijn, hooguit de "
        "helft van het eerste cijfer. 'Een kwart' of 'een derde' mag 2,5 procentpunt schelen. "
        "Aantallen van DT&V mogen 5 schelen.",
        "docs/methods/audit.md",
    ),
    Method(
        "Hoe zijn de cijfers overgenomen?",
        "Elke tabel is twee keer gelezen, door een programma en met het oog, en daarna vergeleken. "
        "Fouten in de documenten zijn niet verbeterd maar opgeschreven.",
        "docs/published-figures.md",
    ),
    Method(
        "Hoe zijn de nagemaakte gegevens gemaakt?",
        "Door personen te verzinnen die samen de gepubliceerde cijfers geven, en daarna uitkomsten "
        "bij toeval te ruilen tussen steunpunten. Zo zegt geen getal iets over één steunpunt.",
        "docs/decisions/0020-synthetic-extract.md",
    ),
)
_LEAD = (
    "De berekeningen staan in open broncode. De methoden zijn gecontroleerd met een tweede "
    "berekening, bijvoorbeeld in R. De volledige beschrijvingen staan in de map docs bij de "
    "broncode; ze zijn in het Engels."
)


def described(method: Method) -> bool:
    """Return whether the full description comes with this copy of the program."""
    return bool(method.document) and (ROOT / method.document).is_file()


def methods_html() -> Markup:
    """Return all methods as HTML."""
    head = tag("h2", "Hoe er is gerekend") + tag("p", _LEAD, class_="pf-sentence")
    return head + join(_section(method) for method in METHODS)


def _section(method: Method) -> Markup:
    said = tag("h3", method.question) + tag("p", method.answer)
    if not described(method):
        return said
    return said + tag("p", f"Meer: {method.document}", class_="pf-note")
