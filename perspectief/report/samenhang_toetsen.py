"""The screening table: every predictor's test here, beside what Bijlagen 14–20 print."""

from __future__ import annotations

from perspectief.report import formats, labels, samenhang, samenhang_namen
from perspectief.report.blocks import Block, Definition
from perspectief.report.samenhang_keuzes import Choice
from perspectief.report.tables import Cell, Column, Table
from perspectief_core.disclosure import Protected
from perspectief_core.screening import Screening, ScreeningRow
from perspectief_core.splits import Reason, SplitTest

SHOW = Choice(
    "Toon in de tabel",
    "toon",
    {
        "alle": "alle kenmerken",
        "ja": "alleen wat hier samenhangt",
        "verschil": "alleen wat anders is dan in het rapport",
    },
    "alle",
)
REASON = {
    Reason.ONE_CATEGORY: "nee: iedereen heeft dezelfde waarde",
    Reason.ONE_CLASS: "nee: er is geen verschil in uitkomst",
    Reason.MIN_CHILD: "nee: te kleine groepen",
    Reason.NOT_SIGNIFICANT: "nee",
}
ABSENT = "niet in deze gegevens"


def screening_block(result: Protected[Screening], show: str) -> Block:
    """Return the block with one row per predictor; `show` is a code of `SHOW`."""
    found = result.value
    return Block(
        key="toetsen",
        title="Elk kenmerk apart getoetst",
        sentence=sentence(found),
        source=result,
        table=_table(found, show),
        reading=(
            "Elke rij is één kenmerk. De computer voegt waarden samen die op elkaar lijken en "
            "toetst dan of de groepen verschillen. De gecorrigeerde p zegt hoe vaak toeval "
            "alleen zo'n verschil geeft; bij 0,05 of lager staat er 'ja'. Rechts staat wat het "
            "rapport in 2011 afdrukte."
        ),
        definition=Definition(
            what=(
                "Per kenmerk één toets: verschillen de groepen in het aandeel jongeren met deze "
                "uitkomst meer dan toeval?"
            ),
            numerator=f"jongeren met als uitkomst: {labels.OUTCOME[found.question.outcome]}",
            denominator=(
                f"{formats.count(found.n)} {samenhang.people(found.question)}; wie een kenmerk "
                "mist, telt bij dat kenmerk niet mee tenzij u dat anders instelt"
            ),
            source=samenhang.SOURCE,
        ),
    )


def sentence(found: Screening) -> str:
    """Return in how many rows the tests here agree with the printed ones."""
    judged = [row for row in found.rows if row.agrees is not None]
    if not judged:
        return "Het rapport drukt voor deze uitkomst en deze groep geen uitslagen af."
    same = sum(row.agrees is True for row in judged)
    printed = sum(row.printed is not None and row.printed.samenhang == "ja" for row in found.rows)
    return (
        f"Bij {same} van de {len(judged)} kenmerken is het antwoord, ja of nee, hetzelfde als in "
        f"Bijlage {found.question.bijlage}. Het rapport vond {printed} keer 'ja'; hier zijn het er "
        f"{len(found.found)}."
    )


def _table(found: Screening, show: str) -> Table:
    rows = tuple(_row(row) for row in found.rows if _shown(row, show))
    printed = f"Bijlage {found.question.bijlage}" if found.question.bijlage else "rapport"
    return Table(
        caption=f"Kenmerken en de uitkomst: {labels.OUTCOME[found.question.outcome]}",
        columns=(
            Column("kenmerk", "Kenmerk"),
            Column("samenhang", "Hangt samen?"),
            Column("p", "p, gecorrigeerd", "p"),
            Column("chikwadraat", "Chikwadraat", "number", 1),
            Column("df", "Vrijheids\u00adgraden", "count"),
            Column("groepen", "Groepen na samenvoegen"),
            Column("rapport", f"{printed}: hangt samen?"),
            Column("rapport_p", f"{printed}: p"),
            Column("rapport_chikwadraat", f"{printed}: chikwadraat", "number", 1),
            Column("rapport_df", f"{printed}: vrijheidsgraden", "count"),
            Column("zelfde", "Zelfde antwoord?"),
        ),
        rows=rows,
        note=_note(found, len(rows), show),
    )


def _shown(row: ScreeningRow, show: str) -> bool:
    if show == "ja":
        return row.test is not None and row.test.significant
    return show != "verschil" or row.agrees is False


def _row(row: ScreeningRow) -> tuple[Cell, ...]:
    printed = row.printed
    return (
        samenhang_namen.NAME[row.kenmerk.kenmerk],
        *_tested(row.test),
        printed.samenhang if printed else None,
        _printed_p(printed.p) if printed else None,
        printed.chi2 if printed else None,
        printed.df if printed else None,
        row.agrees,
    )


def _tested(test: SplitTest | None) -> tuple[Cell, ...]:
    if test is None:
        return ABSENT, None, None, None, None
    answer = "ja" if test.reason is None else REASON[test.reason]
    if len(test.groups) < 2:
        return answer, None, None, None, groups(test)
    return answer, test.p_adjusted, test.chi2, test.df, groups(test)


def groups(test: SplitTest) -> str:
    """Return all groups of a test in words, separated by a bar."""
    return " | ".join(samenhang_namen.group(test, number) for number in range(len(test.groups)))


def _printed_p(p: str | None) -> str | None:
    if p is None:
        return None
    return p.replace("<", f"<{formats.NBSP}").replace(".", ",")


def _note(found: Screening, shown: int, show: str) -> str:
    parts = []
    if show != "alle":
        parts.append(f"U ziet {shown} van de {len(found.rows)} kenmerken.")
    if found.question.bijlage in (18, 19, 20):
        parts.append("Deze bijlage drukt alleen ja of nee af, geen p en geen chikwadraat.")
    return " ".join(parts)
