"""Vertrekt wie veel contact heeft later? Three looks at what grows with time."""

from __future__ import annotations

from dataclasses import replace

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import Rows
from perspectief.report.drawing import states
from perspectief.report.duur.curves import ANY, CHOICE
from perspectief.report.duur.groups import outcome_of
from perspectief.report.duur.hundred import COUNTED
from perspectief.report.words import formats, labels, shares
from perspectief.report.words.choices import Choice
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.groups import MIN_GROUP
from perspectief_core.durations.landmark import MONTHS, Landmark, Look
from perspectief_core.expected.expecting import ENOUGH
from perspectief_core.shares import meaning

LAYER = "Houdt veel contact jongeren vast? Pas op met wat met de tijd meegroeit"
KEY = "laag_mijlpaal"
OUTCOME = replace(CHOICE, code="contact_uitkomst")
MONTH = Choice("Bekend na", "mijlpaal", {str(month): f"{month} maanden" for month in MONTHS}, "6")
CHOICES = (OUTCOME, MONTH)
OPENED_BY = frozenset(choice.code for choice in CHOICES)
INVENTED = (
    "Deze contacten en datums zijn nagemaakt: over het echte experiment zegt dit niets, over de "
    "manier van rekenen wel."
)


def asked(outcome: str, month: str) -> tuple[str | None, int]:
    """Return what two choices ask for: an outcome, None for any, and a month."""
    return outcome_of(outcome), int(month)


@under(Heading("contacten_in_tijd", "Vertrekt wie veel contact heeft later?"))
def landmark_block(result: Protected[Landmark]) -> Block:
    """Return the block with the three looks under each other."""
    landmark = result.value
    return Block(
        heading=heading_of(landmark_block).titled(f"Veel contact en vertrek: {_whole(landmark)}"),
        sentence=states.warned(sentence(landmark), INVENTED if landmark.in_all else "", result),
        source=result,
        table=Rows(_rows(landmark))
        .text("manier", "Hoe u kijkt", lambda row: row[0])
        .count("veel", "Met veel contact", lambda row: row[1].many)
        .count("weinig", "Met weinig", lambda row: row[1].few)
        .count("uitkomsten", "Uitkomsten", lambda row: row[1].events)
        .number("verhouding", "Hoeveel keer zo groot", lambda row: _at(row[1]), 2)
        .text("band", "Waarschijnlijk tussen", lambda row: _band(row[1], "–"))
        .p("p", "Kans (p)", lambda row: None if row[1].ratio is None else row[1].ratio.p)
        .table(
            f"De kans op vertrek met veel contact, naast die met weinig: {_whole(landmark)}",
            f"Een punt: minder dan {MIN_GROUP} jongeren aan een kant, of minder dan "
            f"{formats.number(ENOUGH, 0)} uitkomsten. Kans (p): hoe vaak toeval minstens zo'n "
            "verschil geeft, met steunpunten als eenheid.",
        ),
        reading=(
            "Wie lang blijft, verzamelt vanzelf veel contacten. Wie vroeg vertrekt, heeft daar de "
            "tijd niet voor gehad. Wie achteraf 'veel' naast 'weinig' zet, vergelijkt dus vooral "
            "blijvers met vertrekkers (vakwoord: immortal time bias). De andere twee manieren "
            "tellen een contact pas als het er geweest is. Een verhouding onder de 1 betekent: wie "
            "veel contact heeft, krijgt de uitkomst minder snel."
        ),
        definition=Definition(
            what=(
                "Veel is de helft met de meeste contacten. De gegevens tellen alleen het totaal; "
                "wij verdelen dat gelijk over de maanden. Bekend na een aantal maanden: alleen wie "
                "er dan nog is, met de contacten tot dan (landmark, Anderson 1983). Meegroeiend: "
                "veel vanaf de maand waarin iemand eraan komt. Verhouding: Cox, met late intrede."
            ),
            numerator=f"jongeren met in een maand: {_what(landmark)}",
            denominator="jongeren die in die maand gevolgd werden",
            source=COUNTED,
        ),
    )


def sentence(landmark: Landmark) -> str:
    """Return what the naive look says, and what the other two make of it."""
    if landmark.in_all is None:
        return shares.NOBODY
    if landmark.naive.ratio is None:
        return (
            f"Om dit te zien zijn er aan beide kanten minstens {MIN_GROUP} jongeren nodig, en "
            f"samen {formats.number(ENOUGH, 0)} uitkomsten."
        )
    fair = [
        f"{_told(landmark.known_then)} als u alleen telt wat na {landmark.month} "
        "maanden bekend was",
        f"{_told(landmark.growing)} als iemand pas veel contact heeft vanaf de maand "
        "waarin dat zo is",
    ]
    return (
        f"Achteraf lijkt veel contact ({formats.number(landmark.in_all, 0)} of meer) de kans op "
        f"{_what(landmark)} {formats.number(landmark.naive.ratio.ratio, 1)} keer zo groot te maken "
        f"(waarschijnlijk tussen {_band(landmark.naive, ' en ')}). Zo mag u niet kijken: wie "
        f"langer blijft, krijgt vanzelf meer contact. Het is {' en '.join(fair)}. "
        f"{_turned(landmark)}"
    ).strip()


def _turned(landmark: Landmark) -> str:
    naive, fair = landmark.naive.ratio, (landmark.known_then.ratio, landmark.growing.ratio)
    if naive is None or not meaning.more_than_chance(naive.p):
        return ""
    known = [ratio for ratio in fair if ratio is not None]
    same = [
        meaning.more_than_chance(ratio.p) and (ratio.ratio > 1) == (naive.ratio > 1)
        for ratio in known
    ]
    if known and not any(same):
        return "Het verschil van achteraf komt dus van de tijd, niet van het contact."
    return "Ook zonder die fout blijft er verschil over." if known and all(same) else ""


def _told(look: Look) -> str:
    if look.ratio is None:
        return "niet te zeggen"
    chance = "" if meaning.more_than_chance(look.ratio.p) else ", kan toeval zijn"
    return f"{formats.number(look.ratio.ratio, 1)} keer ({_band(look, ' tot ')}{chance})"


def _rows(landmark: Landmark) -> tuple[tuple[str, Look], ...]:
    if landmark.in_all is None or landmark.by_then is None:
        return ()
    in_all, by_then = (
        formats.number(contacts, 0) for contacts in (landmark.in_all, landmark.by_then)
    )
    return (
        (f"Achteraf: {in_all} of meer contacten in totaal", landmark.naive),
        (f"Bekend na {landmark.month} maanden: dan al {by_then} of meer", landmark.known_then),
        (f"Meegroeiend: vanaf de maand met contact {in_all}", landmark.growing),
    )


def _what(landmark: Landmark) -> str:
    return "een uitkomst" if landmark.outcome is None else labels.outcome(landmark.outcome)


def _whole(landmark: Landmark) -> str:
    return OUTCOME.options[ANY if landmark.outcome is None else landmark.outcome]


def _at(look: Look) -> float | None:
    return None if look.ratio is None else look.ratio.ratio


def _band(look: Look, join: str) -> str:
    return formats.UNKNOWN if look.ratio is None else formats.ends(look.ratio.interval, join=join)
