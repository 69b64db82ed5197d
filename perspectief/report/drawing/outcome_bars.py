"""Outcomes in bars: each in its own colour, those still in guidance hatched."""

from __future__ import annotations

from perspectief.report.drawing.row_bars import Key, Segment
from perspectief.report.words import labels
from perspectief.report.words.outcome_words import OUTCOME_WORDS, bar_order


def category(outcome: str) -> int:
    """Return the palette category of an outcome."""
    return OUTCOME_WORDS[outcome].category


def is_open(outcome: str) -> bool:
    """Tell whether an outcome is none yet."""
    return outcome == "in_begeleiding"


def legend(*, merged: bool = False) -> tuple[Key, ...]:
    """Return what the colours stand for, without onward migration where that is merged."""
    return tuple(
        Key(labels.OUTCOME_SHORT[code], category(code), is_open(code))
        for code in bar_order(merged=merged)
    )


def segment(outcome: str, length: float | None, told: str, inside: str = "") -> Segment:
    """Return the part of a bar of one outcome; the rest as in `row_bars.Segment`."""
    return Segment(length, category(outcome), told, is_open(outcome), inside)
