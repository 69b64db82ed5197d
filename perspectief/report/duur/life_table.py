"""For analysts: the life table, the mean time in guidance, and the conventions of counting."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture, bars_picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Column, Rows, Table
from perspectief.report.drawing import row_bars
from perspectief.report.duur.hundred import COUNTED, LAST_MONTH, excluded, moment_columns
from perspectief.report.words import few, formats
from perspectief.report.words.choices import Choice
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import MIN_AT_RISK, Curves, before
from perspectief_core.durations.groups import MOMENTS
from perspectief_core.durations.lifetable import MONTHS, LifeRow, LifeTable
from perspectief_core.durations.restricted_mean import TimeInGuidance
from perspectief_core.shares.intervals import Interval, interval
from perspectief_core.survival.histories import Ties

LAYER = "Voor analisten: kans per half jaar, gemiddelde tijd en telregels"
KEY = "laag_analisten"
CORRECTED = "gecorrigeerd"
COUNTING = Choice(
    "Vanaf wanneer telt wie er al vóór de start was?",
    "telling",
    {
        CORRECTED: "vanaf de start (gecorrigeerd)",
        "rapport": "vanaf hun eigen instroom (zoals het rapport telt)",
    },
    CORRECTED,
)
TIES: dict[str, Ties] = {
    "telt_niet": "censored_first",
    "telt_half": "half_month",
    "telt_heel": "outcomes_first",
}
LAST = Choice(
    "Wie op de peildatum nog in begeleiding is, in de laatste maand",
    "laatste_maand",
    {code: LAST_MONTH[ties] for code, ties in TIES.items()},
    "telt_niet",
)
CHOICES = (COUNTING, LAST)
OPENED_BY = frozenset(choice.code for choice in CHOICES)
OF_MONTHS = f"Een half jaar met minder dan {MIN_AT_RISK} jongeren aan het begin staat er niet bij."
OF_COUNTS = (
    "Het gaat om wie sinds de start kwam, en is berekend uit aantallen op vijftallen. Wie op de "
    "peildatum een deel van het half jaar was gevolgd, telt voor de helft mee. De bandbreedte is "
    "ruim: zij klopt ook als die jongeren het hele half jaar waren gevolgd, of niets ervan. Een "
    "half jaar waarvan de meesten maar een deel gevolgd zijn, staat er niet bij."
)
"""What is not there, of a table by month and of one made of published counts."""


def counting(chosen: str, last_month: str) -> tuple[bool, Ties]:
    """Return whether the counting is corrected, and the convention for the last month."""
    return chosen == CORRECTED, TIES[last_month]


@under(Heading("halve_jaren", "Hoe groot was de kans om te vertrekken, per half jaar?"))
def life_block(result: Protected[LifeTable]) -> Block:
    """Return the chance to leave per half year, of those who were there."""
    life_table = result.value
    return Block(
        sentence=_life_sentence(life_table),
        source=result,
        picture=_life_picture(life_table),
        table=_life_table(life_table),
        reading=(
            "Elke balk is een half jaar. Van de jongeren die er aan het begin nog waren, vertrok "
            "dit deel in dat half jaar. Zo telt alleen mee wie kón vertrekken. "
            f"{OF_COUNTS if life_table.since_start else OF_MONTHS}"
        ),
        definition=Definition(
            what=(
                "De kans om binnen het half jaar te vertrekken voor wie er aan het begin was "
                f"(sterftetafel, {'per half jaar' if life_table.since_start else 'per maand'} "
                "berekend). 'Erbij' zijn jongeren van vóór de start die "
                "in dat half jaar voor het eerst gevolgd zijn. 'Peildatum' zijn jongeren die op de "
                "peildatum zo lang in begeleiding waren en het nog zijn."
            ),
            **_per(life_table),
            source=COUNTED,
        ),
    )


def _per(life_table: LifeTable) -> dict[str, str]:
    """Return who left of whom: by the half year of an edition, else by the month."""
    if life_table.since_start:
        return {
            "numerator": "jongeren die in het halve jaar vertrokken",
            "denominator": "jongeren die er aan het begin van het halve jaar waren",
        }
    return {
        "numerator": "jongeren die in een maand vertrokken",
        "denominator": "jongeren die er in die maand waren",
    }


@under(
    Heading(
        "gemiddelde_tijd",
        "Hoe lang zijn jongeren gemiddeld in begeleiding, als u iedereen meetelt?",
    )
)
def stay_block(corrected: Protected[TimeInGuidance], naive: Protected[TimeInGuidance]) -> Block:
    """Return the mean time in guidance of everyone, up to horizons that were seen."""
    return Block(
        sentence=_stay_sentence(corrected.value),
        source=(corrected, naive),
        table=_stay_table(corrected.value, naive.value),
        reading=(
            "Het gemiddelde telt iedereen mee, ook wie er nog is. Daarom kijkt het niet verder dan "
            "een grens: wie langer blijft, telt voor die grens mee."
        ),
        definition=Definition(
            what=(
                "De gemiddelde tijd in begeleiding tot aan een grens: de oppervlakte onder de lijn "
                "van wie er nog is (restricted mean). Een grens waar minder dan tien jongeren "
                "gevolgd zijn, staat er niet bij."
            ),
            numerator="maanden in begeleiding tot de grens",
            denominator="alle jongeren",
            source=COUNTED,
        ),
    )


@under(Heading("laatste_maand", "Maakt de telling van de laatste maand uit?"))
def ties_block(curves: tuple[Protected[Curves], ...]) -> Block:
    """Return what the convention for the last month does to the curve.

    Parameters
    ----------
    curves : tuple of Protected curves
        The same people under each convention of `TIES`, in that order.
    """
    return Block(
        sentence=_ties_sentence(curves),
        source=curves,
        table=_ties_table(curves),
        reading=(
            "Elke rij is een manier om de laatste maand te tellen van wie op de peildatum nog in "
            "begeleiding is. De gegevens zijn hele maanden, en de peildatum is de eerste dag van "
            "een maand. In die maand kan nog niemand zijn vertrokken. Wie dan toch meetelt, maakt "
            "de kans te klein."
        ),
        definition=Definition(
            what=(
                "Het geschatte aandeel met een uitkomst (Aalen–Johansen). 'Half mee' is de "
                "actuariële telling, 'helemaal mee' de gewone regel in statistische programma's."
            ),
            numerator="jongeren met een uitkomst in een maand",
            denominator="jongeren die in die maand gevolgd werden",
            source=f"{COUNTED}{excluded(curves[0].value.excluded)}",
        ),
    )


def _half_year(row: LifeRow) -> str:
    return f"{row.start}–{row.start + MONTHS - 1}"


def _life_sentence(life_table: LifeTable) -> str:
    if not life_table.rows:
        return f"Er zijn minder dan {MIN_AT_RISK} jongeren gevolgd: te weinig voor een kans."
    named = life_table.rows[:4]
    parts = [f"{round(100 * row.chance)}" for row in named]
    whom = " en sinds de start kwamen" if life_table.since_start else ""
    text = (
        f"Van elke 100 jongeren die er aan het begin van een half jaar waren{whom}, vertrokken er "
        f"achtereenvolgens {'ongeveer ' * life_table.since_start}{formats.listing(parts)} in dat "
        "half jaar."
    )
    if life_table.even is None:
        return text
    if life_table.even.more_than_chance:
        return f"{text} De verschillen tussen de halve jaren zijn groter dan toeval."
    return f"{text} Het verschil tussen de halve jaren kan toeval zijn."


def _life_picture(life_table: LifeTable) -> Picture | None:
    if not life_table.rows:
        return None
    largest = max(row.chance for row in life_table.rows) or 1.0
    bars = (
        row_bars.bar(
            f"maand {_half_year(row)}",
            row.chance / largest,
            f"{formats.about(row.exits)} vertrokken, {formats.about(row.followed)} aan het begin",
            f"{round(100 * row.chance)} van 100",
        )
        for row in life_table.rows
    )
    parts = [f"maand {_half_year(row)} {round(100 * row.chance)}" for row in life_table.rows[:4]]
    alt = f"Liggende balken: per half jaar de kans om te vertrekken, {formats.listing(parts)}."
    return bars_picture("compact", bars, alt, full=100 * largest)


def _life_table(life_table: LifeTable) -> Table:
    test = ""
    if life_table.even is not None:
        test = (
            f" Elke maand dezelfde kans: chi-kwadraat {formats.number(life_table.even.chi2)}, "
            f"{life_table.even.df} vrijheidsgraden, p {formats.p_value(life_table.even.p)}."
        )
    return (
        Rows(life_table.rows)
        .column(Column("maanden", "Maanden"), _half_year)
        .column(Column("begin", "Aan het begin", "count"), lambda row: row.followed)
        .column(Column("erbij", "Erbij", "count"), lambda row: row.joined)
        .column(Column("vertrokken", "Vertrokken", "count"), lambda row: row.exits)
        .column(Column("open", "Peildatum", "count"), lambda row: row.open_)
        .column(
            Column("kans", "Kans om te vertrekken", "percent", 0 if life_table.since_start else 1),
            lambda row: row.chance,
        )
        .column(Column("bandbreedte", "Bandbreedte", "interval"), lambda row: row.interval)
        .column(Column("per_100", "Per 100 maanden", "number"), lambda row: row.per_100)
        .table(
            "Sterftetafel per half jaar na instroom",
            "Bandbreedte: 95 %. Per 100 maanden: vertrokken per 100 maanden begeleiding. "
            f"{_open(life_table)}{test}",
        )
    )


def _open(life_table: LifeTable) -> str:
    if life_table.since_start:
        return "Alleen wie sinds de start kwam."
    return f"Wie er op de peildatum nog is, {LAST_MONTH[life_table.ties]}."


def _stay_sentence(stay: TimeInGuidance) -> str:
    if not stay.estimates:
        return (
            f"Er zijn minder dan {MIN_AT_RISK} jongeren een jaar gevolgd: te weinig om te zeggen."
        )
    last = stay.estimates[min(1, len(stay.estimates) - 1)]
    low, high = formats.number(last.low), formats.number(last.high)
    if low == high == formats.number(last.until):
        return f"In de eerste {round(last.until)} maanden vertrok niemand."
    return (
        f"Van de eerste {round(last.until)} maanden waren jongeren er gemiddeld "
        f"{formats.number(last.mean)} in begeleiding (waarschijnlijk tussen {low} en {high})."
    )


def _stay_table(corrected: TimeInGuidance, naive: TimeInGuidance) -> Table:
    report = {estimate.until: estimate.mean for estimate in naive.estimates}
    return (
        Rows(corrected.estimates)
        .count("grens", "Tot maand", lambda estimate: round(estimate.until))
        .number("gemiddelde", "Gecorrigeerd", lambda estimate: estimate.mean)
        .text("bandbreedte", "Bandbreedte", formats.ends)
        .number("rapport", "Zoals het rapport telt", lambda estimate: report.get(estimate.until))
        .table(
            "Gemiddelde tijd in begeleiding tot een grens, in maanden",
            f"Bandbreedte: 95 %. Wie er op de peildatum nog is, {LAST_MONTH[corrected.ties]}.",
        )
    )


def _share(curves: Curves, month: int) -> float | None:
    until = curves.reliable_until
    return None if until is None or month > until else 1 - curves.event_free.cif[before(month)]


def _band(curves: Curves, month: int) -> Interval | None:
    if _share(curves, month) is None:
        return None
    left = curves.event_free.complement
    return interval(left.low[before(month)], left.high[before(month)])


def _ties_sentence(curves: tuple[Protected[Curves], ...]) -> str:
    month = next((m for m in (18, 12, 6) if _share(curves[0].value, m) is not None), None)
    if month is None:
        return f"Er zijn minder dan {MIN_AT_RISK} jongeren een half jaar gevolgd."
    shares = [_share(result.value, month) or 0.0 for result in curves]
    low, high = round(100 * min(shares)), round(100 * max(shares))
    if low == high:
        return (
            f"Nee: na {month} maanden {'hebben' if high > 1 else 'heeft'} {few.number(high)} van "
            "elke 100 jongeren een uitkomst, hoe u ook telt."
        )
    return (
        f"Een beetje: na {month} maanden hebben {few.number(low)} tot {high} van elke 100 "
        "jongeren een uitkomst. Deze pagina telt de laatste maand niet mee."
    )


def _ties_table(curves: tuple[Protected[Curves], ...]) -> Table:
    def cells(curves: Curves) -> tuple[Cell, ...]:
        pairs = ((_share(curves, month), _band(curves, month)) for month in MOMENTS)
        return tuple(cell for pair in pairs for cell in pair)

    return (
        Rows([result.value for result in curves])
        .text(
            "telregel",
            "Laatste maand",
            lambda curves: LAST_MONTH[curves.ties].removeprefix("telt die maand "),
        )
        .columns(moment_columns(), cells)
        .table(
            "Geschat aandeel met een uitkomst, per manier van tellen",
            "Bandbreedte: 95 %. Een punt betekent: te weinig jongeren gevolgd.",
        )
    )
