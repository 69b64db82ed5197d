"""Hoe lang duurt het tot er een uitkomst is? Of every hundred, in two countings."""

from __future__ import annotations

from collections.abc import Sequence

from perspectief.report.block.blocks import Block, Definition, MainNumber, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.marks import marked_sentence
from perspectief.report.block.tables import Cell, Column, Table
from perspectief.report.duur.hundred_bars import Moment, described, drawing, moments
from perspectief.report.words import few, formats, labels, shares, shell
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import Curves, before
from perspectief_core.durations.groups import MOMENTS
from perspectief_core.sensitivity.measures import Measure
from perspectief_core.shares import meaning
from perspectief_core.shares.intervals import interval
from perspectief_core.survival.histories import Ties

QUESTION = shell.page("duur").question
COUNTED = "De maanden zijn geteld in de gegevens die u bekijkt."
ONLY_EXITS = (
    "U telt alleen wie uitstroomde. Zo krijgt iedereen een uitkomst en lijkt het sneller te gaan "
    "dan voor alle jongeren samen. "
)
TOO_FEW = (
    "Er zijn te weinig jongeren lang genoeg gevolgd om te zeggen hoe lang het duurt. Onder de "
    "tien gevolgde jongeren zegt een percentage te weinig."
)
YEAR = 12
CORRECTED, NAIVE = "Gecorrigeerd", "Zoals het rapport telt"
TOLD_CORRECTED = "Wie er al vóór de start was, telt mee vanaf de start."
TOLD_NAIVE = "Wie er al vóór de start was, telt mee vanaf zijn instroom."
LAST_MONTH: dict[Ties, str] = {
    "censored_first": "telt die maand niet mee",
    "half_month": "telt die maand half mee",
    "outcomes_first": "telt die maand helemaal mee",
}
"""What happens with who is still in guidance, in the month of the peildatum."""


def lead(corrected: Protected[Curves], naive: Protected[Curves]) -> str:
    """Return the finding: how many of every hundred have an outcome, in both countings."""
    curves = corrected.value
    if not curves.n:
        return shares.NOBODY
    known = [moment for moment in moments(curves) if moment.shares]
    if not known:
        return TOO_FEW
    named = [moment for moment in known if moment.month in (12, 18)] or known
    only_exits = ONLY_EXITS if corrected.provenance.selection.uitstroom else ""
    said = f"{_counted(named)}{_as_the_report(naive.value, named)}{only_exits}{_small(curves)}"
    return marked_sentence(said.strip(), corrected.provenance)


def _counted(named: Sequence[Moment]) -> str:
    if not any(moment.with_outcome for moment in named):
        return f"Na {named[-1].month} maanden had nog geen van elke 100 jongeren een uitkomst. "
    parts = [f"na {moment.month} maanden {few.number(moment.with_outcome)}" for moment in named]
    verb = "hadden" if any(moment.with_outcome > 1 for moment in named) else "had"
    return f"Van elke 100 jongeren {verb} er {formats.listing(parts)} een uitkomst. "


@under(Heading("van_elke_100", "Van elke 100 jongeren"))
def hundred_block(corrected: Protected[Curves], naive: Protected[Curves]) -> Block:
    """Return the bars of a hundred after 6, 12, 18 and 24 months, in both countings."""
    both = {CORRECTED: moments(corrected.value), NAIVE: moments(naive.value)}
    told = {CORRECTED: TOLD_CORRECTED, NAIVE: TOLD_NAIVE}
    if not corrected.value.delayed:
        both, told = {CORRECTED: both[CORRECTED]}, {}
    merged = corrected.provenance.selection.doormigratie == "bij_overig"
    shown = described(both, told, merged)
    return Block(
        sentence=lead(corrected, naive),
        source=(corrected, naive),
        picture=Picture("html", drawing(shown), _alt(both[CORRECTED]), shown),
        table=_table(corrected.value, naive.value),
        reading=(
            "Elke balk is 100 jongeren, zoveel maanden na hun instroom. Het gestreepte deel is nog "
            "in begeleiding. Boven de balk staat van hoeveel jongeren dat moment echt gezien is: "
            "wie korter geleden kwam, telt mee zolang hij gevolgd is. De getallen zijn geschat."
        ),
        definition=Definition(
            what=(
                "De geschatte kans op elke uitkomst binnen zoveel maanden na instroom "
                "(Aalen–Johansen). Na 6 maanden is: in minder dan 6 hele maanden, zoals het "
                "rapport een half jaar telt. Wie op de peildatum nog in begeleiding was, telt mee "
                f"tot die dag en {LAST_MONTH[corrected.value.ties]}: "
                f"{_why_last_month(corrected.value)} {_delayed(corrected.value)}"
            ),
            numerator="jongeren met de uitkomst in een maand",
            denominator="jongeren die in die maand nog gevolgd werden",
            source=f"{COUNTED}{excluded(corrected.value.excluded)}",
        ),
        numbers=within_a_year("verblijfsvergunning", "mob"),
    )


