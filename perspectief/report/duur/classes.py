"""How long people were in guidance, by what became of them."""

from __future__ import annotations

from perspectief.report.block.blocks import (
    Block,
    Definition,
    Picture,
    bars_picture,
    stacked_picture,
)
from perspectief.report.block.heading import Heading, heading_of, under
from perspectief.report.block.tables import SHARE, Column, Rows, Table
from perspectief.report.drawing import outcome_bars, row_bars, stacked_bar
from perspectief.report.duur.hundred import COUNTED
from perspectief.report.words import formats, labels, shares
from perspectief.report.words.outcome_words import BAR_ORDER
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import DurationSummary
from perspectief_core.durations.halfway import halfway_of_exits
from perspectief_core.people.outcomes import Breakdown, GroupOutcomes
from perspectief_core.shares import meaning

CLASSES = {
    "0_5": "minder dan 6",
    "6_11": "6 tot en met 11",
    "12_17": "12 tot en met 17",
    "18_23": "18 tot en met 23",
    "vanaf_24": "24 of meer",
    "onbekend": "onbekend",
}


@under(Heading("duurklassen", "Hoe lang waren jongeren in begeleiding?"))
def classes_block(result: Protected[DurationSummary], exits: Protected[Breakdown]) -> Block:
    """Return the duration classes by outcome; where those are withheld, of who left alone."""
    if not result.shown:
        return _exits_block(exits)
    groups = result.value.half_years
    return Block(
        sentence=_sentence(groups),
        source=result,
        picture=_picture(groups),
        table=_table(groups),
        reading=(
            "Elke balk is een groep jongeren met dezelfde duur, in maanden. De delen zijn de "
            "uitkomsten; het gestreepte deel is nog in begeleiding. Achter de balk staat het "
            "aantal jongeren. Dit zijn tellingen, geen kansen: wie nog bezig is, kan later in een "
            "langere groep vallen."
        ),
        definition=Definition(
            what="Hele maanden van instroom tot vertrek of peildatum, in halve jaren.",
            numerator="jongeren met deze uitkomst",
            denominator="jongeren met deze duur",
            source=f"Indeling: Samenvatting, Evaluatie (een half jaar, anderhalf jaar). {COUNTED}",
        ),
    )


def _exits_block(result: Protected[Breakdown]) -> Block:
    """Return after how long people left, in half years."""
    breakdown = result.value
    parts = [
        stacked_bar.Part(_months(part.level), part.share, number)
        for number, part in enumerate(breakdown.shares, start=1)
    ]
    return Block(
        heading=heading_of(classes_block).titled("Na hoeveel tijd vertrokken jongeren?"),
        sentence=(
            f"{_most_often(breakdown)}{_half_of(breakdown)} Wie nog in begeleiding is, telt hier "
            "niet mee."
        ),
        source=result,
        picture=stacked_picture("klassen van duur tot vertrek", parts),
        table=(
            Rows(breakdown.shares)
            .text("maanden", "Maanden tot vertrek", lambda part: CLASSES[part.level])
            .column(SHARE, lambda part: part.share)
            .table("Tijd tot vertrek, van wie vertrok")
        ),
        reading=(
            "De balk is iedereen die vertrok. Dit zijn tellingen, geen kansen: wie nog bezig is, "
            "vertrekt later, en doet er dan langer over dan wie al weg is."
        ),
        definition=Definition(
            what="Hele maanden van instroom tot vertrek, in halve jaren.",
            numerator="jongeren die na die tijd vertrokken",
            denominator=formats.those(
                breakdown.n, "jongere die vertrok", "jongeren die vertrokken"
            ),
            source=f"Indeling: Samenvatting, Evaluatie (een half jaar, anderhalf jaar). {COUNTED}",
        ),
    )


def _most_often(exits: Breakdown) -> str:
    """Return after how long people left most often; of equal rounded counts both."""
    most = exits.largest[0].share
    when = [CLASSES[part.level] for part in exits.shares if part.share.count == most.count]
    each = "elk " if len(when) > 1 else ""
    return (
        f"Wie vertrok, deed dat het vaakst na {' of na '.join(when)} maanden: "
        f"{each}{shares.sentence(most)}."
    )


def _half_of(exits: Breakdown) -> str:
    """Return between which months half of those who left had done so, where that is known."""
    half = halfway_of_exits(exits)
    if half is None or half.within is None:
        return ""
    if half.after:
        return f" De helft was na {half.after} tot {half.within} maanden weg."
    return f" De helft was binnen {half.within} maanden weg."


def _months(level: str) -> str:
    return "duur onbekend" if level == "onbekend" else f"{CLASSES[level]} maanden"


def _sentence(groups: tuple[GroupOutcomes, ...]) -> str:
    total = sum(group.n for group in groups)
    if not total:
        return shares.NOBODY
    if not meaning.enough(total):
        return f"Het gaat om {formats.people(total)}: te weinig om te verdelen."
    largest = max(groups, key=lambda group: group.n)
    text = (
        f"De grootste groep was {CLASSES[largest.group]} maanden in begeleiding: "
        f"{formats.count(largest.n)} van {formats.count(total)} jongeren."
    )
    guided = [group.share_of("in_begeleiding").count for group in groups]
    if groups[0].n and not guided[0] and any(guided):
        text += (
            " In de groep van minder dan 6 maanden is niemand nog in begeleiding. Dat komt door de "
            "telling: wie nog in begeleiding is, kwam minstens een half jaar vóór de peildatum."
        )
    return text


def _picture(groups: tuple[GroupOutcomes, ...]) -> Picture:
    largest = max((group.n for group in groups), default=0) or 1
    rows = (
        row_bars.Row(
            _months(group.group),
            tuple(
                outcome_bars.segment(
                    code,
                    group.share_of(code).count / largest,
                    f"{labels.OUTCOME[code]}: {formats.of(group.share_of(code))}",
                )
                for code in BAR_ORDER
            ),
            formats.count(group.n),
        )
        for group in groups
    )
    parts = formats.listing([f"{CLASSES[group.group]} {group.n}" for group in groups])
    alt = f"Liggende balken per duur in maanden, verdeeld naar uitkomst: {parts}."
    return bars_picture("compact", rows, alt, legend=outcome_bars.legend(), full=largest)


def _table(groups: tuple[GroupOutcomes, ...]) -> Table:
    outcomes = [
        Column(code, labels.OUTCOME_SHORT[code].capitalize(), "share") for code in BAR_ORDER
    ]
    return (
        Rows(groups)
        .text("maanden", "Maanden", lambda group: CLASSES[group.group])
        .count("n", "Jongeren", lambda group: group.n)
        .columns(outcomes, lambda group: [group.share_of(code) for code in BAR_ORDER])
        .table(
            "Uitkomsten naar duur van de begeleiding",
            "Percentages zijn per rij: van de jongeren met deze duur.",
        )
    )
