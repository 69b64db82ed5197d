"""The line over time of an edition: half years instead of months, by when people came.

And what became of them by the peildatum, after as long as they could be followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from perspectief.report.block import kept_back
from perspectief.report.block.blocks import Block, Definition, Picture, bars_picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Column, Rows, Table
from perspectief.report.drawing import outcome_bars, row_bars, theme
from perspectief.report.duur import hundred
from perspectief.report.words import formats, labels, shares
from perspectief.report.words.outcome_words import BAR_ORDER
from perspectief_core.cohort.filters import INFLOW_PERIODS
from perspectief_core.disclosure.policies import JOINT
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.half_years import HALF_YEAR_BOUNDS
from perspectief_core.durations.halfway import Halfway
from perspectief_core.durations.left_within import (
    BEFORE,
    PERIODS,
    LeftWithin,
    PeriodLeft,
    followed_for,
)
from perspectief_core.people.outcomes import GroupOutcomes, OutcomesBy

HEIGHT, TICK = 380, 6
X_TITLE = "maanden na instroom"
LINES = ((theme.BLUE, "solid", "circle"), (theme.ORANGE, "dash", "square"))
UNSAID = "niet te zeggen"
NOTE = (
    "'De helft weg na' staat er alleen als het voor elk aantal geldt dat zo wordt afgerond. "
    "Wie er al vóór de start was, is gevolgd vanaf de start."
)


def line_block(result: Protected[LeftWithin]) -> Block:
    """Return the share that had left by half year after inflow, a line for each period."""
    left, secret = result.value, _hidden(result)
    return Block(
        heading=Heading("vertrokken_na", "Hoeveel waren na elk half jaar weg?"),
        sentence=f"{_line_sentence(left)}{kept_back.told(secret)}",
        source=result,
        picture=Picture("plotly", _figure(left), _alt(left)),
        table=kept_back.with_rows(
            Rows(left.periods)
            .text("instroom", "Gekomen", lambda period: labels.INFLOW[period.period])
            .columns(
                [Column(f"na_{end}", f"Na {end} maanden", "share") for end in _ends(left)],
                lambda period: [
                    period.within[at] if at < len(period.within) else None
                    for at in range(len(_ends(left)))
                ],
            )
            .text("gevolgd", "Gevolgd tot de peildatum", _followed)
            .share("weg", "Toen vertrokken", lambda period: period.left)
            .text("helft", "De helft weg na", lambda period: _half(period.half))
            .table("Vertrokken per half jaar na instroom, naar instroom", NOTE),
            secret,
        ),
        reading=(
            "Elke lijn is een groep jongeren die in hetzelfde half jaar kwam. Een stip is geteld: "
            "zoveel van elke 100 waren na 6 of 12 maanden vertrokken. De open stip is de stand op "
            "de peildatum. De een was toen langer gevolgd dan de ander; de stip staat in het "
            "midden. Tussen de stippen is de lijn alleen getrokken."
        ),
        definition=Definition(
            what=(
                "Vertrokken binnen zoveel hele maanden na instroom, met welke uitkomst ook. "
                "Wie er al vóór de start was, staat alleen in de tabel: van hen zijn alleen "
                "degenen bekend die er bij de start nog waren."
            ),
            numerator="jongeren die binnen die tijd vertrokken",
            denominator="jongeren die in die periode kwamen",
            source=hundred.COUNTED,
        ),
    )


@under(Heading("uitkomst_instroom", "Wat was er van hen geworden, naar wanneer zij kwamen?"))
def outcomes_block(result: Protected[OutcomesBy]) -> Block:
    """Return what had become of people at the peildatum, by when they came."""
    groups = [group for group in result.value.groups if group.group in INFLOW_PERIODS]
    groups.sort(key=lambda group: INFLOW_PERIODS.index(group.group))
    lines = [_Line(group, span_of(group.group, result.provenance.peildatum)) for group in groups]
    return Block(
        sentence=_outcomes_sentence(lines),
        source=result,
        picture=bars_picture(
            "wide", map(_bar, lines), _outcomes_alt(lines), legend=outcome_bars.legend()
        ),
        table=_outcomes_table(lines, result),
        reading=(
            "Elke balk is een groep jongeren die in dezelfde tijd kwam, en is even breed. De delen "
            "zijn de uitkomsten op de peildatum; het gestreepte deel is nog in begeleiding. Wie "
            "eerder kwam, is langer gevolgd en heeft dus vaker een uitkomst."
        ),
        definition=Definition(
            what="De stand van iedere jongere op de peildatum, naar de periode van instroom.",
            numerator="jongeren uit die periode met deze uitkomst",
            denominator="jongeren die in die periode kwamen",
            source=f"Uitkomsten: Samenvatting (rapport). {hundred.COUNTED}",
        ),
    )


def _outcomes_table(lines: list[_Line], result: Protected[OutcomesBy]) -> Table:
    """Return the outcomes of every period: those published together too, and those that are not."""
    small = [group for group in result.value.groups if JOINT in group.group]
    shown = [group.group for group in result.value.groups]
    secret = kept_back.codes(result, "instroomperiode", shown)
    rows: list[tuple[str, str, GroupOutcomes | None]] = [
        *((labels.INFLOW[line.group.group], line.followed, line.group) for line in lines),
        *((labels.group(labels.INFLOW, group.group), "", group) for group in small),
        *((kept_back.named(labels.INFLOW[code]), "", None) for code in secret),
    ]
    return (
        Rows(rows)
        .text("instroom", "Gekomen", lambda row: row[0])
        .text("gevolgd", "Gevolgd tot de peildatum", lambda row: row[1])
        .count("n", "Jongeren", lambda row: row[2].n if row[2] else kept_back.X)
        .columns(
            [Column(code, labels.OUTCOME_SHORT[code].capitalize(), "share") for code in BAR_ORDER],
            lambda row: [row[2].share_of(code) if row[2] else kept_back.X for code in BAR_ORDER],
        )
        .table(
            "Uitkomst op de peildatum, naar instroom",
            f"Percentages zijn per rij.{kept_back.NOTE if secret else ''}",
        )
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A period with its outcomes, and for how long its people were followed, in words."""

    group: GroupOutcomes
    followed: str


