"""What a factsheet holds: figures of the pages, of one steunpunt or one type of working method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perspectief.report.block.blocks import Block
from perspectief.report.block.view import View
from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.werkwijzen import one_type, published
from perspectief.report.werkwijzen.dots_chart import type_name
from perspectief.report.words.outcome_words import BAR_ORDER
from perspectief.takeaway.document.factsheet import Given, of_steunpunt
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.sheet import Figure, Item, Told
from perspectief_core.data.contract import WERKWIJZEN
from perspectief_core.disclosure.protecting import published_result
from perspectief_core.steunpunten import werkwijzen

BANNER = "Gepubliceerd: dit schreef het rapport van 2011 over de typen werkwijze"
"""Above what was published beside what was counted."""


TOO_LONG = "lijkt_op"
"""The figure of a steunpunt that is a list of all others: a sheet and a half by itself."""


def steunpunt(view: View, code: str, site: str) -> Given:
    """Return the factsheet of a steunpunt; `site` is the address of the dashboard."""
    seen = view.only(steunpunt=())
    items = reading.page(seen, reading.Asked("steunpunt", site, {"punt": code})).items
    told = (piece for piece in items if isinstance(piece, Told) and piece.look == "finding")
    finding = next((piece.text for piece in told), "")
    link = next(figure.link for figure in items if isinstance(figure, Figure)).split("#")[0]
    shown = tuple(block for block in _shown(items) if block.key != TOO_LONG)
    return of_steunpunt(view.names[code], finding, shown, seen.origin, link)


def type_of_werkwijze(view: View, code: str, site: str) -> Given:
    """Return the factsheet of one of the six types: `WERKWIJZEN`."""
    seen = view.only(steunpunt=())
    by_outcome = [seen.ask(werkwijzen.by_type, "6", outcome) for outcome in BAR_ORDER]
    beside = seen.block(one_type.one_type_block, by_outcome, code)
    own = seen.only(werkwijze_6=(code,))
    outcomes = _of_page(own, "overzicht", site).get("uitkomsten")
    about = _of_page(seen, "werkwijzen", site)
    types = [fact for fact in published.type_facts() if fact.type == code]
    described = seen.block(published.description_block, published_result(tuple(types)))
    return Given(
        title=f"Werkwijze: {type_name(code).lower()}",
        finding=beside.sentence,
        counted=(*([outcomes] if outcomes else []), beside),
        beside=(described, about["rapport"]),
        banner=BANNER,
        provenance=own.origin,
        link=f"{site}werkwijzen",
    )


def _of_page(view: View, page: str, site: str) -> dict[str, Block | WithheldBlock]:
    items = reading.page(view, reading.Asked(page, site, {})).items
    return {block.key: block for block in _shown(items)}


def _shown(items: Sequence[Item]) -> Iterator[Block | WithheldBlock]:
    for piece in items:
        if isinstance(piece, Figure):
            yield piece.block
        elif isinstance(piece, WithheldBlock):
            yield piece


__all__ = ["WERKWIJZEN", "steunpunt", "type_of_werkwijze"]
