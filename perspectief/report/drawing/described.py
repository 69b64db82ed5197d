"""What pictures show that the screen draws as HTML and that are no bars: for every other medium.

Each is plain data; `perspectief.takeaway.picture` draws it. `mark`, where it is not empty, stands
above the drawing: that what is below is invented, and of whom.
"""

from __future__ import annotations

from dataclasses import dataclass

from perspectief.report.drawing.flow import Step
from perspectief.report.drawing.row_bars import Key


@dataclass(frozen=True, slots=True)
class Flow:
    """Steps under each other: how many are left, by what, and how many fall out."""

    steps: tuple[Step, ...]
    heading: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines under a heading, each with what stands bold before it, and remarks under it."""

    heading: str
    lines: tuple[tuple[str, str, str], ...]
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One row on a scale of shares: its name, range, what was expected and counted, the state.

    Shares are 0–1; the state is one of `perspectief.report.drawing.states.STATE`.
    """

    label: str
    low: float
    high: float
    expected: float
    counted: float
    state: str = "binnen"
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """Lanes under each other on a scale from 0 to `top`, with signs and what they mean.

    A line runs through all lanes at `even`, where there is one: what is no difference.
    """

    lanes: tuple[Lane, ...]
    legend: tuple[tuple[str, str], ...]
    top: float
    scale: str
    mark: str = ""
    even: float | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """A value with its range on the scale of its row (0–1); None where there is none."""

    name: str
    value: str
    at: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class RangeRow:
    """Ranges that are compared, with what may be said of them; `category` is its edge, 0 muted."""

    heading: str
    verdict: str
    ranges: tuple[Range, ...]
    note: str
    category: int


@dataclass(frozen=True, slots=True)
class Ranges:
    """Rows of ranges with their legend."""

    rows: tuple[RangeRow, ...]
    legend: tuple[Key, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A share with its range and that of all together, on one scale (0–1)."""

    share: float
    low: float
    high: float
    overall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of a tree: what it is of, its lines, its bar, and the boxes to its right.

    A `lost` box holds people who are in none of the others.
    """

    about: str
    name: str
    lines: tuple[str, ...]
    level: Level | None = None
    below: tuple[Box, ...] = ()
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """A tree from left to right, and how to read it."""

    root: Box
    legend: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell of a map: its sign, word and numbers; tint of a category, its strength 0–1."""

    sign: str
    word: str
    numbers: str
    category: int
    strength: float


@dataclass(frozen=True, slots=True)
class Cells:
    """A map: cells under headings, each row with its name."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[DrawnCell, ...]], ...]
    mark: str = ""


Described = Flow | Listing | Lanes | Ranges | Boxes | Cells
