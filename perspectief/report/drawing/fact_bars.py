"""One fact per bar, with a mark where the report put it."""

from __future__ import annotations

from perspectief.report.block.reported import NOTE, Reported
from perspectief.report.block.tables import Column, Table
from perspectief.report.drawing import row_bars
from perspectief.report.words import formats
from perspectief_core.people.summaries import Summary
from perspectief_core.shares.intervals import Share

FACT_LEGEND = (row_bars.Key("in deze gegevens", 1), row_bars.Key("in het rapport", 0))
FACT_READING = (
    "De hele breedte is 100 procent. De balk is het aandeel in deze gegevens, het streepje het "
    "aandeel in het rapport, als dat er een noemt. Bij minder dan tien jongeren staat er geen "
    "percentage."
)


def fact_row(name: str, share: Share, report: Reported, id_: str = "") -> row_bars.Row:
    """Return a bar with a share; `id_` is the published figure of the same fact, if any."""
    printed = f" · rapport: {report.text(id_)}" if id_ else ""
    return row_bars.Row(
        name,
        (row_bars.Segment(share.share or 0.0, 1, f"{name}: {formats.share(share)}"),),
        f"{_value(share)}{printed}",
        report.share(id_) if id_ else None,
    )


def fact_alt(what: str, facts: list[tuple[str, Share]]) -> str:
    """Return the text alternative of bars with facts."""
    parts = [f"{formats.small_letter(name)} {_value(share)}" for name, share in facts[:2]]
    return f"Balken over {what}, met het rapport als streepje; zoals {formats.listing(parts)}."


def _value(share: Share) -> str:
    if not share.total:
        return "niemand om te tellen"
    if share.share is None or share.total < formats.SMALL_N:
        return formats.of(share)
    return f"{formats.of(share)} · {formats.percent(share.share)}"


def means_table(
    caption: str, lines: tuple[tuple[str, Summary, str], ...], report: Reported
) -> Table:
    """Return the table of means, each beside the report's: (name, summary, id of the figure)."""
    return Table(
        caption=caption,
        columns=(
            Column("wat", "Wat"),
            Column("gemiddelde", "Gemiddelde", "number"),
            Column("middelste", "Middelste waarde", "number"),
            Column("spreiding", "Standaardafwijking", "number"),
            Column("n", "Bekend van", "count"),
            Column("rapport", "Rapport"),
        ),
        rows=tuple(
            (name, found.mean, found.median, found.sd, found.n, report.text(id_))
            for name, found, id_ in lines
        ),
        note=NOTE,
    )
