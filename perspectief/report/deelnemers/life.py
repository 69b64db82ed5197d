"""Who they were: age, children and health, women and men apart."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.reported import NOTE, Reported
from perspectief.report.block.tables import Column, Table
from perspectief.report.deelnemers.by_sex import (
    COUNTED,
    LEGEND,
    SEXES,
    UNKNOWN,
    by_sex_alt,
    by_sex_rows,
    differs,
    percent_of,
    sex_shares,
)
from perspectief.report.drawing import row_bars
from perspectief.report.drawing.fact_bars import FACT_LEGEND, FACT_READING, fact_alt, fact_row
from perspectief.report.words import formats
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import Breakdown, KnownShare
from perspectief_core.people.participants import AgeSummary, BreakdownBySex, ChildrenBySex, Health
from perspectief_core.shares.intervals import Share, share

WHO = {"samen": "samen"} | SEXES
CHILDREN_ID = {
    "samen": "kb11_kinderen",
    "vrouw": "sv_kinderen_vrouw",
    "man": "sv_kinderen_man",
}
_HealthLine = tuple[str, str, Breakdown, str]
"""What was asked, of whom, the answers, and the report's figure of the same (or nothing)."""
AGES = {
    "tot_18": "jonger dan 18",
    "18_19": "18 of 19 jaar",
    "20_21": "20 of 21 jaar",
    "22_23": "22 of 23 jaar",
    "24_25": "24 of 25 jaar",
    "26_27": "26 of 27 jaar",
    "vanaf_28": "28 jaar of ouder",
    UNKNOWN: UNKNOWN,
}


def age_block(result: Protected[AgeSummary], report: Reported) -> Block:
    """Return the ages at inflow in classes, women and men apart, with the means."""
    found = result.value.classes
    return Block(
        key="leeftijd",
        title="Hoe oud waren zij?",
        sentence=_age_sentence(result.value, report),
        source=(result, report.source),
        picture=Picture(
            "html",
            row_bars.compact(by_sex_rows(found, AGES, sort=False), LEGEND),
            by_sex_alt("leeftijd", found, AGES),
        ),
        table=Table(
            caption="Leeftijd bij instroom, naar geslacht",
            columns=(
                Column("leeftijd", "Leeftijd"),
                Column("vrouwen", "Vrouwen", "share"),
                Column("mannen", "Mannen", "share"),
                Column("samen", "Samen", "share"),
            ),
            rows=tuple(
                (AGES[part.level], *sex_shares(found, part.level), part.share)
                for part in found.everyone.shares
            ),
            note=_mean_note(result.value, report),
        ),
        reading=(
            "Elke balk telt twee leeftijden samen. Het eerste deel zijn vrouwen, het tweede "
            "deel mannen; de aantallen staan erachter."
        ),
        definition=Definition(
            what="Leeftijd in hele jaren op de dag dat de jongere bij het steunpunt kwam.",
            numerator="jongeren van die leeftijd",
            denominator="alle vrouwen, alle mannen of alle jongeren die nu meetellen",
            source=f"Samenvatting, Demografie (rapport). {COUNTED}",
        ),
    )


def _age_sentence(found: AgeSummary, report: Reported) -> str:
    everyone = found.years.everyone
    if everyone.mean is None:
        return "Van niemand is de leeftijd bekend."
    parts = [
        f"{SEXES[group.group]} {formats.number(group.summary.mean)}"
        for group in found.years.groups
        if group.summary.mean is not None
    ]
    return (
        f"Gemiddeld waren zij {formats.number(everyone.mean)} jaar bij instroom "
        f"({formats.listing(parts)}). Het rapport noemt {report.text('sv_leeftijd')} "
        f"(vrouwen {report.text('sv_leeftijd_vrouw')}, mannen {report.text('sv_leeftijd_man')})."
    )


def _mean_note(found: AgeSummary, report: Reported) -> str:
    ids = {"vrouw": "sv_leeftijd_vrouw", "man": "sv_leeftijd_man"}
    parts = [
        f"{SEXES[group.group]} {formats.number(group.summary.mean)} jaar "
        f"(rapport: {report.text(ids[group.group])})"
        for group in found.years.groups
    ]
    missing = found.years.everyone.missing
    unknown = f" Van {formats.count(missing)} is de leeftijd niet bekend." if missing else ""
    return f"Gemiddeld: {formats.listing(parts)}.{unknown} Percentages zijn per kolom."


def children_block(result: Protected[ChildrenBySex], report: Reported) -> Block:
    """Return who has children in the Netherlands: everyone, women and men."""
    lines = _child_lines(result.value)
    return Block(
        key="kinderen",
        title="Hadden zij kinderen in Nederland?",
        sentence=_child_sentence(lines, result.value),
        source=(result, report.source),
        picture=Picture(
            "html",
            row_bars.wide(
                [
                    fact_row(WHO[code], line.share, report, CHILDREN_ID[code])
                    for code, line in lines
                ],
                FACT_LEGEND,
            ),
            fact_alt("kinderen", [(WHO[code], line.share) for code, line in lines]),
        ),
        table=_child_table(lines, result.value, report),
        reading=FACT_READING,
        definition=Definition(
            what="Eigen kinderen die in Nederland zijn, op het moment van registratie.",
            numerator="jongeren met een of meer kinderen in Nederland",
            denominator="jongeren van wie het aantal kinderen bekend is",
            source=f"Samenvatting, Demografie; Kamerbrief 2011, paragraaf 5 (rapport). {COUNTED}",
        ),
    )


