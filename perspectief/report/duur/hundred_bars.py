"""Of every hundred young people after 6, 12, 18 and 24 months: the bars and their rounding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from perspectief.report.drawing import outcome_bars, row_bars
from perspectief.report.drawing.row_bars import Bars
from perspectief.report.words import formats, labels
from perspectief.report.words.markup import join, tag
from perspectief.report.words.outcome_words import BAR_ORDER
from perspectief_core.durations.curves import Curves, before
from perspectief_core.durations.groups import MOMENTS

MIN_LABEL = 4
"""Parts of fewer than this many of the hundred carry no number; the table has it."""
TOO_FEW = "te weinig jongeren zijn zo lang gevolgd om iets te zeggen"
_HEAD = (
    "display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem;"
    "font-variant-numeric:tabular-nums"
)
_PANELS = (
    "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));"
    "gap:0.5rem 3rem"
)
_NUMBER = "display:block;padding:0.2rem 0;font-size:0.95rem;text-align:center;background:none"
_ON_HATCH = "display:inline-block;padding:0 0.4rem;background:var(--pf-paper)"


@dataclass(frozen=True, slots=True)
class Moment:
    """The state after `month` months: shares (0–1) by outcome, and how many are followed.

    `shares` is empty when fewer people are followed than a share can rest on.
    """

    month: int
    followed: int
    shares: dict[str, float]

    @property
    def of_hundred(self) -> dict[str, int]:
        """Whole numbers that add up to 100: largest remainders get the last ones."""
        exact = {code: 100 * share for code, share in self.shares.items()}
        whole = {code: int(value) for code, value in exact.items()}
        missing = 100 - sum(whole.values())
        by_remainder = sorted(exact, key=lambda code: whole[code] - exact[code])
        return whole | {code: whole[code] + 1 for code in by_remainder[:missing]}

    @property
    def with_outcome(self) -> int:
        """How many of every hundred have any outcome."""
        return 100 - self.of_hundred["in_begeleiding"]


def moments(curves: Curves) -> tuple[Moment, ...]:
    """Return the state at each of `MOMENTS`; without shares where too few people are followed."""
    followed = {point.month: point.n for point in curves.at_risk}
    until = -1 if curves.reliable_until is None else curves.reliable_until
    causes = {curve.cause: curve.cif for curve in curves.outcomes}
    causes["in_begeleiding"] = curves.event_free.cif
    return tuple(
        Moment(
            month,
            followed.get(month, 0),
            {code: causes[code][before(month)] for code in BAR_ORDER} if month <= until else {},
        )
        for month in MOMENTS
    )


def drawing(shown: Sequence[Bars]) -> Markup:
    """Return one bar of a hundred per moment, one counting beside the other, with one legend.

    Parameters
    ----------
    shown : sequence of Bars
        What `described` returns.
    """
    if not shown:
        return tag("p", "Voor deze groep zijn er geen balken te tekenen.", class_="pf-note")
    legend, *panels = shown
    drawn = (tag("div", _heading(panel), *map(_bar, panel.rows)) for panel in panels)
    return row_bars.legend_html(legend.legend) + tag("div", *drawn, style=_PANELS)


def described(
    countings: dict[str, tuple[Moment, ...]], told: dict[str, str], merged: bool
) -> tuple[Bars, ...]:
    """Return the legend, and a panel of bars for each counting.

    Parameters
    ----------
    countings : dict of name to moments
        One to stand alone, two to stand side by side.
    told : dict of name to what is counted
        Without it a counting has no heading.
    merged : bool
        Whether onward migration counts as another outcome.
    """
    if not any(moment.shares for counting in countings.values() for moment in counting):
        return ()
    legend = Bars(form="wide", rows=(), legend=outcome_bars.legend(merged=merged))
    panels = (
        Bars(
            form="wide",
            rows=tuple(map(_row, counting)),
            heading=name if name in told else "",
            note=told.get(name, ""),
        )
        for name, counting in countings.items()
    )
    return (legend, *panels)


def _row(moment: Moment) -> row_bars.Row:
    name = f"Na {moment.month} maanden"
    if not moment.shares:
        return row_bars.Row(name, (), TOO_FEW)
    segments = tuple(
        outcome_bars.segment(
            code,
            n / 100,
            f"{labels.OUTCOME_SHORT[code]}: {n} van elke 100",
            str(n) if n >= MIN_LABEL else "",
        )
        for code, n in moment.of_hundred.items()
    )
    return row_bars.Row(name, segments, f"{formats.people(moment.followed)} nog gevolgd")


def _heading(panel: Bars) -> Markup:
    if not panel.heading:
        return Markup()
    title = tag("b", panel.heading, style="font-size:1.15rem")
    return tag("p", title, style="margin:0") + tag("p", panel.note, class_="pf-note")


def _bar(row: row_bars.Row) -> Markup:
    title = tag("b", row.label)
    if not row.segments:
        return tag("p", title, f": {row.value}.")
    pieces = join(_piece(part, part.length) for part in row.segments if part.length)
    head = tag("div", tag("span", title), tag("span", row.value), style=_HEAD)
    return head + tag("div", pieces, class_="pf-bar")


def _piece(part: row_bars.Segment, length: float) -> Markup:
    number = tag("b", part.inside, style=_ON_HATCH if part.open_ else "")
    return tag(
        "div",
        tag("span", number, style=_NUMBER) if part.inside else "",
        class_=f"pf-seg {row_bars.painted(part.category, part.open_)}",
        style=f"flex-grow:{100 * length:.0f};height:2.1rem",
        title=part.title,
    )