def _ends(left: LeftWithin) -> tuple[int, ...]:
    return HALF_YEAR_BOUNDS[: max(len(period.within) for period in left.periods)]


def _followed(period: PeriodLeft) -> str:
    return _span(period.period, period.followed)


def span_of(period: str, peildatum: str) -> str:
    """Return for how many months people of a period were followed until a day in ISO form.

    Nothing of who came after the last period.
    """
    until = date.fromisoformat(peildatum)
    return _span(period, followed_for(period, until)) if period in (BEFORE, *PERIODS) else ""


def _span(period: str, months: tuple[int, int]) -> str:
    least, most = months
    said = f"{most} maanden" if least == most else f"{least} tot {most} maanden"
    return f"{said} vanaf de start" if period == BEFORE else said


def _half(half: Halfway | None) -> str:
    if half is None:
        return UNSAID
    if half.within is None:
        return f"meer dan {half.after} maanden"
    if not half.after:
        return f"hooguit {half.within} maanden"
    return f"{half.after} tot {half.within} maanden"


def _hidden(result: Protected[LeftWithin]) -> list[str]:
    """Return the periods of which nothing is published, of those followed long enough."""
    shown = [period.period for period in result.value.periods]
    secret = kept_back.codes(result, "instroomperiode", shown)
    return [labels.INFLOW[code] for code in secret if code in (BEFORE, *PERIODS)]


def _line_sentence(left: LeftWithin) -> str:
    told = [
        f"Van wie {_came(period)}, was bij de peildatum {shares.sentence(period.left)} vertrokken"
        f"{_of_half(period)}."
        for period in left.periods
    ]
    return " ".join(told)


def _came(period: PeriodLeft) -> str:
    if period.period == BEFORE:
        return "er bij de start al was"
    return f"in {labels.INFLOW[period.period]} kwam"


def _of_half(period: PeriodLeft) -> str:
    """Return between which months half of a period had left, where that is known."""
    since = "na de start" if period.period == BEFORE else "na hun komst"
    if period.half is None:
        return ""
    if period.half.within is None:
        return f"; de helft was dat {period.half.after} maanden {since} nog niet"
    return f"; de helft was dat binnen {period.half.within} maanden {since}"


