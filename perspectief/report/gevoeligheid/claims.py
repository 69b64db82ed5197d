"""The claims of the letter and the report, and in how many countings each one holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perspectief.report.block.blocks import Block, Definition, bars_picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Column, Link, Rows, Table
from perspectief.report.drawing import row_bars
from perspectief.report.gevoeligheid import criteria
from perspectief.report.words import formats
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.sensitivity.claims import claims, concrete_perspective
from perspectief_core.sensitivity.claims_duration import duration_claims
from perspectief_core.sensitivity.verdicts import Break, Verdict, Verdicts

ANALYSES = (claims, concrete_perspective, duration_claims)
"""What judges the claims, in the order of the figure."""
_LETTER = "Kamerbrief 2011, § 4"


@dataclass(frozen=True, slots=True)
class Claim:
    """What was claimed, in own words; the number it is about, the page that shows it, and where."""

    said: str
    number: str = "verschil met DT&V (procentpunt)"
    page: str = "vergelijking"
    source: str = _LETTER


CLAIM = {
    "vergunning_hoger": Claim("Een groter deel kreeg een vergunning dan bij DT&V"),
    "terugkeer_lager": Claim("Een kleiner deel vertrok aantoonbaar dan bij DT&V"),
    "mob_lager": Claim("Een kleiner deel vertrok met onbekende bestemming dan bij DT&V"),
    "in_begeleiding_hoger": Claim("Een groter deel is nog in begeleiding dan bij DT&V"),
    "concreet_perspectief": Claim(
        "18 % kreeg een concreet perspectief, een vergunning of terugkeer (precies: 17,46 %)",
        "deel met een vergunning of terugkeer (%)",
        "overzicht",
    ),
    "meeste_resultaat_eerst": Claim(
        "Het meeste resultaat komt in de eerste zes maanden",
        "deel van de resultaten in het eerste half jaar (%)",
        "duur",
    ),
    "resultaat_neemt_af": Claim(
        "Hoe langer de begeleiding duurt, hoe minder resultaat",
        "deel van de resultaten in het eerste half jaar (%)",
        "duur",
    ),
    "mob_eerst": Claim(
        "Wie uit beeld raakt, doet dat vooral in de eerste maanden",
        "deel van wie mob vertrok, in het eerste half jaar (%)",
        "duur",
    ),
    "kwart_lang": Claim(
        "Ongeveer een kwart van wie nog in begeleiding is, is dat langer dan anderhalf jaar",
        "deel langer dan anderhalf jaar (%)",
        "duur",
        "Kamerbrief 2011, § 3 en 4",
    ),
}


@under(Heading("uitspraken", "Houden de uitspraken stand?"))
def claims_block(results: Sequence[Protected[Verdicts]]) -> Block:
    """Return the block with all claims and in how many countings each holds."""
    verdicts = [verdict for result in results for verdict in result.value.verdicts]
    return Block(
        sentence=sentence(verdicts),
        source=tuple(results),
        picture=bars_picture("wide", map(_row, verdicts), _alt(verdicts)),
        table=_table(verdicts, results[0].provenance.selection),
        reading=(
            "Elke regel is een uitspraak uit 2011, in eigen woorden. De balk is het deel van de "
            "tellingen waarin de uitspraak klopt. Bij de vergelijking met DT&V tellen ook de "
            "keuzes aan de kant van DT&V mee, staan beide kanten op dezelfde peildatum, en moet "
            "de uitspraak kloppen hoe de aantallen ook zijn afgerond. Toeval is hierbij niet "
            "meegeteld."
        ),
        definition=Definition(
            what=(
                "In hoeveel verschillende tellingen een uitspraak klopt. Combinaties van keuzes "
                "die dezelfde jongeren geven, zijn één telling. DT&V staat op dezelfde peildatum "
                "als Perspectief; wanneer wie daar in beeld was, is in deze gegevens nagemaakt."
            ),
            numerator="tellingen waarin de uitspraak klopt",
            denominator="tellingen waarin er iets over te zeggen is",
            source="Per uitspraak genoemd; geteld in de gegevens die u bekijkt.",
        ),
    )


def sentence(verdicts: Sequence[Verdict]) -> str:
    """Return how many claims stand whatever is chosen, and how many hang on a choice."""
    said = [verdict for verdict in verdicts if verdict.of]
    if not said:
        return "Bij deze selectie is over geen enkele uitspraak iets te zeggen."
    always = [verdict for verdict in said if verdict.holds == verdict.of]
    half = [verdict for verdict in said if verdict.holds < verdict.of / 2]
    return (
        f"Van de {len(said)} uitspraken {_hold(always)} er {len(always)} in elke telling. "
        f"{len(half)} {_hold(half)} in minder dan de helft. De overige hangen van keuzes af."
    )


def _hold(verdicts: Sequence[Verdict]) -> str:
    return "klopt" if len(verdicts) == 1 else "kloppen"


def verdict_words(verdict: Verdict) -> str:
    """Return in how many countings a claim holds: `klopt in 96 van 108 tellingen`."""
    if not verdict.of:
        return "hierover is niets te zeggen"
    number = formats.count(verdict.of)
    if verdict.holds == verdict.of:
        return f"klopt in alle {number} tellingen"
    if not verdict.holds:
        return f"klopt in geen van de {number} tellingen"
    return f"klopt in {formats.count(verdict.holds)} van {number} tellingen"


def breaks(worst: Break | None) -> str:
    """Return under which choice a claim fails most often; empty when it never fails."""
    if worst is None:
        return ""
    fails = f"{formats.count(worst.fails)} van {formats.count(worst.of)}"
    return f"{criteria.short(worst.criterion, worst.option)} ({fails} keer niet)"


def _row(verdict: Verdict) -> row_bars.Row:
    share = verdict.holds / verdict.of if verdict.of else 0.0
    report = "" if verdict.in_report in (None, True) else "; ook niet met de keuzes van het rapport"
    words = f"{verdict_words(verdict)}{report}"
    return row_bars.bar(CLAIM[verdict.claim].said, share, words, words)


def _alt(verdicts: Sequence[Verdict]) -> str:
    always = sum(verdict.of > 0 and verdict.holds == verdict.of for verdict in verdicts)
    run = "loopt" if always == 1 else "lopen"
    return (
        f"{len(verdicts)} balken, een per uitspraak; {always or 'geen'} {run} over de hele breedte."
    )


def _table(verdicts: Sequence[Verdict], filters: Selection) -> Table:
    numbers = (
        Column("getal_rapport", "Rapport", "number"),
        Column("laagste", "Laagste", "number"),
        Column("hoogste", "Hoogste", "number"),
    )
    with_report = Column("rapport", "Met de keuzes van het rapport")
    return (
        Rows(verdicts)
        .text("uitspraak", "Uitspraak", lambda verdict: CLAIM[verdict.claim].said)
        .count("klopt", "Klopt in", lambda verdict: verdict.holds)
        .count("van", "Van", lambda verdict: verdict.of)
        .column(with_report, lambda verdict: verdict.in_report)
        .text("vaakst_niet", "Het vaakst niet bij", lambda verdict: breaks(verdict.worst))
        .text("open", "Bekijk", lambda verdict: _open(verdict, filters))
        .text("getal", "Waar het om gaat", lambda verdict: CLAIM[verdict.claim].number)
        .columns(numbers, _numbers)
        .text("bron", "Bron", lambda verdict: CLAIM[verdict.claim].source)
        .table(
            "Elke uitspraak en in hoeveel tellingen zij klopt",
            "Tellingen die niets zeggen, tellen niet mee. De getallen zijn zonder toeval.",
        )
    )


def _open(verdict: Verdict, filters: Selection) -> Link:
    """Return a link to the page of a claim, with the choice under which it fails most often."""
    own = verdict.worst is not None and verdict.worst.criterion in Selection.__dataclass_fields__
    choices = (
        {verdict.worst.criterion: verdict.worst.option} if verdict.worst is not None and own else {}
    )
    return criteria.link(filters, choices, CLAIM[verdict.claim].page)


def _numbers(verdict: Verdict) -> list[Cell]:
    return [
        None if value is None else 100 * value
        for value in (verdict.report, verdict.low, verdict.high)
    ]
