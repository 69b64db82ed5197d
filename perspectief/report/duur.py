"""Hoe lang duurt het tot er een uitkomst is? Of every hundred, and the figures of the report."""

from __future__ import annotations

from perspectief.report import formats, labels, rows, shell
from perspectief.report.blocks import Block, Definition, Picture
from perspectief.report.duur_honderd import Moment, drawing, moments
from perspectief.report.feiten import FACT_LEGEND, FACT_READING, fact_alt, fact_row
from perspectief.report.reported import NOTE, Reported
from perspectief.report.tables import Cell, Column, Table
from perspectief_core.disclosure import Protected
from perspectief_core.durations import Curves, DurationSummary
from perspectief_core.intervals import Interval, Share
from perspectief_core.summaries import Summary

QUESTION = {entry.name: entry.question for entry in shell.PAGES}["duur"]
CHOICE_LABEL = "Vanaf wanneer tellen we de maanden van wie er al vóór de start was?"
CHOICE_CODE = "telling"
CORRECTED = "gecorrigeerd"
COUNTINGS = {
    CORRECTED: "vanaf de start van het experiment (gecorrigeerd)",
    "rapport": "vanaf hun eigen instroom (zoals het rapport)",
}
COUNTED = "De maanden zijn geteld in de gegevens die u bekijkt."
ONLY_EXITS = (
    "U telt alleen wie uitstroomde. Zo krijgt iedereen een uitkomst en lijkt het sneller te gaan "
    "dan voor alle jongeren samen. "
)
TOO_FEW = (
    "Er zijn te weinig jongeren lang genoeg gevolgd om te zeggen hoe lang het duurt. Onder de "
    "tien gevolgde jongeren zegt een percentage te weinig."
)


def lead(result: Protected[Curves]) -> str:
    """Return the finding: how many of every hundred have an outcome after a year and later."""
    curves = result.value
    if not curves.n:
        return "Er zijn geen jongeren die aan uw keuzes voldoen."
    known = [moment for moment in moments(curves) if moment.shares]
    if not known:
        return TOO_FEW
    named = [moment for moment in known if moment.month in (12, 18)] or known
    parts = [f"na {moment.month} maanden {moment.with_outcome}" for moment in named]
    rest = 100 - named[-1].with_outcome
    only_exits = ONLY_EXITS if result.provenance.selection.uitstroom else ""
    return (
        f"Van elke 100 jongeren hadden er {formats.listing(parts)} een uitkomst. De andere {rest} "
        f"waren toen nog in begeleiding. {only_exits}{_small(curves)}"
    ).strip()


def hundred_block(result: Protected[Curves]) -> Block:
    """Return the bars of a hundred after 6, 12, 18 and 24 months."""
    curves, found = result.value, moments(result.value)
    merged = result.provenance.selection.doormigratie == "bij_overig"
    return Block(
        key="van_elke_100",
        title="Van elke 100 jongeren",
        sentence=lead(result),
        source=result,
        picture=Picture("html", drawing(found, merged), _hundred_alt(found)),
        table=_hundred_table(curves, found),
        reading=(
            "Elke balk is 100 jongeren, zoveel maanden na hun instroom. Het gestreepte deel is nog "
            "in begeleiding. Rechts staat van hoeveel jongeren dat moment echt gezien is: wie "
            "korter geleden kwam, telt mee zolang hij gevolgd is. De getallen zijn geschat."
        ),
        definition=Definition(
            what=(
                "De geschatte kans op elke uitkomst binnen zoveel maanden na instroom. Wie op de "
                "peildatum nog in begeleiding was, telt mee tot die dag (Aalen–Johansen). "
                f"{_counting(curves)}"
            ),
            numerator="jongeren met de uitkomst in een maand",
            denominator="jongeren die in die maand nog gevolgd werden",
            source=f"{COUNTED}{_excluded(curves.excluded)}",
        ),
    )


def report_block(result: Protected[DurationSummary], report: Reported) -> Block:
    """Return the durations that the report names, counted here."""
    found = result.value
    facts = _facts(found)
    return Block(
        key="duur_rapport",
        title="Wat zegt het rapport over de duur?",
        sentence=_means_sentence(found, report),
        source=(result, report.source),
        picture=Picture(
            "html",
            rows.wide([fact_row(name, s, report, id_) for name, s, id_ in facts], FACT_LEGEND),
            fact_alt("de duur", [(name, s) for name, s, _ in facts]),
        ),
        table=_report_table(found, report),
        reading=(
            f"{FACT_READING} De duur van wie nog in begeleiding is, is nog niet af: dat gemiddelde "
            "groeit door."
        ),
        definition=Definition(
            what=(
                "Hele maanden van instroom tot vertrek, of tot de peildatum. Binnen een half jaar "
                "is minder dan 6 maanden; na anderhalf jaar is 18 maanden of meer."
            ),
            numerator="jongeren met deze duur",
            denominator="wie vertrok, de mob-groep of wie nog in begeleiding is",
            source=(
                "Samenvatting, Begeleiding en Evaluatie; Kamerbrief 2011, paragraaf 3 en 4 "
                f"(rapport). {COUNTED}{_excluded(found.excluded)}"
            ),
        ),
    )


