"""Verschillen steunpunten meer dan toeval? The funnel, the twenty as table, and all outcomes."""

from __future__ import annotations

from collections.abc import Mapping

from perspectief.report.block import kept_back, places
from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.marks import marked_sentence
from perspectief.report.block.tables import SHARE, Cell, Column, Rows, Table
from perspectief.report.drawing import bounded, states
from perspectief.report.steunpunten import funnel_chart
from perspectief.report.words import formats, labels, shares, shell
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.flags import FunnelPoint
from perspectief_core.steunpunten.funnel import Funnel

QUESTION = shell.page("steunpunten").question
FOR_ANALYSTS = "Voor analisten: wat er overblijft als u rekening houdt met kleine aantallen"
TO_ONE = "Meer over één steunpunt"
CAVEAT = (
    "De steunpunten staan op alfabet en krijgen geen plaats op een ranglijst. Een verschil zegt "
    "niet dat een steunpunt het beter of slechter doet: de jongeren verschillen ook."
)
SOURCE = (
    "Geteld in de gegevens die u bekijkt. Uitkomsten: Samenvatting, 'De Perspectief aanpak: "
    "resultaten'. Band: exacte binomiale kansen rond het aandeel van allen samen "
    "(Spiegelhalter 2005, Statistics in Medicine 24)."
)

_COLUMNS = (
    Column("steunpunt", "Steunpunt"),
    SHARE,
    Column("gewoon", "Gewoon door toeval"),
    Column("oordeel", "Oordeel"),
    Column("p", "Kans (p)", "p"),
    Column("p_gecorrigeerd", "Kans, gecorrigeerd", "p"),
)


@under(Heading("steunpunten", "Steunpunten en toeval"))
def funnel_block(
    result: Protected[Funnel], names: Mapping[str, str], chosen: tuple[str, ...] = ()
) -> Block:
    """Return the block with the funnel and the same steunpunten as a table; `chosen` stand out."""
    funnel = result.value
    outcome = labels.outcome(funnel.outcome)
    comparable = funnel.n_points > 1
    return Block(
        heading=heading_of(funnel_block).about(outcome),
        sentence=_said(result, names, chosen),
        source=result,
        picture=Picture("plotly", funnel_chart.draw(result, names, chosen), _alt(funnel))
        if comparable
        else None,
        table=_table(result, states.highlighted(names, chosen), chosen),
        reading=_reading(funnel),
        definition=Definition(
            what=(
                "Het aandeel jongeren met deze uitkomst per steunpunt, naast het aandeel van alle "
                "steunpunten samen en naast wat toeval bij zo'n groep gewoon maakt."
            ),
            numerator=f"jongeren van het steunpunt met als uitkomst: {outcome}",
            denominator=(
                "alle jongeren van het steunpunt die nu meetellen; samen "
                f"{formats.people(funnel.benchmark.total)}"
            ),
            source=SOURCE,
        ),
    )


def lead(result: Protected[Funnel], names: Mapping[str, str], chosen: tuple[str, ...] = ()) -> str:
    """Return the main finding of the page: the sentence of the funnel, before that is drawn."""
    return marked_sentence(_said(result, names, chosen), result.provenance)


def _said(result: Protected[Funnel], names: Mapping[str, str], chosen: tuple[str, ...]) -> str:
    return states.honest(sentence(result.value, names, chosen), result)


def sentence(funnel: Funnel, names: Mapping[str, str], chosen: tuple[str, ...] = ()) -> str:
    """Return the finding: who is outside, how many chance alone would put there, who is small."""
    nothing = _nothing_to_compare(funnel, names)
    if nothing:
        return nothing
    parts = [_outside(funnel, names), _by_chance(funnel), _together(funnel), _too_small(funnel)]
    told = " ".join(part for part in (*parts, _chosen(funnel, names, chosen)) if part)
    return told + (_shown_only(funnel) if isinstance(funnel.benchmark.total, Rounded) else "")


def _shown_only(funnel: Funnel) -> str:
    """Return what is to be known of a funnel of rounded counts."""
    return (
        f" Alleen de {funnel.n_points} steunpunten die groot genoeg zijn om te tonen, staan erin."
        f"{states.ROUNDED_JUDGEMENT}"
    )


def _chosen(funnel: Funnel, names: Mapping[str, str], chosen: tuple[str, ...]) -> str:
    own = [
        f"{names[point.steunpunt]} {shares.sentence(point.share)}, {states.verdict(point)}"
        for point in funnel.points
        if point.steunpunt in chosen
    ]
    return f"Uw keuze: {'; '.join(own)}." if own else ""


def _nothing_to_compare(funnel: Funnel, names: Mapping[str, str]) -> str:
    share = funnel.benchmark
    if not share.total:
        return shares.NOBODY
    if funnel.n_points == 1:
        code = next(point.steunpunt for point in funnel.points if point.share.total)
        young = formats.people(share.total)
        return (
            f"U ziet nu één steunpunt: {names[code]}, met {young}. Eén steunpunt valt niet met "
            "zichzelf te vergelijken. Haal het filter op steunpunt weg om ze naast elkaar te zien."
        )
    if share.count in (0, share.total) and not isinstance(share.total, Rounded):
        who = "Geen" if not share.count else "Elk"
        return (
            f"{who} van de {formats.about(share.total)} jongeren heeft als uitkomst: "
            f"{labels.outcome(funnel.outcome)}. Er valt dus niets te vergelijken."
        )
    return ""


