"""Rows on one scale of shares: a range, what was expected in it, and what was counted.

Drawn as HTML, so that it is there before any script.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from perspectief.report.block.blocks import Picture
from perspectief.report.drawing import states
from perspectief.report.drawing.described import Lane, Lanes
from perspectief.report.words import formats
from perspectief.report.words.markup import join, signs, tag

SIGN = {"binnen": "●", "hoger": "▲", "lager": "▼", "te_klein": "○"}
"""What stands for the number counted, by its state: the shapes of the funnel."""
_ROW = (
    "display:flex;flex-wrap:wrap;gap:0 0.75rem;align-items:center;margin-bottom:0.3rem;"
    "line-height:1.25;font-variant-numeric:tabular-nums"
)
_TRACK = "flex:1 1 16rem;position:relative;height:1.15rem;box-shadow:inset 0 -1px 0 var(--pf-rule)"
_BAND = (
    "position:absolute;top:0.15rem;bottom:0.15rem;background:var(--pf-panel);"
    "border:1px solid var(--pf-line)"
)
_TICK = "position:absolute;top:0;bottom:0;width:2px;margin-left:-1px;background:var(--pf-muted)"
_EVEN = "position:absolute;top:-0.35rem;bottom:-0.35rem;width:1px;background:var(--pf-line)"
_DOT = "position:absolute;top:0;transform:translateX(-50%);color:var(--pf-ink);font-size:1rem"


def described(lanes: Sequence[Lane], legend: Sequence[tuple[str, str]], mark: str = "") -> Lanes:
    """Return the rows with a legend of signs and what they mean, on one scale."""
    top = min(1.0, 1.05 * max([0.05, *(max(lane.high, lane.counted) for lane in lanes)]))
    scale = f"De schaal loopt van 0 tot {formats.percent(top)}."
    return Lanes(lanes=tuple(lanes), legend=tuple(legend), top=top, scale=scale, mark=mark)


def picture(shown: Lanes, widths: tuple[float, float], alt: str) -> Picture | None:
    """Return the rows as a picture, under their mark where they have one; widths as in `draw`.

    None where there are no rows.
    """
    if not shown.lanes:
        return None
    return Picture(
        "html", states.mark_html(shown.mark) + draw(shown, widths), alt, described=(shown,)
    )


def draw(shown: Lanes, widths: tuple[float, float]) -> Markup:
    """Return the rows as HTML, with the legend above them.

    On a narrow screen the scale comes under its name and value.

    Parameters
    ----------
    shown : Lanes
    widths : (float, float)
        Of names and of values, in letters of the page.
    """
    named, valued = (f"flex:0 0 {width}rem" for width in widths)
    rows = join(
        tag(
            "div",
            tag("span", lane.label, style=named),
            tag("span", lane.value, style=f"{valued};text-align:right"),
            tag("span", _even(shown) + _drawn(lane, shown.top), style=_TRACK),
            style=_ROW,
        )
        for lane in shown.lanes
    )
    scale = tag("p", shown.scale, class_="pf-note")
    return signs(shown.legend) + rows + scale


def _even(shown: Lanes) -> Markup:
    if shown.even is None:
        return Markup()
    return tag("span", style=f"{_EVEN};left:{100 * shown.even / shown.top:.1f}%")


def _drawn(lane: Lane, top: float) -> Markup:
    left, width = 100 * lane.low / top, 100 * (lane.high - lane.low) / top
    return join(
        (
            tag("span", style=f"{_BAND};left:{left:.1f}%;width:{width:.1f}%"),
            tag("span", style=f"{_TICK};left:{100 * lane.expected / top:.1f}%"),
            tag("span", SIGN[lane.state], style=f"{_DOT};left:{100 * lane.counted / top:.1f}%"),
        )
    )
