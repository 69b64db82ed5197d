"""Horizontal bars under each other, drawn as HTML: readable at any width and before any script.

`Bars` describes them once; here they become HTML, `perspectief.takeaway` makes pictures of them.
Two forms. `compact` puts label, bar and value on one line, all bars on one scale: many groups with
short values. `wide` puts label and value above the bar: few facts with long values, each with a
mark where the report put it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from perspectief.report.words.markup import join, tag

Form = Literal["compact", "wide"]
_GRID = (
    "display:grid;grid-template-columns:clamp(6rem,28%,12rem) minmax(0,1fr) max-content;"
    "gap:0.3rem 0.75rem;align-items:center;margin-bottom:0.75rem;line-height:1.25;"
    "font-variant-numeric:tabular-nums"
)
_TRACK = "position:relative;display:flex;gap:2px;height:1.15rem"
_WIDE = "margin:0 0 0.9rem;font-variant-numeric:tabular-nums"
HEAD = "display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem;line-height:1.4"
_WIDE_TRACK = (
    "position:relative;display:flex;height:0.85rem;margin-top:0.2rem;background:var(--pf-panel);"
    "box-shadow:inset 0 0 0 1px var(--pf-rule)"
)
_NOTE = "margin:-0.6rem 0 1.2rem"
_MARK = (
    "position:absolute;top:-0.2rem;bottom:-0.2rem;width:3px;margin-left:-1.5px;"
    "background:var(--pf-ink);box-shadow:0 0 0 1.5px var(--pf-paper)"
)
_MARK_KEY = "flex:none;width:3px;height:1.1em;background:var(--pf-ink);transform:translateY(0.2em)"


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of a bar: its length as a share (0–1) of the scale, palette category and hover text.

    The length of a count that is not said, as it stands for 0 to 4 people, is None: a chart has no
    number of it, and not a 0. `inside` is written in it where there is room; category 0 only leaves
    room.
    """

    length: float | None
    category: int
    title: str = ""
    open_: bool = False
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar with its label and value; `mark` is where the report is on the scale (0–1).

    Without segments it is only label and value. A `note` stands under it, in a wide form.
    """

    label: str
    segments: tuple[Segment, ...]
    value: str
    mark: float | None = None
    note: str = ""


def bar(
    label: str, length: float | None, told: str, value: str, *, mark: float | None = None
) -> Row:
    """Return a row with a bar of one part, as long as `length` (0–1) of the track."""
    return Row(label, (Segment(length, 1, told),), value, mark)


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend; category 0 is the mark of the report."""

    name: str
    category: int
    open_: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars under each other on one scale: what every medium draws.

    `heading` and `note` stand above them; `mark` says that they are invented, of whom. `full` is
    what the whole width of the scale stands for, by default 100 per cent.
    """

    form: Form
    rows: tuple[Row, ...]
    legend: tuple[Key, ...] = ()
    heading: str = ""
    note: str = ""
    mark: str = ""
    full: float = 100.0

    def html(self) -> Markup:
        """Return rows and legend as HTML."""
        return (compact if self.form == "compact" else wide)(self.rows, self.legend)


def compact(rows: Sequence[Row], legend: Sequence[Key] = ()) -> Markup:
    """Return rows on one scale with label, bar and value beside each other."""
    cells = join(
        tag("span", row.label)
        + tag("span", _segments(row), _mark(row), style=_TRACK)
        + tag("span", row.value, style="text-align:right")
        for row in rows
    )
    return legend_html(legend) + tag("div", cells, style=_GRID)


def wide(rows: Sequence[Row], legend: Sequence[Key] = ()) -> Markup:
    """Return rows with label and value above the bar; the full width is 100 %."""
    return legend_html(legend) + join(map(_wide_row, rows))


def _wide_row(row: Row) -> Markup:
    track = tag("div", _segments(row), _mark(row), style=_WIDE_TRACK) if row.segments else ""
    drawn = tag("div", headed(row.label, row.value), track, style=_WIDE)
    return drawn + (tag("p", row.note, class_="pf-note", style=_NOTE) if row.note else "")


def headed(label: str, value: str) -> Markup:
    """Return a label with its value at the other end of the line."""
    return tag("div", tag("span", label), tag("span", value), style=HEAD)


def ranged(at: float | None, low: float | None, high: float | None) -> Markup:
    """Return a range and the mark of a value in it, on a scale of 0–1, to stand in a track."""
    drawn = Markup()
    if low is not None and high is not None:
        where = f"left:{100 * low:.1f}%;width:{100 * (high - low):.1f}%"
        drawn += tag("span", class_="pf-c1", style=f"position:absolute;top:0;bottom:0;{where}")
    if at is not None:
        drawn += tag("span", style=f"{_MARK};left:{100 * at:.1f}%")
    return drawn


def legend_html(keys: Sequence[Key]) -> Markup:
    """Return the legend; nothing when there are no keys."""
    items = (tag("li", _key(key), key.name) for key in keys)
    return tag("ul", *items, class_="pf-legend") if keys else Markup()


def _segments(row: Row) -> Markup:
    return join(
        tag(
            "span",
            class_=painted(part.category, part.open_),
            style=f"width:{100 * part.length:.2f}%;min-width:2px",
            title=part.title,
        )
        for part in row.segments
        if part.length
    )


def _mark(row: Row) -> Markup:
    if row.mark is None:
        return Markup()
    return tag("span", style=f"{_MARK};left:{100 * row.mark:.2f}%")


def _key(key: Key) -> Markup:
    if not key.category:
        return tag("span", style=_MARK_KEY)
    return tag("span", class_=f"pf-key {painted(key.category, key.open_)}")


def painted(category: int, open_: bool) -> str:
    """Return the classes that colour a category, hatched where it is open."""
    return f"pf-c{category}{' pf-hatch' if open_ else ''}"
