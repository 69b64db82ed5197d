"""One fact per bar, with a mark where the report put it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perspectief.report.block.blocks import Picture, bars_picture
from perspectief.report.block.reported import NOTE, Reported
from perspectief.report.block.tables import SHARE, Column, Rows, Table
from perspectief.report.drawing import row_bars
from perspectief.report.words import formats, shares
from perspectief_core.people.summaries import Summary
from perspectief_core.shares.intervals import Share

FACT_LEGEND = (row_bars.Key("in deze gegevens", 1), row_bars.Key("in het rapport", 0))
REPORTED = Column("rapport", "Rapport")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with its share; `id_` is the published figure of the same fact, if any."""

    name: str
    share: Share
    id_: str = ""

    def printed(self, report: Reported) -> str:
        """Return what the report printed, or nothing."""
        return report.text(self.id_) if self.id_ else ""


def fact_reading(total: int) -> str:
    """Return how the bars of facts are to be read, of which one is of `total` people."""
    without = shares.without_percent(total)
    return (
        "De hele breedte is 100 procent. De balk is het aandeel in deze gegevens, het streepje het "
        "aandeel in het rapport, als dat er een noemt. Het rapport gaat over alle jongeren: kiest "
        f"u een deel, dan staat er geen streepje. {without} staat er geen percentage."
    )


def facts_picture(
    what: str, facts: Sequence[Fact], report: Reported, named: Sequence[Fact] = ()
) -> Picture:
    """Return a bar per fact; the text alternative names `named`, by default the first two."""
    rows = (fact_row(fact.name, fact.share, report, fact.id_) for fact in facts)
    alt = fact_alt(what, [(fact.name, fact.share) for fact in named or facts])
    return bars_picture("wide", rows, alt, legend=FACT_LEGEND)


def facts_table(
    caption: str, first: Column, facts: Sequence[Fact], report: Reported, note: str = NOTE
) -> Table:
    """Return facts under `first`, their shares and what the report printed."""
    return (
        Rows(facts)
        .column(first, lambda fact: fact.name)
        .column(SHARE, lambda fact: fact.share)
        .column(REPORTED, lambda fact: fact.printed(report))
        .table(caption, note)
    )


def fact_row(name: str, share: Share, report: Reported, id_: str = "") -> row_bars.Row:
    """Return a bar with a share; `id_` is the published figure of the same fact, if any."""
    printed = f" · {report.beside}: {report.text(id_)}" if id_ else ""
    return row_bars.bar(
        name,
        shares.length(share),
        f"{name}: {shares.full(share)}",
        f"{_value(share)}{printed}",
        mark=report.share(id_) if id_ and not report.beside_part else None,
    )


def fact_alt(what: str, facts: Sequence[tuple[str, Share]]) -> str:
    """Return the text alternative of bars with facts, of which it names two."""
    parts = [f"{formats.small_letter(name)} {_value(share)}" for name, share in facts[:2]]
    return f"Balken over {what}, met het rapport als streepje; zoals {formats.listing(parts)}."


def _value(share: Share) -> str:
    return shares.line(share) if share.total else "niemand om te tellen"


def means_table(caption: str, lines: Sequence[tuple[str, Summary, str]], report: Reported) -> Table:
    """Return the table of means, each beside the report's: (name, summary, id of the figure)."""
    return (
        Rows(lines)
        .text("wat", "Wat", lambda line: line[0])
        .number("gemiddelde", "Gemiddelde", lambda line: line[1].mean)
        .number("middelste", "Middelste waarde", lambda line: line[1].median)
        .number("spreiding", "Standaardafwijking", lambda line: line[1].sd)
        .count("n", "Bekend van", lambda line: line[1].n)
        .column(REPORTED, lambda line: report.text(line[2]))
        .table(caption, NOTE)
    )