def _outside(funnel: Funnel, names: Mapping[str, str]) -> str:
    outside = [point for point in funnel.points if point.outside]
    topic = f"Bij '{labels.outcome_short(funnel.outcome)}'"
    if not outside and isinstance(funnel.benchmark.total, Rounded):
        return (
            f"{topic} is van geen van de {formats.count(funnel.n_points)} steunpunten vast te "
            "stellen dat het valt buiten wat toeval kan geven."
        )
    if not outside:
        return (
            f"{topic} valt geen van de {formats.count(funnel.n_points)} steunpunten buiten wat "
            "toeval kan geven."
        )
    named = bounded.named([f"{names[point.steunpunt]} ({point.state})" for point in outside])
    verb = "valt" if len(outside) == 1 else "vallen"
    every = len(outside) == funnel.n_points
    many, all_ = formats.count(len(outside)), formats.count(funnel.n_points)
    number = f"alle {many}" if every else f"{many} van de {all_}"
    return f"{topic} {verb} {number} steunpunten buiten wat toeval kan geven{named}."


def _by_chance(funnel: Funnel) -> str:
    expected = formats.number(funnel.expected_flags, 1)
    if funnel.expected_flags < 0.05:
        expected = f"minder dan {formats.number(0.1, 1)}"
    return f"Door toeval alleen valt gemiddeld {expected} steunpunt erbuiten."


def _together(funnel: Funnel) -> str:
    if funnel.dispersion_p is None:
        return ""
    larger = "groter" if funnel.more_than_chance else "niet groter"
    return f"Alles bij elkaar zijn de verschillen {larger} dan toeval kan verklaren."


def _too_small(funnel: Funnel) -> str:
    small = [point for point in funnel.points if point.share.total and point.state == "te_klein"]
    if not small:
        return ""
    number = formats.plural(len(small), "steunpunt", "steunpunten")
    if len(small) == funnel.n_points:
        number = f"alle {number}"
    return f"Bij {number} is de groep {states.UNSEEN[states.together(small)]}."


def _reading(funnel: Funnel) -> str:
    low, high = funnel.visible.low95, funnel.visible.high95
    sizes = ""
    if low is not None:
        sizes += f" Een lage uitkomst kan pas opvallen vanaf {formats.count(low)} jongeren."
    if high is not None and high > 1:
        sizes += f" Een hoge uitkomst kan pas opvallen vanaf {formats.count(high)} jongeren."
    return (
        "Elke vorm is een steunpunt: hoe verder naar rechts, hoe meer jongeren. De grijze band is "
        "wat toeval gewoon maakt als alle steunpunten gelijk zijn: bij 95 van de 100 ligt een "
        "steunpunt dan in de donkere band, bij 998 van de 1.000 in de lichte. Kleine groepen "
        "schommelen meer, dus daar is de band breed. Een driehoek ligt erbuiten. Een open rondje "
        f"is een groep {_open_dot(funnel)}; de tabel zegt vanaf welk aantal een uitkomst wel "
        "opvalt. Een nummer bij een stip staat in de legenda met de naam erachter."
        f"{_small_dots(funnel)}{states.in_middle(p.share for p in funnel.points)}{sizes}"
    )


def _small_dots(funnel: Funnel) -> str:
    """Return what the small dots are, where there are too many steunpunten for each its form."""
    if funnel.n_points <= bounded.MOST:
        return ""
    return (
        f" Niet elk steunpunt heeft een vorm: dat hebben de {bounded.MOST} die u koos, die het "
        "meest opvallen of die het grootst zijn. De andere zijn een klein grijs puntje op hun "
        "plek; hun cijfers staan in het bestand (CSV of Excel)."
    )


def _open_dot(funnel: Funnel) -> str:
    small = [point for point in funnel.points if point.share.total and point.state == "te_klein"]
    return states.UNSEEN[states.together(small)] if small else "die te klein is om iets te zien"


def _alt(funnel: Funnel) -> str:
    shown = [point for point in funnel.points if point.share.total]
    outside = sum(point.outside for point in shown)
    small = sum(point.state == "te_klein" for point in shown)
    return (
        f"Trechter met {formats.count(len(shown))} steunpunten: "
        f"{formats.count(len(shown) - outside - small)} binnen de band, {formats.count(outside)} "
        f"erbuiten, {formats.count(small)} te klein. De band wordt smaller bij meer jongeren."
    )


def _table(result: Protected[Funnel], names: Mapping[str, str], chosen: tuple[str, ...]) -> Table:
    funnel = result.value
    filled = [point for point in funnel.points if point.share.total]
    points = sorted(filled, key=lambda point: names[point.steunpunt])
    verb = "blijft" if funnel.bh_flags < 2 else "blijven"
    flags = formats.count(funnel.bh_flags) if funnel.bh_flags else "geen"
    kept = f"{verb} er {flags} van {formats.count(funnel.n_points)}"
    to_one = places.ways(result)

    def cells(point: FunnelPoint | None) -> tuple[Cell, ...]:
        if point is None:
            return "Alle steunpunten samen", funnel.benchmark, None, "", None, None
        return (
            to_one(point.steunpunt, names[point.steunpunt]),
            point.share,
            f"{point.least95}–{point.most95}",
            states.verdict(point),
            point.p,
            point.p_adjusted,
        )

    table = Rows([*points, None], ((_COLUMNS, cells),)).table(
        f"Per steunpunt, op alfabet: {labels.outcome(funnel.outcome)}",
        "Kans (p): hoe vaak toeval een uitkomst geeft die minstens zo ver afwijkt. "
        "Gecorrigeerd: rekening houdend met het aantal steunpunten (Benjamini–Hochberg); "
        f"daarna {kept} over. {shares.without_percent(funnel.benchmark.total)} staat geen "
        "percentage."
        f"{states.left_out(len(funnel.points) - funnel.n_points)}",
        total=True,
        kept=bounded.most_telling(points, states.telling(chosen)).rows(total=True),
    )
    return kept_back.with_places(table, result, points, names)
