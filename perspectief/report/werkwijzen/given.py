"""Maakt de werkwijze uit, als u meetelt wie er kwam? Types compared, steunpunten as units."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import SHARE, Cell, Column, Rows
from perspectief.report.drawing import states
from perspectief.report.drawing.described import Lane
from perspectief.report.steunpunten import lanes
from perspectief.report.steunpunten.expected_block import INVENTED
from perspectief.report.werkwijzen.dots_chart import type_name
from perspectief.report.words import formats, labels, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.expected.fitting import FEWEST
from perspectief_core.mixed.given import GivenType, GivenWhoCame, TypesModel
from perspectief_core.shares import meaning

OPEN = "Maakt de werkwijze uit, als u meetelt wie er kwam?"
KEY = "wie_kwam"
LEGEND = (
    ("▭", "waarschijnlijk tussen (95 %), steunpunten als eenheid"),
    ("|", "geschat, gezien wie er kwam"),
    ("●", "geteld"),
)
_GIVEN = (
    Column("geschat", "Gezien wie er kwam", "percent", 0),
    Column("bandbreedte", "Waarschijnlijk tussen", "interval"),
    Column("te_smal", "Met jongeren als eenheid (te smal)", "interval"),
)
SOURCE = (
    "Geteld in de gegevens die u bekijkt. Logistisch model met een eigen effect per steunpunt "
    "(Pinheiro en Chao 2006); vrijheidsgraden: Li en Redden 2015."
)


def note(result: Protected[GivenWhoCame]) -> str:
    """Return what made-up data can say here: nothing of the experiment; empty of a register."""
    return INVENTED if states.is_invented(result) and result.value else ""


@under(Heading("wie_kwam", "Werkwijze, gezien wie er kwam"))
def given_block(result: Protected[GivenWhoCame]) -> Block:
    """Return the block with the types on one outcome, given who came."""
    comparison = result.value
    outcome = labels.outcome(comparison.outcome)
    rows = [kind for kind in comparison.types if kind.share.total]
    missing = "".join(f" {labels.column_missing(column)}" for column in comparison.missing)
    return Block(
        heading=heading_of(given_block).about(outcome),
        sentence=states.honest(sentence(comparison), result),
        source=result,
        picture=_picture(result, rows),
        table=Rows(rows)
        .text("type", "Type", lambda kind: type_name(kind.type))
        .count("steunpunten", "Steunpunten", lambda kind: kind.n_steunpunten)
        .column(SHARE, lambda kind: kind.share)
        .columns(_GIVEN, _given)
        .table(
            f"Per type: {outcome}",
            "Een punt: in dit type zijn er te weinig jongeren met of zonder deze uitkomst "
            f"(minder dan {FEWEST}).{missing}",
        ),
        reading=(
            "Elke rij is een type werkwijze. Het streepje is welk deel van de jongeren deze "
            "uitkomst zou hebben, als alle jongeren die meetellen bij dit type zaten. De balk is "
            "waar dat waarschijnlijk ligt, als u meerekent dat steunpunten van één type "
            "onderling verschillen. Overlappen de balken, dan is een verschil niet duidelijk."
        ),
        definition=Definition(
            what=(
                "Het aandeel met deze uitkomst per type, voor een even samengestelde groep "
                "jongeren. Gecorrigeerd voor dezelfde kenmerken als 'geteld naast verwacht' op de "
                "pagina Steunpunten."
            ),
            numerator=f"geschat aantal jongeren met als uitkomst: {outcome}",
            denominator="alle jongeren in het model, als zij bij een steunpunt van dit type zaten",
            source=SOURCE,
        ),
    )


def _given(kind: GivenType) -> tuple[Cell, Cell, Cell]:
    given = kind.given
    return (None, None, None) if given is None else (given.share, given.interval, given.narrow)


def sentence(comparison: GivenWhoCame) -> str:
    """Return whether types differ given who came, and what people as units would have said."""
    if not comparison.overall.total:
        return shares.NOBODY
    if comparison.model is None:
        return (
            "Hier valt niets te vergelijken: er zijn geen twee typen met genoeg jongeren met en "
            "zonder deze uitkomst, of er zijn te weinig steunpunten."
        )
    known = [kind for kind in comparison.types if kind.given is not None]
    shown = formats.from_to([kind.given.share for kind in known if kind.given is not None])
    more = "groter" if comparison.more_than_chance else "niet groter"
    wide = "" if comparison.more_than_chance else ", maar de bandbreedtes zijn ruim"
    return (
        f"Telt mee wie er kwam, dan zijn de verschillen tussen de {len(known)} typen {more} dan "
        f"toeval kan geven. Bij dezelfde jongeren zou het aandeel per type {shown} "
        f"lopen{wide}. {_too_certain(comparison.model)}"
        f"{_carrying(comparison.model)}"
    ).strip()


def _too_certain(model: TypesModel) -> str:
    if meaning.more_than_chance(model.tests.people_given) and not meaning.more_than_chance(
        model.tests.places_given
    ):
        return (
            "Wie elke jongere los telt, zoals het rapport, zou wél een verschil zien; dat is te "
            "zeker. "
        )
    return ""


def _carrying(model: TypesModel) -> str:
    if model.carries == "ruim":
        return ""
    return (
        f"Lees dit voorzichtig: er zijn maar {formats.count(model.events)} uitkomsten, en het "
        f"model schat {model.parameters} getallen over wie er kwam."
    )


def _picture(result: Protected[GivenWhoCame], rows: list[GivenType]) -> Picture | None:
    known = [lane for kind in rows if (lane := _lane(kind)) is not None]
    return lanes.picture(
        lanes.described(known, LEGEND, states.mark_of(result)),
        (12.0, 14.0),
        f"{len(known)} rijen, één per type, elk met een brede balk, een streepje voor het "
        "geschatte aandeel en een stip voor het getelde.",
    )


def _lane(kind: GivenType) -> Lane | None:
    if kind.given is None or kind.share.share is None:
        return None
    return Lane(
        label=f"{type_name(kind.type)} ({kind.n_steunpunten})",
        low=kind.given.interval.low,
        high=kind.given.interval.high,
        expected=kind.given.share,
        counted=kind.share.share,
        value=f"{formats.percent(kind.given.share)} · {formats.interval(kind.given.interval)}",
    )


@under(Heading("vier_toetsen", "Vier keer dezelfde vraag"))
def tests_block(result: Protected[GivenWhoCame]) -> Block:
    """Return the block with the same question asked in four ways."""
    model = result.value.model
    tests = None if model is None else model.tests
    rows = (
        ()
        if tests is None
        else (
            ("elke jongere los, zoals het rapport", tests.people, tests.people_given),
            ("steunpunten als eenheid", tests.places, tests.places_given),
        )
    )
    return Block(
        sentence=states.honest(tests_sentence(result.value), result),
        source=result,
        table=Rows(rows)
        .text("eenheid", "Wat telt als één", lambda row: row[0])
        .p("geteld", "Zoals geteld: kans (p)", lambda row: row[1])
        .p("gezien", "Gezien wie er kwam: kans (p)", lambda row: row[2])
        .table(
            "Verschillen de typen? Dezelfde vraag op vier manieren",
            _model_note(model),
        ),
        reading=(
            "Kans (p): hoe vaak toeval verschillen tussen typen geeft die minstens zo groot zijn. "
            "Tot en met 0,05 heet het hier meer dan toeval. Naar rechts telt mee wie er kwam; naar "
            "beneden telt mee dat jongeren van één steunpunt op elkaar lijken."
        ),
        definition=Definition(
            what=(
                "Jongeren als eenheid: chi-kwadraat van Pearson, en van Wald in een logistisch "
                "model. Steunpunten als eenheid: typen 2.000 keer over de steunpunten geschud."
            ),
            numerator="keren dat toeval een minstens zo groot verschil geeft",
            denominator="alle keren",
            source=SOURCE,
        ),
    )


def tests_sentence(comparison: GivenWhoCame) -> str:
    """Return which of the two choices decides."""
    if comparison.model is None:
        return sentence(comparison)
    tests = comparison.model.tests
    loose = [meaning.more_than_chance(p) for p in (tests.people, tests.people_given)]
    strict = [meaning.more_than_chance(p) for p in (tests.places, tests.places_given)]
    if not any((*loose, *strict)):
        return "Op geen van de vier manieren verschillen de typen meer dan toeval geeft."
    if all((*loose, *strict)):
        return "Op alle vier de manieren verschillen de typen meer dan toeval geeft."
    if any(loose) and not any(strict):
        return (
            "Alleen wie elke jongere los telt, ziet verschillen tussen typen die groter zijn dan "
            "toeval. Wie met steunpunten rekent, ziet die niet."
        )
    return "Of de typen meer verschillen dan toeval geeft, hangt af van hoe u rekent."


def _model_note(model: TypesModel | None) -> str:
    if model is None:
        return ""
    spread = formats.number(model.spread, 2)
    return (
        f"Het model zelf geeft p = {formats.p_value(model.model_p)} (F-toets met {model.freedom} "
        f"vrijheidsgraden); steunpunten van één type verschillen met een spreiding van {spread} op "
        "de logitschaal."
    )
