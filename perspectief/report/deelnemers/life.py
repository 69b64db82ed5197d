"""Who they were: age, children and health, women and men apart."""

from __future__ import annotations

from dataclasses import dataclass

from perspectief.report.block import kept_back
from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.fact_bars import REPORTED, Fact, fact_reading, facts_picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.reported import NOTE, Reported
from perspectief.report.block.tables import Column, Rows, Table
from perspectief.report.deelnemers.by_sex import (
    COUNTED,
    SEXES,
    UNKNOWN,
    by_sex_picture,
    differs,
    reading,
    together,
)
from perspectief.report.words import few, formats, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.people.outcomes import Breakdown, KnownShare
from perspectief_core.people.participants import AgeSummary, BreakdownBySex, ChildrenBySex, Health
from perspectief_core.shares.intervals import Share

WHO = {"samen": "samen"} | SEXES
CHILDREN_ID = {
    "samen": "kb11_kinderen",
    "vrouw": "sv_kinderen_vrouw",
    "man": "sv_kinderen_man",
}
AGES = {
    "tot_18": "jonger dan 18",
    "18_19": "18 of 19 jaar",
    "20_21": "20 of 21 jaar",
    "22_23": "22 of 23 jaar",
    "24_25": "24 of 25 jaar",
    "26_27": "26 of 27 jaar",
    "vanaf_28": "28 jaar of ouder",
    "12_19": "jonger dan 20",
    "20_22": "20 tot en met 22 jaar",
    "23_60": "23 jaar of ouder",
    UNKNOWN: UNKNOWN,
}
"""Classes of two years, and those that are published."""


@under(Heading("leeftijd", "Hoe oud waren zij?"))
def age_block(result: Protected[AgeSummary], report: Reported) -> Block:
    """Return the ages at inflow in classes, women and men apart, with the means."""
    classes = result.value.classes
    secret = _hidden_ages(result)
    return Block(
        sentence=f"{_age_sentence(result.value, report)}{told_hidden(result)}",
        source=(result, report.source),
        picture=by_sex_picture("leeftijd", classes, AGES, sort=False),
        table=kept_back.with_rows(_age_table(result, report), secret),
        reading=f"{_of_each(result.value)}{reading(classes)}",
        definition=Definition(
            what="Leeftijd in hele jaren op de dag dat de jongere bij het steunpunt kwam.",
            numerator="jongeren van die leeftijd",
            denominator=(
                "alle vrouwen, alle mannen of alle jongeren die nu meetellen"
                if classes.apart
                else formats.counted(classes.everyone.n)
            ),
            source=f"Samenvatting, Demografie (rapport). {COUNTED}",
        ),
    )


def told_hidden(result: Protected[AgeSummary]) -> str:
    """Return of which ranges of ages nothing is published, to stand behind a sentence."""
    return kept_back.told(f"'{name}'" for name in _hidden_ages(result))


def _hidden_ages(result: Protected[AgeSummary]) -> list[str]:
    """Return the ranges of ages of which nothing is published, by their names."""
    shown = [part.level for part in result.value.classes.everyone.shares]
    return [AGES[code] for code in kept_back.codes(result, "leeftijd", shown)]


def _age_table(result: Protected[AgeSummary], report: Reported) -> Table:
    classes = result.value.classes
    sexes = [(sex, classes.of(sex)) for sex in SEXES] if classes.apart else []
    columns = [Column(SEXES[sex], SEXES[sex].capitalize(), "share") for sex, _ in sexes]
    note = f"{_mean_note(result.value, report)} {together(result, classes)}".strip()
    return (
        Rows(classes.everyone.shares)
        .text("leeftijd", "Leeftijd", lambda part: AGES[part.level])
        .columns(columns, lambda part: [own.share_of(part.level) for _, own in sexes])
        .share("samen", "Samen", lambda part: part.share)
        .table(f"Leeftijd bij instroom{', naar geslacht' if sexes else ''}", note)
    )


def _of_each(ages: AgeSummary) -> str:
    of_two = any(part.level == "18_19" for part in ages.classes.everyone.shares)
    return "Elke balk telt twee leeftijden samen. " if of_two else ""


