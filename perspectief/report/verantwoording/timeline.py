"""Wat gebeurde er wanneer? The dated events of all five documents, drawn as a list by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from perspectief.report.block.blocks import Block, Definition, Picture
from perspectief.report.block.heading import Heading
from perspectief.report.block.tables import Rows, Table
from perspectief.report.drawing.described import Listing
from perspectief.report.verantwoording.labels import remark, source
from perspectief.report.words import formats
from perspectief.report.words.markup import BREAK, join, tag
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.published.records import TimelineEvent

_YEAR = "margin:1rem 0 0.25rem"
_LIST = (
    "list-style:none;margin:0 0 0.5rem;padding:0 0 0 1rem;border-left:3px solid var(--pf-line);"
    "max-width:46rem"
)
_ITEM = "position:relative;margin:0;padding:0.2rem 0"
_DOT = (
    "position:absolute;left:calc(-1rem - 7px);top:0.7em;width:11px;height:11px;"
    "border-radius:50%;background:var(--pf-c1)"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """One event with every place that mentions it; `when` is its date in words."""

    year: str
    when: str
    what: str
    sources: tuple[str, ...]
    remarks: tuple[str, ...]


def timeline_block(facts: Protected[tuple[TimelineEvent, ...]]) -> Block:
    """Return the block with the timeline."""
    moments = moments_of(facts.value)
    years = tuple(_described(moments))
    return Block(
        heading=Heading("tijdlijn", "Wat gebeurde er wanneer"),
        sentence=sentence(facts.value, moments),
        source=facts,
        picture=Picture("html", _drawing(years), _alt(moments), described=years),
        table=_table(facts.value),
        reading=(
            "De tijd loopt van boven naar beneden. Elke stip is een gebeurtenis. Daaronder staat "
            "in welk document en op welke plaats de datum staat."
        ),
        definition=Definition(
            what="Elke gebeurtenis met een datum in de vijf documenten.",
            source="De vijf documenten; per gebeurtenis staat de plaats erbij.",
        ),
    )


def sentence(events: tuple[TimelineEvent, ...], moments: tuple[Moment, ...]) -> str:
    """Return how many events there are and which years they span."""
    documents = len({event.document for event in events})
    return (
        f"De {documents} documenten noemen samen {len(events)} data, van {moments[0].year} tot en "
        f"met {moments[-1].year}. Het experiment liep van 1 oktober 2009 tot 1 april 2011."
    )


def moments_of(events: tuple[TimelineEvent, ...]) -> tuple[Moment, ...]:
    """Return the events in order; the same event in several documents is one moment."""
    by_event: dict[tuple[str, str], list[TimelineEvent]] = {}
    for event in events:
        by_event.setdefault((event.datum, event.gebeurtenis), []).append(event)
    return tuple(
        Moment(
            datum[:4],
            when(same[0]),
            what,
            tuple(source(event.document, event.tabel) for event in same),
            tuple(remark(event) for event in same if event.opmerking),
        )
        for (datum, what), same in by_event.items()
    )


def when(event: TimelineEvent) -> str:
    """Return the date of an event in words, no more exact than the document: `juni 2010`."""
    if event.precisie == "jaar":
        return event.datum
    if event.precisie == "maand":
        return formats.month(date.fromisoformat(f"{event.datum}-01"))
    return formats.day(date.fromisoformat(event.datum))


def _drawing(years: Iterable[Listing]) -> Markup:
    return join(
        tag("h3", year.heading, style=_YEAR) + tag("ol", *map(_item, year.lines), style=_LIST)
        for year in years
    )


def _described(moments: tuple[Moment, ...]) -> Iterator[Listing]:
    for year in dict.fromkeys(moment.year for moment in moments):
        own = [moment for moment in moments if moment.year == year]
        yield Listing(
            year,
            tuple(
                (
                    "" if moment.when == moment.year else moment.when,
                    moment.what,
                    "; ".join((*moment.sources, *moment.remarks)),
                )
                for moment in own
            ),
        )


def _item(line: tuple[str, str, str]) -> Markup:
    when, what, where = line
    return tag(
        "li",
        Markup("<span style='{}' aria-hidden='true'></span>").format(_DOT),
        *((tag("b", when), " · ") if when else ()),
        what,
        BREAK,
        tag("span", where, class_="pf-note"),
        style=_ITEM,
    )


def _alt(moments: tuple[Moment, ...]) -> str:
    years = len({moment.year for moment in moments})
    return f"Lijn van boven naar beneden met {len(moments)} gebeurtenissen in {years} jaren."


def _table(events: tuple[TimelineEvent, ...]) -> Table:
    return (
        Rows(events)
        .text("datum", "Datum", lambda event: event.datum)
        .text("wanneer", "In woorden", when)
        .text("gebeurtenis", "Gebeurtenis", lambda event: event.gebeurtenis)
        .text("document", "Document", lambda event: event.document)
        .text("plaats", "Plaats", lambda event: event.tabel)
        .text("opmerking", "Opmerking", remark)
        .table("Alle data in de vijf documenten")
    )
