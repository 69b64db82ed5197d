"""Wie vertrekt sneller, en wie uiteindelijk vaker? Two models of one outcome side by side."""

from __future__ import annotations

from math import log

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing import states
from perspectief.report.drawing.described import Lane, Lanes
from perspectief.report.duur.hundred import COUNTED
from perspectief.report.steunpunten import lanes
from perspectief.report.steunpunten.expected_block import INVENTED
from perspectief.report.words import criteria, formats, labels, shares
from perspectief_core.data import contract
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.explained import Effect, Explained
from perspectief_core.expected.describing import REST, Meaning
from perspectief_core.expected.expecting import SCARCE

LAYER = "Wie krijgt een uitkomst sneller, en wie uiteindelijk vaker?"
KEY = "laag_modellen"
NO_TIME = "Kies een andere uitkomst: wie nog in begeleiding is, heeft er nog geen."
FURTHEST = 5.0
"""The picture runs from this many times as small to as large."""
LEGEND = (
    ("▭", "waarschijnlijk tussen (95 %), bij gelijke duur"),
    ("|", "bij gelijke duur"),
    ("●", "uiteindelijk"),
)
_FILTER = {"werkwijze": "werkwijze_6"}
_TIMES = {"geen": "geen aanvraag", "een": "één aanvraag", "twee_of_meer": "twee of meer aanvragen"}
_YEARS = {
    "leeftijd_instroom": ("{} jaar ouder", 1.0),
    "verblijf_nl_maanden": ("{} jaar langer in Nederland", 12.0),
}


def timed(outcome: str) -> bool:
    """Tell whether somebody can get this outcome at some time; guidance that goes on is none."""
    return outcome != contract.OUTCOMES[0]


@under(Heading("twee_modellen", "Sneller en vaker"))
def explained_block(result: Protected[Explained]) -> Block:
    """Return the block with both models of one outcome."""
    explained = result.value
    outcome = labels.outcome(explained.outcome)
    return Block(
        heading=heading_of(explained_block).about(outcome),
        sentence=states.warned(sentence(explained), INVENTED if explained.effects else "", result),
        source=result,
        picture=_picture(explained),
        table=_table(explained),
        reading=(
            "Elke rij is een kenmerk, met wie ernaast staat tussen haakjes. De lijn in het midden "
            "is geen verschil. Het streepje is hoeveel keer zo groot de kans op deze uitkomst in "
            "een maand is, van wie er dan nog is. De stip zegt hetzelfde over hoe vaak de uitkomst "
            "er uiteindelijk komt. Staan zij uit elkaar, dan komt dat door de andere uitkomsten: "
            "wie om een andere reden vertrekt, kan deze uitkomst niet meer krijgen."
        ),
        definition=Definition(
            what=(
                "Bij gelijke duur: Cox, met de andere uitkomsten als einde van het volgen. "
                "Uiteindelijk: Fine en Gray (1999), waar wie een andere uitkomst had blijft "
                "meetellen (met late intrede: Geskus 2011). Beide met dezelfde kenmerken tegelijk. "
                "De bandbreedte is de ruimste van twee: jongeren los, of steunpunten als eenheid. "
                "De periode van instroom doet niet mee: die zit al in hoe lang iemand te volgen "
                "was."
            ),
            numerator=f"jongeren met als uitkomst: {outcome}, in een maand",
            denominator="jongeren die in die maand gevolgd werden",
            source=COUNTED,
        ),
    )


def sentence(explained: Explained) -> str:
    """Return which characteristics go with the outcome, or why that cannot be said."""
    if not explained.n:
        return shares.NOBODY
    outcome = labels.outcome(explained.outcome)
    counted = f"{formats.plural(explained.events, 'uitkomst', 'uitkomsten')} ({outcome})"
    if not explained.parameters or explained.events < SCARCE * explained.parameters:
        return (
            f"Dit kunnen de gegevens niet dragen. Er zijn {counted}, en het model schat "
            f"{formats.plural(explained.parameters, 'getal', 'getallen')}: "
            f"{formats.number(explained.per_parameter, 1)} uitkomsten per getal. Daaronder lijkt "
            f"al gauw alles groot; onder de {formats.number(SCARCE, 0)} tonen wij niets."
        )
    if not explained.effects:
        return (
            f"Met {counted} leggen de gegevens niet elk getal van het model vast: een kenmerk valt "
            "samen met een ander, of met de uitkomst zelf. Daarom staat hier niets."
        )
    return f"{_told(explained)} {_carrying(explained, counted)}".strip()


