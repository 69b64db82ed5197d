"""What stands around the files that hold many figures: a report, the story."""

from __future__ import annotations

TAKE = "Meenemen: afdruk en dia's"
LEAD = (
    "Een bestand met wat u nu ziet: voor dezelfde jongeren, met bron, selectie en datum erbij. "
    "Wat u op deze pagina koos, geldt in de afdruk van deze pagina; de andere pagina's staan er "
    "zoals ze opengaan. De HTML werkt ook zonder internet."
)
LABELS = {
    "pagina": "Afdruk van deze pagina (PDF)",
    "alles": "Afdruk van alle pagina's (PDF)",
    "pptx": "Kernboodschappen (PowerPoint)",
    "pdf": "Kernboodschappen (PDF)",
    "html": "Kernboodschappen (HTML)",
}
"""By the code of the file."""
BUSY = "Het bestand wordt gemaakt. Dat duurt {} U kunt intussen verder lezen."
FAST, SLOW = "even.", "een halve tot een hele minuut."
READING = "De pagina's worden gelezen"
READY = "Uw bestand is klaar."
FETCH = "Download: {}"
