"""What a visitor reads where the dashboard itself says nothing: refused, not there, no connection.

The messages stand on plain pages of their own, or in Streamlit's window in place of its English.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """One plain page: what is the matter, what to do, and a word for who runs the dashboard."""

    title: str
    text: str
    host: str = ""


HOME_LINK = "Naar het overzicht"

NOT_FOUND = Notice("Deze pagina bestaat niet", "Het adres klopt niet of de pagina is er niet meer.")
UNKNOWN_HOST = Notice(
    "Dit adres hoort niet bij het dashboard",
    "U vroeg het dashboard op onder een naam die het niet kent. Daarom laat het niets zien. "
    "Vraag de beheerder om het goede adres.",
    "Voor de beheerder: zet de naam in de instelling server.allowedHosts.",
)
FOREIGN_ORIGIN = Notice(
    "Een andere website vroeg hier om gegevens",
    "Het dashboard geeft alleen antwoord aan zijn eigen pagina's. "
    "Open het adres van het dashboard zelf in uw browser.",
    "Voor de beheerder: de server vóór het dashboard moet de naam uit de adresbalk doorgeven "
    "(de kop Host).",
)
NOTHING_TAKEN = Notice(
    "Dit kan hier niet", "Het dashboard laat gegevens zien. Het neemt niets aan."
)
BROKEN = Notice(
    "Er ging iets mis",
    "Laad de pagina opnieuw. Blijft het fout gaan, meld dan het adres aan de beheerder.",
)

DISCONNECTED = Notice(
    "Geen verbinding met het dashboard",
    "Het dashboard antwoordt niet. Deze pagina probeert het steeds opnieuw; u hoeft niets te doen. "
    "Duurt het lang? Controleer uw internet, of vraag de beheerder of het dashboard aan staat.",
)

CLOSE = "Sluiten"