def _report_table(found: DurationSummary, report: Reported) -> Table:
    return Table(
        caption="Duur van de begeleiding: rapport tegenover hier",
        columns=(
            Column("wat", "Wat"),
            Column("hier", "In deze gegevens"),
            Column("rapport", "Rapport"),
        ),
        rows=(
            *(
                (f"Gemiddelde duur van {who}", _mean_text(summary), report.text(id_))
                for who, summary, id_ in _means(found)
            ),
            *((name, formats.share(share), report.text(id_)) for name, share, id_ in _facts(found)),
        ),
        note=(
            f"{NOTE} Over wie langer dan anderhalf jaar in begeleiding is, noemt de brief op "
            f"een andere plaats {report.text('kb11_lang_in_begeleiding_reactie')}."
        ),
    )


def _facts(found: DurationSummary) -> tuple[tuple[str, Share, str], ...]:
    return (
        (
            "Binnen een half jaar weg, van wie vertrok",
            found.exits_within_6,
            "kb11_uitstroom_zes_maanden",
        ),
        ("Binnen een half jaar weg, van de mob-groep", found.mob_within_6, "sv_mob_kort"),
        ("Na anderhalf jaar weg, van de mob-groep", found.mob_after_18, "sv_mob_lang"),
        (
            "Anderhalf jaar of langer, van wie nog in begeleiding is",
            found.guided_after_18,
            "kb11_lang_in_begeleiding",
        ),
    )


def _means(found: DurationSummary) -> tuple[tuple[str, Summary, str], ...]:
    return (
        ("wie vertrok", found.exits, "sv_duur_uitgestroomd"),
        ("wie nog in begeleiding is", found.guided, "sv_duur_in_begeleiding"),
    )


def _means_sentence(found: DurationSummary, report: Reported) -> str:
    parts = [
        f"{who} {formats.number(summary.mean)} maanden (rapport: {report.text(id_)})"
        for who, summary, id_ in _means(found)
        if summary.mean is not None
    ]
    if not parts:
        return "Van niemand is de duur bekend."
    return f"Gemiddeld duurde de begeleiding van {formats.listing(parts)}."


def _mean_text(summary: Summary) -> str:
    if summary.mean is None:
        return formats.UNKNOWN
    return f"{formats.number(summary.mean)} maanden (van {formats.count(summary.n)} jongeren)"


def _hundred_table(curves: Curves, found: tuple[Moment, ...]) -> Table:
    by_code = {curve.cause: curve for curve in curves.outcomes}
    by_code["in_begeleiding"] = curves.event_free
    lines: list[tuple[Cell, ...]] = [
        (
            moment.month,
            labels.OUTCOME[code],
            share,
            _interval(by_code[code].low[moment.month], by_code[code].high[moment.month]),
            moment.followed,
        )
        for moment in found
        for code, share in moment.shares.items()
    ]
    return Table(
        caption="Geschat aandeel per uitkomst, zoveel maanden na instroom",
        columns=(
            Column("maanden", "Maanden", "count"),
            Column("uitkomst", "Uitkomst"),
            Column("aandeel", "Geschat aandeel", "percent"),
            Column("bandbreedte", "Bandbreedte", "interval"),
            Column("gevolgd", "Nog gevolgd", "count"),
        ),
        rows=tuple(lines),
        note="Bandbreedte: 95 %. Een punt betekent: niet te schatten.",
    )


def _interval(low: float | None, high: float | None) -> Interval | None:
    return None if low is None or high is None else Interval(low, high)


def _hundred_alt(found: tuple[Moment, ...]) -> str:
    parts = [f"na {m.month} maanden {m.with_outcome}" for m in found if m.shares]
    if not parts:
        return "Geen balken: te weinig jongeren zijn lang genoeg gevolgd."
    return f"Balken van 100 jongeren. Met een uitkomst: {formats.listing(parts)}."


def _counting(curves: Curves) -> str:
    if not curves.delayed:
        return "Niemand van hen was er al vóór de start."
    people = formats.plural(curves.delayed, "jongere was", "jongeren waren")
    when = "de start van het experiment" if curves.corrected else "hun eigen instroom"
    return f"{people} er al vóór de start; hun maanden tellen vanaf {when}."


def _excluded(n: int) -> str:
    if not n:
        return ""
    return f" {formats.plural(n, 'jongere vertrok', 'jongeren vertrokken')} op een onbekende dag."


def _small(curves: Curves) -> str:
    return "De groep is klein: trek hier geen conclusies uit." if curves.n < 30 else ""
