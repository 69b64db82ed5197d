"""Where the names of dots go, so that no name covers a dot or another name.

Names are tried in order of importance on each side of their dot, at the widths of two phones, a
tablet and a desk. For a name that fits nowhere `label` tries a number that a legend explains,
also farther from the dot, with a line to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians, sin

WIDTHS = (200, 270, 520, 950)
"""Widths in pixels at which the names must fit: what a chart measures on four kinds of screen."""

CHARACTER, LINE, GAP, DOT = 6.8, 17, 9, 6
"""Mean width of a character and height of a line at 14 px; distance to the dot; radius of a dot."""

MARGIN = 8
"""Pixels that a name may stick out at the right of the drawing area."""

TALLER = 1.7
"""How much higher the drawing area is on a desk, where the legend takes fewer lines."""

Box = tuple[float, float, float, float]
Screen = tuple[int, int]
"""Width and height of a drawing area in pixels."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot with the name it would carry; `x` and `y` as parts (0–1) of the drawing area."""

    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Side:
    """On which side of its dot a name stands: anchors of the text and its shift in pixels."""

    xanchor: str
    yanchor: str
    xshift: int
    yshift: int

    @property
    def far(self) -> bool:
        """Whether the text stands away from its dot, and needs a line to it."""
        return self.xanchor == "center" and self.yanchor == "middle"


SIDES = (
    Side("left", "middle", GAP, 0),
    Side("right", "middle", -GAP, 0),
    Side("center", "bottom", 0, GAP),
    Side("center", "top", 0, -GAP),
    Side("left", "bottom", -5, GAP),
    Side("right", "bottom", 5, GAP),
    Side("left", "top", -5, -GAP),
    Side("right", "top", 5, -GAP),
)
FAR = tuple(
    Side("center", "middle", round(away * cos(radians(turn))), round(away * sin(radians(turn))))
    for away in range(24, 260, 12)
    for turn in (90, 60, 120, 30, 150, 0, 180, -30, -150, -60, -120, -90)
)
"""Where a number may stand with a line to its dot, the nearest and the upper ones first."""
_ACROSS = {"left": 0.0, "center": -0.5, "right": -1.0}
_UP = {"bottom": 0.0, "middle": -0.5, "top": -1.0}


def label(
    dots: Sequence[Dot],
    shorter: Mapping[str, str],
    order: Sequence[int],
    height: int,
    taken: Sequence[Box] = (),
) -> dict[int, tuple[str, Side]]:
    """Return the text and side of the dots in `order`: a name where it fits, else what is shorter.

    Parameters
    ----------
    dots : sequence of Dot
        All dots, also those without a wish for a name.
    shorter : mapping of name to text
        What stands at a dot whose name fits nowhere.
    order : sequence of int
        Positions in `dots`, the most important name first.
    height : int
        Height of the drawing area in pixels.
    taken : sequence of (left, bottom, right, top)
        What else must stay free, as parts (0–1) of the drawing area.

    Returns
    -------
    dict of position to text and Side
    """
    full = _occupied(dots, height, taken)
    names = _place(dots, (order, SIDES), full)
    rest = [position for position in order if position not in names]
    numbered = [replace(dot, name=shorter.get(dot.name, "")) for dot in dots]
    numbers = _place(numbered, (rest, (*SIDES, *FAR)), full)
    return {at: (dots[at].name, side) for at, side in names.items()} | {
        at: (numbered[at].name, side) for at, side in numbers.items()
    }


def _occupied(dots: Sequence[Dot], height: int, taken: Sequence[Box]) -> dict[Screen, list[Box]]:
    return {
        (wide, high): [_dot_box(dot, wide, high) for dot in dots]
        + [(b[0] * wide, b[1] * high, b[2] * wide, b[3] * high) for b in taken]
        for wide in WIDTHS
        for high in (height, round(TALLER * height))
    }


def _place(
    dots: Sequence[Dot],
    tries: tuple[Sequence[int], Sequence[Side]],
    full: dict[Screen, list[Box]],
) -> dict[int, Side]:
    """Return the side for every name that fits, and add it to what is `full`.

    `tries` are the positions in order of importance, and the sides in order of liking.
    """
    placed: dict[int, Side] = {}
    order, sides = tries
    for position in order:
        for side in sides:
            boxes = {screen: _text_box(dots[position], side, *screen) for screen in full}
            if all(_free(boxes[s], full[s], (0, 0, s[0] + MARGIN, s[1])) for s in full):
                placed[position] = side
                for screen, box in boxes.items():
                    full[screen].append(box)
                break
    return placed


def _dot_box(dot: Dot, width: int, height: int) -> Box:
    x, y = dot.x * width, dot.y * height
    return x - DOT, y - DOT, x + DOT, y + DOT


def _text_box(dot: Dot, side: Side, width: int, height: int) -> Box:
    wide = CHARACTER * len(dot.name)
    left = dot.x * width + side.xshift + _ACROSS[side.xanchor] * wide
    bottom = dot.y * height + side.yshift + _UP[side.yanchor] * LINE
    return left, bottom, left + wide, bottom + LINE


def _free(box: Box, others: Sequence[Box], area: Box) -> bool:
    inside = box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in others
    )
