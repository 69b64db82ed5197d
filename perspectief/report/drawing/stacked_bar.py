"""The 100 % bar of outcomes, drawn as HTML: it is there before any chart code has loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.drawing import outcome_bars
from perspectief.report.drawing.row_bars import Bars, Key, Row, Segment, painted
from perspectief.report.words import formats, labels, shares
from perspectief.report.words.markup import tag
from perspectief_core.shares.intervals import Share

MOST_OFF = 1 + 1e-9
"""Exact shares are no further from one together than arithmetic on a computer."""
MIN_LABEL_SHARE = 0.09
"""Parts narrower than this carry their label in the legend under the bar instead of inside."""
UNSAID_NOTE = f"{formats.SECRET} = {formats.FEW} jongeren; die staan niet in de balk."


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bar: its name, share and palette category (1–6); `open_` parts are hatched."""

    name: str
    share: Share
    category: int
    open_: bool = False


def outcome_part(outcome: str, share: Share) -> Part:
    """Return the part of one outcome, in its own colour; still in guidance is open."""
    name, category = labels.OUTCOME_SHORT[outcome], outcome_bars.category(outcome)
    return Part(name, share, category, outcome_bars.is_open(outcome))


def stacked(parts: Sequence[Part]) -> Markup:
    """Return a 100 % bar with direct labels and a legend that repeats every part.

    Parts without people are left out; the legend keeps them. So are those of 0 to 4 people, which
    makes the bar shorter: what their sign means stands under the legend.
    """
    pieces = (_piece(part) for part in parts if part.share.share)
    legend = (
        tag("li", tag("span", class_=f"pf-key {painted(part.category, part.open_)}"), _named(part))
        for part in parts
    )
    drawn = tag("div", *pieces, class_="pf-bar") + tag("ul", *legend, class_="pf-legend")
    unsaid = any(formats.count(part.share.count) == formats.SECRET for part in parts)
    return drawn + tag("p", UNSAID_NOTE, class_="pf-note") if unsaid else drawn


def described(parts: Sequence[Part], heading: str = "", mark: str = "") -> Bars:
    """Return what `stacked` draws, for every other medium.

    Parts that were each rounded can be more than all together: then the bar is as long as they are.
    """
    whole = max(sum(shares.length(part.share) or 0.0 for part in parts), 1.0)
    whole = whole if whole > MOST_OFF else 1.0
    segments = tuple(
        Segment(
            _part_of(shares.length(part.share), whole),
            part.category,
            f"{part.name}: {shares.full(part.share)}",
            part.open_,
            _text(part) if (part.share.share or 0.0) >= MIN_LABEL_SHARE else "",
        )
        for part in parts
    )
    legend = tuple(Key(_text(part), part.category, part.open_) for part in parts)
    return Bars(
        form="wide", rows=(Row("", segments, ""),), legend=legend, heading=heading, mark=mark
    )


def _part_of(length: float | None, whole: float) -> float | None:
    return None if length is None else length / whole


def _text(part: Part) -> str:
    return f"{part.name} {formats.count(part.share.count)}"


def stacked_alt(what: str, parts: Sequence[Part]) -> str:
    """Return the text alternative of a bar: `Liggende balk in 6 delen: terugkeer 21 en …`."""
    counts = [f"{part.name} {formats.count(part.share.count)}" for part in parts]
    return f"Liggende balk in {what}: {formats.listing(counts)}."


def _piece(part: Part) -> Markup:
    share = part.share.share or 0.0
    return tag(
        "div",
        tag("span", _named(part)) if share >= MIN_LABEL_SHARE else "",
        class_=f"pf-seg {painted(part.category, part.open_)}",
        style=f"flex-grow:{share:.5f}",
        title=f"{part.name}: {shares.full(part.share)}",
    )


def _named(part: Part) -> Markup:
    return Markup("{} <b>{}</b>").format(part.name, formats.count(part.share.count))


def keys(items: Sequence[tuple[str, str, str]]) -> Markup:
    """Return a row of key numbers: (number, what it is, range in words) each."""
    cells = (
        tag("div", tag("dt", name), tag("dd", tag("b", number), range_))
        for number, name, range_ in items
    )
    return tag("dl", *cells, class_="pf-keys")
