"""How wide the columns of a table are on paper, measured in the font that sets them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from perspectief.takeaway.picture.letters import Run, width

STANDING, LYING = 493.0, 740.0
"""Points between the edges of a page of A4, standing and lying."""
SIZES = (9.0, 8.0, 7.0)
"""Sizes of letters in points, the largest that fits is taken."""
INSET = 4.0
"""Points between a text and the edge of its column."""
MOST_LINES = 6
_LONGEST_WORD = 90.0
"""Points that the longest word may ask for at the smallest size: an address is broken sooner."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table fits: widths of its columns and size of its letters, in points."""

    wide: tuple[float, ...]
    size: float
    lying: bool


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column asks for, in points: its longest word at least, its longest text at most."""

    least: float
    most: float


def fit(
    header: Sequence[str], rows: Sequence[Sequence[str]], sizes: Sequence[float] = SIZES
) -> Fit:
    """Return widths for a table: standing with large letters when it can, else smaller, then lying.

    Parameters
    ----------
    header, rows : sequence of text
    sizes : sequence of float
        Of letters in points, in the order in which they are tried.
    """
    columns = [(name, {row[at] for row in rows}) for at, name in enumerate(header)]
    asked: list[_Column] = []
    for room, lying in ((STANDING, False), (LYING, True)):
        for size in sizes:
            asked = [_asked(name, texts, size) for name, texts in columns]
            wide = _shared(asked, room)
            if wide and (lying or not _crowded(asked, wide)):
                return Fit(wide, size, lying)
    return Fit(_squeezed(asked, LYING), sizes[-1], lying=True)


def shared(
    header: Sequence[str], rows: Sequence[Sequence[str]], size: float, room: float
) -> tuple[float, ...]:
    """Return widths for a table with letters of one size in a room; nothing when it is too small.

    Nor when it is so narrow that the rows cannot be followed.
    """
    columns = [(name, {row[at] for row in rows}) for at, name in enumerate(header)]
    asked = [_asked(name, texts, size) for name, texts in columns]
    wide = _shared(asked, room)
    return () if wide and _crowded(asked, wide) else wide


def _asked(heading: str, texts: Set[str], size: float) -> _Column:
    words = [width((Run(word, bold=True),), size) for word in heading.split(" ")]
    words += [width((Run(word),), size) for text in texts for word in text.split(" ")]
    least = max(words, default=0.0)
    # A heading may take two lines.
    headed = 0.55 * width((Run(heading, bold=True),), size)
    most = max([least, headed, *(width((Run(text),), size) for text in texts)])
    return _Column(least + 2 * INSET + 1, most + 2 * INSET + 1)


def _shared(asked: Sequence[_Column], room: float) -> tuple[float, ...]:
    """Return each column its least, and of the rest what it asks more; nothing when it is full."""
    least, most = sum(column.least for column in asked), sum(column.most for column in asked)
    if most <= room:
        return tuple(column.most for column in asked)
    if least > room:
        return ()
    part = (room - least) / (most - least)
    return tuple(column.least + part * (column.most - column.least) for column in asked)


def _crowded(asked: Sequence[_Column], wide: Sequence[float]) -> bool:
    """Tell whether a cell takes so many lines that the rows cannot be followed."""
    return any(column.most / given > MOST_LINES for column, given in zip(asked, wide, strict=True))


def _squeezed(asked: Sequence[_Column], room: float) -> tuple[float, ...]:
    """Return widths for more columns than there is room for: long words are broken."""
    least = [min(column.least, _LONGEST_WORD) for column in asked]
    factor = min(1.0, room / sum(least))
    return tuple(narrow * factor for narrow in least)
