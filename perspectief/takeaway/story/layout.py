"""Where everything stands on a slide of 1920 by 1080, the same in the browser and in PowerPoint.

No letter is smaller than `SMALLEST`: at eight metres from a projector nothing smaller is read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from perspectief.takeaway.picture.ink import LEADING
from perspectief.takeaway.picture.letters import wrap

WIDE, HIGH = 1920, 1080
EDGE = 90
SMALLEST = 28
HEAD = (44, 40)
"""Top and height of the line with the page and the number of the slide."""
TOP = 104
"""Where the question begins."""
GAP = 26
TITLE, TITLE_BESIDE = 54, 46
ANSWERS = (36, 34, 32, 30, SMALLEST)
"""Sizes of the answer, the largest that fits first."""
ALONE = (52, 46, 42, *ANSWERS)
"""Sizes of an answer without a picture."""
COLUMN, BETWEEN = 590, 54
"""Width of a text beside a picture, and what lies between."""
BOTTOM = 34
FILLED = 0.97
"""Part of a line that is filled, as programs measure letters a little differently."""
LEAST_PICTURE = 440
"""Height that a picture under its text gets at the least."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide in its pixels, with the size of the letters in it."""

    left: int
    top: int
    wide: int
    high: int
    size: int = SMALLEST

    def below(self, high: int) -> Box:
        """Return what is left of it under its first `high` pixels."""
        return replace(self, top=self.top + high, high=self.high - high)


COVER_TITLE = Box(EDGE, 300, WIDE - 2 * EDGE, 130, 96)
COVER_TOLD = Box(EDGE, 470, WIDE - 2 * EDGE, 400, ANSWERS[0])


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of what stands on a slide; without picture the answer has its room."""

    title: Box
    answer: Box
    picture: Box | None
    foot: Box


@dataclass(frozen=True, slots=True)
class Said:
    """The texts of a slide that take room.

    `filled` is the part of a line that they fill: less with letters wider than those measured here.
    """

    question: str
    answer: str
    foot: str
    filled: float = FILLED

    def high(self, text: str, size: int, wide: int, leading: float = LEADING) -> int:
        """Return how high one of the texts is in so many pixels of width."""
        room, bold = wide * self.filled, leading < LEADING
        lines = sum(len(wrap(part, size, room, bold=bold)) for part in text.split("\n"))
        return round(lines * size * leading + 4)


def layout(said: Said, *, picture: bool, beside: bool) -> Layout:
    """Return the places of the parts of a slide.

    Parameters
    ----------
    said : Said
    picture : bool
        Whether there is one.
    beside : bool
        Whether the picture stands beside the text.
    """
    inner = WIDE - 2 * EDGE
    foot = said.high(said.foot, SMALLEST, inner)
    foot_box = Box(EDGE, HIGH - BOTTOM - foot, inner, foot)
    end = foot_box.top - GAP
    column = COLUMN if picture and beside else inner
    title_size = TITLE_BESIDE if picture and beside else TITLE
    title = Box(EDGE, TOP, column, said.high(said.question, title_size, column, 1.15), title_size)
    top = title.top + title.high + GAP
    sizes = ANSWERS if picture else ALONE
    most = end - top - (0 if beside or not picture else LEAST_PICTURE + GAP)
    size = next((size for size in sizes if said.high(said.answer, size, column) <= most), SMALLEST)
    answer = Box(EDGE, top, column, said.high(said.answer, size, column), size)
    if not picture:
        return Layout(title, answer, None, foot_box)
    if beside:
        left = EDGE + COLUMN + BETWEEN
        return Layout(title, answer, Box(left, TOP, WIDE - EDGE - left, end - TOP), foot_box)
    under = answer.top + answer.high + GAP
    return Layout(title, answer, Box(EDGE, under, inner, end - under), foot_box)
