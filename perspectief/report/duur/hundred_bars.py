"""Of every hundred young people after 6, 12, 18 and 24 months: the bars and their rounding."""

from __future__ import annotations

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


def drawing(countings: dict[str, tuple[Moment, ...]], told: dict[str, str], merged: bool) -> Markup:
    """Return one bar of a hundred per moment, one counting beside the other, with one legend.

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
        return tag("p", "Voor deze groep zijn er geen balken te tekenen.", class_="pf-note")
    panels = (
        tag("div", _heading(name, told), *map(_bar, counting))
        for name, counting in countings.items()
    )
    return row_bars.legend_html(outcome_bars.legend(merged=merged)) + tag(
        "div", *panels, style=_PANELS
    )


def described(
    countings: dict[str, tuple[Moment, ...]], told: dict[str, str], merged: bool
) -> tuple[Bars, ...]:
    """Return what `drawing` draws, for every other medium; parameters as there."""
    if not any(moment.shares for counting in countings.values() for moment in counting):
        return ()
    legend = Bars(form="wide", rows=(), legend=outcome_bars.legend(merged=merged))
    panels = (
        Bars(
            form="wide",
            rows=tuple(map(_row, counting)),
            legend=(),
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
        outcome_bars.segment(code, n / 100, _told(code, n), _inside(n))
        for code, n in moment.of_hundred.items()
    )
    return row_bars.Row(name, segments, _followed(moment))


def _told(code: str, n: int) -> str:
    return f"{labels.OUTCOME_SHORT[code]}: {n} van elke 100"


def _inside(n: int) -> str:
    return str(n) if n >= MIN_LABEL else ""


def _followed(moment: Moment) -> str:
    return f"{formats.plural(moment.followed, 'jongere', 'jongeren')} nog gevolgd"


def _heading(name: str, told: dict[str, str]) -> Markup:
    if name not in told:
        return Markup()
    title = tag("b", name, style="font-size:1.15rem")
    return tag("p", title, style="margin:0") + tag("p", told[name], class_="pf-note")


def _bar(moment: Moment) -> Markup:
    title = tag("b", f"Na {moment.month} maanden")
    if not moment.shares:
        return tag("p", title, f": {TOO_FEW}.")
    pieces = join(_piece(code, n) for code, n in moment.of_hundred.items() if n)
    head = tag("div", tag("span", title), tag("span", _followed(moment)), style=_HEAD)
    return head + tag("div", pieces, class_="pf-bar")


def _piece(code: str, n: int) -> Markup:
    hatch, behind = (" pf-hatch", _ON_HATCH) if outcome_bars.is_open(code) else ("", "")
    number = _inside(n)
    label = tag("span", tag("b", number, style=behind), style=_NUMBER) if number else ""
    return tag(
        "div",
        label,
        class_=f"pf-seg pf-c{outcome_bars.category(code)}{hatch}",
        style=f"flex-grow:{n};height:2.1rem",
        title=_told(code, n),
    )
