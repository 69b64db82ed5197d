"""Figures of the shipped extract, as they leave."""

from __future__ import annotations

from datetime import date

import pytest

from perspectief.report.words import shell
from perspectief.takeaway.occasion import Occasion
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.sheet import Figure
from perspectief.takeaway.paper.view import view_of
from perspectief_core.cohort.selection import Selection, from_query
from tests.screen.pages import SELECTIONS

SITE = "https://voorbeeld.nl/map/"
DAY = date(2026, 11, 26)
LONG = 300
SHOWN = {
    "everyone": {},
    "one_steunpunt": {"steunpunt": "nijmegen"},
    "three_persons": SELECTIONS["three_persons"],
    "nobody": SELECTIONS["nobody"],
}


def figures_of(view, page):
    """Return every figure of a page, those in its layers included, in the order of the page."""
    items = reading.page(view, reading.Asked(page, SITE, {})).items
    return [item for item in items if isinstance(item, Figure)]


@pytest.fixture(scope="session")
def seen(shipped):
    """Return a view of the extract by the parameters of an address."""
    places = tuple(sorted(shipped.steunpunten["steunpunt"].astype(str)))

    def view(query):
        selection, bad = from_query(query, places)
        assert not bad
        return view_of(shipped, selection, "open")

    return view


@pytest.fixture(scope="session")
def figure_of(shipped):
    """Return one figure of a page, for everybody."""

    def find(page, key=None, **choices):
        view = view_of(shipped, Selection(), "open")
        return reading.figure(view, reading.Asked(page, SITE, choices), key)

    return find


@pytest.fixture(scope="session")
def every_figure(seen):
    """Return all figures of all pages for everyone, one steunpunt, three people and nobody."""
    figures = {}
    for name, query in SHOWN.items():
        view = seen(query)
        for page in shell.PAGES:
            for figure in figures_of(view, page.name):
                block = figure.block
                # One table of thousands of rows is enough.
                if not query or len(block.table.rows) < LONG:
                    # What was published is the same whomever one looks at: once is enough.
                    same = page.name, block.key, block.provenance, block.sentence, block.table.rows
                    figures.setdefault(same, (f"{page.name} {name}", figure))
    return list(figures.values())


def occasion(figure):
    return Occasion(figure.link, DAY)
