"""Hangt de conclusie af van wie we meetellen? The words and choices of the page."""

from __future__ import annotations

from dataclasses import replace

from perspectief.report.block.marks import marked_sentence
from perspectief.report.gevoeligheid import criteria
from perspectief.report.words import formats, labels, shell
from perspectief.report.words.choices import OUTCOME, Choice
from perspectief_core.cohort.grouping import members
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import OutcomeDistribution
from perspectief_core.sensitivity.curve import Curve
from perspectief_core.sensitivity.ranges import EXITS_ONLY, Tornado, TornadoBar
from perspectief_core.shares import intervals
from perspectief_core.shares.intervals import Share

QUESTION = shell.page("gevoeligheid").question
BASIS = Choice(
    "Deel van wie",
    "deel_van",
    {"all": "iedereen die meetelt", "exits": "alleen wie is uitgestroomd"},
    "all",
)
ASKED = replace(OUTCOME, options=OUTCOME.options | labels.OUTCOME_TOGETHER_SHORT)
CHOICES = (ASKED, BASIS)
"""What the page asks first."""
PART_OF = {"all": "iedereen", "exits": "wie is uitgestroomd"}
CAVEAT = (
    "Keuzes die precies dezelfde jongeren geven, zijn samen één telling. Ook de tellingen zijn "
    "geen los bewijs: het zijn steeds bijna dezelfde jongeren. Daarom staat er nergens een "
    "gemiddelde uitkomst. De vraag is alleen of een conclusie aan één keuze hangt."
)
ONE_LABEL, ONE_CODE = "Bekijk één telling, van laag naar hoog", "combinatie"
ONE_LINK = "Open het overzicht met precies deze keuzes"
TOO_FEW = (
    "Van zo weinig jongeren is geen percentage te geven. Eén ander persoon verandert dan alles. "
    "Haal in het dashboard een filter weg om te zien welke keuzes uitmaken."
)
ANALYSTS = "Voor analisten: elke samenhang uit het rapport, opnieuw getoetst"
WHICH = "Welke keuzes zijn er, waarom, en welke gaan niet samen?"
EVERYTHING = "Alle combinaties, om te bekijken en te downloaden"
NOT_OF_EXITS = (
    "Wie nog in begeleiding is, is niet uitgestroomd. Bij deze uitkomst gaat het daarom over "
    "iedereen."
)


def enough(curve: Curve) -> bool:
    """Tell whether the report's choices count enough people for percentages."""
    return bool(curve.columns) and curve.report.enough


def basis_of(outcome: str, chosen: str) -> str:
    """Return the basis that can be used: being in guidance is no part of those who left."""
    return "all" if outcome == "in_begeleiding" else chosen


def caveat(outcome: str, chosen: str) -> str:
    """Return what the countings are not, and that an outcome is asked of everyone where it is."""
    asked = "" if basis_of(outcome, chosen) == chosen else f"{NOT_OF_EXITS} "
    return f"{asked}{CAVEAT}"


def own_share(result: Protected[OutcomeDistribution], outcome: str, basis: str) -> Share | None:
    """Return the share of an outcome with the choices now made; None where it has none."""
    if result.value.merged and outcome == "doormigratie":
        return None
    counts = {part.outcome: part.share.count for part in result.value.shares}
    guided = counts["in_begeleiding"] if basis == "exits" else 0
    hits = sum(counts[code] for code in members(outcome))
    return intervals.share(hits, result.value.n - guided)


def lead(result: Protected[Curve], tornado: Tornado) -> str:
    """Return the finding: the range over all combinations, the report, and what matters most."""
    return marked_sentence(_finding(result.value, tornado), result.provenance)


def _finding(curve: Curve, tornado: Tornado) -> str:
    if not curve.columns or curve.report.share is None:
        return "Bij geen enkele combinatie van keuzes is er iemand om te tellen."
    if not enough(curve):
        return f"Met de keuzes van het rapport gaat het om {formats.people(curve.report.total)}."
    low, high = curve.columns[0].low, curve.columns[-1].high
    return (
        f"{range_sentence(curve, low, high)} Met de keuzes van het rapport is het "
        f"{formats.percent(curve.report.share)}.{most_sentence(tornado)}"
    )


def range_sentence(curve: Curve, low: float, high: float) -> str:
    """Return between which shares an outcome lies over all different countings."""
    what = labels.outcome_short(curve.outcome)
    ends = formats.number(100 * low, 0), formats.number(100 * high, 0)
    lies = f"steeds {ends[1]}" if ends[0] == ends[1] else f"van {ends[0]} tot {ends[1]}"
    every, different = formats.count(curve.combinations), formats.count(curve.countings)
    return (
        f"De {every} combinaties van keuzes geven {different} verschillende tellingen. Daarin "
        f"loopt het deel '{what}' van {PART_OF[curve.basis]} {lies}{formats.NBSP}%."
    )


def most_sentence(tornado: Tornado) -> str:
    """Return which choice matters most, in percentage points; empty when none matters."""
    bar = strongest(tornado)
    if bar is None or bar.spread is None or round(1000 * bar.spread) == 0:
        return " Geen enkele keuze maakt hiervoor iets uit."
    points = f"{formats.number(100 * bar.spread, 1)} procentpunt"
    return f" Het meest maakt uit: {criteria.CRITERION[bar.criterion].lower()} ({points})."


def strongest(tornado: Tornado) -> TornadoBar | None:
    """Return the criterion that matters most; counting only exits is another question."""
    bars = [bar for bar in tornado.bars if bar.criterion != EXITS_ONLY and bar.spread is not None]
    return bars[0] if bars else None
