"""Draws bars as SVG, from the description that the screen draws its HTML from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.drawing.palette import LIGHT
from perspectief.report.drawing.row_bars import Bars, Key, Row, Segment
from perspectief.report.words.markup import join, tag
from perspectief.takeaway.picture import ink
from perspectief.takeaway.picture.ink import Drawn, Pen, Type
from perspectief.takeaway.picture.letters import Run, width, wrap
from perspectief.takeaway.picture.stacking import keyed, marked, paragraph

SIZE = theme.FONT_SIZE
HEADING = 18
THIN, THICK = 16, 34
"""Height of a bar, and of one that has numbers inside."""
STEP = 26
"""Height of a compact row."""
GAP = 2
"""Pixels between the parts of a bar."""
BETWEEN = 12
LABEL_MOST = 0.34
"""Part of the width that labels beside bars take at most."""


def draw_bars(all_bars: Sequence[Bars], wide: float) -> Drawn:
    """Return bars under each other, so many pixels wide."""
    parts: list[Markup] = []
    y = 0.0
    for bars in all_bars:
        for part in _pieces(bars, wide):
            parts.append(tag("g", part.markup, transform=f"translate(0,{ink.px(y)})"))
            y += part.height
        y += BETWEEN
    return Drawn(join(parts), y - BETWEEN)


def _pieces(bars: Bars, wide: float) -> Iterator[Drawn]:
    """Yield mark, heading, legend and rows, each from its own upper left corner."""
    if bars.mark:
        yield marked(bars.mark)
    if bars.heading:
        heading = ink.texts((0, 0), wrap(bars.heading, HEADING, wide, bold=True), Type(HEADING))
        yield Drawn(heading.markup, heading.height + 4)
    if bars.legend:
        yield legend(bars.legend, wide)
    if bars.note:
        note = ink.texts((0, 0), wrap(bars.note, SIZE, wide), Type(SIZE, LIGHT.muted))
        yield Drawn(note.markup, note.height + 4)
    if bars.form == "compact":
        yield _compact(bars.rows, wide)
    else:
        yield from (_wide(row, wide) for row in bars.rows)


def legend(keys: Sequence[Key], wide: float) -> Drawn:
    """Return what the colours of bars mean, in rows of at most so many pixels."""
    drawn = keyed((((Run(key.name),), partial(_key, key)) for key in keys), wide, STEP, 24)
    return replace(drawn, height=drawn.height + 8)


def _key(key: Key, x: float, middle: float) -> Markup:
    if not key.category:
        return ink.box((x + 7, middle - 9), (3, 18), fill=LIGHT.ink)
    return ink.box((x, middle - 8), (16, 16), **_look(key.category, key.open_))


def _compact(rows: Sequence[Row], wide: float) -> Drawn:
    """Return label, bar and value beside each other, all bars on one scale."""
    labels = [wrap(row.label, SIZE, LABEL_MOST * wide) for row in rows]
    left = max((ink.widest(lines, SIZE) for lines in labels), default=0.0) + BETWEEN
    right = max((width((Run(row.value),), SIZE) for row in rows), default=0.0) + BETWEEN
    parts, y = [], 0.0
    for row, lines in zip(rows, labels, strict=True):
        high = max(STEP, ink.LEADING * SIZE * len(lines) + 6)
        middle = y + high / 2
        said = ink.texts((0, middle - ink.LEADING * SIZE * len(lines) / 2), lines, Type(SIZE))
        track = (left, middle - THIN / 2), (wide - left - right, float(THIN))
        value = ink.text((wide, middle), (Run(row.value),), Type(SIZE, LIGHT.ink, "end"))
        parts += [said.markup, _bar(row, *track), value]
        y += high
    return Drawn(join(parts), y)


def _wide(row: Row, wide: float) -> Drawn:
    """Return a bar under its label and value; the full width is 100 %."""
    value = width((Run(row.value),), SIZE)
    beside = value <= wide / 2
    lines = wrap(row.label, SIZE, wide - value - 24 if beside else wide) if row.label else []
    label = ink.texts((0, 0), lines, Type(SIZE))
    y = label.height
    if row.value and beside:
        last = (wide, max(y, ink.LEADING * SIZE) - ink.LEADING * SIZE / 2)
        said = Drawn(ink.text(last, (Run(row.value),), Type(SIZE, LIGHT.ink, "end")), 0.0)
    else:
        said = ink.texts((0, y), wrap(row.value, SIZE, wide) if row.value else [], Type(SIZE))
    y += said.height + 4
    bar = Markup()
    if row.segments:
        high = THICK if any(part.inside for part in row.segments) else THIN
        bar = _bar(row, (0, y), (wide, high), track=high == THIN)
        y += high
    note = paragraph(row.note, wide, muted=True)
    under = tag("g", note.markup, transform=f"translate(0,{ink.px(y + 2)})") if row.note else ""
    return Drawn(join((label.markup, said.markup, bar, under)), y + note.height + BETWEEN)


def _bar(
    row: Row, at: tuple[float, float], size: tuple[float, float], *, track: bool = False
) -> Markup:
    (left, top), (wide, high) = at, size
    parts: list[Markup] = []
    if track:
        parts.append(ink.box(at, size, fill=LIGHT.panel, **ink.stroke(Pen(theme.FAINT))))
    x = left
    for part in row.segments:
        length = (part.length or 0.0) * wide
        if part.length and part.category:
            parts.append(_segment(part, (x, top), (max(length - GAP, 2), high)))
        x += length
    if row.mark is not None:
        middle = left + row.mark * wide
        edge = ink.box((middle - 3, top - 4), (6, high + 8), fill=LIGHT.background)
        parts += [edge, ink.box((middle - 1.5, top - 4), (3, high + 8), fill=LIGHT.ink)]
    return join(parts)


def _segment(part: Segment, at: tuple[float, float], size: tuple[float, float]) -> Markup:
    drawn = ink.box(at, size, **_look(part.category, part.open_))
    if part.inside:
        said = (Run(part.inside, bold=True),)
        room = width(said, SIZE)
        x, y = at[0] + size[0] / 2, at[1] + size[1] / 2
        if room + 4 <= size[0]:
            if part.open_:
                # Letters on stripes cannot be read.
                behind = (room + 10, 20.0)
                drawn += ink.box((x - behind[0] / 2, y - 10), behind, fill=LIGHT.background)
            colour = LIGHT.ink if part.open_ else LIGHT.on_categories[part.category - 1]
            drawn += ink.text((x, y), said, Type(SIZE, colour, "middle"))
    return tag("g", tag("title", part.title), drawn) if part.title else drawn


def _look(category: int, open_: bool) -> dict[str, str]:
    if open_:
        return {"fill": f"url(#{ink.HATCH})", **ink.stroke(Pen(LIGHT.line))}
    return {"fill": LIGHT.categories[category - 1]}
