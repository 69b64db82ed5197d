"""How many had left after half a year and a year, by when they came: what an edition can say."""

from __future__ import annotations

from collections.abc import Iterator

from perspectief.report.block.blocks import Block, Definition, bars_picture
from perspectief.report.block.tables import SHARE, Column, Rows
from perspectief.report.drawing.row_bars import Bars, Row, Segment
from perspectief.report.duur import hundred
from perspectief.report.words import formats, labels, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import Curves
from perspectief_core.durations.half_years import HALF_YEAR_BOUNDS
from perspectief_core.durations.left_within import LeftWithin
from perspectief_core.shares.intervals import Share

MOMENTS = ("een half jaar", "een jaar", "anderhalf jaar", "twee jaar")
Line = tuple[str, str, int, Share]
"""A period, after how long in words and in months, and how many of it had left by then."""


def lead(
    corrected: Protected[Curves], naive: Protected[Curves], left: Protected[LeftWithin]
) -> str:
    """Return the finding of the page: of the curves, or where those are withheld of who left."""
    return hundred.lead(corrected, naive) if corrected.shown else sentence(left.value)


def sentence(found: LeftWithin) -> str:
    """Return how many had left after half a year and after a year."""
    said: dict[str, list[str]] = {}
    for period, moment, _, share in _lines(found):
        said.setdefault(period, []).append(f"na {moment} {shares.sentence(share)}")
    told = [
        f"Van wie in {period} kwam, waren {first} vertrokken"
        + "".join(f", en {later}" for later in others)
        for period, (first, *others) in said.items()
    ]
    return f"{'. '.join(told)}. De anderen waren toen nog in begeleiding."


def answer_block(
    corrected: Protected[Curves], naive: Protected[Curves], left: Protected[LeftWithin]
) -> Block:
    """Return the first figure of the page: of every hundred, or where those are withheld of who
    had left.
    """
    return hundred.hundred_block(corrected, naive) if corrected.shown else within_block(left)


def within_block(result: Protected[LeftWithin]) -> Block:
    """Return the bars of who had left after half a year and a year, by period of inflow."""
    found = result.value
    lines = list(_lines(found))
    return Block(
        key="vertrokken_na",
        title="Hoeveel waren na een half jaar weg?",
        sentence=sentence(found),
        source=result,
        picture=bars_picture(Bars("wide", tuple(map(_row, lines))), _alt(lines)),
        table=(
            Rows(lines)
            .column(Column("instroom", "Gekomen"), lambda line: line[0])
            .column(Column("maanden", "Maanden na instroom", "count"), lambda line: line[2])
            .column(SHARE, lambda line: line[3])
            .table(
                "Vertrokken na een half jaar en een jaar, naar instroom",
                "Percentages zijn van wie in die periode kwam.",
            )
        ),
        reading=(
            "De hele breedte is iedereen die in die periode kwam. De balk is wie na die tijd "
            "vertrokken was, met welke uitkomst ook. Van een periode staat alleen een tijd hier "
            "waarin iedereen gevolgd is. Wie er al vóór de start was, staat er niet bij: van hen "
            "zijn alleen de blijvers bekend."
        ),
        definition=Definition(
            what="Vertrokken binnen zoveel hele maanden na instroom, zoals het rapport telt.",
            numerator="jongeren die binnen die tijd vertrokken",
            denominator="jongeren die in die periode kwamen",
            source=f"{hundred.COUNTED} Wie op een onbekende dag vertrok, telt als niet vertrokken.",
        ),
    )


def _lines(found: LeftWithin) -> Iterator[Line]:
    for period in found.periods:
        for moment, months, share in zip(MOMENTS, HALF_YEAR_BOUNDS, period.within, strict=False):
            yield labels.INFLOW[period.period], moment, months, share


def _row(line: Line) -> Row:
    period, moment, _, share = line
    said = f"{period}: na {moment} vertrokken"
    return Row(
        said,
        (Segment(share.share or 0.0, 1, f"{said}: {shares.full(share)}"),),
        shares.line(share),
    )


def _alt(lines: list[Line]) -> str:
    parts = [f"na {moment} {shares.line(share)}" for _, moment, _, share in lines[:2]]
    return f"Balken van wie vertrokken was, naar periode van instroom; {formats.listing(parts)}."
