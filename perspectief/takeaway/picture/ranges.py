"""Rows of ranges as SVG: a band on a track, what was counted in it, and what was expected."""

from __future__ import annotations

from markupsafe import Markup

from perspectief.report.drawing import states, theme
from perspectief.report.drawing.described import Lane, Lanes, Range, RangeRow, Ranges
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.words.markup import join
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.bars import legend
from perspectief.takeaway.picture.ink import Drawn, Pen, Type
from perspectief.takeaway.picture.letters import Run, width
from perspectief.takeaway.picture.plot.marks import sign
from perspectief.takeaway.picture.stacking import SIZE, moved, paragraph, stacked

GAP, STEP, THICK, KEY = 14, 28, 14, 50
"""Pixels between parts, of a row, of a band, and of what stands before a meaning."""
STATE = {"●": "binnen", "▲": "hoger", "▼": "lager", "○": "te_klein"}
"""The state whose sign a letter in the legend stands for."""
EDGE = 6


def draw_lanes(shown: Lanes, wide: float) -> Drawn:
    """Return lanes on one scale, each with its name before it and its value behind it."""
    names = max(width((Run(lane.label),), SIZE) for lane in shown.lanes) + GAP
    values = max(width((Run(lane.value),), SIZE) for lane in shown.lanes) + GAP
    rows = [_lane(lane, (names, wide - values, wide), shown) for lane in shown.lanes]
    keys = stacked(_key(signs, meaning, wide) for signs, meaning in shown.legend)
    return stacked((keys, stacked(rows), paragraph(shown.scale, wide, muted=True)), 10)


def _key(signs: str, meaning: str, wide: float) -> Drawn:
    """Return what signs of lanes mean, drawn as they are in the lanes."""
    said = paragraph(meaning, wide - KEY)
    middle, parts = ink.LEADING * SIZE / 2, [moved(said, KEY, 0)]
    for at, glyph in enumerate(signs.split(" ")):
        x = 11.0 + 22 * at
        if glyph == "▭":
            parts.append(_band((x - 10, middle - THICK / 2), (20, THICK)))
        elif glyph == "|":
            parts.append(ink.line((x, middle - 9), (x, middle + 9), Pen(LIGHT.muted, 2)))
        else:
            parts.append(sign((x, middle), states.marker(STATE[glyph])))
    return Drawn(join(parts), max(said.height, ink.LEADING * SIZE) + 4)


def _band(at: tuple[float, float], size: tuple[float, float]) -> Markup:
    return ink.box(at, size, **ink.fill(states.BAND_95), **ink.stroke(Pen(LIGHT.line)))


def _lane(lane: Lane, edges: tuple[float, float, float], shown: Lanes) -> Drawn:
    left, right, wide = edges
    middle = STEP / 2

    def at(share: float) -> float:
        return left + (right - left) * min(share / shown.top, 1.0)

    band = _band((at(lane.low), middle - THICK / 2), (at(lane.high) - at(lane.low), THICK))
    expected = ink.line(
        (at(lane.expected), middle - 11), (at(lane.expected), middle + 11), Pen(LIGHT.muted, 2)
    )
    even = ""
    if shown.even is not None:
        even = ink.line((at(shown.even), 0), (at(shown.even), STEP), Pen(LIGHT.line))
    parts = (
        ink.text((0, middle), (Run(lane.label),), Type(SIZE)),
        ink.line((left, STEP - 1), (right, STEP - 1), Pen(theme.FAINT)),
        even,
        band,
        expected,
        sign((at(lane.counted), middle), states.marker(lane.state)),
        ink.text((wide, middle), (Run(lane.value),), Type(SIZE, LIGHT.ink, "end")),
    )
    return Drawn(join(parts), STEP)


def draw_ranges(shown: Ranges, wide: float) -> Drawn:
    """Return rows of ranges, each row with its heading, what may be said of it and its edge."""
    every = [range_ for row in shown.rows for range_ in row.ranges]
    named = max(width((Run(range_.name),), SIZE) for range_ in every) + GAP
    valued = named + max(width((Run(range_.value),), SIZE) for range_ in every) + GAP
    columns = (named, valued, wide - EDGE - GAP)
    return stacked((legend(shown.legend, wide), *(_row(row, columns) for row in shown.rows)), 14)


def _row(row: RangeRow, columns: tuple[float, float, float]) -> Drawn:
    inner = columns[-1]
    verdict = (Run(row.verdict, bold=True),)
    head = paragraph(row.heading, inner - width(verdict, SIZE) - GAP, bold=True)
    side = ink.text((inner, ink.LEADING * SIZE / 2), verdict, Type(SIZE, LIGHT.ink, "end"))
    inside = stacked(
        (
            Drawn(head.markup + side, head.height),
            *(_range(range_, columns) for range_ in row.ranges),
            paragraph(row.note, inner, muted=True),
        ),
        2,
    )
    colour = LIGHT.categories[row.category - 1] if row.category else LIGHT.muted
    pen = Pen(colour, EDGE, "" if row.category else "dot")
    edge = ink.line((EDGE / 2, 0), (EDGE / 2, inside.height), pen)
    return Drawn(edge + moved(inside, EDGE + GAP, 0), inside.height)


def _range(range_: Range, columns: tuple[float, float, float]) -> Drawn:
    valued, left, right = columns
    middle = STEP / 2
    track = ink.box(
        (left, middle - THICK / 2),
        (right - left, THICK),
        fill=LIGHT.panel,
        **ink.stroke(Pen(theme.FAINT)),
    )
    parts: list[Markup] = [
        ink.text((0, middle), (Run(range_.name),), Type(SIZE)),
        ink.text((valued, middle), (Run(range_.value),), Type(SIZE)),
        track,
    ]
    if range_.low is not None and range_.high is not None:
        start, end = (left + part * (right - left) for part in (range_.low, range_.high))
        parts.append(
            ink.box((start, middle - THICK / 2), (end - start, THICK), fill=LIGHT.categories[0])
        )
    if range_.at is not None:
        at = left + range_.at * (right - left)
        parts.append(ink.box((at - 3, middle - 10), (6, 20), fill=LIGHT.background))
        parts.append(ink.box((at - 1.5, middle - 10), (3, 20), fill=LIGHT.ink))
    return Drawn(join(parts), STEP)
