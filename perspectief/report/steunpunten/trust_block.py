"""How far the expected numbers can be trusted: whom the model tells apart, and if it comes true."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import SHARE, Rows
from perspectief.report.drawing import states
from perspectief.report.drawing.described import Lane
from perspectief.report.steunpunten import lanes
from perspectief.report.words import formats, labels, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.expected.expecting import ObservedExpected
from perspectief_core.expected.trusting import CalibrationPart, Discrimination

LEGEND = (
    ("▭", "bandbreedte van wat geteld is (95 %)"),
    ("|", "voorspeld"),
    ("●", "geteld; voorspeld ligt in de bandbreedte"),
    ("▲ ▼", "geteld; meer of minder dan voorspeld"),
)


@under(Heading("vertrouwen", "Hoe goed voorspelt het model?"))
def trust_block(result: Protected[ObservedExpected]) -> Block:
    """Return the block about how far the model can be trusted."""
    expectation = result.value
    return Block(
        sentence=states.honest(sentence(expectation), result),
        source=result,
        picture=_picture(result),
        table=Rows(list(enumerate(expectation.calibration, start=1)))
        .text("deel", "Jongeren, van lage naar hoge kans", lambda row: f"deel {row[0]}")
        .percent("voorspeld", "Voorspelde kans", lambda row: row[1].predicted, 0)
        .column(SHARE, lambda row: row[1].share)
        .table("Voorspelde kans en geteld aandeel", _numbers(expectation)),
        reading=(
            "Alle jongeren staan op volgorde van de kans die het model hun gaf, en zijn verdeeld "
            "in groepen. Klopt het model, dan is het getelde aandeel ongeveer die kans. Voor elke "
            "jongere komt de kans uit een model van de andere steunpunten, dus zonder hemzelf."
        ),
        definition=Definition(
            what=(
                "Onderscheid: van elk paar jongeren met en zonder de uitkomst, hoe vaak wie haar "
                "had de hoogste kans kreeg (oppervlak onder de ROC-kromme). Bandbreedte: jackknife "
                "over de steunpunten."
            ),
            numerator=(
                f"jongeren in de groep met als uitkomst: {labels.outcome(expectation.outcome)}"
            ),
            denominator="alle jongeren in de groep",
            source="Geteld in de gegevens die u bekijkt. Hanley en McNeil 1982, Radiology 143.",
        ),
    )


def sentence(expectation: ObservedExpected) -> str:
    """Return how well the model tells people apart, in plain words."""
    if not expectation.n:
        return shares.NOBODY
    if expectation.discrimination is None:
        return "Er is geen model: te weinig jongeren met of zonder deze uitkomst."
    return f"{_told_apart(expectation.discrimination)} {_comes_true(expectation.calibration)}"


def _told_apart(discrimination: Discrimination) -> str:
    band = ""
    if discrimination.interval is not None:
        band = f" (waarschijnlijk tussen {formats.percent_ends(discrimination.interval, ' en ')})"
    told = (
        "Van elke 100 paren van een jongere met en een zonder deze uitkomst geeft het model er "
        f"{formats.number(100 * discrimination.auc, 0)}{band} in de goede volgorde; wie gokt, "
        "heeft er 50."
    )
    if discrimination.interval is not None and discrimination.interval.low <= 0.5:
        return f"{told} Beter dan gokken is daarmee niet aangetoond."
    return told


def _comes_true(parts: tuple[CalibrationPart, ...]) -> str:
    true = sum(_state(part) == "binnen" for part in parts)
    return (
        f"In {true} van de {formats.plural(len(parts), 'groep', 'groepen')} past de voorspelde "
        "kans bij wat er geteld is."
    )


def _state(part: CalibrationPart) -> str:
    if part.predicted < part.share.low:
        return "hoger"
    return "lager" if part.predicted > part.share.high else "binnen"


def _picture(result: Protected[ObservedExpected]) -> Picture | None:
    parts = result.value.calibration
    rows = [_lane(at, part) for at, part in enumerate(parts, start=1)]
    true = sum(_state(part) == "binnen" for part in parts)
    return lanes.picture(
        lanes.described(rows, LEGEND, states.mark_of(result)),
        (3.5, 14),
        f"{len(parts)} rijen van lage naar hoge kans, elk met voorspeld en geteld; bij {true} past "
        "het voorspelde bij het getelde.",
    )


def _lane(at: int, part: CalibrationPart) -> Lane:
    share = part.share
    return Lane(
        label=f"deel {at}",
        low=share.low,
        high=share.high,
        expected=part.predicted,
        counted=share.share or 0.0,
        state=_state(part),
        value=f"{shares.percent(share)} geteld · {formats.percent(part.predicted)} voorspeld",
    )


def _numbers(expectation: ObservedExpected) -> str:
    ratio = formats.number(expectation.per_parameter)
    effective = formats.number(expectation.effective)
    return (
        f"{formats.count(expectation.events)} uitkomsten en {expectation.parameters} getallen in "
        f"het model: {ratio} per getal. Door het afremmen tellen er {effective} mee."
    )
