"""Mag u zo corrigeren? Whether who came before the start leaves as fast as who came since."""

from __future__ import annotations

from perspectief.report.block.blocks import Block, Definition, Picture, bars_picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Rows
from perspectief.report.drawing import row_bars, states
from perspectief.report.drawing.described import Lane
from perspectief.report.duur.hundred import COUNTED, counting_columns
from perspectief.report.steunpunten import lanes
from perspectief.report.words import formats, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.groups import MIN_GROUP, GroupMoment
from perspectief_core.durations.late_entry import CalendarMonth, LateEntry
from perspectief_core.shares import meaning
from perspectief_core.survival.hazard_ratio import HazardRatio

LAYER = "Mag u zo corrigeren? Wie er al vóór de start was, naast wie daarna kwam"
KEY = "laag_intrede"
INVENTED = (
    "De datums in deze gegevens zijn nagemaakt. Of de correctie in het echte experiment mag, valt "
    "hier niet te zien."
)
LEGEND = (
    ("▭", "bandbreedte van de gecorrigeerde telling (95 %)"),
    ("|", "gecorrigeerd, iedereen"),
    ("●", "alleen wie na de start kwam"),
)


@under(Heading("late_intrede", "Mag u zo corrigeren?"))
def entry_block(result: Protected[LateEntry]) -> Block:
    """Return the block with the corrected counting beside that of who came since the start."""
    entry = result.value
    months = sorted({moment.month for moment in (*entry.corrected, *entry.since)})
    return Block(
        sentence=states.warned(sentence(entry), INVENTED, result),
        source=result,
        picture=_picture(entry),
        table=Rows(months)
        .count("maanden", "Maanden na instroom", int)
        .columns(
            counting_columns("gecorrigeerd", "Gecorrigeerd"), lambda m: _cells(entry.corrected, m)
        )
        .columns(
            counting_columns("na_start", "Alleen na de start"), lambda m: _cells(entry.since, m)
        )
        .table(
            "Aandeel met een uitkomst, iedereen gecorrigeerd en wie na de start kwam", _note(entry)
        ),
        reading=(
            "Elke rij is een moment. Het streepje is het aandeel met een uitkomst in de "
            "gecorrigeerde telling, de balk de bandbreedte. De stip is hetzelfde van alleen wie na "
            "de start kwam: daar valt niets te corrigeren. Liggen zij ver uit elkaar, dan vertrekt "
            "wie er al was anders, en mengt de gecorrigeerde telling twee groepen."
        ),
        definition=Definition(
            what=(
                "De correctie neemt aan dat wie vóór 1 oktober 2009 kwam bij gelijke duur even "
                "snel vertrekt als wie daarna kwam. Toets: Kendalls tau van intrede en vertrek "
                "(Tsai 1990). Verhouding: Cox, met steunpunten als eenheid (Lin en Wei 1989)."
            ),
            numerator="jongeren met een uitkomst in een maand",
            denominator="jongeren die in die maand gevolgd werden",
            source=COUNTED,
        ),
    )


def sentence(entry: LateEntry) -> str:
    """Return whether who came before the start leaves as fast, and what that does."""
    total = entry.n_before + entry.n_since
    if not total:
        return shares.NOBODY
    if not entry.n_before:
        return "Niemand van hen was er al vóór de start: er valt niets te corrigeren."
    if entry.ratio is None:
        before = formats.plural(entry.n_before, "jongere was", "jongeren waren")
        since = formats.plural(entry.n_since, "jongere kwam", "jongeren kwamen")
        return (
            f"{before} er al vóór de start, en {since} daarna. Om te zien of zij "
            f"even snel vertrekken, zijn er van beide minstens {MIN_GROUP} nodig."
        )
    return f"{_speed(entry.ratio)} {_together(entry)}".strip()


def _speed(ratio: HazardRatio) -> str:
    told = (
        f"Bij gelijke duur is de kans om te vertrekken van wie er al vóór de start was "
        f"{formats.number(ratio.ratio, 1)} keer die van wie daarna kwam (waarschijnlijk tussen "
        f"{formats.ends(ratio.interval, join=' en ')})"
    )
    if meaning.more_than_chance(ratio.p):
        return f"{told}. Dat verschil is meer dan toeval: de gecorrigeerde lijn mengt twee groepen."
    loose = meaning.more_than_chance(ratio.naive_p)
    more = ", al zou wie elke jongere los telt wel een verschil zien" if loose else ""
    return f"{told}. Dat kan toeval zijn{more}."


def _together(entry: LateEntry) -> str:
    both = [
        (corrected, since)
        for corrected in entry.corrected
        for since in entry.since
        if corrected.month == since.month
    ]
    if not both:
        return ""
    month = both[-1][0].month
    corrected, since = (formats.number(100 * part.share, 0) for part in both[-1])
    return (
        f"Na {month} maanden hadden gecorrigeerd {corrected} van elke 100 jongeren een "
        f"uitkomst, en {since} van wie na de start kwam."
    )


