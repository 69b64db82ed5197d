"""Wie waren zij? How many, from where, and when they came."""

from __future__ import annotations

from perspectief.report.block import kept_back
from perspectief.report.block.blocks import Block, Definition, stacked_picture
from perspectief.report.block.fact_bars import Fact, facts_table
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.marks import marked_sentence
from perspectief.report.block.reported import NOTE, Reported
from perspectief.report.block.tables import Cell, Column, Rows, Table
from perspectief.report.deelnemers.by_sex import (
    COUNTED,
    UNKNOWN,
    by_sex_picture,
    differs,
    reading,
    together,
)
from perspectief.report.drawing import stacked_bar
from perspectief.report.words import formats, labels, shares, shell
from perspectief_core.disclosure.policies import JOINT
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.people.participants import AgeSummary, BreakdownBySex
from perspectief_core.published.counts import OriginCount
from perspectief_core.shares import meaning
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import share

QUESTION = shell.page("deelnemers").question
BEFORE_ID = "kb11_voor_start"
ASIA, ELSEWHERE = ("afghanistan", "china", "irak", "vietnam", "overig_azie"), "europa_amerika"
ORIGIN = labels.ORIGIN | {UNKNOWN: UNKNOWN}
COUNTS = (
    Column("vrouwen", "Vrouwen", "count"),
    Column("mannen", "Mannen", "count"),
    Column("samen", "Samen", "share"),
)
REPORTED = (
    Column("rapport_vrouwen", "Rapport: vrouwen", "count"),
    Column("rapport_mannen", "Rapport: mannen", "count"),
    Column("rapport_samen", "Rapport: samen", "count"),
)
NAMED = 4
"""How many countries of origin a sentence names."""


def lead(origin: BreakdownBySex, age: Protected[AgeSummary], report: Reported) -> str:
    """Return the page's first sentences: how many, how many women and how old."""
    n = origin.everyone.n
    if not n:
        return shares.NOBODY
    said = (
        f"Het gaat om {formats.people(n)}{_of_each_sex(origin)}. "
        f"{_mean_age(age)}{report.says} {report.text('sv_vrouw')} vrouwen en gemiddeld "
        f"{report.text('sv_leeftijd')}."
        f"{'' if meaning.enough_to_conclude(n) else f' {shares.TOO_SMALL}'}"
    )
    return marked_sentence(said, age.provenance)


def _of_each_sex(origin: BreakdownBySex) -> str:
    """Return how many women and men, where they are told apart."""
    if not origin.by_sex:
        return ""
    women = share(origin.of("vrouw").n, origin.everyone.n)
    men = formats.plural(origin.of("man").n, "man", "mannen")
    return f": {formats.plural(women.count, 'vrouw', 'vrouwen')}{shares.bracket(women)} en {men}"


def _mean_age(age: Protected[AgeSummary]) -> str:
    """Return how old they were on average; nothing where that is withheld."""
    if not age.shown or age.value.years.everyone.mean is None:
        return ""
    mean = formats.number(age.value.years.everyone.mean)
    return f"De gemiddelde leeftijd bij instroom was {mean} jaar. "


@under(Heading("herkomst", "Waar kwamen zij vandaan?"))
def origin_block(
    result: Protected[BreakdownBySex],
    published: Protected[tuple[OriginCount, ...]],
    report: Reported,
) -> Block:
    """Return the twenty origin groups, sorted by number, women and men apart."""
    origin = result.value
    shown = [part.level for part in origin.everyone.shares]
    secret = [_name(code) for code in kept_back.codes(result, "herkomst", shown)]
    return Block(
        sentence=f"{_from(origin)}{kept_back.told(secret)} {_continents(origin, report)}".strip(),
        source=(result, published, report.source),
        picture=by_sex_picture("herkomst", origin, {code: _name(code) for code in shown}),
        table=kept_back.with_rows(_origin_table(result, published.value), secret),
        reading=f"Elke balk is een herkomstgroep, de grootste bovenaan. {reading(origin)}",
        definition=Definition(
            what=_what(origin),
            numerator="jongeren uit de groep",
            denominator=formats.counted(origin.everyone.n),
            source=f"Bijlagen, bijlage 3; Samenvatting, Demografie (rapport). {COUNTED}",
        ),
    )


