"""Months in the Netherlands per steunpunt, beside the report's appendix."""

from __future__ import annotations

from dataclasses import replace

from perspectief.report.block.blocks import Block, Definition, Picture, bars_picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Column, Rows, Table
from perspectief.report.deelnemers.asylum import REGISTER
from perspectief.report.deelnemers.by_sex import COUNTED
from perspectief.report.drawing import bounded, row_bars
from perspectief.report.words import formats, labels
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.summaries import Summary, SummaryBy
from perspectief_core.published.counts import MonthsInNl

ALL = "totaal"
REPORTED = (
    Column("rapport_n", "Rapport: bekend van", "count"),
    Column("rapport_gemiddelde", "Rapport: gemiddelde", "number"),
    Column("rapport_spreiding", "Rapport: standaardafwijking", "number"),
)
OWN = row_bars.Key("gemiddeld aantal maanden in deze gegevens", 1)
LEGEND = (OWN, row_bars.Key("in het rapport", 0))
_NOTE = (
    "Kolom 'rapport': het gepubliceerde cijfer over alle jongeren van het steunpunt, wat u ook "
    "kiest. Rapport: bijlage 4."
)
_READING = (
    "Elke rij is een steunpunt, op alfabet. De balk is het gemiddelde in deze gegevens{marks}. "
    "Tussen haakjes: van hoeveel jongeren het bekend is. Bij weinig jongeren zegt een gemiddelde "
    "weinig."
)
_MARKS = ", het streepje het gemiddelde in het rapport"
_NO_MARKS = (
    " Het rapport gaat over alle jongeren van een steunpunt; u ziet een deel van hen. Daarom staat "
    "er geen streepje."
)


@under(Heading("verblijf", "Hoe lang waren zij al in Nederland, per steunpunt?"))
def months_block(
    result: Protected[SummaryBy],
    published: Protected[tuple[MonthsInNl, ...]],
    names: dict[str, str],
) -> Block:
    """Return the mean months in the Netherlands per steunpunt beside Bijlage 4."""
    summaries, printed = result.value, {row.steunpunt: row for row in published.value}
    shown = [group for group in summaries.groups if group.summary.mean is not None]
    means = {group.group: group.summary for group in shown}
    marks = printed if about_everyone(result) else {}
    kept = bounded.most_telling(shown, lambda group: (group.summary.n,))
    drawn = {group.group: group.summary for group in kept.shown}
    return Block(
        sentence=_months_sentence(summaries, len(shown)) + kept.said,
        source=(result, published),
        picture=_picture(drawn, marks, names, _months_alt(summaries, drawn, marks)),
        table=replace(_table(means, result.value, printed, names), kept=kept.rows(total=True)),
        reading=_READING.format(marks=_MARKS if marks else "") + ("" if marks else _NO_MARKS),
        definition=Definition(
            what=f"Hele maanden van eerste registratie in Nederland tot instroom. {REGISTER}.",
            numerator="alle maanden van de jongeren van het steunpunt samen",
            denominator="de jongeren van het steunpunt van wie het bekend is",
            source=f"Bijlagen, bijlage 4 (rapport). {COUNTED}",
        ),
    )


def about_everyone(result: Protected[SummaryBy]) -> bool:
    """Tell whether all people of each steunpunt count, as in the report: like beside like."""
    return not result.provenance.selection.only(steunpunt=()).active_filters


def _table(
    means: dict[str, Summary],
    summaries: SummaryBy,
    printed: dict[str, MonthsInNl],
    names: dict[str, str],
) -> Table:
    lines = means | {ALL: summaries.everyone}
    name = {code: labels.steunpunt(code, names) for code in means} | {ALL: "alle steunpunten"}
    return (
        Rows(lines)
        .text("steunpunt", "Steunpunt", lambda code: name[code])
        .count("n", "Bekend van", lambda code: lines[code].n)
        .number("gemiddelde", "Gemiddelde", lambda code: lines[code].mean)
        .number("spreiding", "Standaardafwijking", lambda code: lines[code].sd)
        .columns(REPORTED, lambda code: _reported(printed.get(code)))
        .table(
            "Maanden in Nederland bij instroom, per steunpunt",
            _NOTE,
            total=True,
        )
    )


def _reported(row: MonthsInNl | None) -> tuple[int | None, float | None, float | None]:
    return (row.n, row.gemiddelde_maanden, row.sd_maanden) if row else (None, None, None)


def _months_sentence(summaries: SummaryBy, shown: int) -> str:
    everyone = summaries.everyone
    if everyone.mean is None:
        return "Van niemand is bekend hoe lang hij of zij in Nederland was."
    return (
        f"Gemiddeld waren zij {formats.number(everyone.mean, 0)} maanden in Nederland. Dat is "
        f"bekend van {formats.people(everyone.n)} bij "
        f"{formats.plural(shown, 'steunpunt', 'steunpunten')}."
    )


def _months_alt(
    summaries: SummaryBy, means: dict[str, Summary], marks: dict[str, MonthsInNl]
) -> str:
    steunpunten = formats.plural(len(means), "steunpunt", "steunpunten")
    with_marks = ", met een streepje voor het rapport" if marks else ""
    return (
        f"Balken van maanden voor {steunpunten}{with_marks}. "
        f"Gemiddelde van allen: {formats.number(summaries.everyone.mean, 0)} maanden."
    )


def _picture(
    means: dict[str, Summary], printed: dict[str, MonthsInNl], names: dict[str, str], alt: str
) -> Picture:
    values = [summary.mean or 0.0 for summary in means.values()]
    longest = max([*values, *(row.gemiddelde_maanden for row in printed.values())], default=1.0)
    rows = (
        row_bars.bar(
            f"{labels.steunpunt(code, names)} ({summary.n})",
            (summary.mean or 0.0) / longest,
            _hover(summary),
            formats.number(summary.mean, 0),
            mark=printed[code].gemiddelde_maanden / longest if code in printed else None,
        )
        for code, summary in means.items()
    )
    legend = LEGEND if printed else (OWN,)
    return bars_picture("compact", rows, alt, legend=legend, full=longest)


def _hover(summary: Summary) -> str:
    people = formats.people(summary.n)
    return f"gemiddeld {formats.number(summary.mean)} maanden, van {people} bekend"
