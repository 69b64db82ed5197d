"""Which steunpunten are laid beside each other: the choice of the page, and their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perspectief.report.words import labels, shell
from perspectief.report.words.choices import Choice, Several
from perspectief_core.beside.beside import MOST, OTHERS

QUESTION = shell.page("naast_elkaar").question
ALL_OTHERS = "alle andere samen"
PLACES = "steunpunten"
KIND = Choice(
    "Wat legt u naast elkaar?",
    "wat",
    {
        PLACES: "steunpunten",
        "2": "twee typen werkwijze: zacht en hard",
        "4": "vier typen werkwijze",
        "6": "zes typen werkwijze, zoals in het rapport",
    },
    PLACES,
)
TEST_OPEN = "Voor analisten: een andere toets bij kleine aantallen"
EXACT, MID_P = "exact", "mid_p"
TEST = Choice(
    "Toets van aandelen",
    "toets",
    {EXACT: "exact: noemt zelden iets een verschil", MID_P: "mid-p: vindt iets meer"},
    EXACT,
)
START = ("utrecht", "zwolle")
"""What the page opens with where nothing was chosen: a large and a small one."""
CHOOSE = "Kies hierboven welke steunpunten u naast elkaar wilt zien: twee tot vijf."
ALONE = "U koos één steunpunt. Daarom staat het naast alle andere steunpunten samen."
CAVEAT_TYPES = (
    "Een verschil zegt niet dat een werkwijze beter of slechter is. De jongeren, de gemeenten en "
    "de steunpunten verschillen ook. Een type heeft maar een paar steunpunten: daarom is er bij "
    "typen minder te zien dan het aantal jongeren doet denken."
)
CAVEAT = (
    "Een verschil zegt niet dat een steunpunt het beter of slechter doet. De jongeren verschillen "
    "ook, en wat er verder meespeelt staat niet in deze gegevens. Per onderdeel is rekening "
    "gehouden met het aantal vergelijkingen: wie vaak genoeg vergelijkt, vindt altijd wel iets."
)


def choice(
    filtered: Sequence[str], names: Mapping[str, str], shown: Sequence[str] | None = None
) -> Several:
    """Return the choice of groups, by name; it starts with those in the filter, if any.

    Where only some steunpunten are `shown` by themselves, it starts with two of those.
    """
    options = dict(sorted(names.items(), key=lambda item: item[1]))
    start = tuple(code for code in options if code in filtered)[:MOST]
    if not start:
        alone = options if shown is None else frozenset(shown)
        seen = tuple(code for code in options if code in alone)
        start = START if set(START) <= set(seen) else (seen or tuple(options))[:2]
    return Several(
        label="Steunpunten om te vergelijken: twee tot vijf",
        code="naast",
        options=options | {OTHERS: ALL_OTHERS},
        default=start,
        most=MOST,
        nothing="kies steunpunten",
    )


def asked(
    groups: tuple[str, ...], test: str
) -> tuple[tuple[str, ...]] | tuple[tuple[str, ...], bool]:
    """Return what a choice of steunpunten and of a test asks for; the exact test needs no word."""
    return (groups, True) if test == MID_P else (groups,)


def compared(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the groups to compare: one alone gets all others beside it; none without a choice."""
    if chosen in ((), (OTHERS,)):
        return ()
    return chosen if len(chosen) > 1 else (*chosen, OTHERS)


def name(code: str, names: Mapping[str, str]) -> str:
    """Return the name of a group at the head of its column or bar: a steunpunt or a type."""
    if code == OTHERS:
        return ALL_OTHERS
    return names[code] if code in names else labels.WERKWIJZE[code]