def _cells(moments: tuple[GroupMoment, ...], month: int) -> tuple[Cell, Cell, Cell]:
    at_month = next((moment for moment in moments if moment.month == month), None)
    return (
        (None, None, None)
        if at_month is None
        else (at_month.share, at_month.interval, at_month.at_risk)
    )


def _note(entry: LateEntry) -> str:
    test = entry.test
    told = "Een punt betekent: te weinig jongeren gevolgd."
    if test is None:
        return told
    tau, p = formats.number(test.tau, 2), formats.p_is(test.p)
    ratio = ""
    if entry.ratio is not None:
        ratio = (
            f" Verhouding van de kansen: p {formats.p_is(entry.ratio.p)}, en p "
            f"{formats.p_is(entry.ratio.naive_p)} met jongeren als eenheid."
        )
    return (
        f"{told} Kendalls tau van intrede en vertrek: {tau} (p {p}, {formats.count(test.pairs)} "
        f"paren die te vergelijken zijn).{ratio}"
    )


def _picture(entry: LateEntry) -> Picture | None:
    rows = [lane for moment in entry.corrected if (lane := _lane(moment, entry.since)) is not None]
    return lanes.picture(
        lanes.described(rows, LEGEND),
        (8.0, 14.0),
        f"{formats.plural(len(rows), 'rij', 'rijen')}, elk een aantal maanden na instroom, met een "
        "balk en streepje voor de gecorrigeerde telling en een stip voor wie na de "
        "start kwam.",
    )


def _lane(corrected: GroupMoment, since: tuple[GroupMoment, ...]) -> Lane | None:
    other = next((moment for moment in since if moment.month == corrected.month), None)
    if other is None or corrected.interval is None:
        return None
    return Lane(
        label=f"na {corrected.month} maanden",
        low=corrected.interval.low,
        high=corrected.interval.high,
        expected=corrected.share,
        counted=other.share,
        value=f"{formats.percent(corrected.share)} · {formats.percent(other.share)}",
    )


@under(Heading("kalender", "Hoeveel vertrokken er per maand?"))
def calendar_block(result: Protected[LateEntry]) -> Block:
    """Return the block with who left in each calendar month, of those who were there."""
    months = result.value.months
    largest = max([month.left.share or 0.0 for month in months], default=0.0)
    return Block(
        sentence=calendar_sentence(result.value),
        source=result,
        picture=bars_picture(
            "compact",
            (_bar(month, largest) for month in months),
            f"{len(months)} balken, één per maand, met het deel dat in die maand vertrok van wie "
            "er was.",
            full=100 * largest,
        )
        if largest
        else None,
        table=Rows(months)
        .text("maand", "Maand", lambda month: formats.month(month.month))
        .share("vertrokken", "Vertrokken, van wie er was", lambda month: month.left)
        .table(
            "Vertrokken per kalendermaand",
            "Wie in de maand kwam, telt mee bij wie er was. Wie op een onbekende dag vertrok, telt "
            "niet mee.",
        ),
        reading=(
            "Elke balk is een maand van het experiment: hoe groter het deel dat vertrok van wie er "
            "toen was, hoe langer de balk. Zo ziet u of vertrek aan de tijd van het experiment "
            "hangt, en niet alleen aan hoe lang iemand er was."
        ),
        definition=Definition(
            what="Welk deel van wie in een maand in begeleiding was, in die maand vertrok.",
            numerator="jongeren die in de maand vertrokken",
            denominator="jongeren die in de maand in begeleiding waren",
            source=COUNTED,
        ),
    )


def calendar_sentence(entry: LateEntry) -> str:
    """Return whether every month had the same chance, with the months of most and fewest."""
    known = [month for month in entry.months if month.left.enough]
    if entry.even_p is None or len(known) < 2:
        return "Er vertrok niemand, of er zijn te weinig jongeren om per maand iets te zeggen."
    known.sort(key=lambda month: month.left.share or 0.0)
    fewest, most = known[0], known[-1]
    larger = "groter" if meaning.more_than_chance(entry.even_p) else "niet groter"
    return (
        f"Per maand vertrok tussen {_share(fewest)} en {_share(most)} van wie er was. De "
        f"verschillen tussen maanden zijn {larger} dan toeval kan geven (p "
        f"{formats.p_is(entry.even_p)})."
    )


def _share(month: CalendarMonth) -> str:
    return f"{formats.percent(month.left.share, 1)} ({formats.month(month.month)})"


def _bar(month: CalendarMonth, largest: float) -> row_bars.Row:
    length, told = (month.left.share or 0.0) / (largest or 1.0), shares.line(month.left, 1)
    return row_bars.bar(formats.month(month.month), length, told, told)
