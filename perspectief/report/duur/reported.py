"""The figures on duration that the report names, counted here, each with what it hides."""

from __future__ import annotations

from dataclasses import dataclass, replace

from perspectief.report.block.blocks import Block, Definition, MainNumber, bars_picture
from perspectief.report.block.fact_bars import (
    FACT_LEGEND,
    REPORTED,
    fact_alt,
    fact_reading,
    fact_row,
)
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.reported import NOTE, Reported
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing import row_bars
from perspectief.report.duur.hundred import COUNTED, excluded
from perspectief.report.words import few, formats, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import Curves, DurationSummary, before
from perspectief_core.durations.reported import Apart, ReportedDurations
from perspectief_core.people.summaries import Summary
from perspectief_core.sensitivity.measures import Measure
from perspectief_core.shares.intervals import Share

HALF_YEAR = 6
_NO_ONE = "Er is hier niemand met zo'n duur."


@dataclass(frozen=True, slots=True)
class _Fact:
    """One figure of the report: counted here, its published id, and what it leaves out."""

    name: str
    found: Share | Summary
    id_: str
    hidden: str


@under(Heading("duur_rapport", "Wat zegt het rapport over de duur, en wat ziet u dan niet?"))
def report_block(
    summary: Protected[DurationSummary],
    behind: Protected[ReportedDurations],
    corrected: Protected[Curves],
    report: Reported,
) -> Block:
    """Return the durations that the report names, with what each of them leaves out."""
    facts = _facts(summary.value, behind.value, corrected.value)
    return Block(
        sentence=_sentence(behind.value),
        source=(summary, behind, corrected, report.source),
        picture=bars_picture(
            "wide",
            (_row(fact, report) for fact in facts),
            fact_alt("de duur", [(f.name, f.found) for f in facts if isinstance(f.found, Share)]),
            legend=FACT_LEGEND,
        ),
        table=_table(facts, report),
        reading=fact_reading(summary.value.exits.n),
        definition=Definition(
            what=(
                "Hele maanden van instroom tot vertrek, of tot de peildatum. Binnen een half jaar "
                "is minder dan 6 maanden; langer dan anderhalf jaar is meer dan 18 maanden."
            ),
            numerator="jongeren met deze duur",
            denominator="wie vertrok, de mob-groep of wie nog in begeleiding is",
            source=(
                "Samenvatting, Begeleiding en Evaluatie; Kamerbrief 2011, paragraaf 3 en 4 "
                f"(rapport). {COUNTED}{excluded(summary.value.excluded)}"
            ),
        ),
        numbers=(
            MainNumber("wie vertrok", Measure("maanden", of="uitgestroomd"), "maanden"),
            MainNumber("wie er nog is", Measure("maanden", of="in_begeleiding"), "maanden"),
        ),
    )


def _sentence(behind: ReportedDurations) -> str:
    exits = behind.exits
    before, since = exits.before, exits.since
    if before.mean is None or since.mean is None or not (before.enough and since.enough):
        return (
            "Elk cijfer over de duur mengt jongeren van vóór de start met jongeren van erna. Die "
            "twee groepen konden niet even lang worden gevolgd."
        )
    return (
        "Elk cijfer over de duur mengt twee groepen. Wie vóór de start kwam en vertrok, was "
        f"gemiddeld {formats.number(before.mean, 0)} maanden in begeleiding. Wie sinds de start "
        f"kwam en vertrok, {formats.number(since.mean, 0)} maanden: langer dan "
        f"{behind.longest_since} maanden kón niet."
    )


def _facts(
    summary: DurationSummary, behind: ReportedDurations, corrected: Curves
) -> tuple[_Fact, ...]:
    return (
        _Fact(
            "Gemiddelde duur van wie vertrok",
            summary.exits,
            "sv_duur_uitgestroomd",
            _hidden_mean(behind.exits, "Wie nog niet weg is, telt niet mee."),
        ),
        _Fact(
            "Gemiddelde duur van wie nog in begeleiding is",
            summary.guided,
            "sv_duur_in_begeleiding",
            _hidden_mean(behind.guided, "Deze tijd is niet af: hij groeit elke maand door."),
        ),
        _Fact(
            "Binnen een half jaar weg, van wie vertrok",
            summary.exits_within_6,
            "kb11_uitstroom_zes_maanden",
            _hidden_early(behind, corrected),
        ),
        _Fact(
            "Binnen een half jaar weg, van de mob-groep",
            summary.mob_within_6,
            "sv_mob_kort",
            _hidden_mob_early(summary.mob_within_6, behind, corrected),
        ),
        _Fact(
            "Na anderhalf jaar weg, van de mob-groep",
            summary.mob_after_18,
            "sv_mob_lang",
            _hidden_long(behind.mob_long_before, behind.longest_since),
        ),
        _Fact(
            "Langer dan anderhalf jaar, van wie nog in begeleiding is",
            summary.guided_after_18,
            "kb11_lang_in_begeleiding",
            _hidden_long(behind.guided_long_before, behind.longest_since)
            + " Dit zegt wanneer zij kwamen, niet hoe lang het duurt.",
        ),
    )


