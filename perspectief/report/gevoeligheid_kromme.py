"""The specification curve with the choice grid under it, the report's choice marked."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from perspectief.report import figures, formats, labels
from perspectief.report import gevoeligheid_keuzes as names
from perspectief.report.blocks import Block, Definition, Picture
from perspectief.report.tables import Cell, Column, Table
from perspectief_core.curve import Curve, CurveColumn
from perspectief_core.disclosure import Protected
from perspectief_core.intervals import Share
from perspectief_core.selection import CRITERIA

TOP, CURVE, LABEL, STRIP, BOTTOM = 10, 250, 21, 14, 12
"""Heights in pixels: margin, curve, and per alternative its name and its strip."""
LEFT = 44
"""Width of the vertical axis, in pixels."""
GAP = 34
"""Room between the curve and the grid, for the axis title."""
STEPS = ((0.0, "rgba(0,0,0,0)"), (0.001, figures.FAINT), (1.0, figures.BLUE))
"""Colours of the grid: nothing, some, all combinations of a column."""


def curve_block(result: Protected[Curve], sentence: str, own: Share | None) -> Block:
    """Return the block with the curve; `own` is the share now on the other pages, if different."""
    curve = result.value
    what = labels.OUTCOME_SHORT[curve.outcome]
    return Block(
        key="kromme",
        title=f"Alle combinaties: {what}",
        sentence=sentence,
        source=result,
        picture=Picture("plotly", draw(curve, own), _alt(curve)) if curve.columns else None,
        table=_table(curve),
        reading=(
            "Boven staan alle combinaties van laag naar hoog. Elke stip is een groepje buren op "
            "die lijn. De ruit is het rapport. Eronder heeft elke andere keuze een strook: waar de "
            "strook donker is, zit die keuze in veel combinaties van dat groepje. Is een strook "
            "alleen links of rechts donker, dan maakt die keuze uit. Is hij overal even donker, "
            "dan niet. Klik op een stip, of schuif, om één combinatie te openen."
        ),
        definition=_definition(curve),
    )


def draw(curve: Curve, own: Share | None = None) -> go.Figure:
    """Return the chart: the curve above, one strip per alternative below."""
    rows = _alternatives()
    grid = len(rows) * (LABEL + STRIP)
    height = TOP + CURVE + GAP + grid + BOTTOM
    figure = figures.base(height)
    split = (grid + BOTTOM) / height
    _add_curve(figure, curve, own)
    _add_grid(figure, curve, rows)
    figure.update_layout(
        margin={"l": LEFT, "r": 4, "t": TOP, "b": BOTTOM},
        hovermode="closest",
        xaxis={
            "visible": False,
            "range": [-0.5, len(curve.columns) - 0.5],
            "anchor": "y2",
        },
        yaxis={
            "domain": [split + GAP / height, 1],
            "ticksuffix": f"{formats.NBSP}%",
            "automargin": False,
            "nticks": 5,
            "rangemode": "tozero",
            "zeroline": False,
        },
        yaxis2={
            "domain": [0, split],
            "anchor": "x",
            "range": [len(rows) * (LABEL + STRIP), 0],
            "visible": False,
            "fixedrange": True,
        },
    )
    return figure


def _alternatives() -> list[tuple[int, int, str]]:
    """Return criterion, option and name of every choice that is not the report's."""
    return [
        (at, place, names.short(criterion.code, option))
        for at, criterion in enumerate(CRITERIA)
        for place, option in enumerate(criterion.options)
        if place
    ]


def _add_curve(figure: go.Figure, curve: Curve, own: Share | None) -> None:
    figure.add_scatter(
        x=list(range(len(curve.columns))),
        y=[100 * (column.middle.share or 0.0) for column in curve.columns],
        mode="markers",
        marker={"size": 6, "color": figures.BLUE},
        selected={"marker": {"color": figures.ORANGE, "size": 12}},
        unselected={"marker": {"opacity": 1}},
        hovertext=[hover(column) for column in curve.columns],
        hoverinfo="text",
        cliponaxis=False,
    )
    if curve.report_place is not None:
        _mark(figure, curve, curve.report, "rapport", "diamond")
    if own is not None and own.share is not None:
        _mark(figure, curve, own, "uw keuze", "square")


def _mark(figure: go.Figure, curve: Curve, share: Share, name: str, symbol: str) -> None:
    value = 100 * (share.share or 0.0)
    at = _place(curve, share.share or 0.0)
    right = at < len(curve.columns) / 2
    figure.add_scatter(
        x=[at],
        y=[value],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": 15,
            "color": figures.ORANGE if symbol == "diamond" else figures.PLUM,
            "line": {"color": figures.INK, "width": 1.5},
        },
        hovertext=[f"<b>{name}</b><br>{formats.share(share)}"],
        hoverinfo="text",
        cliponaxis=False,
    )
    figure.add_annotation(
        x=at,
        y=value,
        text=f"<b>{name}</b> {formats.percent(share.share)}",
        showarrow=False,
        xanchor="left" if right else "right",
        yanchor="top" if right else "bottom",
        xshift=9 if right else -9,
        yshift=-4 if right else 4,
        font={"size": figures.FONT_SIZE},
    )
    figure.add_shape(
        type="line",
        x0=at,
        x1=at,
        yref="paper",
        y0=0,
        y1=1,
        line={"color": figures.INK, "width": 1, "dash": "dot"},
    )