@under(Heading("instroom", "Wanneer kwamen zij?"))
def inflow_block(result: Protected[Breakdown], report: Reported) -> Block:
    """Return when people came: before the start, and per half year after it."""
    breakdown = result.value
    parts = [
        stacked_bar.Part(labels.INFLOW[part.level], part.share, number, part.level == "voor_start")
        for number, part in enumerate(breakdown.shares, start=1)
    ]
    facts = [
        Fact(labels.INFLOW[part.level], part.share, BEFORE_ID if part.level == "voor_start" else "")
        for part in breakdown.shares
    ]
    before = breakdown.shares[0].share
    return Block(
        sentence=(
            f"{formats.capital(shares.sentence(before))} {formats.was(before.count)} er al vóór de "
            f"start van het experiment op 1 oktober 2009. {report.says} {report.text(BEFORE_ID)}."
        ),
        source=(result, report.source),
        picture=stacked_picture("perioden van instroom", parts),
        table=facts_table("Periode van instroom", Column("periode", "Periode"), facts, report),
        reading=(
            "De balk is alle jongeren samen. Het gestreepte deel was er al vóór de start. Van die "
            "groep ziet u alleen wie op 1 oktober 2009 nog in begeleiding was."
        ),
        definition=Definition(
            what="De datum waarop de jongere bij het steunpunt kwam, in vier perioden.",
            numerator="jongeren die in die periode kwamen",
            denominator=formats.counted(breakdown.n),
            source=f"Kamerbrief 2011, paragraaf 3 (rapport). {COUNTED}",
        ),
    )


def _name(level: str) -> str:
    """Return the name of an origin, of regions that are merged, or of the last row."""
    return ORIGIN.get(level) or ("totaal" if level == "totaal" else labels.region(level))


def _from(origin: BreakdownBySex) -> str:
    """Name the largest groups of origin with their number, and their share together."""
    filled = [part for part in origin.everyone.largest if part.level != UNKNOWN]
    largest = filled[:NAMED]
    if not largest:
        return "Van niemand is de herkomst bekend."
    if isinstance(origin.everyone.n, Rounded):
        parts = [f"{shares.sentence(part.share)} uit {_name(part.level)}" for part in filled]
        return f"Van {formats.people(origin.everyone.n)}: {'; '.join(parts)}."
    names = [f"{ORIGIN[part.level]} ({part.share.count})" for part in largest]
    if len(filled) <= NAMED:
        return f"Zij komen uit {formats.listing(names)}."
    together = share(sum(part.share.count for part in largest), origin.everyone.n)
    return f"De meesten komen uit {formats.listing(names)}: samen {shares.sentence(together)}."


def _continents(origin: BreakdownBySex, report: Reported) -> str:
    everyone, n = origin.everyone, origin.everyone.n
    asia = share(sum(everyone.share_of(code).count for code in ASIA), n)
    african = set(labels.ORIGIN) - {*ASIA, ELSEWHERE}
    africa = share(sum(everyone.share_of(code).count for code in african), n)
    if not africa.enough or isinstance(n, Rounded):
        return ""
    return (
        f"Uit Afrika komen {shares.sentence(africa)}, uit Azië {shares.sentence(asia)}. "
        f"{report.says} {report.text('sv_afrika')} en {report.text('sv_azie')}."
    )


def _what(origin: BreakdownBySex) -> str:
    in_regions = any(JOINT in part.level for part in origin.everyone.shares)
    groups = "in vier streken" if in_regions else "in de twintig groepen van het rapport"
    return f"Land van herkomst {groups}{', naar geslacht' if origin.apart else ''}."


def _origin_table(result: Protected[BreakdownBySex], published: tuple[OriginCount, ...]) -> Table:
    printed = {row.herkomst: row for row in published}
    origin = result.value
    everyone = origin.everyone
    sizes = [group.breakdown for group in origin.by_sex if group.breakdown.shares]
    lines: list[tuple[str, tuple[Cell, ...]]] = [
        (part.level, (*(sex.share_of(part.level).count for sex in sizes), part.share))
        for part in sorted(everyone.shares, key=lambda part: -part.share.count)
    ]
    n = everyone.n
    # Of a rounded total no share is said: that would be one of nearly all.
    lines.append(
        ("totaal", (*(sex.n for sex in sizes), n if isinstance(n, Rounded) else share(n, n)))
    )
    return (
        Rows(lines)
        .text("herkomst", "Herkomst", lambda line: _name(line[0]))
        .columns(COUNTS if sizes else COUNTS[-1:], lambda line: line[1])
        .columns(REPORTED, lambda line: _reported(printed, line[0]))
        .table(f"Herkomst{' naar geslacht' if sizes else ''}", _origin_note(result), total=True)
    )


def _reported(
    printed: dict[str, OriginCount], level: str
) -> tuple[int | None, int | None, int | None]:
    """Return what the report counts of a group, or of the groups of a region together."""
    rows = [printed[code] for code in level.split(JOINT) if code in printed]
    if not rows:
        return None, None, None
    return (
        sum(row.vrouw for row in rows),
        sum(row.man for row in rows),
        sum(row.totaal for row in rows),
    )


def _origin_note(result: Protected[BreakdownBySex]) -> str:
    remarks = (
        f"{NOTE} Rapport: bijlage 3. Percentages zijn van alle jongeren die nu meetellen.",
        differs(result.value, "de herkomst"),
        together(result, result.value),
    )
    return " ".join(filter(None, remarks))
