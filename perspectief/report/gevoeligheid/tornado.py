"""Welke keuze doet ertoe? The tornado in percentage points."""

from __future__ import annotations

from functools import partial

from perspectief.report.block.blocks import Block, Definition, Picture, bars_picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing import row_bars, states
from perspectief.report.gevoeligheid import criteria
from perspectief.report.gevoeligheid.lead import ASKED
from perspectief.report.words import formats, labels
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.sensitivity.ranges import EXITS_ONLY, OptionEffect, Tornado, TornadoBar


@under(Heading("uitmaakt", "Welke keuze doet ertoe?"))
def tornado_block(result: Protected[Tornado]) -> Block:
    """Return the block that says which criterion matters most."""
    tornado = result.value
    bars = [bar for bar in tornado.bars if bar.criterion != EXITS_ONLY and bar.spread is not None]
    return Block(
        sentence=sentence(tornado, bars),
        source=result,
        picture=_picture(bars),
        table=_table(tornado, result.provenance.selection),
        reading=(
            "Elke balk is een keuze. De lengte is hoeveel procentpunt het aandeel gemiddeld "
            "verschuift als u alleen die keuze verandert, bij alle andere keuzes die een andere "
            "groep jongeren geven. De "
            "tabel geeft per keuze ook wat er gebeurt als u alleen die ene verandert; de link "
            "opent het overzicht met precies die keuze."
        ),
        definition=Definition(
            what="Het grootste verschil tussen de opties van een keuze, over alle combinaties.",
            numerator=f"jongeren met als uitkomst: {ASKED.options[tornado.outcome]}",
            denominator=(
                "alle jongeren die meetellen"
                if tornado.basis == "all"
                else "jongeren die zijn uitgestroomd"
            ),
            source="Geteld in de gegevens die u bekijkt. Het gemiddelde zelf is geen uitkomst.",
        ),
    )


def sentence(tornado: Tornado, bars: list[TornadoBar]) -> str:
    """Return which criteria matter, which do not, and what counting only exits would do."""
    if not bars:
        return "Bij deze selectie is er niets te vergelijken."
    small = [bar for bar in bars if (bar.spread or 0.0) < 0.005]
    first = (
        f"{criteria.CRITERION[bars[0].criterion]} maakt het meest uit: "
        f"{_points(bars[0])}. {_count(len(small))} minder dan een half procentpunt uit."
    )
    exits = next((bar for bar in tornado.bars if bar.criterion == EXITS_ONLY), None)
    if exits is None or any(
        effect.alone is None or effect.alone.share is None for effect in exits.options
    ):
        return first
    alone = [effect.alone.share for effect in exits.options if effect.alone is not None]
    return (
        f"{first} Nog meer maakt uit waarvan het een deel is: van iedereen is het "
        f"{formats.percent(alone[0])}, van wie is uitgestroomd {formats.percent(alone[1])}."
    )


def _count(number: int) -> str:
    if not number:
        return "Geen enkele keuze maakt"
    return "Eén keuze maakt" if number == 1 else f"{number} keuzes maken"


def _points(bar: TornadoBar) -> str:
    return f"{formats.number(100 * (bar.spread or 0.0), 1)}{formats.NBSP}procentpunt"


def _picture(bars: list[TornadoBar]) -> Picture | None:
    if not bars:
        return None
    names = [criteria.CRITERION[bar.criterion] for bar in bars]
    longest = max(bar.spread or 0.0 for bar in bars) or 1.0
    rows = (
        row_bars.bar(name, (bar.spread or 0.0) / longest, _points(bar), _points(bar))
        for name, bar in zip(names, bars, strict=True)
    )
    parts = [f"{name.lower()} {_points(bar)}" for name, bar in zip(names[:2], bars, strict=False)]
    alt = f"{len(bars)} balken van lang naar kort: {formats.listing(parts)}, de rest korter."
    return bars_picture("wide", rows, alt, full=100 * longest)


def _table(tornado: Tornado, filters: Selection) -> Table:
    link = partial(criteria.link, filters)
    return (
        Rows([(bar, effect) for bar in tornado.bars for effect in bar.options])
        .text("keuze", "Keuze", lambda row: criteria.CRITERION[row[0].criterion])
        .text("optie", "Optie", lambda row: _option(*row))
        .number("verschil", "Verschil (procentpunt)", lambda row: states.per_cent(row[0].spread))
        .share("alleen", "Als u alleen deze keuze verandert", lambda row: row[1].alone)
        .text("open", "Bekijk", lambda row: link({row[0].criterion: row[1].option}))
        .table(f"Wat elke keuze doet met '{labels.outcome_short(tornado.outcome)}'")
    )


def _option(bar: TornadoBar, effect: OptionEffect) -> str:
    of_report = " (rapport)" if effect is bar.options[0] else ""
    return f"{criteria.short(bar.criterion, effect.option)}{of_report}"