def _child_table(
    lines: list[tuple[str, KnownShare]], found: ChildrenBySex, report: Reported
) -> Table:
    return Table(
        caption="Kinderen in Nederland",
        columns=(
            Column("wie", "Wie"),
            Column("met_kinderen", "Met kinderen", "share"),
            Column("een", "Eén kind", "count"),
            Column("meer", "Twee of meer", "count"),
            Column("onbekend", "Niet bekend", "count"),
            Column("rapport", "Rapport"),
        ),
        rows=tuple(
            (
                WHO[code],
                line.share,
                *_child_counts(found, code),
                line.missing,
                report.text(CHILDREN_ID[code]),
            )
            for code, line in lines
        ),
        note=f"{NOTE} Percentages zijn van de jongeren van wie het bekend is.",
    )


def health_block(result: Protected[Health], report: Reported) -> Block:
    """Return diagnosis and complaints: everyone, women and men."""
    lines = _health_lines(result.value)
    return Block(
        key="gezondheid",
        title="Hoe gezond waren zij?",
        sentence=_health_sentence(result.value),
        source=(result, report.source),
        picture=Picture(
            "html",
            row_bars.wide(
                [
                    fact_row(f"{name}, {who}", _yes(breakdown), report, id_)
                    for name, who, breakdown, id_ in lines
                ],
                FACT_LEGEND,
            ),
            fact_alt("gezondheid", [(f"{n}, {w}", _yes(b)) for n, w, b, _ in lines[::3]]),
        ),
        table=_health_table(lines, report),
        reading=FACT_READING,
        definition=Definition(
            what=(
                "Een psychiatrische diagnose door een medicus, en behandeling door een arts voor "
                "lichamelijke klachten."
            ),
            numerator="jongeren bij wie het antwoord ja is",
            denominator="alle jongeren die nu meetellen, ook als het niet bekend is",
            source=f"Samenvatting, Demografie (rapport). {COUNTED}",
        ),
    )


def _health_table(lines: list[_HealthLine], report: Reported) -> Table:
    return Table(
        caption="Diagnose en klachten",
        columns=(
            Column("kenmerk", "Kenmerk"),
            Column("wie", "Wie"),
            Column("ja", "Ja", "share"),
            Column("nee", "Nee", "count"),
            Column("onbekend", "Niet bekend", "count"),
            Column("rapport", "Rapport"),
        ),
        rows=tuple(
            (
                name,
                who,
                _yes(breakdown),
                _level(breakdown, "nee").count,
                _level(breakdown, UNKNOWN).count,
                report.text(id_) if id_ else "",
            )
            for name, who, breakdown, id_ in lines
        ),
        note=f"{NOTE} Wie 'niet bekend' is, telt mee in het totaal.",
    )


def _child_lines(found: ChildrenBySex) -> list[tuple[str, KnownShare]]:
    return [("samen", found.any_child), *((g.group, g.known) for g in found.any_child_by_sex)]


def _child_counts(found: ChildrenBySex, code: str) -> tuple[int, int]:
    breakdown = dict(_everyone_and_sexes(found.classes))[code]
    return _level(breakdown, "een").count, _level(breakdown, "meer").count


def _child_sentence(lines: list[tuple[str, KnownShare]], found: ChildrenBySex) -> str:
    shares = {code: line.share for code, line in lines}
    if not shares["samen"].total:
        return "Van niemand is bekend of hij of zij kinderen heeft."
    finding = f"Kinderen in Nederland hebben {formats.listing(_by_sex(shares))}."
    return f"{finding} {differs(found.classes.test, 'het aantal kinderen')}".strip()


def _by_sex(shares: dict[str, Share]) -> list[str]:
    """Name the sexes that are counted, each with its share."""
    return [
        f"van de {SEXES[sex]} {formats.of(shares[sex])}{percent_of(shares[sex])}"
        for sex in SEXES
        if shares[sex].total
    ]


def _health_lines(health: Health) -> list[_HealthLine]:
    return [
        (name, WHO[code], breakdown, id_ if code == "samen" else "")
        for name, found, id_ in (
            ("Psychiatrische diagnose", health.psychiatric, "sv_psychiatrische_diagnose"),
            ("Lichamelijke klachten", health.physical, "sv_lichamelijke_klachten"),
        )
        for code, breakdown in _everyone_and_sexes(found)
    ]


def _health_sentence(found: Health) -> str:
    psychiatric, physical = _yes(found.psychiatric.everyone), _yes(found.physical.everyone)
    if not psychiatric.total:
        return "Er zijn geen jongeren die aan uw keuzes voldoen."
    return (
        f"Bij {formats.of(psychiatric)}{percent_of(psychiatric)} is een psychiatrische diagnose "
        f"gesteld. Voor lichamelijke klachten {formats.was(physical.count)} "
        f"{formats.of(physical)}{percent_of(physical)} "
        "onder behandeling van een arts."
    )


def _everyone_and_sexes(found: BreakdownBySex) -> list[tuple[str, Breakdown]]:
    return [("samen", found.everyone), *((g.group, g.breakdown) for g in found.by_sex)]


def _yes(breakdown: Breakdown) -> Share:
    return _level(breakdown, "ja")


def _level(breakdown: Breakdown, level: str) -> Share:
    found = {part.level: part.share for part in breakdown.shares}
    return found.get(level, share(0, breakdown.n))