def _figure(left: LeftWithin) -> go.Figure:
    sketch = theme.base(HEIGHT, x_title=X_TITLE, y_title="van elke 100 jongeren")
    for period, look in zip(left.since_start, LINES, strict=False):
        _add_line(sketch, period, look)
    last = max(period.followed[1] for period in left.since_start)
    sketch.update_xaxes(dtick=TICK, tick0=0, range=[-0.5, last + 0.5], title={"standoff": 4})
    sketch.update_yaxes(rangemode="tozero")
    sketch.update_layout(annotations=list(_names(left)), margin={"b": 60, "t": 30})
    return sketch.figure()


def _points(period: PeriodLeft) -> list[tuple[float, float]]:
    """Return the months and how many of a hundred had left, the peildatum last."""
    ends = [
        *zip(HALF_YEAR_BOUNDS, period.within, strict=False),
        (sum(period.followed) / 2, period.left),
    ]
    # Of a few it is not said how many they are: those have no place on a line.
    told = [
        (float(end), 100 * (share.share or 0)) for end, share in ends if shares.has_percent(share)
    ]
    return [(0.0, 0.0), *told]


def _add_line(sketch: theme.Sketch, period: PeriodLeft, look: tuple[str, str, str]) -> None:
    colour, dash, symbol = look
    points = _points(period)
    name = labels.INFLOW[period.period]
    sketch.add_scatter(
        x=[month for month, _ in points],
        y=[share for _, share in points],
        mode="lines+markers",
        name=name,
        line={"color": colour, "width": 3, "dash": dash},
        marker={
            "size": 11,
            "color": colour,
            "symbol": [*[symbol] * (len(points) - 1), f"{symbol}-open"],
            "line": {"width": 3, "color": colour},
        },
        hovertemplate="na %{x} maanden: %{y:.0f} van elke 100<extra>" + name + "</extra>",
    )


def _names(left: LeftWithin) -> Iterator[dict[str, object]]:
    """Yield each name at the last month that was counted: beside the longest line, above the other.

    In two lines, so that they fit on a narrow screen.
    """
    longest = max(len(period.within) for period in left.since_start)
    for period in left.since_start:
        points = _points(period)
        beside = len(period.within) == longest
        month, share = points[min(longest, len(points) - 1) if beside else -1]
        yield {
            "x": month,
            "y": share,
            "text": labels.INFLOW[period.period].replace(" – ", " –<br>"),
            "align": "left" if beside else "right",
            "showarrow": False,
            "xanchor": "left" if beside else "right",
            "yanchor": "top" if beside else "bottom",
            "yshift": -10 if beside else 8,
        }


def _alt(left: LeftWithin) -> str:
    parts = [
        f"{labels.INFLOW[period.period]}: na {HALF_YEAR_BOUNDS[len(period.within) - 1]} maanden "
        f"{shares.line(period.within[-1])}"
        for period in left.since_start
    ]
    return f"Stijgende lijnen van wie vertrokken was, per half jaar. {formats.listing(parts)}."


def _outcomes_sentence(lines: list[_Line]) -> str:
    parts = [
        f"van wie {_when(line)} kwam {shares.sentence(line.group.share_of('in_begeleiding'))}"
        for line in lines
    ]
    return f"Op de peildatum was nog in begeleiding: {formats.listing(parts)}."


def _when(line: _Line) -> str:
    name = labels.INFLOW[line.group.group]
    return name if name.startswith("v") else f"in {name}"


def _bar(line: _Line) -> row_bars.Row:
    parts = {code: line.group.share_of(code) for code in BAR_ORDER}
    # Each is rounded by itself, so that they need not add up to everybody.
    whole = max(sum(int(share.count) for share in parts.values()), 1)
    segments = tuple(
        outcome_bars.segment(
            code,
            None if shares.length(share) is None else share.count / whole,
            f"{labels.OUTCOME[code]}: {shares.full(share)}",
        )
        for code, share in parts.items()
    )
    said = f"{labels.INFLOW[line.group.group]}, {line.followed} gevolgd"
    return row_bars.Row(said, segments, formats.count(line.group.n))


def _outcomes_alt(lines: list[_Line]) -> str:
    parts = [f"{labels.INFLOW[line.group.group]} {formats.count(line.group.n)}" for line in lines]
    return f"Balken per periode van instroom, verdeeld naar uitkomst: {formats.listing(parts)}."
