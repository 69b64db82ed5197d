"""The 100 % bar of outcomes, drawn as HTML: it is there before any chart code has loaded."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from perspectief.report.words import formats
from perspectief_core.shares.intervals import Share

MIN_LABEL_SHARE = 0.09
"""Parts narrower than this carry their label in the legend under the bar instead of inside."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: its name, share and palette category (1–6); `open_` parts are hatched."""

    name: str
    share: Share
    category: int
    open_: bool = False


def stacked(parts: Sequence[Part]) -> str:
    """Return a 100 % bar with direct labels and a legend that repeats every part.

    Parts without people are left out; the legend keeps them.
    """
    shown = [part for part in parts if part.share.share]
    pieces = "".join(_piece(part) for part in shown)
    legend = "".join(_legend_item(part) for part in parts)
    return f"<div class='pf-bar'>{pieces}</div><ul class='pf-legend'>{legend}</ul>"


def _piece(part: Part) -> str:
    share = part.share.share or 0.0
    label = ""
    if share >= MIN_LABEL_SHARE:
        label = f"<span>{html.escape(part.name)} <b>{formats.count(part.share.count)}</b></span>"
    return (
        f"<div class='pf-seg {_colour(part)}' style='flex-grow:{share:.5f}' "
        f"title='{html.escape(part.name)}: {formats.share(part.share)}'>{label}</div>"
    )


def _colour(part: Part) -> str:
    return f"pf-c{part.category}" + (" pf-hatch" if part.open_ else "")


def _legend_item(part: Part) -> str:
    return (
        f"<li><span class='pf-key {_colour(part)}'></span>{html.escape(part.name)} "
        f"<b>{formats.count(part.share.count)}</b></li>"
    )


def keys(items: Sequence[tuple[str, str, str]]) -> str:
    """Return a row of key numbers: (number, what it is, range in words) each."""
    cells = "".join(
        f"<div><dt>{html.escape(name)}</dt>"
        f"<dd><b>{html.escape(number)}</b>{html.escape(range_)}</dd></div>"
        for number, name, range_ in items
    )
    return f"<dl class='pf-keys'>{cells}</dl>"
