"""The strip under a figure: its main numbers under other choices of who is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from perspectief.report.block.blocks import Block, MainNumber, Strip
from perspectief.report.block.main_numbers import main_numbers
from perspectief.report.words import formats
from perspectief.report.words.choices import OUTCOME
from perspectief_core.cohort.grouping import CONCRETE, RESULTS
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.cohort.selection import Selection, to_query
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.sensitivity.measures import COUNTED, MeasureRange


def with_strip(block: Block, range_of: Callable[[MainNumber], Protected[MeasureRange]]) -> Block:
    """Return the block with its strip, of the ranges that `range_of` asks; as it is without any.

    No strip where a column is missing, which the figure itself says, or a range may not be shown.
    """
    numbers = main_numbers(block)
    try:
        ranges = [range_of(number) for number in numbers]
    except ColumnMissingError:
        return block
    if not numbers or not all(range_.shown for range_ in ranges):
        return block
    return replace(block, strip=strip(numbers, ranges))


def strip(numbers: Sequence[MainNumber], ranges: Sequence[Protected[MeasureRange]]) -> Strip | None:
    """Return the strip with the range of each number, and how few people that can be about.

    None when the report's choices count too few people for any number.
    """
    pairs = zip(numbers, (result.value for result in ranges), strict=True)
    shown = [(number, range_) for number, range_ in pairs if range_.report is not None]
    if not shown:
        return None
    parts = [_part(number, range_) for number, range_ in shown]
    text = f"Bij andere keuzes: {formats.listing(parts)}{_fewest([range_ for _, range_ in shown])}"
    return Strip(text, options=tuple(_options(numbers)))


def _fewest(ranges: Sequence[MeasureRange]) -> str:
    """Return how few people the lowest or highest number may be about."""
    people = [
        range_.fewest
        for range_ in ranges
        if range_.fewest is not None and range_.measure.column != COUNTED
    ]
    if not people:
        return ""
    return f" (kleinste groep: {formats.people(min(people))})"


def _options(numbers: Sequence[MainNumber]) -> Iterator[tuple[str, str]]:
    """Yield what a link to the same number must carry: the outcome, and filters of its own."""
    yield from to_query(Selection().only(**dict(numbers[0].within))).items()
    about = [number.measure.levels for number in numbers if number.measure.column == "uitkomst"]
    if about:
        yield OUTCOME.code, CONCRETE if about[0] == RESULTS else about[0][0]


def _part(number: MainNumber, range_: MeasureRange) -> str:
    """Return a number with its range: `mob 12–28 %`, or `er telt steeds niemand mee`."""
    if number.measure.column == COUNTED and range_.low == range_.high:
        n = round(range_.high or 0)
        people = formats.people(n) if n else "niemand"
        return f"er {'telt' if n < 2 else 'tellen'} steeds {people} mee"
    return f"{number.name} {_range(number, range_)}".strip()


def _range(number: MainNumber, range_: MeasureRange) -> str:
    assert range_.low is not None
    assert range_.high is not None
    factor, unit = (100, "%") if number.unit == "procent" else (1, number.unit)
    low, high = (formats.number(factor * end, 0) for end in (range_.low, range_.high))
    span = f"steeds {high}" if low == high else f"{low}–{high}"
    return f"{span}{formats.NBSP}{unit}".strip()