def _told(explained: Explained) -> str:
    large = [effect for effect in explained.effects if effect.more_than_chance]
    if not large:
        return (
            f"Van de {explained.parameters} kenmerken maakt er geen meer verschil dan toeval "
            "geeft, als u ze samen bekijkt en meetelt hoeveel het er zijn."
        )
    parts = [
        f"{named(effect.of)} ({formats.number(effect.cause.ratio, 1)} keer, waarschijnlijk tussen "
        f"{formats.ends(effect.cause.interval, join=' en ')}; "
        f"uiteindelijk {formats.number(effect.in_the_end.ratio, 1)} keer)"
        for effect in large
    ]
    return (
        f"Meer verschil dan toeval geeft bij gelijke duur: {formats.listing(parts)}. Van de andere "
        "kenmerken is dat niet te zeggen."
    )


def _carrying(explained: Explained, counted: str) -> str:
    if explained.carries == "ruim":
        return ""
    return (
        f"Lees dit voorzichtig: er zijn {counted} voor {explained.parameters} getallen, "
        f"{formats.number(explained.per_parameter, 1)} per getal, en maar {explained.steunpunten} "
        "steunpunten."
    )


def named(of: Meaning) -> str:
    """Return what an effect is of, and beside whom: `harde aanpak (naast zachte aanpak)`."""
    if of.level is None:
        told, per = _YEARS[of.characteristic]
        return told.format(formats.number(of.spread / per, 1))
    beside = f" (naast {_level(of, of.against)})" if of.against is not None else ""
    return f"{_level(of, of.level)}{beside}"


def _level(of: Meaning, level: str) -> str:
    if of.characteristic == "asielaanvragen":
        return _TIMES.get(level, "aantal aanvragen onbekend")
    if level == REST:
        return "een ander land" if of.characteristic == "herkomst" else "een andere groep"
    if (of.characteristic, level) == ("kinderen", "meer"):
        return "twee of meer kinderen"
    told = criteria.option(_FILTER.get(of.characteristic, of.characteristic), level)
    return f"diagnose {told}" if of.characteristic == "diagnose" else told


def _table(explained: Explained) -> Table:
    return (
        Rows(explained.effects)
        .text("kenmerk", "Kenmerk", lambda effect: formats.capital(named(effect.of)))
        .number("sneller", "Bij gelijke duur", lambda effect: effect.cause.ratio, 2)
        .text(
            "sneller_band",
            "Waarschijnlijk tussen",
            lambda effect: formats.ends(effect.cause.interval),
        )
        .p("p", "Kans (p)", lambda effect: effect.cause.p)
        .p("p_veel", "Kans (p), zoveel kenmerken", lambda effect: effect.p)
        .number("vaker", "Uiteindelijk", lambda effect: effect.in_the_end.ratio, 2)
        .text(
            "vaker_band",
            "Waarschijnlijk tussen",
            lambda effect: formats.ends(effect.in_the_end.interval),
        )
        .p("vaker_p", "Kans (p)", lambda effect: effect.in_the_end.p)
        .table(
            f"Hoeveel keer zo groot: {labels.outcome(explained.outcome)}",
            "Een verhouding van 1 is geen verschil. Kans (p): hoe vaak toeval minstens zo'n "
            "verschil geeft; de tweede telt mee dat er zoveel kenmerken zijn (Holm)."
            + "".join(f" {labels.column_missing(column)}" for column in explained.missing),
        )
    )


def _picture(explained: Explained) -> Picture | None:
    least, most = formats.number(1 / FURTHEST, 1), formats.number(FURTHEST, 0)
    described = Lanes(
        lanes=tuple(_lane(effect) for effect in explained.effects),
        legend=LEGEND,
        top=1.0,
        scale=(
            f"De schaal loopt van {least} tot {most} keer; het midden is 1 keer, geen verschil. "
            "Wat verder reikt, is afgekapt."
        ),
        even=0.5,
    )
    return lanes.picture(
        described,
        (17.0, 8.0),
        f"{len(explained.effects)} rijen, elk een kenmerk, met een balk en streepje voor de "
        "verhouding bij gelijke duur en een stip voor die van uiteindelijk.",
    )


def _lane(effect: Effect) -> Lane:
    return Lane(
        label=formats.capital(named(effect.of)),
        low=_place(effect.cause.interval.low),
        high=_place(effect.cause.interval.high),
        expected=_place(effect.cause.ratio),
        counted=_place(effect.in_the_end.ratio),
        value=(
            f"{formats.number(effect.cause.ratio, 1)} · "
            f"{formats.number(effect.in_the_end.ratio, 1)}"
        ),
    )


def _place(ratio: float) -> float:
    """Return where a ratio stands on the scale, 0–1, half as large as far left as twice right."""
    return min(max(0.5 + log(ratio) / (2 * log(FURTHEST)), 0.0), 1.0)
