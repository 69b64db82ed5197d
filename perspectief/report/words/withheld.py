"""Why nothing stands somewhere: what the policy of a published edition keeps back, in words."""

from __future__ import annotations

from perspectief.report.words import formats
from perspectief_core.disclosure.policies import (
    MOST_FILTERS,
    SMALLEST_SENSITIVE,
    SMALLEST_VIEW,
    Reason,
)

DEMONSTRATION = (
    "U ziet deze nagemaakte gegevens zoals een stuurgroep echte gegevens zou zien: aantallen op "
    "vijftallen, alleen grote groepen, en niets waaraan u iemand kunt herkennen."
)
PREVIEW = (
    "U ziet deze gegevens zoals een uitgave ze zou laten zien. Niemand heeft dit nagekeken of "
    "naast een eerdere uitgave gelegd. Het is alleen voor u, en blijft op dit scherm."
)
LEAVE = "Terug naar alle cijfers"
SHOW = "Bekijk dit dashboard zoals een stuurgroep echte gegevens zou zien"
SHOW_PREVIEW = "Bekijk deze gegevens zoals een uitgave ze zou laten zien"
FIXED = "Wie tellen we mee: zoals het rapport. In een publicatie ligt dat vast."
ALL = "alle"
OTHER = "een andere keuze, die niet wordt gepubliceerd"

START = "Hier staat niets, want"
_NUMBERS = {2: "twee"}
_SMALL = (
    f"{START} deze groep is te klein. Bij minder dan {SMALLEST_VIEW} jongeren, of "
    f"{SMALLEST_SENSITIVE} bij gevoelige kenmerken, kunt u iemand herkennen, ook als u twee "
    "groepen van elkaar aftrekt."
)
WHY: dict[Reason, str] = {
    "too_few": _SMALL,
    # Who knows which groups are kept back for others, knows that the others are small.
    "siblings": _SMALL,
    "filters": (
        # Also read on paper, where nothing stands on the left.
        f"{START} voor deze filters wordt dit niet gepubliceerd. Haal in het dashboard een filter "
        f"weg. Hooguit {_NUMBERS[MOST_FILTERS]} filters gaan samen, en alleen met de groepen die "
        "daar staan."
    ),
    "criteria": (
        f"{START} gepubliceerd wordt alleen wie het rapport meetelt. Zet de keuzes bij 'Wie tellen "
        "we mee' terug naar het rapport."
    ),
    "not_published": (
        f"{START} deze cijfers zijn zo precies dat u er samen met andere iemand aan kunt "
        "herkennen. Ze worden daarom niet gepubliceerd."
    ),
    "averages": (
        f"{START} hier horen gemiddelden bij, en die zijn te precies. Wie twee gemiddelden van "
        "elkaar aftrekt, kan soms uitrekenen wat voor één jongere geldt."
    ),
    "over_time": (
        f"{START} in de meeste maanden vertrekken maar een paar jongeren. Wie weet wanneer iemand "
        "vertrok, kan die jongere in de lijn herkennen."
    ),
    "other_countings": (
        f"{START} dit telt dezelfde groep steeds net iets anders. Het verschil tussen twee "
        "tellingen is soms één jongere, en die kunt u dan herkennen."
    ),
    "crossed": (
        f"{START} dit legt veel kenmerken tegelijk naast de uitkomst. Er blijven dan groepjes van "
        "een paar jongeren over, en daarin kunt u iemand herkennen."
    ),
    "not_attacked": (
        f"{START} van deze aantallen is niet onderzocht of u er iemand aan kunt herkennen. Dan "
        "worden ze niet gepubliceerd."
    ),
}
"""The sentence for every reason."""
HELD = "Wat van deze pagina niet wordt gepubliceerd"
"""Heading of the list of figures that a report leaves out."""


def because(why: str) -> str:
    """Return one of `WHY` as it reads above a list of what it holds for."""
    return formats.capital(why.removeprefix(START).strip())


SHORT: dict[Reason, str] = {
    "averages": "een gemiddelde is te precies",
    "over_time": "per maand vertrekken er maar een paar",
    "other_countings": "tellingen die maar een paar jongeren verschillen",
    "crossed": "te veel kenmerken tegelijk, met te kleine groepjes",
    "not_attacked": "niet onderzocht of u er iemand aan herkent",
}
"""The reason why a kind of result is withheld of everybody, in a few words."""
