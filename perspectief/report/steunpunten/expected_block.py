"""Counted beside expected: what remains of the differences once it counts who came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perspectief.report.block import places
from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import SHARE, Rows, Table
from perspectief.report.drawing import bounded, states
from perspectief.report.drawing.bounded import Bounded
from perspectief.report.drawing.described import Lane
from perspectief.report.steunpunten import lanes
from perspectief.report.words import formats, labels, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.expected.expecting import ExpectedPoint, ObservedExpected

OPEN = "Verklaart wie er kwam de verschillen? Geteld naast verwacht"
CHARACTERISTIC = {
    "geslacht": "geslacht",
    "leeftijd_instroom": "leeftijd",
    "herkomst": "land van herkomst",
    "kinderen": "kinderen",
    "diagnose": "psychiatrische diagnose",
    "asielaanvragen": "aantal asielaanvragen",
    "verblijf_nl_maanden": "tijd in Nederland",
    "instroomperiode": "periode van instroom",
}
NOT_CORRECTED = (
    "Hier is niet voor te corrigeren: wat een jongere zelf wil en kan, taal en netwerk, hoe sterk "
    "het dossier is, en waarom een jongere juist bij dit steunpunt kwam. Daarover staat niets in "
    "de gegevens. Het traject is met opzet weggelaten: daarover beslist het steunpunt mee, dus wie "
    "daarvoor corrigeert, haalt een deel weg van wat hij wil vergelijken."
)
INVENTED = (
    "Deze gegevens zijn nagemaakt. De kenmerken van de jongeren zijn, gegeven de uitkomst, los van "
    "elkaar getrokken, en de uitkomsten per steunpunt wijken met opzet af. Dit onderdeel kan dus "
    "niets zeggen over het echte experiment. Het laat alleen zien hoe de berekening werkt."
)
LEGEND = (
    ("▭", "gewoon, gezien wie er kwam (95 %)"),
    ("|", "verwacht"),
    ("●", "geteld, binnen wat gewoon is"),
    ("▲ ▼", "geteld, hoger of lager"),
    ("○", "te klein om een lage of hoge uitkomst te zien"),
)


def notes(result: Protected[ObservedExpected]) -> tuple[str, ...]:
    """Return what a reader must know beside the figures; nothing where there are none."""
    if not result.shown:
        return ()
    return (INVENTED, NOT_CORRECTED) if states.is_invented(result) else (NOT_CORRECTED,)


@under(Heading("verwacht", "Geteld en verwacht"))
def expected_block(
    result: Protected[ObservedExpected], names: Mapping[str, str], chosen: tuple[str, ...] = ()
) -> Block:
    """Return the block with the number counted and expected per steunpunt; `chosen` stand out."""
    expectation = result.value
    outcome = labels.outcome(expectation.outcome)
    kept = bounded.most_telling(shown(expectation, names), states.telling(chosen))
    return Block(
        heading=heading_of(expected_block).about(outcome),
        sentence=states.honest(sentence(expectation, names), result) + kept.said,
        source=result,
        picture=_picture(result, kept.shown, states.highlighted(names, chosen)),
        table=_table(result, kept, states.highlighted(names, chosen)),
        reading=(
            "Elke rij is een steunpunt, op alfabet. Het streepje is hoeveel jongeren met deze "
            "uitkomst u mocht verwachten, gezien wie er kwam. De balk is wat dan nog gewoon is: "
            "daarin telt mee dat toeval schommelt en dat ook de verwachting niet zeker is. Een "
            "driehoek ligt daarbuiten."
        ),
        definition=Definition(
            what=(
                "De verwachting komt uit een logistisch model van alle andere steunpunten, met "
                f"{_used(expectation)}. Effecten worden afgeremd (ridge), zodat een paar jongeren "
                "geen groot effect maken. Ook de balk komt uit dat model."
            ),
            numerator=f"jongeren van het steunpunt met als uitkomst: {outcome}",
            denominator="alle jongeren van het steunpunt die nu meetellen",
            source=(
                "Geteld in de gegevens die u bekijkt. Model: scikit-learn, Le Cessie en Van "
                "Houwelingen 1992."
            ),
        ),
    )


def _used(expectation: ObservedExpected) -> str:
    return formats.listing([CHARACTERISTIC[code] for code in expectation.used])


def sentence(expectation: ObservedExpected, names: Mapping[str, str]) -> str:
    """Return who is outside once it counts who came, who was before, and what the data carry."""
    if not expectation.n:
        return shares.NOBODY
    known = [point for point in expectation.points if point.expected is not None]
    if not known:
        return (
            "Hier valt niets te verwachten: er zijn te weinig jongeren met of zonder deze "
            "uitkomst, of er is maar één steunpunt."
        )
    if expectation.carries == "niet":
        return carrying(expectation)
    return f"{_outside(known, names)} {_before(known)} {carrying(expectation)}".strip()


def carrying(expectation: ObservedExpected) -> str:
    """Return the warning of a model with few outcomes; empty when there are enough."""
    many = (
        f"er zijn maar {formats.count(expectation.events)} uitkomsten, en het model schat "
        f"{expectation.parameters} getallen"
    )
    if expectation.carries == "niet":
        return f"De gegevens kunnen dit niet dragen: {many}. Trek hier geen conclusies uit."
    return f"Lees dit voorzichtig: {many}." if expectation.carries == "krap" else ""


def _outside(known: list[ExpectedPoint], names: Mapping[str, str]) -> str:
    outside = [f"{names[p.steunpunt]} ({p.state})" for p in known if p.outside]
    topic = "Telt mee wie er kwam, dan"
    if not outside:
        all_ = formats.count(len(known))
        return f"{topic} valt geen van de {all_} steunpunten buiten wat gewoon is."
    verb = "valt" if len(outside) == 1 else "vallen"
    return (
        f"{topic} {verb} {formats.count(len(outside))} van de {formats.count(len(known))} "
        f"steunpunten buiten wat gewoon is{bounded.named(outside)}."
    )


def _before(known: list[ExpectedPoint]) -> str:
    before = sum(point.plain in ("hoger", "lager") for point in known)
    if not before:
        return "Zonder die correctie was dat er geen."
    still = sum(point.outside and point.plain == point.state for point in known)
    return f"Zonder die correctie waren het er {before}; daarvan blijven er {still} over."


def _picture(
    result: Protected[ObservedExpected],
    points: Sequence[ExpectedPoint],
    names: Mapping[str, str],
) -> Picture | None:
    rows = [_lane(point, names) for point in points]
    outside = sum(point.outside for point in points)
    return lanes.picture(
        lanes.described(rows, LEGEND, states.mark_of(result)),
        (8.5, 9),
        f"{len(points)} rijen op alfabet, elk met een balk van wat gewoon is, een streepje voor "
        f"wat verwacht werd en een teken voor wat geteld is; {outside} liggen erbuiten.",
    )


def _lane(point: ExpectedPoint, names: Mapping[str, str]) -> Lane:
    n = point.share.total
    return Lane(
        label=f"{names[point.steunpunt]} ({formats.count(n)})",
        low=point.least / n,
        high=point.most / n,
        expected=(point.expected or 0.0) / n,
        counted=point.share.count / n,
        state=point.state,
        value=f"{formats.count(point.share.count)} · {formats.number(point.expected)} verwacht",
    )


def _table(
    result: Protected[ObservedExpected], kept: Bounded[ExpectedPoint], names: Mapping[str, str]
) -> Table:
    expectation = result.value
    left_out = "".join(f" {labels.column_missing(column)}" for column in expectation.missing)
    return (
        Rows(shown(expectation, names))
        .text(
            "steunpunt",
            "Steunpunt",
            lambda point: places.to_one(point.steunpunt, result, names[point.steunpunt]),
        )
        .column(SHARE, lambda point: point.share)
        .number("verwacht", "Verwacht", lambda point: point.expected)
        .number("verschil", "Geteld min verwacht", difference)
        .text("verschil_tussen", "Waarschijnlijk tussen", _difference_range)
        .text("gewoon", "Gewoon", lambda point: f"{point.least}–{point.most}")
        .text("oordeel", "Oordeel", lambda point: states.STATE[point.state])
        .text("zonder_correctie", "Zonder correctie", lambda point: states.STATE[point.plain])
        .p("p", "Kans (p)", lambda point: point.p)
        .p("p_gecorrigeerd", "Kans, gecorrigeerd", lambda point: point.p_adjusted)
        .table(
            f"Geteld en verwacht per steunpunt, op alfabet: {labels.outcome(expectation.outcome)}",
            "Verwacht: aantal jongeren, gezien wie er kwam. Gecorrigeerd: rekening houdend met het "
            "aantal steunpunten (Benjamini–Hochberg). Onder de 10 jongeren staat geen "
            f"percentage.{left_out}",
            kept=kept.rows(),
        )
    )


def difference(point: ExpectedPoint) -> float | None:
    """Return counted less expected."""
    return None if point.expected is None else point.share.count - point.expected


def _difference_range(point: ExpectedPoint) -> str:
    low, high = point.share.count - point.most, point.share.count - point.least
    return f"{formats.count(low)} tot {formats.count(high)}"


def shown(expectation: ObservedExpected, names: Mapping[str, str]) -> list[ExpectedPoint]:
    """Return who has an expected number, by name."""
    known = (point for point in expectation.points if point.expected is not None)
    return sorted(known, key=lambda point: names[point.steunpunt])
