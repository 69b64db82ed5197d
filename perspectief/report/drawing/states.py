"""How a steunpunt's place against chance is said and drawn: one word, shape and colour per state.

Shared by the pages about steunpunten. Outcomes of a named steunpunt in a synthetic extract are
made up with deliberate noise; the mark that says so is made here, for charts and for drawn HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

import plotly.graph_objects as go
from markupsafe import Markup

from perspectief.report.drawing import theme
from perspectief.report.drawing.bounded import Weight
from perspectief.report.words import formats, shares
from perspectief.report.words.markup import tag
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.shares.fives import Rounded, possible
from perspectief_core.shares.flags import FunnelPoint
from perspectief_core.shares.intervals import Share

STATE = {
    "binnen": "binnen de band",
    "hoger": "erbuiten: hoger",
    "lager": "erbuiten: lager",
    "te_klein": "te klein",
}
MARKER = {
    "binnen": theme.outlined("circle", 11, theme.BLUE, 0),
    "hoger": theme.outlined("triangle-up", 15, theme.ORANGE, 1, theme.INK),
    "lager": theme.outlined("triangle-down", 15, theme.ORANGE, 1, theme.INK),
    "te_klein": theme.outlined("circle-open", 10, theme.SOFT),
}
BAND_95 = "rgba(125,135,144,0.30)"
BAND_998 = "rgba(125,135,144,0.16)"
"""Greys that lie lightly on a white page as well as on a dark one."""

UNSEEN = {
    "laag": "te klein om een lage uitkomst te zien",
    "hoog": "te klein om een hoge uitkomst te zien",
    "beide": "te klein om een lage of hoge uitkomst te zien",
}
"""Of a group inside the band that is too small: which side no result could have been seen on.

