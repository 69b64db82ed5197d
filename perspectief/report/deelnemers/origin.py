"""Wie waren zij? How many, from where, and when they came."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.reported import NOTE, Reported
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.deelnemers.by_sex import (
    COUNTED,
    LEGEND,
    SEXES,
    SMALL_GROUP,
    UNKNOWN,
    by_sex_alt,
    by_sex_rows,
    differs,
    of_sex,
    percent_of,
    sex_shares,
)
from perspectief.report.drawing import row_bars, stacked_bar
from perspectief.report.words import formats, labels, shell
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.people.participants import AgeSummary, BreakdownBySex
from perspectief_core.published.counts import OriginCount
from perspectief_core.shares.intervals import share

QUESTION = {entry.name: entry.question for entry in shell.PAGES}["deelnemers"]
ASIA, ELSEWHERE = ("afghanistan", "china", "irak", "vietnam", "overig_azie"), "europa_amerika"
NAMED = 4
"""How many countries of origin a sentence names."""


def lead(origin: BreakdownBySex, age: AgeSummary, report: Reported) -> str:
    """Return the page's first sentences: how many, how many women and how old."""
    n = origin.everyone.n
    if not n:
        return "Er zijn geen jongeren die aan uw keuzes voldoen."
    women = share(of_sex(origin, "vrouw").n, n)
    men = formats.plural(n - women.count, "man", "mannen")
    return (
        f"Het gaat om {formats.plural(n, 'jongere', 'jongeren')}: "
        f"{formats.plural(women.count, 'vrouw', 'vrouwen')}{percent_of(women)} en {men}. De "
        f"gemiddelde leeftijd bij instroom was {formats.number(age.years.everyone.mean)} jaar. "
        f"Het rapport noemt {report.text('sv_vrouw')} vrouwen en {report.text('sv_leeftijd')}."
        f"{_small(n)}"
    )


def _small(n: int) -> str:
    return " De groep is klein: trek hier geen conclusies uit." if n < SMALL_GROUP else ""


def origin_block(
    result: Protected[BreakdownBySex],
    published: Protected[tuple[OriginCount, ...]],
    report: Reported,
) -> Block:
    """Return the twenty origin groups, sorted by number, women and men apart."""
    origin = result.value
    return Block(
        key="herkomst",
        title="Waar kwamen zij vandaan?",
        sentence=f"{_from(origin)} {_continents(origin, report)}".strip(),
        source=(result, published, report.source),
        picture=Picture(
            "html",
            row_bars.compact(by_sex_rows(origin, labels.ORIGIN | {UNKNOWN: UNKNOWN}), LEGEND),
            by_sex_alt("herkomst", origin, labels.ORIGIN),
        ),
        table=_origin_table(origin, published.value),
        reading=(
            "Elke balk is een herkomstgroep, de grootste bovenaan. Het eerste deel zijn vrouwen, "
            "het tweede deel mannen; de aantallen staan erachter."
        ),
        definition=Definition(
            what="Land van herkomst in de twintig groepen van het rapport, naar geslacht.",
            numerator="jongeren uit de groep",
            denominator=formats.counted(origin.everyone.n),
            source=f"Bijlagen, bijlage 3; Samenvatting, Demografie (rapport). {COUNTED}",
        ),
    )


def inflow_block(result: Protected[Breakdown], report: Reported) -> Block:
    """Return when people came: before the start, and per half year after it."""
    found = result.value
    parts = [
        stacked_bar.Part(labels.INFLOW[part.level], part.share, number, part.level == "voor_start")
        for number, part in enumerate(found.shares, start=1)
    ]
    before = found.shares[0].share
    return Block(
        key="instroom",
        title="Wanneer kwamen zij?",
        sentence=(
            f"{formats.of(before)}{percent_of(before)} {formats.was(before.count)} er al vóór de "
            f"start van het "
            f"experiment op 1 oktober 2009. Het rapport noemt {report.text('kb11_voor_start')}."
        ),
        source=(result, report.source),
        picture=Picture("html", stacked_bar.stacked(parts), _inflowby_sex_alt(found)),
        table=_inflow_table(found, report),
        reading=(
            "De balk is alle jongeren samen. Het gestreepte deel was er al vóór de start. Van die "
            "groep ziet u alleen wie op 1 oktober 2009 nog in begeleiding was."
        ),
        definition=Definition(
            what="De datum waarop de jongere bij het steunpunt kwam, in vier perioden.",
            numerator="jongeren die in die periode kwamen",
            denominator=formats.counted(found.n),
            source=f"Kamerbrief 2011, paragraaf 3 (rapport). {COUNTED}",
        ),
    )


