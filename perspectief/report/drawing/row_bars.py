"""Horizontal bars under each other, drawn as HTML: readable at any width and before any script.

Two forms. `compact` puts label, bar and value on one line, all bars on one scale: many groups with
short values. `wide` puts label and value above the bar: few facts with long values, each with a
mark where the report put it.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

_GRID = (
    "display:grid;grid-template-columns:clamp(6rem,28%,12rem) minmax(0,1fr) max-content;"
    "gap:0.3rem 0.75rem;align-items:center;margin-bottom:0.75rem;line-height:1.25;"
    "font-variant-numeric:tabular-nums"
)
_TRACK = "position:relative;display:flex;gap:2px;height:1.15rem"
_WIDE = "margin:0 0 0.9rem;font-variant-numeric:tabular-nums"
_HEAD = "display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem;line-height:1.4"
_WIDE_TRACK = (
    "position:relative;display:flex;height:0.85rem;margin-top:0.2rem;background:var(--pf-panel);"
    "box-shadow:inset 0 0 0 1px var(--pf-rule)"
)
_MARK = (
    "position:absolute;top:-0.2rem;bottom:-0.2rem;width:3px;margin-left:-1.5px;"
    "background:var(--pf-ink);box-shadow:0 0 0 1.5px var(--pf-paper)"
)
_MARK_KEY = "flex:none;width:3px;height:1.1em;background:var(--pf-ink);transform:translateY(0.2em)"


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of a bar: its length as a share (0–1) of the scale, palette category and hover text."""

    length: float
    category: int
    title: str = ""
    open_: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One bar with its label and value; `mark` is where the report is on the scale (0–1)."""

    label: str
    segments: tuple[Segment, ...]
    value: str
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend; category 0 is the mark of the report."""

    name: str
    category: int
    open_: bool = False


def compact(rows: Sequence[Row], legend: Sequence[Key] = ()) -> str:
    """Return rows on one scale with label, bar and value beside each other."""
    cells = "".join(
        f"<span>{html.escape(row.label)}</span>"
        f"<span style='{_TRACK}'>{_segments(row)}{_mark(row)}</span>"
        f"<span style='text-align:right'>{html.escape(row.value)}</span>"
        for row in rows
    )
    return f"{legend_html(legend)}<div style='{_GRID}'>{cells}</div>"


def wide(rows: Sequence[Row], legend: Sequence[Key] = ()) -> str:
    """Return rows with label and value above the bar; the full width is 100 %."""
    drawn = "".join(
        f"<div style='{_WIDE}'><div style='{_HEAD}'><span>{html.escape(row.label)}</span>"
        f"<span>{html.escape(row.value)}</span></div>"
        f"<div style='{_WIDE_TRACK}'>{_segments(row)}{_mark(row)}</div></div>"
        for row in rows
    )
    return f"{legend_html(legend)}{drawn}"


def legend_html(keys: Sequence[Key]) -> str:
    """Return the legend; nothing when there are no keys."""
    if not keys:
        return ""
    items = "".join(f"<li>{_key(key)}{html.escape(key.name)}</li>" for key in keys)
    return f"<ul class='pf-legend'>{items}</ul>"


def _segments(row: Row) -> str:
    return "".join(
        f"<span class='pf-c{part.category}{' pf-hatch' if part.open_ else ''}' "
        f"style='width:{100 * part.length:.2f}%;min-width:2px' "
        f"title='{html.escape(part.title)}'></span>"
        for part in row.segments
        if part.length > 0
    )


def _mark(row: Row) -> str:
    if row.mark is None:
        return ""
    return f"<span style='{_MARK};left:{100 * row.mark:.2f}%'></span>"


def _key(key: Key) -> str:
    if not key.category:
        return f"<span style='{_MARK_KEY}'></span>"
    return f"<span class='pf-key pf-c{key.category}{' pf-hatch' if key.open_ else ''}'></span>"
