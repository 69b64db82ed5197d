"""What every outcome is called, one record each, in the order of the bars.

The record is all that a screen knows of an outcome: names, sentences, its colour. An outcome of the
contract without one is refused when `labels` is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeWords:
    """The words and the colour of one outcome.

    Parameters
    ----------
    name, short
        What it is called, and where there is little room; default: the same.
    one, many
        What somebody did, and several people did, who have it: after 'die', after 'er'.
    meaning
        What it counts, as the list of terms says it.
    pair
        What it and its counterpart at DT&V are called together.
    at_both
        What somebody did on either side; empty when DT&V has no counterpart.
    category
        Its colour, from 1: neighbours in the bar are neighbours in the palette, or its two ends.
    """

    name: str
    short: str = ""
    one: str
    many: str
    meaning: str
    pair: str
    at_both: str = ""
    category: int


OUTCOME_WORDS = {
    "in_begeleiding": OutcomeWords(
        name="nog in begeleiding",
        one="is nog in begeleiding",
        many="zijn nog in begeleiding",
        meaning=(
            "De jongere werd op de peildatum nog begeleid. Er is dan nog geen uitkomst: het is een "
            "tussenstand, geen resultaat."
        ),
        pair="Nog niet klaar",
        at_both="was nog niet klaar",
        category=6,
    ),
    "verblijfsvergunning": OutcomeWords(
        name="verblijfsvergunning",
        short="vergunning",
        one="kreeg een verblijfsvergunning",
        many="kregen een verblijfsvergunning",
        meaning="De jongere kreeg een vergunning om in Nederland te blijven.",
        pair="Vergunning",
        at_both="kreeg een vergunning",
        category=1,
    ),
    "mob": OutcomeWords(
        name="vertrokken, onbekend waarheen (mob)",
        short="mob",
        one="vertrok zonder dat bekend is waarheen (mob)",
        many="vertrokken met onbekende bestemming (mob)",
        meaning=(
            "Met onbekende bestemming vertrokken. Niemand weet of de jongere nog in Nederland is. "
            "De tabel van de minister noemt dit zelfstandig vertrek zonder toezicht."
        ),
        pair="Vertrokken, onbekend waarheen",
        at_both="vertrok zonder dat bekend is waarheen",
        category=2,
    ),
    "overig": OutcomeWords(
        name="overig",
        one="stopte om een andere reden",
        many="stopten om een andere reden",
        meaning="De begeleiding stopte om een reden die bij geen andere uitkomst hoort.",
        pair="Andere reden",
        at_both="stopte om een andere reden",
        category=3,
    ),
    "terugkeer": OutcomeWords(
        name="terugkeer",
        one="ging terug naar het land van herkomst",
        many="gingen terug naar het land van herkomst",
        meaning="De jongere ging aantoonbaar terug naar het land van herkomst.",
        pair="Aantoonbaar vertrokken",
        at_both="vertrok aantoonbaar",
        category=4,
    ),
    "doormigratie": OutcomeWords(
        name="doormigratie",
        one="ging naar een ander land (doormigratie)",
        many="gingen naar een ander land (doormigratie)",
        meaning="De jongere ging naar een ander land dan het land van herkomst.",
        pair="Doormigratie",
        category=5,
    ),
}
BAR_ORDER = tuple(OUTCOME_WORDS)
"""In which order outcomes stand in bars."""
KEY_OUTCOMES = ("verblijfsvergunning", "terugkeer", "mob")
"""Which are looked at first."""


def bar_order(*, merged: bool) -> tuple[str, ...]:
    """Return the outcomes in the order of bars, without onward migration where that is merged."""
    return tuple(code for code in BAR_ORDER if not (merged and code == "doormigratie"))