def _place(curve: Curve, share: float) -> float:
    """Return the column where a share would stand."""
    if curve.report.share is not None and share == curve.report.share and curve.report_place:
        return curve.report_place * len(curve.columns) - 0.5
    below = [at for at, column in enumerate(curve.columns) if column.low <= share]
    return float(below[-1]) if below else 0.0


def hover(column: CurveColumn) -> str:
    """Return the text at a dot: its middle combination."""
    return f"{formats.share(column.middle)}<br>{'<br>'.join(departures(column.choices)[:6])}"


def departures(choices: tuple[str, ...]) -> list[str]:
    """Return the short names of the choices that are not the report's."""
    found = [
        names.short(criterion.code, option)
        for criterion, option in zip(CRITERIA, choices, strict=True)
        if option != criterion.default
    ]
    return found or ["alles zoals het rapport"]


def _add_grid(figure: go.Figure, curve: Curve, rows: list[tuple[int, int, str]]) -> None:
    edges, cells = [0.0], []
    blank: list[float | None] = [None] * len(curve.columns)
    for criterion, option, _ in rows:
        edges += [edges[-1] + LABEL, edges[-1] + LABEL + STRIP]
        cells += [blank, [round(c.options[criterion][option], 3) for c in curve.columns]]
    figure.add_heatmap(
        x=list(range(len(curve.columns))),
        y=edges,
        z=cells,
        zmin=0,
        zmax=1,
        colorscale=[list(step) for step in STEPS],
        showscale=False,
        hoverinfo="skip",
        yaxis="y2",
    )
    # All at once: adding them one by one copies all earlier ones each time.
    layout = figure.layout
    labels_ = [_row_label(name, at) for at, (_, _, name) in enumerate(rows)]
    lines = [_row_line(at) for at in range(len(rows))]
    figure.update_layout(
        annotations=[*layout.annotations, *labels_, _GRID_NOTE], shapes=[*layout.shapes, *lines]
    )


_GRID_NOTE = {
    "text": "van het laagste naar het hoogste aandeel →",
    "xref": "paper",
    "yref": "y2",
    "x": 1,
    "y": 0,
    "xanchor": "right",
    "yanchor": "bottom",
    "yshift": 6,
    "showarrow": False,
    "font": {"size": 14},
}


def _row_label(name: str, at: int) -> dict[str, object]:
    return {
        "text": name,
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "yref": "y2",
        "y": at * (LABEL + STRIP) + LABEL,
        "yanchor": "bottom",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": 14},
    }


def _row_line(at: int) -> dict[str, object]:
    bottom = (at + 1) * (LABEL + STRIP)
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": "y2",
        "y0": bottom,
        "y1": bottom,
        "line": {"color": figures.LINE, "width": 1},
    }


def _alt(curve: Curve) -> str:
    low, high = curve.columns[0].low, curve.columns[-1].high
    return (
        f"Oplopende lijn van stippen van {formats.percent(low)} tot {formats.percent(high)}, het "
        f"rapport gemerkt op {formats.percent(curve.report.share)}. Eronder een strook per keuze."
    )


def _table(curve: Curve) -> Table:
    rows: list[tuple[Cell, ...]] = [
        ("Rapport", curve.report, 1, "alles zoals het rapport")
        if curve.report.share is not None
        else ("Rapport", None, 1, "niemand")
    ]
    rows += [
        (formats.count(at), column.middle, column.size, "; ".join(departures(column.choices)))
        for at, column in enumerate(curve.columns, start=1)
    ]
    return Table(
        caption=f"Van laag naar hoog: {labels.OUTCOME[curve.outcome]}",
        columns=(
            Column("plaats", "Plaats"),
            Column("aandeel", "De middelste combinatie", "share"),
            Column("combinaties", "Combinaties in dit groepje", "count"),
            Column("keuzes", "Anders dan het rapport"),
        ),
        rows=tuple(rows),
        note="Onder 'Alle combinaties' kunt u elke combinatie downloaden.",
    )


def _definition(curve: Curve) -> Definition:
    without = curve.without_share
    left = f" {formats.count(without)} combinaties geven geen aandeel." if without else ""
    return Definition(
        what=(
            f"Het deel met een uitkomst bij elke mogelijke combinatie van keuzes.{left} De filters "
            "gelden bij elke combinatie."
        ),
        numerator=f"jongeren met als uitkomst: {labels.OUTCOME[curve.outcome]}",
        denominator={
            "all": "alle jongeren die bij die combinatie meetellen",
            "exits": "de jongeren die bij die combinatie zijn uitgestroomd",
        }[curve.basis],
        source="Geteld in de gegevens die u bekijkt; de keuzes staan op deze pagina.",
    )


def one_sentence(column: CurveColumn) -> str:
    """Return what one combination counts and how it departs from the report."""
    return (
        f"{formats.share(column.middle)}. Anders dan het rapport: "
        f"{formats.listing(departures(column.choices))}."
    )


def choices_of(column: CurveColumn, basis: str) -> dict[str, Any]:
    """Return the combination as the fields of a selection."""
    choices = {c.code: option for c, option in zip(CRITERIA, column.choices, strict=True)}
    return choices | ({"uitstroom": True} if basis == "exits" else {})
