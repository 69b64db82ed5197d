"""Do groups differ in how long it takes? Per group the share with an outcome, with its range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import starmap

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import Cell, Rows, Table
from perspectief.report.drawing import bounded, row_bars
from perspectief.report.drawing.bounded import Bounded
from perspectief.report.duur.curves import ANY, CHOICE
from perspectief.report.duur.hundred import COUNTED, moment_columns
from perspectief.report.words import criteria, formats, labels
from perspectief.report.words.choices import Choice
from perspectief.report.words.markup import join, tag
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.groups import (
    MIN_GROUP,
    MOMENTS,
    MOST_TESTED,
    GroupMoment,
    GroupPace,
    GroupsOverTime,
)
from perspectief_core.survival.logrank import GroupTest

LAYER = "Verschilt de duur tussen groepen?"
KEY = "laag_groepen"
GROUP = Choice(
    "Welke groepen?",
    "groep",
    {
        code: criteria.name(code)
        for code in (
            "geslacht",
            "werkwijze_2",
            "werkwijze_4",
            "werkwijze_6",
            "traject",
            "diagnose",
            "kinderen",
            "leeftijd",
            "instroomperiode",
            "steunpunt",
        )
    },
    "geslacht",
)
OUTCOME = replace(CHOICE, code="groep_uitkomst")
CHOICES = (GROUP, OUTCOME)
OPENED_BY = frozenset(choice.code for choice in CHOICES)
AGES = {
    "tot_20": "jonger dan 20",
    "20_22": "20 tot en met 22",
    "23_25": "23 tot en met 25",
    "vanaf_26": "26 en ouder",
}
CHANCE = {True: "is groter dan toeval", False: "kan toeval zijn"}
ALIKE = (
    "Let op: jongeren van één steunpunt lijken op elkaar. Daarom noemt deze toets een verschil "
    "tussen werkwijzen te snel groter dan toeval."
)
NAMED = 4
"""Up to this many groups the sentence names each."""
_TRACK = (
    "position:relative;height:0.85rem;margin-top:0.2rem;background:var(--pf-panel);"
    "box-shadow:inset 0 0 0 1px var(--pf-rule)"
)
_GROUP = "margin:0 0 0.9rem"
_LEGEND = (row_bars.Key("geschat", 0), row_bars.Key("bandbreedte", 1))


def asked(column: str, outcome: str) -> tuple[str, str | None]:
    """Return what two choices ask for: groups, and an outcome; None for any."""
    return column, outcome_of(outcome)


def outcome_of(choice: str) -> str | None:
    """Return the outcome code of a choice; None for any outcome."""
    return None if choice == ANY else choice


@under(Heading("duur_groepen", "De tijd tot een uitkomst, per groep"))
def groups_block(result: Protected[GroupsOverTime], names: Mapping[str, str]) -> Block:
    """Return the groups beside each other at one moment, and whether they differ.

    Parameters
    ----------
    result : Protected of GroupsOverTime
    names : mapping of steunpunt code to name
    """
    comparison, month = result.value, _month(result.value)
    kept = bounded.most_telling(comparison.groups, lambda group: (group.n,))
    return Block(
        heading=heading_of(groups_block).titled(
            f"{criteria.name(comparison.column)}: {_what(comparison)}"
        ),
        sentence=_sentence(comparison, month, names) + kept.said,
        source=result,
        picture=_picture(comparison, kept, month, names),
        table=_table(comparison, kept, names),
        reading=(
            "Het streepje is hoeveel van elke 100 jongeren in die groep de uitkomst hadden, de "
            "balk hoe zeker dat is. De hele breedte is 100 jongeren. Balken die elkaar "
            f"overlappen, verschillen vaak niet. Een groep van minder dan {MIN_GROUP} jongeren "
            "krijgt geen balk: die zou vaak meer dan een derde van de breedte beslaan."
        ),
        definition=Definition(
            what=(
                "Geschat met Aalen–Johansen per groep, gecorrigeerd voor wie er al vóór de start "
                "was. 'Groter dan toeval' volgt uit de log-rangtoets over alle groepen met "
                f"{MIN_GROUP} of meer jongeren, met late intrede. Die vergelijkt hoe snel de "
                "uitkomst komt bij wie er nog is. De toets van Gray vergelijkt hoe vaak de "
                "uitkomst komt, bij wie sinds de start kwam."
            ),
            numerator="jongeren in de groep met de uitkomst in een maand",
            denominator="jongeren in de groep die in die maand gevolgd werden",
            source=COUNTED,
        ),
    )


def _what(comparison: GroupsOverTime) -> str:
    """Return what the outcome is called in the choice."""
    return OUTCOME.options[comparison.outcome or ANY]


def _name(comparison: GroupsOverTime, code: str, names: Mapping[str, str]) -> str:
    if comparison.column == "steunpunt":
        return labels.steunpunt(code, dict(names))
    if comparison.column == "leeftijd":
        return AGES.get(code, code)
    return criteria.option(comparison.column, code)


def _month(comparison: GroupsOverTime) -> int | None:
    """Return the moment to show: a year, or what comes nearest for any group at all."""
    reached = {moment.month for group in comparison.groups for moment in group.moments}
    return next((month for month in (12, 6) if month in reached), None)


def _sentence(comparison: GroupsOverTime, month: int | None, names: Mapping[str, str]) -> str:
    if month is None:
        return (
            f"Geen van deze groepen heeft {MIN_GROUP} jongeren die lang genoeg gevolgd zijn. Er "
            "valt niets te vergelijken."
        )
    shown = [
        (group, 100 * moment.share)
        for group in comparison.groups
        for moment in group.moments
        if moment.month == month
    ]
    what = "een uitkomst" if comparison.outcome is None else f"'{_what(comparison)}'"
    if len(shown) <= NAMED:
        parts = [f"{round(share)} ({_name(comparison, g.group, names)})" for g, share in shown]
        counts = f"Na {month} maanden had van elke 100 jongeren {what}: {formats.listing(parts)}."
    else:
        low, high = (round(pick(share for _, share in shown)) for pick in (min, max))
        counts = (
            f"Na {month} maanden hadden per groep {low} tot {high} van elke 100 jongeren {what}."
        )
    return f"{counts} {_verdict(comparison)}"


def _verdict(comparison: GroupsOverTime) -> str:
    if (
        comparison.logrank is None
        and sum(not group.small for group in comparison.groups) > MOST_TESTED
    ):
        return (
            f"Zijn er meer dan {MOST_TESTED} groepen, dan wordt niet getoetst of dat meer is dan "
            "toeval."
        )
    if comparison.logrank is None:
        return "Er zijn te weinig groepen of uitkomsten om te zeggen of dat meer is dan toeval."
    faster = comparison.logrank.more_than_chance
    text = f"Het verschil in hoe snel dit gaat, {CHANCE[faster]}."
    if comparison.gray is not None and comparison.gray.more_than_chance != faster:
        often = CHANCE[comparison.gray.more_than_chance]
        text += f" Het verschil in hoe vaak het gebeurt bij wie sinds de start kwam, {often}."
    clustered = comparison.column.startswith("werkwijze") and faster
    return f"{text} {ALIKE}" if clustered else text


def _picture(
    comparison: GroupsOverTime,
    kept: Bounded[GroupPace],
    month: int | None,
    names: Mapping[str, str],
) -> Picture | None:
    if month is None:
        return None
    shown = [
        (_name(comparison, group.group, names), _at(group, month))
        for group in kept.shown
        if not group.small
    ]
    small = [
        _name(comparison, group.group, names)
        for group in comparison.groups
        if group.small and group.n
    ]
    left_out = Markup()
    if small:
        listed = f"Te klein om te tonen: {bounded.naming(small)}."
        left_out = tag("p", listed, class_="pf-note")
    alt = (
        f"Per groep een streepje met een balk: het geschatte aandeel na {month} maanden en de "
        "bandbreedte. De tabel heeft dezelfde getallen."
    )
    bars = row_bars.Bars(form="wide", rows=tuple(starmap(_row, shown)), legend=_LEGEND)
    content = row_bars.legend_html(_LEGEND) + join(map(_bar, bars.rows)) + left_out
    return Picture("html", content, alt, (bars,))


def _at(group: GroupPace, month: int) -> GroupMoment | None:
    return next((moment for moment in group.moments if moment.month == month), None)


def _row(name: str, moment: GroupMoment | None) -> row_bars.Row:
    if moment is None:
        return row_bars.Row(name, (), "niet te schatten")
    band: tuple[row_bars.Segment, ...] = ()
    if moment.interval is not None:
        low, high = moment.interval.low, moment.interval.high
        band = (row_bars.Segment(low, 0), row_bars.Segment(high - low, 1))
    value = f"{round(100 * moment.share)} van elke 100 · {moment.at_risk} nog gevolgd"
    return row_bars.Row(name, band, value, moment.share)


def _bar(row: row_bars.Row) -> Markup:
    if row.mark is None:
        why = f"{row.label}: {row.value}: te weinig jongeren vanaf het begin gevolgd"
        return tag("div", tag("div", why, style=row_bars.HEAD), style=_GROUP)
    low, width = (part.length for part in row.segments) if row.segments else (None, None)
    high = None if low is None or width is None else low + width
    track = tag("div", row_bars.ranged(row.mark, low, high), style=_TRACK)
    return tag("div", row_bars.headed(row.label, row.value), track, style=_GROUP)


def _table(comparison: GroupsOverTime, kept: Bounded[GroupPace], names: Mapping[str, str]) -> Table:
    note = (
        f"Een punt betekent: minder dan {MIN_GROUP} jongeren in de groep, of minder dan tien "
        f"gevolgd. {_test('Log-rangtoets', comparison.logrank)} "
        f"{_test(f'Toets van Gray ({formats.count(comparison.gray_n)} jongeren)', comparison.gray)}"
    )
    return (
        Rows(comparison.groups)
        .text("groep", "Groep", lambda group: _name(comparison, group.group, names))
        .count("n", "Jongeren", lambda group: group.n)
        .columns(moment_columns(), _cells)
        .table(
            f"Geschat aandeel met {_what(comparison)}, per groep", note.strip(), kept=kept.rows()
        )
    )


def _cells(group: GroupPace) -> tuple[Cell, ...]:
    at = {moment.month: moment for moment in group.moments}
    return tuple(
        cell
        for month in MOMENTS
        for cell in ((at[month].share, at[month].interval) if month in at else (None, None))
    )


def _test(name: str, test: GroupTest | None) -> str:
    if test is None:
        return ""
    return (
        f"{name}: chi-kwadraat {formats.number(test.chi2)}, {test.df} "
        f"{'vrijheidsgraad' if test.df == 1 else 'vrijheidsgraden'}, p {formats.p_is(test.p)}."
    )
