"""Which figures and tables the pages show, for the search: what each is about and where it stands.

A figure in a closed layer is found by that layer. A test holds every place against the pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from perspectief.report.verantwoording.shown import Place


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure or table: what it is called, where it stands, and other words to find it by."""

    title: str
    place: Place
    also: str = ""


_ON_PAGE: dict[str, tuple[tuple[str, str, str], ...]] = {
    "overzicht": (
        ("uitkomsten", "Wat er van de jongeren geworden is", "resultaat uitstroom balk"),
        ("instroomschema", "Wie er meetellen, stap voor stap", "inclusie selectie stroomschema"),
    ),
    "deelnemers": (
        ("herkomst", "Waar zij vandaan kwamen", "land nationaliteit"),
        ("leeftijd", "Hoe oud zij waren", "jaren"),
        ("kinderen", "Of zij kinderen in Nederland hadden", "gezin"),
        ("gezondheid", "Hoe gezond zij waren", "diagnose psychiatrisch lichamelijk ziek"),
        ("instroom", "Wanneer zij kwamen", "periode begin"),
        ("traject", "Waarop hun traject gericht was", "doel"),
        ("asielverleden", "Hun asielverleden", "aanvraag beroep procedure vbm"),
        ("asielgemiddelden", "Procedures en maatregelen, gemiddeld", "dagen"),
        ("verblijf", "Maanden in Nederland, per steunpunt", "verblijfsduur"),
    ),
    "steunpunten": (
        ("steunpunten", "Steunpunten en toeval: de trechter", "funnel plot afwijkend uitschieter"),
        ("alle_uitkomsten", "Alle uitkomsten per steunpunt", "tabel gemeente"),
        ("analisten", "Beste schatting per steunpunt", "krimp shrinkage bèta-binomiaal"),
    ),
    "steunpunt": (
        ("uitkomsten", "De uitkomsten van één steunpunt", "gemeente profiel"),
        ("wat_kan", "Wat u over één steunpunt kunt zeggen", "gemeente"),
        ("plaats", "Eén steunpunt tegenover toeval", "gemeente"),
        ("organisatie", "Organisatie en huiskamer van een steunpunt", "medewerkers vrijwilligers"),
        ("aanpak", "Aanpak en werkwijze van een steunpunt", "contract trajectplan leefgeld"),
        ("samenwerking", "Samenwerking van een steunpunt", "gemeente DT&V IND IOM politie"),
    ),
    "werkwijzen": (
        ("werkwijzen", "Werkwijze en uitkomst", "type aanpak"),
        ("typen", "Wat de typen werkwijze betekenen", "cyclisch maatwerk lineair confrontatie"),
        ("rapport", "Wat het rapport over werkwijzen vond", "CHAID"),
    ),
    "vergelijking": (
        ("tabel_minister", "De tabel van de minister", "kamerbrief rijksbeleid"),
        ("aandelen", "Perspectief en DT&V per uitkomst", "rijksbeleid concreet perspectief"),
        ("verschil", "Welke twijfel beslist", "toeval afronding open zaken"),
        ("niet_te_corrigeren", "Waarin de groepen zelf verschillen", "vertekening selectie"),
        ("verborgen", "Hoe groot een verborgen verschil moet zijn", "E-waarde confounding"),
        ("stappen", "Wie er worden vergeleken", "selectie DT&V"),
    ),
    "duur": (
        ("van_elke_100", "Van elke 100 jongeren na 6, 12, 18 en 24 maanden", "duur tijd"),
        ("twee_tellingen", "Twee manieren van tellen", "Aalen–Johansen late intrede curve"),
        ("duurklassen", "Hoe lang jongeren in begeleiding waren", "maanden"),
        ("vroeg_of_laat", "Of jongeren vroeg of laat vertrekken", "chi-kwadraat"),
        ("duur_rapport", "Wat het rapport over de duur zegt", "half jaar anderhalf jaar"),
        ("laag_groepen", "Of de duur tussen groepen verschilt", "log-rang Gray geslacht"),
        ("laag_analisten", "De kans per half jaar en de gemiddelde tijd", "sterftetafel"),
        ("laag_einde", "Wie besloot te stoppen, wie wacht, hoe vaak contact", "beëindigd"),
    ),
    "samenhang": (
        ("boom", "De boom van kenmerken", "CHAID splitsing groep"),
        ("verder", "De boom als regels, en hoe stevig hij is", "bootstrap trekking"),
        ("toetsen", "Elk kenmerk apart getoetst", "chi-kwadraat p significant bijlage"),
        ("veelheid", "Hoeveel 'ja' toeval alleen geeft", "permutatie toeval"),
        ("verklaring", "Of er een andere verklaring is", "Mantel Haenszel confounding"),
        ("afwijkingen", "Elke groep naast wat u zou verwachten", "residu Cramér"),
    ),
    "gevoeligheid": (
        ("kromme", "Alle tellingen van laag naar hoog", "specificatiecurve combinaties"),
        ("uitmaakt", "Welke keuze ertoe doet", "tornado"),
        ("uitspraken", "Of de uitspraken van 2011 standhouden", "bewering conclusie"),
        ("andere_typen", "Als een steunpunt bij een ander type hoort", "indeling werkwijze"),
        ("analisten", "Elke samenhang uit het rapport, opnieuw getoetst", "CHAID bijlage"),
        ("keuzes", "Welke keuzes er zijn, en welke niet samengaan", "criterium inclusie"),
        ("alles", "Alle combinaties van keuzes", "download"),
    ),
}


def pictures() -> tuple[Shown, ...]:
    """Return every figure and table that a page shows, in the order of the pages."""
    return tuple(
        Shown(title, Place(page, anchor), also)
        for page, shown in _ON_PAGE.items()
        for anchor, title, also in shown
    )
