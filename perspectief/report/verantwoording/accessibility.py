"""Kan iedereen deze website gebruiken? An honest statement: built, tested, not tested, limits."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.words.markup import join, listing, tag

_LEAD = (
    "Deze website is gemaakt om te voldoen aan WCAG 2.2, niveau A en AA. Dat is nog niet "
    "vastgesteld door een onafhankelijk onderzoek. Het is daarom geen officiële "
    "toegankelijkheidsverklaring."
)
_PARTS: dict[str, tuple[str, ...]] = {
    "Wat is getest": (
        "Elke pagina wordt bij elke wijziging automatisch getest met axe, op een breed scherm en "
        "op een telefoon, in de lichte en in de donkere weergave.",
        "Met het toetsenbord komt u bij de filters en bij de tabellen.",
        "Kleuren hebben genoeg contrast. Kleur is nooit het enige verschil: er staat altijd tekst, "
        "een vorm of een patroon bij.",
        "Bij elk plaatje staat in woorden wat er te zien is, en er is een tabel met dezelfde "
        "cijfers.",
    ),
    "Wat niet is getest": (
        "Er is geen onderzoek gedaan door een onafhankelijke partij.",
        "Mensen die een schermlezer of spraakbesturing gebruiken, hebben de website nog niet "
        "geprobeerd.",
        "Automatische tests vinden maar een deel van de problemen.",
    ),
    "Wat nog niet goed gaat": (
        "Sommige woorden van de bediening zijn Engels, vooral voor schermlezers en in "
        "keuzelijsten. Ze komen uit Streamlit, de software waarop deze website draait.",
        "In de grafieken kunt u met de muis een punt aanwijzen; met het toetsenbord kan dat niet. "
        "De tabel onder de grafiek geeft dezelfde cijfers.",
        "Brede tabellen moet u op een telefoon opzij schuiven.",
        "De website werkt niet zonder JavaScript.",
    ),
}
_REPORT = (
    "Werkt iets niet voor u? Meld het bij de meldingen (issues) van de broncode, op de plek waar u "
    "dit programma vandaan heeft. Schrijf erbij op welke pagina u was en wat u gebruikte."
)


def statement_html() -> Markup:
    """Return the statement as HTML."""
    return join(
        (
            tag("h2", "Toegankelijkheid"),
            tag("p", _LEAD, class_="pf-sentence"),
            *(tag("h3", title) + listing(lines) for title, lines in _PARTS.items()),
            tag("h3", "Iets melden"),
            tag("p", _REPORT),
        )
    )
