"""What the shell around the pages says: the menu, the badge, no script, an error.

The menu is the registry of pages: its names are the files in `pages/` and the paths in the address
bar; its questions are the headings of the pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from perspectief.report.words import labels

PRODUCT = "Perspectief"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: the name of its file and path, its title in the menu, and its one question."""

    name: str
    title: str
    question: str


MENU: dict[str, tuple[PageEntry, ...]] = {
    "Kern": (
        PageEntry("overzicht", "Overzicht", "Wat is er van de 733 jongeren geworden?"),
        PageEntry("deelnemers", "Deelnemers", "Wie waren zij?"),
    ),
    "Vergelijken": (
        PageEntry("steunpunten", "Steunpunten", "Verschillen steunpunten meer dan toeval?"),
        PageEntry("steunpunt", "Eén steunpunt", "Wat kan ik over dit ene steunpunt zeggen?"),
        PageEntry("naast_elkaar", "Naast elkaar", "Verschillen deze steunpunten van elkaar?"),
        PageEntry("werkwijzen", "Werkwijzen", "Hangt de werkwijze samen met de uitkomst?"),
        PageEntry(
            "vergelijking",
            "Vergelijking met DT&V",
            "Deed Perspectief het beter dan het Rijksbeleid (DT&V)?",
        ),
    ),
    "Verklaren": (
        PageEntry("duur", "Duur", "Hoe lang duurt het tot er een uitkomst is?"),
        PageEntry(
            "samenhang",
            "Samenhang",
            "Welke kenmerken hangen het sterkst samen met de uitkomst, en blijft dat staan?",
        ),
        PageEntry("gevoeligheid", "Gevoeligheid", "Hangt de conclusie af van wie we meetellen?"),
    ),
    "Verantwoorden": (
        PageEntry(
            "onderzoeksvragen",
            "Onderzoeksvragen",
            "Waar staat het antwoord op vraag 1 tot en met 21?",
        ),
        PageEntry("verantwoording", "Verantwoording", "Kan ik deze cijfers vertrouwen en nadoen?"),
    ),
}
PAGES: tuple[PageEntry, ...] = tuple(entry for group in MENU.values() for entry in group)
HOME = PAGES[0]
_BY_NAME = {entry.name: entry for entry in PAGES}


def page(name: str) -> PageEntry:
    """Return the page with this name; KeyError when the menu has none."""
    return _BY_NAME[name]


BADGES = {
    "synthetic": labels.SYNTHETIC,
    "register": "",
    "published": "gepubliceerd in 2011; verandert niet met uw keuzes",
}
"""What a figure says about the kind of data it was made from."""
NOTICE = {"synthetic": "deels nagemaakt · hoe echt?", "register": ""}
"""What every screen says, and leads from to `HOW_REAL`; nothing when the data are real."""
HOW_REAL = "verantwoording?onderdeel=gegevens"
SEARCH = "verantwoording?onderdeel=zoeken"
SEARCH_LABEL = "zoeken"

NO_SCRIPT = "Deze website werkt alleen als JavaScript aan staat in uw browser."
EXTRACT_FAULTS_TITLE = "Deze gegevens kunnen niet worden gebruikt"
NOT_OPEN_TITLE = "Deze gegevens mogen niet open worden getoond"
NOT_OPEN = (
    "Deze gegevens gaan over echte personen. Het dashboard toont ze pas als de regels voor "
    "bescherming van personen zijn ingesteld. Tot die tijd toont het alleen nagemaakte gegevens."
)
BUSY = "Even rekenen…"
UNEXPECTED = (
    "Er ging iets mis bij het maken van deze pagina. Laad de pagina opnieuw. Blijft het fout gaan, "
    "meld dan de link in de adresbalk bij de beheerder."
)


def browser_title(page_title: str) -> str:
    """Return the title of the browser's tab: `Duur · Perspectief`."""
    return f"{page_title} · {PRODUCT}"


def extract_faults_lead(count: int) -> str:
    """Return the sentence above the list of faults of an extract."""
    if count == 1:
        lead = "In de map met gegevens staat één fout. Hieronder leest u welke."
    else:
        lead = f"In de map met gegevens staan {count} fouten. Hieronder staan ze alle."
    return (
        f"{lead} Tot die hersteld zijn, toont het dashboard geen cijfers. "
        "Controleer daarna met: `perspectief extract check MAP`."
    )
