"""The picture: per comparison the groups together, each with its range on one scale.

Drawn as HTML, so that it is there before any script. Two groups stand side by side, more under each
other; on a narrow screen all come under each other.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from perspectief.report.drawing import row_bars, states
from perspectief.report.drawing.described import Range, RangeRow, Ranges
from perspectief.report.naast_elkaar import rows
from perspectief.report.naast_elkaar.choosing import name
from perspectief.report.words import formats, shares
from perspectief.report.words.markup import join, tag
from perspectief_core.beside.beside import BesideEachOther, BesideRow
from perspectief_core.beside.beside_rows import Value
from perspectief_core.durations.groups import GroupMoment
from perspectief_core.shares.intervals import Interval, Share

EDGE = {
    4: "6px solid var(--pf-c4)",
    1: "6px double var(--pf-c1)",
    0: "6px dotted var(--pf-muted)",
}
"""The line before a row, by its category; the words say it too."""
CATEGORY = {"verschilt": 4, "geen_verschil": 1, "te_klein": 0, "afgerond": 0}
"""What may be said of a row as a palette category; 0 is muted."""
_ROW = "margin:0 0 1rem;padding-left:0.75rem;break-inside:avoid"
_CELLS = (
    "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(14rem,100%),1fr));"
    "gap:0.25rem 2rem;font-variant-numeric:tabular-nums;margin:0.2rem 0"
)
_UNDER = "font-variant-numeric:tabular-nums;margin:0.2rem 0"
"""More than two groups come under each other, their scales in line."""
_LINE = "display:flex;flex-wrap:wrap;gap:0 1rem;align-items:center;margin-bottom:0.15rem"
_HEAD, _SCALE = "flex:0 1 24rem", "flex:1 1 16rem;"
_TRACK = (
    "position:relative;height:0.7rem;margin-top:0.15rem;background:var(--pf-panel);"
    "box-shadow:inset 0 0 0 1px var(--pf-rule)"
)
_LEGEND = (row_bars.Key("geteld of geschat", 0), row_bars.Key("bandbreedte (95 %)", 1))


def draw(shown: Ranges) -> Markup:
    """Return the rows under each other, with their legend."""
    return row_bars.legend_html(shown.legend) + join(map(_row, shown.rows))


def _row(row: RangeRow) -> Markup:
    beside = len(row.ranges) == 2
    return tag(
        "div",
        row_bars.headed(tag("b", row.heading), tag("b", row.verdict)),
        tag(
            "div", *(_cell(part, beside) for part in row.ranges), style=_CELLS if beside else _UNDER
        ),
        tag("div", row.note, class_="pf-note"),
        style=f"{_ROW};border-left:{EDGE[row.category]}",
    )


def _cell(part: Range, beside: bool) -> Markup:
    line = row_bars.headed(part.name, part.value)
    drawn = row_bars.ranged(part.at, part.low, part.high)
    if beside:
        return tag("div", line, tag("div", drawn, style=_TRACK))
    track = tag("div", drawn, style=_SCALE + _TRACK)
    return tag("div", tag("div", line, style=_HEAD), track, style=_LINE)


def described(comparison: BesideEachOther, names: Mapping[str, str], mark: str) -> Ranges:
    """Return the rows of a comparison, each on its own scale."""
    heads = [name(group.code, names) for group in comparison.groups]
    return Ranges(tuple(_described(row, heads, names) for row in comparison.rows), _LEGEND, mark)


def _described(row: BesideRow, heads: list[str], names: Mapping[str, str]) -> RangeRow:
    scale = _scale(row.values)
    pairs = zip(heads, row.values, strict=True)
    return RangeRow(
        formats.capital(rows.ROW[row.code]),
        rows.verdict(row),
        tuple(_range(head, value, scale) for head, value in pairs),
        rows.why(row, names),
        CATEGORY[row.state],
    )


def _range(head: str, value: Value, scale: Interval) -> Range:
    def part(end: float | None) -> float | None:
        return None if end is None else (end - scale.low) / (scale.high - scale.low)

    at, band = place(value)
    low, high = (band.low, band.high) if band else (None, None)
    return Range(head, rows.value(value), part(at), part(low), part(high))


def place(value: Value) -> tuple[float | None, Interval | None]:
    """Return where a value and its range are drawn; nothing of too few people."""
    if isinstance(value, Share) and value.enough and not shares.has_percent(value):
        # A published count of 0 to 4: in the middle of those, without a range.
        return (states.position(value) or 0.0) / 100, None
    if isinstance(value, Share):
        return (value.share, Interval(value.low, value.high)) if value.enough else (None, None)
    if isinstance(value, GroupMoment):
        return value.share, value.interval
    if value is None or not value.summary.enough:
        return None, None
    return value.summary.mean, value.interval


def _scale(values: tuple[Value, ...]) -> Interval:
    """Return what the full width of a row stands for: nobody to everyone, or around its ranges."""
    if all(value is None or isinstance(value, (Share, GroupMoment)) for value in values):
        return Interval(0.0, 1.0)
    ends = [
        end
        for at, band in map(place, values)
        if at is not None
        for end in ((band.low, band.high) if band else (at,))
    ]
    low, high = min(ends, default=0.0), max(ends, default=0.0)
    room = (high - low) / 3 or 1.0
    return Interval(low - room, high + room)
