"""Kan ik deze cijfers vertrouwen en nadoen? The parts of the page, and what each one answers."""

from __future__ import annotations

from perspectief.report.words import shell
from perspectief.report.words.choices import Choice
from perspectief_core.cohort.selection import Selection

QUESTION = shell.page("verantwoording").question
LEAD = (
    "Hier ziet u of de cijfers van het rapport zijn na te rekenen, wat de woorden betekenen, en "
    "waar elk gegeven vandaan komt."
)
PART = Choice(
    "Wat wilt u weten?",
    "onderdeel",
    {
        "rapport": "Kloppen de cijfers? Het rapport naast deze gegevens",
        "tegenstrijdigheden": "Waar spreken de documenten elkaar tegen?",
        "zoeken": "Waar staat een cijfer, een woord of een vraag?",
        "begrippen": "Wat betekenen de woorden?",
        "werkwijze": "Hoe is er gerekend?",
        "codeboek": "Welke gegevens zijn er per jongere en per steunpunt?",
        "tijdlijn": "Wat gebeurde er wanneer?",
        "bronnen": "Uit welke documenten komt dit?",
        "gegevens": "Hoe echt en hoe veilig zijn deze gegevens?",
        "toegankelijkheid": "Kan iedereen deze website gebruiken?",
    },
    "rapport",
)


def about(selection: Selection) -> str:
    """Return whom the page is about, when that is not who is chosen; empty otherwise."""
    if selection == Selection():
        return ""
    return (
        "Uw keuzes links veranderen niets op deze pagina: hier is steeds geteld zoals het rapport "
        "telt."
    )