def within_a_year(*outcomes: str) -> tuple[MainNumber, ...]:
    """Return the main numbers of a curve: each outcome within a year.

    Onward migration and other outcomes have none: a choice may merge them. Nor has any outcome.
    """
    return tuple(
        MainNumber(
            f"{labels.OUTCOME_SHORT[code]} binnen een jaar",
            Measure("uitkomst", (code,), "gevolgd", before(YEAR)),
        )
        for code in outcomes
        if code in ("verblijfsvergunning", "terugkeer", "mob")
    )


def excluded(n: int) -> str:
    """Return the sentence about people who left on an unknown day; nothing when there are none."""
    if not n:
        return ""
    return f" {formats.plural(n, 'jongere vertrok', 'jongeren vertrokken')} op een onbekende dag."


def counting_columns(key: str, label: str) -> tuple[Column, ...]:
    """Return three columns of a way of counting: the share with an outcome, its range, of whom."""
    return (
        Column(key, label, "percent"),
        Column(f"{key}_band", "Bandbreedte", "interval"),
        Column(f"{key}_gevolgd", "Nog gevolgd", "count"),
    )


def moment_columns() -> tuple[Column, ...]:
    """Return two columns per moment: the share with an outcome by then, and its range."""
    return tuple(
        column
        for month in MOMENTS
        for column in (
            Column(f"na_{month}", f"Na {month} maanden", "percent"),
            Column(f"na_{month}_band", "Bandbreedte", "interval"),
        )
    )


def _as_the_report(naive: Curves, named: list[Moment]) -> str:
    if not naive.delayed:
        return f"De andere {100 - named[-1].with_outcome} waren toen nog in begeleiding. "
    shown = {moment.month: moment for moment in moments(naive) if moment.shares}
    counts = [str(shown[moment.month].with_outcome) for moment in named if moment.month in shown]
    if len(counts) < len(named):
        return ""
    if set(counts) == {"0"} == {str(moment.with_outcome) for moment in named}:
        return "Ook niet als u telt zoals het rapport. "
    return f"Telt u zoals het rapport, dan komt u op {formats.listing(counts)}. "


def _table(corrected: Curves, naive: Curves) -> Table:
    lines: list[tuple[Cell, ...]] = []
    report = {moment.month: moment for moment in moments(naive)}
    by_code = {curve.cause: curve for curve in corrected.outcomes}
    by_code["in_begeleiding"] = corrected.event_free
    for moment in moments(corrected):
        for code, share in moment.shares.items():
            month, curve = moment.month, by_code[code]
            band = interval(curve.low[before(month)], curve.high[before(month)])
            other = report[month]
            cells = (share, band, moment.followed, other.shares.get(code), other.followed)
            lines.append((month, labels.OUTCOME[code], *cells))
    return Table(
        caption="Geschat aandeel per uitkomst, zoveel maanden na instroom",
        columns=(
            Column("maanden", "Maanden", "count"),
            Column("uitkomst", "Uitkomst"),
            Column("aandeel", CORRECTED, "percent"),
            Column("bandbreedte", "Bandbreedte", "interval"),
            Column("gevolgd", "Nog gevolgd", "count"),
            Column("rapport", NAIVE, "percent"),
            Column("rapport_gevolgd", "Nog gevolgd", "count"),
        ),
        rows=tuple(lines),
        note="Bandbreedte: 95 %. Een punt betekent: niet te schatten.",
    )


def _alt(corrected: tuple[Moment, ...]) -> str:
    parts = [f"na {m.month} maanden {m.with_outcome}" for m in corrected if m.shares]
    if not parts:
        return "Geen balken: te weinig jongeren zijn lang genoeg gevolgd."
    return f"Balken van 100 jongeren. Gecorrigeerd met een uitkomst: {formats.listing(parts)}."


def _why_last_month(curves: Curves) -> str:
    if curves.ties == "censored_first":
        return "op de eerste dag van een maand is nog niet te zien wie er in die maand vertrekt."
    return "van die maand is maar een deel te zien."


def _delayed(curves: Curves) -> str:
    if not curves.delayed:
        return "Niemand van hen was er al vóór de start."
    return f"{formats.plural(curves.delayed, 'jongere was', 'jongeren waren')} er al vóór de start."


def _small(curves: Curves) -> str:
    return "" if meaning.enough_to_conclude(curves.n) else shares.TOO_SMALL
