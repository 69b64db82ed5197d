"""What is said of a published edition: when it was made, and why one cannot be used."""

from __future__ import annotations

from datetime import date

from perspectief.report.words import formats
from perspectief.report.words.door import Notice

CANNOT = "Deze uitgave kan niet worden gebruikt"
_ANEW = "Vraag de beheerder om een nieuwe uitgave."
WHY = {
    "absent": f"Het bestand van de uitgave is er niet, of mag niet worden gelezen. {_ANEW}",
    "not_a_bundle": f"Het bestand is geen uitgave van dit dashboard. {_ANEW}",
    "damaged": f"Het bestand van de uitgave is beschadigd. {_ANEW}",
    "other_program": f"De uitgave is gemaakt met een andere versie van dit dashboard. {_ANEW}",
}
"""Why an edition cannot be used, by the fault of its file."""
NOTHING_YET = Notice(
    "Er is nog geen publicatie",
    "U ziet hier alleen cijfers die zijn gepubliceerd: eerst nagekeken en goedgekeurd, zodat u er "
    "niemand aan kunt herkennen. Zulke cijfers zijn er nu niet, daarom staat hier niets. Vraag de "
    "onderzoekers van uw organisatie wanneer er een uitgave komt.",
    "Voor de beheerder: zet de uitgave op de plaats die PERSPECTIEF_BUNDLE aanwijst. Herstarten "
    "hoeft alleen als die instelling verandert.",
)
SIGNS = 12


def made(day: date, checksum: str) -> str:
    """Return when an edition was made, and by which sign it can be recognised."""
    return f"Uitgave van {formats.day(day)}, kenmerk {checksum[:SIGNS]}."
