"""Maakt het uit dat een diagnose vaak onbekend is? The widest that shares could still be."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows
from perspectief.report.deelnemers.by_sex import COUNTED
from perspectief.report.drawing import states
from perspectief.report.drawing.described import Lane
from perspectief.report.steunpunten import lanes
from perspectief.report.words import formats, labels, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.unknown import OutcomeByAnswer, UnknownAnswers

LAYER = "Maakt het uit dat de diagnose vaak niet bekend is?"
KEY = "laag_onbekend"
COLUMN = "psychiatrische_diagnose"
INVENTED = (
    "Bij nagemaakte gegevens zeggen de verschillen in uitkomst niets over het echte experiment."
)
SIGN = {
    "meer": "vaker, wat er ook onbekend is",
    "minder": "minder vaak, wat er ook onbekend is",
    "open": "open: hangt af van wat onbekend is",
}


@under(Heading("onbekend", "Wat als de onbekende diagnoses bekend waren?"))
def unknown_block(result: Protected[UnknownAnswers]) -> Block:
    """Return the block with what the unknown diagnoses leave open."""
    answers = result.value
    return Block(
        sentence=states.warned(sentence(answers), INVENTED if answers.bounds else "", result),
        source=result,
        picture=_picture(answers),
        table=Rows(answers.outcomes)
        .text("uitkomst", "Uitkomst", lambda row: labels.OUTCOME[row.outcome])
        .share("ja", "Met diagnose", lambda row: row.yes)
        .share("nee", "Zonder diagnose", lambda row: row.no)
        .share("onbekend", "Niet bekend", lambda row: row.unknown)
        .text("verschil", "Verschil, alleen bekend", _known)
        .text("grenzen", "Grenzen, met onbekend", _limits)
        .text("oordeel", "Met diagnose", lambda row: SIGN[row.sign])
        .table(
            "Uitkomst met en zonder diagnose",
            "Verschillen in procentpunt. Tussen haakjes: waarschijnlijk tussen (Newcombe). De "
            "grenzen zijn wat het verschil nog kan zijn als alle onbekende diagnoses bekend waren; "
            "toeval komt daar nog bij.",
        ),
        reading=(
            "Wie onbekenden weglaat, doet alsof zij net zo zijn als de rest. De grenzen doen dat "
            "niet: zij laten zien wat er uit zou komen als alle onbekenden het ene antwoord hadden "
            "of juist het andere. Liggen beide grenzen aan één kant van nul, dan staat het teken "
            "van het verschil vast, hoe het ook zit met wie onbekend is."
        ),
        definition=Definition(
            what="Wat onbekende antwoorden openlaten: de grenzen van Horowitz en Manski (2000).",
            numerator="jongeren met deze uitkomst",
            denominator="jongeren met, zonder, of met een onbekende diagnose",
            source=COUNTED,
        ),
    )


def sentence(answers: UnknownAnswers) -> str:
    """Return how much is unknown, what that leaves open, and which differences stand."""
    if answers.bounds is None:
        return shares.NOBODY
    if not answers.unknown.count:
        return "Van iedereen is de diagnose bekend: er blijft niets open."
    start = (
        f"Bij {formats.of(answers.unknown)} jongeren is niet bekend of zij een psychiatrische "
        f"diagnose hadden. Het aandeel kan daardoor {formats.between(answers.bounds)} liggen"
    )
    if answers.of_known.enough:
        start += f"; van wie het bekend is, is het {formats.percent(answers.of_known.share)}"
    return f"{start}. {_standing(answers)}"


def _standing(answers: UnknownAnswers) -> str:
    sure = [row for row in answers.outcomes if row.sign != "open"]
    if not sure:
        return "Bij geen enkele uitkomst staat daarmee vast wie haar vaker had."
    told = [
        f"{labels.OUTCOME_SHORT[row.outcome]} ({'vaker' if row.sign == 'meer' else 'minder vaak'} "
        "met diagnose)"
        for row in sure
    ]
    return (
        f"Bij {len(sure)} van de {len(answers.outcomes)} uitkomsten staat het teken van het "
        f"verschil vast: {formats.listing(told)}."
    )


def _known(row: OutcomeByAnswer) -> str | None:
    return formats.difference(row.known) if row.yes.enough and row.no.enough else None


def _limits(row: OutcomeByAnswer) -> str | None:
    return None if row.bounds is None else formats.percent_ends(row.bounds, " tot ")


def _picture(answers: UnknownAnswers) -> Picture | None:
    if answers.bounds is None or not answers.unknown.count or not answers.of_known.enough:
        return None
    known = answers.of_known.share or 0.0
    lane = Lane(
        label="met diagnose",
        low=answers.bounds.low,
        high=answers.bounds.high,
        expected=known,
        counted=known,
        value=f"{formats.interval(answers.bounds)} van allen",
    )
    legend = (("▭", "wat het van allen kan zijn"), ("●", "van wie het bekend is"))
    return lanes.picture(
        lanes.described([lane], legend),
        (8.0, 10.0),
        "Eén balk: het aandeel met een diagnose als niemand, en als iedereen van wie het onbekend "
        "is er een had; de stip is het aandeel van wie het bekend is.",
    )
