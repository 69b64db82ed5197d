"""The screening table: every predictor's test here, beside what Bijlagen 14–20 print."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.samenhang import finding
from perspectief.report.words import formats, labels, predictors
from perspectief.report.words.choices import Choice
from perspectief_core.associations.chance import ByChance, Chance
from perspectief_core.associations.screening import Screening, ScreeningRow
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published.records import Kenmerk
from perspectief_core.splits import Reason, SplitTest

SHOW = Choice(
    "Toon in de tabel",
    "toon",
    {
        "sterkst": "de 10 die hier het sterkst samenhangen",
        "een_van_beide": "wat hier of in het rapport samenhangt",
        "ja": "alleen wat hier samenhangt",
        "verschil": "alleen wat anders is dan in het rapport",
        "alle": "alle kenmerken",
    },
    "sterkst",
)
STRONGEST = 10
REASON = {
    Reason.ONE_CATEGORY: "nee: iedereen heeft dezelfde waarde",
    Reason.ONE_CLASS: "nee: er is geen verschil in uitkomst",
    Reason.MIN_CHILD: "nee: te kleine groepen",
    Reason.NOT_SIGNIFICANT: "nee",
}
ABSENT = "niet in deze gegevens"
YES_NO_ONLY = (18, 19, 20)
"""Appendices that print neither p nor chi-square."""


@under(Heading("toetsen", "Elk kenmerk apart getoetst"))
def screening_block(result: Protected[Screening], shuffled: Protected[Chance], show: str) -> Block:
    """Return the block with one row per predictor; `show` is a code of `SHOW`."""
    screening = result.value
    return Block(
        sentence=sentence(result),
        source=(result, shuffled),
        table=_table(screening, shuffled.value, show),
        reading=(
            "Elke rij is één kenmerk. De computer voegt waarden samen die op elkaar lijken en "
            "toetst dan of de groepen verschillen, alsof jongeren los van elkaar zijn; is de "
            "gecorrigeerde p 0,05 of lager, dan staat er 'ja'. De p met steunpunten als eenheid "
            "zegt hoe vaak ook een van de kenmerken zo sterk lijkt als u de antwoorden "
            "willekeurig over de steunpunten verdeelt: dat is bij kenmerken van steunpunten de "
            "goede vraag. Rechts staat wat het rapport in 2011 afdrukte."
        ),
        definition=Definition(
            what=(
                "Per kenmerk één toets: verschillen de groepen in het aandeel jongeren met deze "
                "uitkomst meer dan toeval?"
            ),
            numerator=f"jongeren met als uitkomst: {labels.outcome(screening.question.outcome)}",
            denominator=(
                f"{formats.count(screening.n)} {finding.people(screening.question)}; wie een "
                "kenmerk mist, telt bij dat kenmerk niet mee tenzij u dat anders instelt"
            ),
            source=finding.SOURCE,
        ),
    )


def lead(result: Protected[Screening], shuffled: Protected[Chance]) -> Markup:
    """Return what stands above the table: how far the tests agree, and what chance gives."""
    return finding.lead(sentence(result), finding.chance(result, shuffled))


def sentence(result: Protected[Screening]) -> str:
    """Return in how many rows the tests here agree with the printed ones."""
    screening, selection = result.value, result.provenance.selection
    judged = [row for row in screening.rows if row.agrees is not None]
    if not judged:
        return "Het rapport drukt voor deze uitkomst en deze groep geen uitslagen af."
    counted = selection.only(uitstroom=False)
    apart = ""
    if selection.departs_from_report or counted.active_filters:
        apart = f" Het rapport telde wel anderen: u ziet nu {formats.count(screening.n)} jongeren."
    if all(row.test is None or len(row.test.groups) < 2 for row in judged):
        return f"Geen kenmerk is te toetsen: de groepen zijn te klein.{apart}"
    same = sum(row.agrees is True for row in judged)
    printed = sum(row.printed is not None and row.printed.samenhang == "ja" for row in judged)
    here = sum(row.says_yes for row in judged)
    return (
        f"Bij {same} van de {len(judged)} kenmerken is het antwoord, ja of nee, hetzelfde als in "
        f"Bijlage {screening.question.bijlage}. Het rapport vond {printed} keer 'ja'; hier zijn "
        f"het er {here}.{apart}{_left_out(screening)}"
    )


def _left_out(screening: Screening) -> str:
    invented = sum(row.invented for row in screening.rows)
    if not invented:
        return ""
    which = formats.plural(invented, "kenmerk telt", "kenmerken tellen")
    return f" {which} niet mee: de antwoorden zijn nooit gedrukt, en dus {predictors.INVENTED}."


def _table(screening: Screening, shuffled: Chance, show: str) -> Table:
    if show == SHOW.default:
        shown = _strongest(screening) or list(screening.rows)
    else:
        shown = [row for row in screening.rows if _shown(row, show)]
    rows = tuple(_row(row, shuffled.of(row.kenmerk.kenmerk)) for row in shown)
    return Table(
        caption=f"Kenmerken en de uitkomst: {labels.outcome(screening.question.outcome)}",
        columns=(
            Column("kenmerk", "Kenmerk"),
            Column("hier", "Hangt samen: hier"),
            Column("rapport", "Hangt samen: rapport"),
            Column("zelfde", "Zelfde antwoord"),
            Column("p", "p hier", "p"),
            Column("p_steunpunten", "p met steunpunten als eenheid", "p"),
            Column("p_rapport", "p rapport"),
            Column("chi2", "chi² hier", "number", 1),
            Column("chi2_rapport", "chi² rapport", "number", 1),
            Column("df", "df hier", "count"),
            Column("df_rapport", "df rapport", "count"),
            Column("groepen", "Groepen hier, na samenvoegen", "long"),
        ),
        rows=rows,
        note=_note(screening, len(rows)),
    )


def _strongest(screening: Screening) -> list[ScreeningRow]:
    """Return the rows with the smallest p here, in that order; none with invented answers."""
    tested = [
        (row.test.p_adjusted, -row.test.chi2, row)
        for row in screening.rows
        if row.test is not None and len(row.test.groups) > 1 and not row.invented
    ]
    return [row for *_, row in sorted(tested, key=lambda ranked: ranked[:2])[:STRONGEST]]


def _shown(row: ScreeningRow, show: str) -> bool:
    here = row.says_yes
    there = row.printed is not None and row.printed.samenhang == "ja"
    return {"ja": here, "verschil": row.agrees is False, "een_van_beide": here or there}.get(
        show, True
    )


def _row(row: ScreeningRow, by_chance: ByChance | None) -> tuple[Cell, ...]:
    test, printed = row.test, row.printed
    split = test if test is not None and len(test.groups) > 1 else None
    return (
        _name(row.kenmerk),
        _answer(test),
        printed.samenhang if printed else None,
        row.agrees,
        split.p_adjusted if split else None,
        by_chance.p_any if by_chance else None,
        _printed_p(printed.p) if printed else None,
        split.chi2 if split else None,
        printed.chi2 if printed else None,
        split.df if split else None,
        printed.df if printed else None,
        None if split is None else "nagemaakte antwoorden" if row.invented else groups(split),
    )


def _name(kenmerk: Kenmerk) -> str:
    follows = " (volgt deels uit de uitkomst)" if kenmerk.kenmerk in finding.FOLLOWS else ""
    return predictors.marked(kenmerk) + follows


def _answer(test: SplitTest | None) -> str:
    if test is None:
        return ABSENT
    return "ja" if test.reason is None else REASON[test.reason]


def groups(test: SplitTest) -> str:
    """Return all groups of a test in words, separated by a bar."""
    return " | ".join(predictors.group(test, number) for number in range(len(test.groups)))


def _printed_p(p: str | None) -> str | None:
    if p is None:
        return None
    return p.replace("<", f"<{formats.NBSP}").replace(".", ",")


def _note(screening: Screening, shown: int) -> str:
    parts = [
        f"U ziet {shown} van de {len(screening.rows)} kenmerken.",
        "p is gecorrigeerd voor het aantal mogelijke indelingen, en met steunpunten als eenheid "
        "ook voor het aantal kenmerken; df: vrijheidsgraden; "
        "een punt: niet bekend of niet afgedrukt.",
    ]
    if screening.question.bijlage in YES_NO_ONLY:
        parts.append("Deze bijlage drukt alleen ja of nee af.")
    return " ".join(parts)
