"""The strip under a figure: its main numbers under other choices of who is counted."""

from __future__ import annotations

from collections.abc import Sequence

from perspectief.report.block.blocks import MainNumber, Strip
from perspectief.report.words import formats
from perspectief.report.words.choices import OUTCOME
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.sensitivity.measures import MeasureRange


def strip(numbers: Sequence[MainNumber], found: Sequence[Protected[MeasureRange]]) -> Strip | None:
    """Return the strip with the range of each number.

    None when the report's choices count too few people for any number.
    """
    parts = [
        f"{number.name} {_range(number, one.value)}".strip()
        for number, one in zip(numbers, found, strict=True)
        if one.value.report is not None
    ]
    if not parts:
        return None
    about = [n.measure.levels[0] for n in numbers if n.measure.column == "uitkomst"]
    options = ((OUTCOME.code, about[0]),) if about else ()
    return Strip(f"Bij andere keuzes: {formats.listing(parts)}", options=options)


def _range(number: MainNumber, found: MeasureRange) -> str:
    assert found.low is not None
    assert found.high is not None
    factor, unit = (100, "%") if number.unit == "procent" else (1, number.unit)
    low, high = (formats.number(factor * end, 0) for end in (found.low, found.high))
    span = f"steeds {high}" if low == high else f"{low}–{high}"
    return f"{span}{formats.NBSP}{unit}".strip()