def _hidden_mean(apart: Apart, what: str) -> str:
    parts = [
        f"{formats.number(part.mean, 0)} maanden voor de {formats.count(part.n)} {who}"
        for part, who in ((apart.before, "van vóór de start"), (apart.since, "van erna"))
        if part.mean is not None and part.enough
    ]
    if len(parts) < 2:
        return what
    return f"{what} Het is een mengsel: {formats.listing(parts)}."


def _hidden_early(behind: ReportedDurations, corrected: Curves) -> str:
    everyone = behind.early_of_all
    verb = "vertrokken" if everyone.count > 1 else "vertrok"
    text = f"Van alle jongeren, ook wie nog niet weg is, {verb} {few.who(everyone)} zo snel."
    until = corrected.reliable_until
    if not corrected.delayed or until is None or until < HALF_YEAR:
        return text
    chance = round(100 * (1 - corrected.event_free.cif[before(HALF_YEAR)]))
    leave = "vertrekken" if chance > 1 else "vertrekt"
    return (
        f"{text} Wie vóór de start kwam en snel vertrok, staat niet in de gegevens. Rekent u dat "
        f"mee, dan {leave} {few.number(chance)} van elke 100 binnen een half jaar."
    )


def _hidden_mob_early(counted: Share, behind: ReportedDurations, corrected: Curves) -> str:
    since = behind.mob_early_since
    if not since.total:
        return _NO_ONE
    text = (
        f"Van deze groep {_came(since)} sinds de start. Wie vóór de start kwam en snel "
        "verdween, staat niet in de gegevens. Maar ook wie later nog verdwijnt, ontbreekt."
    )
    mob = next(curve.cif for curve in corrected.outcomes if curve.cause == "mob")
    until = corrected.reliable_until
    if (
        counted.share is None
        or not counted.enough
        or until is None
        or until < HALF_YEAR
        or not mob[-1]
    ):
        return text
    # Of all who will leave so, as far as the data reach: what is missing at both ends is made up.
    early = mob[before(HALF_YEAR)] / mob[-1]
    printed, estimated = round(100 * counted.share), round(100 * early)
    if printed == estimated:
        return f"{text} Telt u beide mee, dan blijft het ongeveer {estimated}{formats.NBSP}%."
    way = "te hoog" if printed > estimated else "te laag"
    return (
        f"{text} Telt u beide mee, dan vertrekt van wie ooit zo verdwijnt ongeveer "
        f"{estimated}{formats.NBSP}% binnen een half jaar: het deel hierboven is {way}."
    )


def _came(share: Share) -> str:
    if share.count == share.total:
        everyone = f"kwamen alle {formats.count(share.total)}"
        return everyone if share.total > 1 else "kwam de enige"
    verb = "kwamen" if share.count > 1 else "kwam"
    return f"{verb} {few.who(share)}"


def _hidden_long(before: Share, longest: int) -> str:
    if not before.total:
        return _NO_ONE
    return (
        f"Van hen {_came(before)} vóór de start. Wie later kwam, kon op de peildatum "
        f"nog niet langer dan {longest} maanden in begeleiding zijn."
    )


def _row(fact: _Fact, report: Reported) -> row_bars.Row:
    if isinstance(fact.found, Share):
        return replace(fact_row(fact.name, fact.found, report, fact.id_), note=fact.hidden)
    value = f"{_mean(fact.found)} · {report.beside}: {report.text(fact.id_)}"
    return row_bars.Row(fact.name, (), value, note=fact.hidden)


def _mean(summary: Summary) -> str:
    if summary.mean is None:
        return "niemand om te tellen"
    if not summary.enough:
        return formats.people(summary.n)
    return f"{formats.number(summary.mean)} maanden ({formats.count(summary.n)} jongeren)"


def _table(facts: tuple[_Fact, ...], report: Reported) -> Table:
    return (
        Rows(facts)
        .text("wat", "Wat", lambda fact: fact.name)
        .text("hier", "In deze gegevens", _here)
        .column(REPORTED, lambda fact: report.text(fact.id_))
        .text("verbergt", "Wat u dan niet ziet", lambda fact: fact.hidden)
        .table(
            "Duur van de begeleiding: rapport, hier, en wat het cijfer verbergt",
            f"{NOTE} Over wie langer dan anderhalf jaar in begeleiding is, noemt de brief op "
            f"een andere plaats {report.text('kb11_lang_in_begeleiding_reactie')}.",
        )
    )


def _here(fact: _Fact) -> str:
    return shares.full(fact.found) if isinstance(fact.found, Share) else _mean(fact.found)
