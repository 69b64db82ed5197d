"""The share with an outcome over time, counted as the report did and corrected, in one chart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading, under
from perspectief.report.block.tables import Cell, Rows, Table
from perspectief.report.drawing import theme
from perspectief.report.duur.hundred import COUNTED, counting_columns, within_a_year
from perspectief.report.words import few, formats, labels
from perspectief.report.words.choices import Choice
from perspectief.report.words.markup import tag
from perspectief_core.cohort.grouping import CONCRETE
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import MIN_AT_RISK, Curves
from perspectief_core.shares.intervals import interval

ANY = "alle"
CHOICE = Choice(
    "Welke uitkomst?",
    "uitkomst",
    {ANY: "alle uitkomsten samen"}
    | {code: name for code, name in labels.OUTCOME.items() if code != "in_begeleiding"}
    | labels.OUTCOME_TOGETHER_SHORT,
    ANY,
)
NAIVE, CORRECTED = "zoals het rapport telt", "gecorrigeerd"
X_TITLE = "maanden na instroom"
FOLLOWED = "nog gevolgd:"
HEIGHT = 460
STEP, TICK, COMPARED, SHOWN_ALWAYS = 6, 12, 18, 24


@dataclass(frozen=True, slots=True)
class _Line:
    """One curve up to the last month with enough people: shares and bounds of 0–1 by month."""

    months: tuple[int, ...]
    share: tuple[float, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    followed: dict[int, int]


@under(Heading("twee_tellingen", "Twee manieren van tellen"))
def curves_block(naive: Protected[Curves], corrected: Protected[Curves], outcome: str) -> Block:
    """Return both countings of one outcome (or of any) beside each other."""
    lines = {NAIVE: _line(naive.value, outcome), CORRECTED: _line(corrected.value, outcome)}
    return Block(
        sentence=f"{_difference(lines, outcome)} {_why(corrected.value, lines)}".strip(),
        source=(corrected, naive),
        picture=_picture(lines, outcome),
        table=_table(lines, outcome),
        reading=(
            "Elke lijn laat zien hoeveel van elke 100 jongeren na zoveel maanden de uitkomst "
            "hebben. De doorgetrokken lijn houdt rekening met wie er al vóór de start was, de "
            "streepjeslijn niet. Het vlak is de bandbreedte van de doorgetrokken lijn. Onder de as "
            "staat per telling hoeveel jongeren dan nog gevolgd zijn. Een lijn stopt zodra dat er "
            f"minder dan {MIN_AT_RISK} zijn."
        ),
        definition=Definition(
            what=(
                "Geschat met Aalen–Johansen: de uitkomsten sluiten elkaar uit; voor alle "
                "uitkomsten samen is dat hetzelfde als Kaplan–Meier. Na 6 maanden is: in minder "
                "dan 6 hele maanden. Gecorrigeerd: wie vóór 1 oktober 2009 "
                "kwam, telt pas vanaf die dag (late intrede)."
            ),
            numerator="jongeren met de uitkomst in een maand",
            denominator="jongeren die in die maand gevolgd werden",
            source=COUNTED,
        ),
        numbers=within_a_year(outcome),
    )


def _line(curves: Curves, outcome: str) -> _Line:
    until = -1 if curves.reliable_until is None else curves.reliable_until
    months = curves.months[: until + 1]
    followed = {point.month: point.n for point in curves.at_risk}
    together = {CONCRETE: curves.together, ANY: curves.event_free.complement}
    curve = ({curve.cause: curve for curve in curves.outcomes} | together)[outcome]
    # After no months nobody has left; after m months whoever left in fewer.
    kept = slice(0, max(until, 0))
    return _Line(
        months,
        (0.0, *curve.cif[kept])[: len(months)],
        (None, *curve.low[kept])[: len(months)],
        (None, *curve.high[kept])[: len(months)],
        followed,
    )


def _shared(lines: dict[str, _Line]) -> int:
    """Return the last month that both lines reach; −1 when one has none."""
    return min(len(line.months) for line in lines.values()) - 1


def _difference(lines: dict[str, _Line], outcome: str) -> str:
    shared = _shared(lines)
    if shared < STEP:
        return (
            f"Er zijn minder dan {MIN_AT_RISK} jongeren een half jaar gevolgd: te weinig voor een "
            "lijn die iets zegt."
        )
    month = min(COMPARED, shared)
    naive, corrected = (round(100 * lines[name].share[month]) for name in (NAIVE, CORRECTED))
    what = "een uitkomst" if outcome == ANY else f"'{CHOICE.options[outcome]}' als uitkomst"
    if naive == corrected:
        had, both = "hadden" if naive > 1 else "had", few.number(naive)
        return f"Na {month} maanden {had} in beide tellingen {both} van elke 100 jongeren {what}."
    return (
        f"Na {month} maanden hadden {few.number(naive)} van elke 100 jongeren {what} als u telt "
        f"zoals het rapport, en {few.number(corrected)} na correctie."
    )


def _why(corrected: Curves, lines: dict[str, _Line]) -> str:
    if _shared(lines) < STEP:
        return ""
    if not corrected.delayed:
        return "Niemand van hen was er al vóór de start: er is niets te corrigeren."
    return (
        f"{formats.plural(corrected.delayed, 'jongere kwam', 'jongeren kwamen')} al vóór de start. "
        "Zij staan alleen in de gegevens omdat zij er op 1 oktober 2009 nog waren. Wie eerder "
        "vertrok, ontbreekt. Telt u hun maanden vóór de start mee, dan lijkt het of bijna niemand "
        "snel vertrok."
    )


def _picture(lines: dict[str, _Line], outcome: str) -> Picture | None:
    if _shared(lines) < STEP:
        return None
    sketch = theme.base(HEIGHT, x_title=X_TITLE, y_title="van elke 100 jongeren")
    _add_band(sketch, lines[CORRECTED])
    _add_line(sketch, lines[NAIVE], NAIVE, theme.ORANGE, "dash")
    _add_line(sketch, lines[CORRECTED], CORRECTED, theme.BLUE, "solid")
    longest = max(len(line.months) for line in lines.values()) - 1
    sketch.update_xaxes(dtick=TICK, tick0=0, range=[0, longest + 0.5], title={"standoff": 4})
    sketch.update_yaxes(rangemode="tozero")
    sketch.update_layout(
        margin={"b": 150}, annotations=[*_names(lines), *_followed(lines, longest)]
    )
    return Picture("plotly", sketch.figure(), _alt(lines, outcome))


def _add_band(sketch: theme.Sketch, line: _Line) -> None:
    bounds = list(zip(line.months, line.low, line.high, strict=True))
    known = [(m, 100 * lo, 100 * hi) for m, lo, hi in bounds if lo is not None and hi is not None]
    for position, fill in ((1, None), (2, "tonexty")):
        sketch.add_scatter(
            x=[point[0] for point in known],
            y=[point[position] for point in known],
            mode="lines",
            line={"width": 0, "shape": "hv"},
            fill=fill,
            fillcolor=theme.FAINT,
            hoverinfo="skip",
        )


def _add_line(sketch: theme.Sketch, line: _Line, name: str, colour: str, dash: str) -> None:
    sketch.add_scatter(
        x=line.months,
        y=[100 * share for share in line.share],
        mode="lines",
        name=name,
        line={"color": colour, "width": 3, "dash": dash, "shape": "hv"},
        hovertemplate="na %{x} maanden: %{y:.0f} van elke 100<extra>" + name + "</extra>",
    )


def _names(lines: dict[str, _Line]) -> Iterator[dict[str, object]]:
    """Yield each name at its line, above the higher one and below the lower one."""
    ends = {name: line.share[-1] for name, line in lines.items()}
    # Halfway the shared stretch both lines are there and there is room on both sides.
    at = _shared(lines) * 3 // 5
    upper = max(lines, key=lambda name: (lines[name].share[at], ends[name]))
    for name, line in lines.items():
        above = name == upper
        yield {
            "x": line.months[at],
            "y": 100 * ((line.high[at] or line.share[at]) if above else line.share[at]),
            "text": name,
            "showarrow": False,
            "xanchor": "right" if above else "left",
            "yanchor": "bottom" if above else "top",
            "yshift": 4 if above else -6,
        }


def _followed(lines: dict[str, _Line], longest: int) -> Iterator[dict[str, object]]:
    """Yield, for under the axis, how many people each line rests on, as far as it goes."""
    for place, name in enumerate((CORRECTED, NAIVE)):
        line, below = lines[name], -66 - 46 * place
        yield _under(0, tag("b", name) + f", {FOLLOWED}", below)
        for month in range(0, longest + 1, TICK):
            n = line.followed.get(month) if month < len(line.months) else None
            yield _under(month, "–" if n is None else formats.count(n), below - 19)


def _under(month: int, text: str, below: int) -> dict[str, object]:
    return {
        "x": month,
        "y": 0,
        "yref": "paper",
        "yshift": below,
        "yanchor": "top",
        # The first column starts at the axis: there is no room to its left.
        "xanchor": "center" if month else "left",
        "text": text,
        "showarrow": False,
    }


def _alt(lines: dict[str, _Line], outcome: str) -> str:
    month = min(COMPARED, _shared(lines))
    parts = [f"{name} {round(100 * line.share[month])}" for name, line in lines.items()]
    return (
        f"Twee stijgende trappen in de tijd voor {CHOICE.options[outcome]}. Na {month} maanden van "
        f"elke 100: {formats.listing(parts)}."
    )


def _table(lines: dict[str, _Line], outcome: str) -> Table:
    longest = max(len(line.months) for line in lines.values())
    months = range(STEP, max(longest, SHOWN_ALWAYS + 1), STEP)
    table = Rows(months).count("maanden", "Maanden na instroom", int)
    for key, label, line in (
        ("rapport", "Zoals het rapport telt", lines[NAIVE]),
        ("gecorrigeerd", "Gecorrigeerd", lines[CORRECTED]),
    ):
        table = table.columns(counting_columns(key, label), partial(_cells, line))
    return table.table(
        f"Geschat aandeel met {CHOICE.options[outcome]}, in twee tellingen",
        "Bandbreedte: 95 %. Een punt betekent: te weinig jongeren gevolgd.",
    )


def _cells(line: _Line, month: int) -> tuple[Cell, Cell, Cell]:
    if month >= len(line.months):
        return None, None, None
    band = interval(line.low[month], line.high[month])
    return line.share[month], band, line.followed.get(month)