def _age_sentence(ages: AgeSummary, report: Reported) -> str:
    everyone = ages.years.everyone
    if everyone.mean is None and everyone.n:
        return _in_ranges(ages.classes.everyone, report)
    if everyone.mean is None:
        return "Van niemand is de leeftijd bekend."
    parts = [
        f"{SEXES[group.group]} {formats.number(group.summary.mean)}"
        for group in ages.years.groups
        if group.summary.mean is not None
    ]
    return (
        f"Gemiddeld waren zij {formats.number(everyone.mean)} jaar bij instroom "
        f"({formats.listing(parts)}). {report.says} {report.text('sv_leeftijd')} "
        f"(vrouwen {report.text('sv_leeftijd_vrouw')}, mannen {report.text('sv_leeftijd_man')})."
    )


def _in_ranges(breakdown: Breakdown, report: Reported) -> str:
    """Return how old people were where only the ranges are published."""
    parts = [f"{AGES[part.level]}: {shares.sentence(part.share)}" for part in breakdown.shares]
    return (
        f"Bij instroom waren zij {'; '.join(parts)}. {report.says} een gemiddelde van "
        f"{report.text('sv_leeftijd')}."
    )


def _mean_note(ages: AgeSummary, report: Reported) -> str:
    if ages.years.everyone.mean is None:
        return "Percentages zijn per kolom."
    ids = {"vrouw": "sv_leeftijd_vrouw", "man": "sv_leeftijd_man"}
    parts = [
        f"{SEXES[group.group]} {formats.number(group.summary.mean)} jaar "
        f"(rapport: {report.text(ids[group.group])})"
        for group in ages.years.groups
    ]
    missing = ages.years.everyone.missing
    unknown = f" Van {formats.count(missing)} is de leeftijd niet bekend." if missing else ""
    return f"Gemiddeld: {formats.listing(parts)}.{unknown} Percentages zijn per kolom."


@under(Heading("kinderen", "Hadden zij kinderen in Nederland?"))
def children_block(result: Protected[ChildrenBySex], report: Reported) -> Block:
    """Return who has children in the Netherlands: everyone, women and men."""
    apart = {group.group: group.known for group in result.value.any_child_by_sex}
    lines = {"samen": result.value.any_child} | apart
    facts = [Fact(WHO[code], line.share, CHILDREN_ID[code]) for code, line in lines.items()]
    return Block(
        sentence=_child_sentence(lines, result.value),
        source=(result, report.source),
        picture=facts_picture("kinderen", facts, report),
        table=_child_table(lines, result.value, report, together(result, result.value.classes)),
        reading=fact_reading(facts[0].share.total),
        definition=Definition(
            what="Eigen kinderen die in Nederland zijn, op het moment van registratie.",
            numerator="jongeren met een of meer kinderen in Nederland",
            denominator="jongeren van wie het aantal kinderen bekend is",
            source=f"Samenvatting, Demografie; Kamerbrief 2011, paragraaf 5 (rapport). {COUNTED}",
        ),
    )


def _child_table(
    lines: dict[str, KnownShare], children: ChildrenBySex, report: Reported, note: str
) -> Table:
    classes = _everyone_and_sexes(children.classes)
    return (
        Rows(lines)
        .text("wie", "Wie", lambda code: WHO[code])
        .share("met_kinderen", "Met kinderen", lambda code: lines[code].share)
        .count("een", "Eén kind", lambda code: classes[code].share_of("een").count)
        .count("meer", "Twee of meer", lambda code: classes[code].share_of("meer").count)
        .count("onbekend", "Niet bekend", lambda code: lines[code].missing)
        .column(REPORTED, lambda code: report.text(CHILDREN_ID[code]))
        .table(
            "Kinderen in Nederland",
            f"{NOTE} Percentages zijn van de jongeren van wie het bekend is. {note}".strip(),
        )
    )