As a name in the legend of a chart it is cut off on a phone from some 48 characters on.
"""

INSIDE_ROUNDED = "binnen de band, of door afronden onzeker"
"""Of a point of rounded counts that could be inside: that it is, is not known."""
ROUNDED_JUDGEMENT = (
    " Dit is gerekend met afgeronde aantallen: alleen wat bij elk mogelijk aantal erbuiten valt, "
    "staat als erbuiten."
)
_INVENTED_ONE = "Nagemaakt, met opzet afwijkend: geen cijfer over {name}"
_INVENTED_ALL = "Nagemaakt, met opzet afwijkend: geen cijfers over steunpunten"


class Placed(Protocol):
    """What is known of a steunpunt in a figure: its code and how many people it has."""

    @property
    def steunpunt(self) -> str:
        """Its code."""

    @property
    def share(self) -> Share:
        """Counted there."""


def telling(chosen: Sequence[str]) -> Callable[[Placed], Weight]:
    """Return how telling a steunpunt is in a figure: chosen, outside the band, and its size."""
    own = frozenset(chosen)

    def weigh(point: Placed) -> Weight:
        return (point.steunpunt in own, getattr(point, "outside", False), point.share.total)

    return weigh


def marker(state: str, larger: int = 0) -> dict[str, Any]:
    """Return the marker of dots in one state, `larger` by so many pixels."""
    look = MARKER[state]
    return look | {"size": look["size"] + larger}


def name_of(state: str, points: Sequence[FunnelPoint]) -> str:
    """Return the name of a state in a legend: of the groups that are too small, too small for what.

    Which side cannot be seen differs by outcome: of a rare one no low result, of a common one no
    high result.
    """
    if state == "binnen" and any(isinstance(point.share.total, Rounded) for point in points):
        return INSIDE_ROUNDED
    return UNSEEN[together(points)] if state == "te_klein" and points else STATE[state]


def together(points: Sequence[FunnelPoint]) -> str:
    """Return on which side points cannot be seen: `laag`, `hoog`, or `beide` when they differ."""
    sides = {point.blind for point in points}
    return sides.pop() if len(sides) == 1 else "beide"


def visible_from(point: FunnelPoint) -> str:
    """Return from which count a result is outside, on the sides where one can be: `hoog vanaf 5`.

    Empty when no result of this group could be outside.
    """
    seen = []
    if point.blind not in ("laag", "beide"):
        seen.append(f"laag tot en met {formats.count(point.least95 - 1)}")
    if point.blind not in ("hoog", "beide"):
        seen.append(f"hoog vanaf {formats.count(point.most95 + 1)}")
    return formats.listing(seen)


def verdict(point: FunnelPoint) -> str:
    """Return what can be said of one steunpunt against the band, in a few words."""
    if not point.share.total:
        return "geen jongeren"
    if point.state == "te_klein":
        seen = visible_from(point)
        return f"{UNSEEN[point.blind]}{f' ({seen})' if seen else ''}"
    if point.state == "binnen" and isinstance(point.share.total, Rounded):
        return INSIDE_ROUNDED
    if point.outside:
        wide = " (ook buiten 99,8 %)" if point.state_998 == point.state else ""
        return STATE[point.state] + wide
    return STATE[point.state]


def ordinary(point: FunnelPoint) -> str:
    """Return the counts that chance makes ordinary: `8 tot en met 20`."""
    if point.least95 == point.most95:
        return f"alleen {formats.count(point.least95)}"
    return f"{formats.count(point.least95)} tot en met {formats.count(point.most95)}"


def hover(point: FunnelPoint, name: str) -> Markup:
    """Return the text at a dot: its name, k of n, the judgement and what would be ordinary."""
    return Markup("<b>{}</b><br>{}<br>{}<br>gewoon door toeval: {}").format(
        name, shares.line(point.share), verdict(point), ordinary(point)
    )


def left_out(n: int) -> str:
    """Return the remark of a table that leaves out steunpunten without people; empty for none."""
    if not n:
        return ""
    verb = "staat" if n == 1 else "staan"
    number = formats.plural(n, "steunpunt", "steunpunten")
    return f" {number} zonder jongeren in uw selectie {verb} er niet bij."


MINE = " (uw keuze)"
"""Stands behind the name of a steunpunt that the reader chose."""


def highlighted(names: Mapping[str, str], chosen: Sequence[str]) -> Mapping[str, str]:
    """Return names of steunpunten in which those the reader chose say so."""
    if not chosen:
        return names
    return {code: f"{name}{MINE}" if code in chosen else name for code, name in names.items()}


def ring(sketch: theme.Sketch, x: Sequence[float | None], y: Sequence[float | None]) -> None:
    """Draw a ring around the dots of the steunpunten that the reader chose; none when none."""
    if not x:
        return
    sketch.add_scatter(
        x=x,
        y=y,
        mode="markers",
        marker=theme.outlined("circle-open", 24, theme.INK, 3),
        name="uw keuze",
        legendrank=0,
        hoverinfo="skip",
        cliponaxis=False,
    )


def per_cent(share: float | None) -> float | None:
    """Return a share (0–1) in per cent, for an axis."""
    return None if share is None else 100 * share


def position(share: Share) -> float | None:
    """Return where a share is drawn, in per cent: of a count in a range in the middle of it."""
    if _in_middle(share):
        return 100 * sum(possible(share.count)) / 2 / share.total
    return per_cent(share.share)


def _in_middle(share: Share) -> bool:
    count = share.count
    unsaid = isinstance(count, Rounded) and (count.small or formats.is_range(count))
    return unsaid and share.total > 0


def in_middle(drawn: Iterable[Share]) -> str:
    """Return that counts in a range are drawn in the middle of it, when there are any."""
    if not any(map(_in_middle, drawn)):
        return ""
    return (
        f" Is een aantal niet één getal, zoals {formats.FEW}, dan is het midden daarvan getekend."
    )


def is_invented(result: Protected[Any]) -> bool:
    """Tell whether the outcomes in a result were made up by the program."""
    return result.provenance.kind == "synthetic"


def invented(name: str = "") -> str:
    """Return the mark for invented outcomes: of one named steunpunt, or of all."""
    return _INVENTED_ONE.format(name=name) if name else _INVENTED_ALL


def mark_of(result: Protected[Any], name: str = "") -> str:
    """Return the mark of what is drawn of a result; of a register there is none."""
    return invented(name) if is_invented(result) else ""


def warned(said: str, warning: str, result: Protected[Any]) -> str:
    """Return a finding with what made-up data cannot say; of a register as it is."""
    return f"{said} {warning}" if warning and is_invented(result) else said


def honest(said: str, result: Protected[Any]) -> str:
    """Return the finding of a comparison of steunpunten; of invented outcomes it says that itself.

    Who quotes this sentence with the name of a steunpunt must quote that it was made up.
    """
    if said == shares.NOBODY or not is_invented(result):
        return said
    return f"In deze nagemaakte gegevens: {formats.small_letter(said)}"


def mark_figure(figure: go.Figure | theme.Sketch, text: str, above: int = 0) -> None:
    """Write the mark above a chart's drawing area, where there is one; see `mark_note`."""
    if text:
        figure.add_annotation(mark_note(text, above))


def mark_note(text: str, above: int = 0) -> dict[str, object]:
    """Return the mark above a chart's drawing area, in a box, on two lines so that it fits a phone.

    The chart must leave 66 pixels of margin at the top, besides the `above` that it uses itself.
    """
    first, _, second = text.partition(": ")
    return {
        "text": Markup("<b>{}:</b><br><b>{}</b>").format(first, second),
        "xref": "paper",
        "yref": "paper",
        "x": 1,
        "y": 1,
        "xanchor": "right",
        "yanchor": "bottom",
        "yshift": 7 + above,
        "align": "left",
        "showarrow": False,
        "bordercolor": theme.ORANGE,
        "borderwidth": 3,
        "borderpad": 5,
        "font": {"size": 14},
    }


def mark_html(text: str, category: int = 4) -> Markup:
    """Return the mark as HTML, for inside a drawn figure, in a box of a palette category (1–6).

    Nothing where there is none.
    """
    if not text:
        return Markup()
    box = f"border:3px solid var(--pf-c{category})"
    return tag("p", text, style=f"{box};padding:0.35rem 0.75rem;font-weight:700;width:fit-content")
