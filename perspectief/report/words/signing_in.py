"""What someone reads about signing in: asked to, refused, ended, and who is signed in."""

from __future__ import annotations

from perspectief.report.words.door import Notice

SIGN_IN = "Aanmelden"
SIGN_OUT = "Afmelden"

ASKED = Notice(
    "Meld u aan",
    "Dit dashboard is alleen voor wie zich aanmeldt bij de eigen organisatie. "
    "Daarna komt u op de pagina die u vroeg.",
)
ENDED = Notice(
    "Uw aanmelding is voorbij",
    "U was te lang niet actief, u hebt zich afgemeld, of de tijd van uw aanmelding is om. "
    "Er staan geen gegevens meer op dit scherm. Meld u opnieuw aan.",
)
NO_ROLE = Notice(
    "U mag dit dashboard niet zien",
    "U bent aangemeld, maar uw account heeft geen rol voor dit dashboard. "
    "Vraag de beheerder om een rol, of meld u aan met een ander account.",
    "Voor de beheerder: welke groepen een rol geven, staat in secrets.toml onder [perspectief].",
)
NO_TRAIL = Notice(
    "Het dashboard kan nu niet vastleggen wie kijkt",
    "Daarom laat het geen gegevens zien. Probeer het later opnieuw, of waarschuw de beheerder.",
    "Voor de beheerder: het logboek van inzage is niet te schrijven. Kijk naar de ruimte op de "
    "schijf en de rechten van de map PERSPECTIEF_TRAIL.",
)


def confidential(name: str) -> str:
    """Return the mark on every screen with exact figures about persons."""
    return f"VERTROUWELIJK – persoonsgegevens – {name}"


def signed_in_as(name: str) -> str:
    """Return who is signed in, for the menu."""
    return f"Aangemeld als {name}"


STAYS_HERE = (
    "Wat u hier ziet, blijft op dit scherm: u kunt het niet downloaden. Wat naar buiten mag, staat "
    "in de uitgave."
)

# Why the dashboard does not start: one line each on standard error, for who runs it.
NOT_STARTED = "Het dashboard start niet: "
REGISTER_IS_CLOSED = (
    "deze gegevens gaan over echte personen (`kind` is `register`) en aanmelden is niet ingesteld. "
    "Stel [auth] en [perspectief] in secrets.toml in, zoals in docs/security.md staat, of wijs met "
    "PERSPECTIEF_EXTRACT een nagemaakt bestand aan."
)
EDITION_AND_EXTRACT = (
    "PERSPECTIEF_BUNDLE en PERSPECTIEF_EXTRACT wijzen allebei iets aan. Wie een uitgave toont, mag "
    "niet ook bij de gegevens van personen kunnen: haal PERSPECTIEF_EXTRACT weg."
)
NO_ROLES = (
    "aanmelden is ingesteld, maar geen enkele groep geeft een rol. Zet onder [perspectief] in "
    "secrets.toml `analist` of `publicatie`, of stel PERSPECTIEF_ANALIST of PERSPECTIEF_PUBLICATIE "
    "in."
)
INCOMPLETE = "aanmelden is niet volledig ingesteld: onder [auth] in secrets.toml ontbreekt `{}`."
OPEN_ADDRESS = (
    "met aanmelden luistert het dashboard alleen naar de eigen machine. Zet `server.address` op "
    "127.0.0.1 en zet er een server met een certificaat voor (docs/hosting.md)."
)
NO_TLS = (
    "`redirect_uri` in secrets.toml begint niet met https://. Zonder versleuteling kan iemand de "
    "aanmelding onderweg overnemen."
)
TRUSTED_HEADERS = (
    "`server.trustedUserHeaders` is ingesteld. Daarmee kan een bezoeker zelf zeggen wie hij is; "
    "haal die instelling weg."
)
NO_XSRF = "`server.enableXsrfProtection` staat uit. Zonder die bescherming werkt aanmelden niet."
NO_TRAIL_PLACE = (
    "stel in PERSPECTIEF_TRAIL de map in waar het logboek van inzage komt; het dashboard moet daar "
    "kunnen schrijven."
)