@under(Heading("gezondheid", "Hoe gezond waren zij?"))
def health_block(result: Protected[Health], report: Reported) -> Block:
    """Return diagnosis and complaints: everyone, women and men."""
    lines = _health_lines(result.value)
    facts = [Fact(f"{line.name}, {line.who}", line.yes, line.id_) for line in lines]
    return Block(
        sentence=_health_sentence(result.value),
        source=(result, report.source),
        picture=facts_picture("gezondheid", facts, report, named=_of_everyone(facts, lines)),
        table=_health_table(lines, report),
        reading=fact_reading(facts[0].share.total),
        definition=Definition(
            what=_asked(result.value),
            numerator="jongeren bij wie het antwoord ja is",
            denominator="alle jongeren die nu meetellen, ook als het niet bekend is",
            source=f"Samenvatting, Demografie (rapport). {COUNTED}",
        ),
    )


def _asked(health: Health) -> str:
    diagnosis = "Een psychiatrische diagnose door een medicus"
    if not health.physical.everyone.shares:
        return f"{diagnosis}."
    return f"{diagnosis}, en behandeling door een arts voor lichamelijke klachten."


@dataclass(frozen=True, slots=True)
class _HealthLine:
    """What was asked, of whom, the answers, and the report's figure of the same (or nothing)."""

    name: str
    who: str
    answers: Breakdown
    id_: str

    @property
    def yes(self) -> Share:
        return self.answers.share_of("ja")


def _health_table(lines: list[_HealthLine], report: Reported) -> Table:
    return (
        Rows(lines)
        .text("kenmerk", "Kenmerk", lambda line: line.name)
        .text("wie", "Wie", lambda line: line.who)
        .share("ja", "Ja", lambda line: line.yes)
        .count("nee", "Nee", lambda line: line.answers.share_of("nee").count)
        .count("onbekend", "Niet bekend", lambda line: line.answers.share_of(UNKNOWN).count)
        .column(REPORTED, lambda line: report.text(line.id_) if line.id_ else "")
        .table("Diagnose en klachten", f"{NOTE} Wie 'niet bekend' is, telt mee in het totaal.")
    )


def _child_sentence(lines: dict[str, KnownShare], children: ChildrenBySex) -> str:
    if not lines["samen"].share.total:
        return "Van niemand is bekend of hij of zij kinderen heeft."
    counted = [
        few.who_of(lines[sex].share, f"van de {SEXES[sex]} ", f"de ene {sex}")
        for sex in SEXES
        if sex in lines and lines[sex].share.total
    ] or [few.who(lines["samen"].share)]
    verb = "hebben" if lines["samen"].share.count > 1 else "heeft"
    finding = f"Kinderen in Nederland {verb} {formats.listing(counted)}."
    return f"{finding} {differs(children.classes, 'het aantal kinderen')}".strip()


def _health_lines(health: Health) -> list[_HealthLine]:
    """Return a line for what was asked of whom; none for what is not published."""
    return [
        _HealthLine(name, WHO[code], answers, id_ if code == "samen" else "")
        for name, breakdown, id_ in (
            ("Psychiatrische diagnose", health.psychiatric, "sv_psychiatrische_diagnose"),
            ("Lichamelijke klachten", health.physical, "sv_lichamelijke_klachten"),
        )
        for code, answers in _everyone_and_sexes(breakdown).items()
        if answers.shares
    ]


def _of_everyone(facts: list[Fact], lines: list[_HealthLine]) -> list[Fact]:
    everyone = WHO["samen"]
    return [fact for fact, line in zip(facts, lines, strict=True) if line.who == everyone]


def _health_sentence(health: Health) -> str:
    diagnosis, complaints = (
        asked.everyone.share_of("ja") for asked in (health.psychiatric, health.physical)
    )
    if not diagnosis.total:
        return shares.NOBODY
    told = f"Bij {few.who(diagnosis)} is een psychiatrische diagnose gesteld."
    if not health.physical.everyone.shares:
        return f"{told} Over lichamelijke klachten wordt niets gepubliceerd."
    was = "waren" if complaints.count > 1 else "was"
    return (
        f"{told} Voor lichamelijke klachten {was} {few.who(complaints)} "
        "onder behandeling van een arts."
    )


def _everyone_and_sexes(breakdown: BreakdownBySex) -> dict[str, Breakdown]:
    """Return the answers of everyone, and of women and men where those are told apart."""
    apart = {group.group: group.breakdown for group in breakdown.by_sex}
    return {"samen": breakdown.everyone} | {sex: apart[sex] for sex in SEXES if sex in apart}