def _inflow_table(found: Breakdown, report: Reported) -> Table:
    return Table(
        caption="Periode van instroom",
        columns=(
            Column("periode", "Periode"),
            Column("aandeel", "Aantal, percentage en bandbreedte", "share"),
            Column("rapport", "Rapport"),
        ),
        rows=tuple(
            (
                labels.INFLOW[part.level],
                part.share,
                report.text("kb11_voor_start") if part.level == "voor_start" else "",
            )
            for part in found.shares
        ),
        note=NOTE,
    )


def _from(origin: BreakdownBySex) -> str:
    """Name the largest groups of origin with their number, and their share together."""
    filled = [p for p in origin.everyone.shares if p.share.count and p.level in labels.ORIGIN]
    largest = sorted(filled, key=lambda part: -part.share.count)[:NAMED]
    if not largest:
        return "Van niemand is de herkomst bekend."
    names = [f"{labels.ORIGIN[part.level]} ({part.share.count})" for part in largest]
    if len(filled) <= NAMED:
        return f"Zij komen uit {formats.listing(names)}."
    together = share(sum(part.share.count for part in largest), origin.everyone.n)
    return (
        f"De meesten komen uit {formats.listing(names)}: samen {formats.of(together)}"
        f"{percent_of(together)}."
    )


def _continents(origin: BreakdownBySex, report: Reported) -> str:
    counts = {part.level: part.share.count for part in origin.everyone.shares}
    asia = share(sum(counts[code] for code in ASIA), origin.everyone.n)
    africa_codes = [code for code in labels.ORIGIN if code not in (*ASIA, ELSEWHERE)]
    africa = share(sum(counts[code] for code in africa_codes), origin.everyone.n)
    if africa.total < formats.SMALL_N:
        return ""
    return (
        f"Uit Afrika komen {formats.of(africa)}{percent_of(africa)}, uit Azië "
        f"{formats.of(asia)}{percent_of(asia)}; het rapport noemt {report.text('sv_afrika')} en "
        f"{report.text('sv_azie')}."
    )


def _origin_table(origin: BreakdownBySex, published: tuple[OriginCount, ...]) -> Table:
    printed = {row.herkomst: row for row in published}
    ordered = sorted(origin.everyone.shares, key=lambda part: -part.share.count)
    lines: list[tuple[Cell, ...]] = [
        (
            labels.ORIGIN.get(part.level, part.level),
            *(one.count for one in sex_shares(origin, part.level)),
            part.share,
            *_printed(printed.get(part.level)),
        )
        for part in ordered
    ]
    n = origin.everyone.n
    total: tuple[Cell, ...] = ("totaal", *(of_sex(origin, sex).n for sex in SEXES), share(n, n))
    return Table(
        caption="Herkomst naar geslacht",
        columns=(
            Column("herkomst", "Herkomst"),
            Column("vrouwen", "Vrouwen", "count"),
            Column("mannen", "Mannen", "count"),
            Column("samen", "Samen", "share"),
            Column("rapport_vrouwen", "Rapport: vrouwen", "count"),
            Column("rapport_mannen", "Rapport: mannen", "count"),
            Column("rapport_samen", "Rapport: samen", "count"),
        ),
        rows=(*lines, (*total, *_printed(printed.get("totaal")))),
        note=(
            f"{NOTE} Rapport: bijlage 3. Percentages zijn van alle jongeren die nu meetellen. "
            f"{differs(origin.test, 'de herkomst')}"
        ).strip(),
        total=True,
    )


def _printed(row: OriginCount | None) -> tuple[int | None, int | None, int | None]:
    return (row.vrouw, row.man, row.totaal) if row else (None, None, None)


def _inflowby_sex_alt(found: Breakdown) -> str:
    parts = [f"{labels.INFLOW[part.level]} {part.share.count}" for part in found.shares]
    return f"Liggende balk in perioden van instroom: {formats.listing(parts)}."
