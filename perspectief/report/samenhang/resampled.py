"""Komt de eerste splitsing terug? How often, in samples drawn from the same people."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture, bars_picture
from perspectief.report.block.command import FITTING
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing import row_bars
from perspectief.report.samenhang import finding
from perspectief.report.words import formats, labels
from perspectief.report.words.choices import Choice
from perspectief.report.words.predictors import NAME
from perspectief_core.associations.stability import SAMPLES, UNITS, Stability, Unit
from perspectief_core.disclosure.protecting import Protected

OPEN = f"Verder met deze boom: de regels, en {SAMPLES} keer opnieuw trekken"
BUSY = "Bezig met trekken"
OFTEN, HALF = 0.9, 0.5
"""Shares of the samples from which a split is called steady, and fairly steady."""
DRAW = Choice(
    "Trek opnieuw uit",
    "trek",
    {
        FITTING: "wat bij de eerste splitsing past",
        "steunpunt": "hele steunpunten",
        "persoon": "jongeren, elk apart",
    },
    FITTING,
)
_BARS = 8
UNIT = {"persoon": "jongeren", "steunpunt": "steunpunten"}
SOURCE = "Bootstrap (Efron en Tibshirani 1993) op de gegevens die u bekijkt."


def drawn(choice: str) -> Unit | None:
    """Return what a choice wants drawn; None for what fits the first split."""
    return next((unit for unit in UNITS if unit == choice), None)


@under(Heading("stevigheid", "Komt de eerste splitsing terug?"))
def stability_block(result: Protected[Stability]) -> Block:
    """Return the block that says how often the first split came back."""
    stability = result.value
    return Block(
        sentence=sentence(stability),
        source=result,
        picture=_picture(stability),
        table=_table(stability),
        reading=(
            f"De computer trekt {SAMPLES} keer een nieuwe groep uit dezelfde "
            f"{UNIT[stability.unit]}, met teruglegging: sommigen doen dubbel mee, anderen niet. In "
            "elke groep zoekt hij opnieuw de eerste splitsing. Een splitsing die vaak terugkomt, "
            "hangt niet aan een paar toevallige gevallen. Zulke trekkingen vinden wel eerder een "
            "verband dan de gegevens zelf, doordat sommigen dubbel tellen."
        ),
        definition=Definition(
            what="Hoe vaak een kenmerk de eerste splitsing is in opnieuw getrokken groepen.",
            numerator="trekkingen met dit kenmerk als eerste splitsing",
            denominator=f"{SAMPLES} trekkingen van {stability.units} {UNIT[stability.unit]}",
            source=SOURCE,
        ),
    )


def sentence(stability: Stability) -> str:
    """Return whether the first split is steady."""
    outcome = labels.outcome(stability.question.outcome)
    if not stability.same.total:
        return f"Er zijn geen {finding.people(stability.question)} die aan uw keuzes voldoen."
    times = f"{stability.same.count} van de {stability.same.total} trekkingen"
    if stability.first is None:
        start = f"In de gegevens zelf is er geen splitsing voor '{outcome}'."
        if stability.same.count == stability.same.total:
            return f"{start} In geen van de {stability.same.total} trekkingen is er een."
        return (
            f"{start} In {times} is die er ook niet. In de andere duikt er wel een op, maar niet "
            "steeds dezelfde."
        )
    share = stability.same.share or 0.0
    firm = "stevig" if share >= OFTEN else "redelijk stevig" if share >= HALF else "wankel"
    parts = [
        f"De eerste splitsing is {firm}: '{NAME[stability.first]}' is de eerste in {times} "
        f"({formats.percent(share)}).",
        _rival(stability),
        _few_places(stability),
    ]
    return " ".join(part for part in parts if part)


def _rival(stability: Stability) -> str:
    others = [comeback for comeback in stability.comebacks if comeback.kenmerk != stability.first]
    if not others or others[0].first.count <= stability.none.count:
        if stability.none.count:
            return f"In {stability.none.count} trekkingen is er geen splitsing."
        return ""
    return f"Daarna komt '{NAME[others[0].kenmerk]}' het vaakst: {others[0].first.count} keer."


def _few_places(stability: Stability) -> str:
    if stability.unit != "steunpunt":
        return ""
    if stability.units == 1:
        return "Er is maar één steunpunt: opnieuw trekken zegt dan niets."
    if stability.chosen:
        return (
            f"Er is getrokken uit {stability.units} steunpunten: jongeren van één steunpunt lijken "
            "op elkaar, en dat telt zo mee."
        )
    return (
        f"Er is getrokken uit {stability.units} steunpunten, want dit kenmerk hoort bij het "
        "steunpunt en niet bij de jongere."
    )


def _picture(stability: Stability) -> Picture | None:
    shown = stability.comebacks[:_BARS]
    if not shown:
        return None
    bars = [
        row_bars.Row(
            NAME[comeback.kenmerk],
            (
                row_bars.Segment(
                    comeback.first.share or 0.0, 1 if comeback.kenmerk == stability.first else 6
                ),
            ),
            formats.of(comeback.first),
        )
        for comeback in shown
    ]
    if stability.none.count:
        none = row_bars.Segment(stability.none.share or 0.0, 5, open_=True)
        bars.append(row_bars.Row("geen splitsing", (none,), formats.of(stability.none)))
    alt = f"Liggende balken: hoe vaak {len(shown)} kenmerken de eerste splitsing waren."
    return bars_picture("compact", bars, alt)


def _table(stability: Stability) -> Table:
    firsts = [(NAME[comeback.kenmerk], comeback.first) for comeback in stability.comebacks]
    return (
        Rows([*firsts, ("geen splitsing", stability.none)])
        .text("kenmerk", "Eerste splitsing", lambda first: first[0])
        .share("trekkingen", "Aantal trekkingen", lambda first: first[1])
        .table(f"Eerste splitsing in {SAMPLES} trekkingen")
    )
