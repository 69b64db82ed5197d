"""What stands around the slides of a story or a page: buttons, headings of the notes, keys."""

from __future__ import annotations

BUTTONS = {
    "back": "Vorige",
    "next": "Volgende",
    "notes": "Notities",
    "window": "Notities apart",
    "full": "Volledig scherm",
    "black": "Zwart",
    "theme": "Licht/donker",
    "letters": "Lettertoetsen",
}
"""By the action that the script of the slides knows."""
NUMBER = "Ga naar dia"
READING = "Zo leest u dit"
AVOID = "Wat u niet mag zeggen"
COUNTED = "Wat is geteld"
STRIP = "Andere keuzes"
CITE = "Citeer"
TABLE = "Dezelfde getallen als tabel"
LINK = "Bekijk dit in het dashboard"
OF = "van"
DECK = "Dia's"
HINT = (
    "Toetsen: ← en → of spatie, Home, End, een nummer en Enter; F volledig scherm, B zwart, "
    "N notities."
)
SELECTION = "Selectie"
LEAVE = "Terug naar de pagina"
PRESENT = "Presenteer deze pagina"
STORY = "Kernboodschappen als dia's"
BUSY = "De dia's worden gemaakt. Dat duurt de eerste keer even."
