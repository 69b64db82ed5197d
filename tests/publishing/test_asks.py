"""The list of what an edition answers has every ask of every page, whatever is chosen on it.

The script of each page runs on paper with an edition behind it: every option of every choice, all
layers open, of everybody and of views of one and two filters. An ask that is not in the list is a
`MissingAnswerError`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice

import pytest

from perspectief.publishing.asks import ASKS
from perspectief.publishing.bundle import MissingAnswerError
from perspectief.publishing.edition import Opened, open_edition
from perspectief.report.words import shell
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.sheet import Sheet
from perspectief_core.beside.beside_types import beside_types
from perspectief_core.cohort.selection import Selection
from perspectief_core.disclosure.policies import Withheld, check_analysis
from perspectief_core.people import outcomes
from tests.publishing.leaving import EditionView

PAGES = tuple(entry.name for entry in shell.PAGES)
SITE = "https://voorbeeld.nl/"
OF_TWO_FILTERS = 12
"""Views of two filters that every page is opened for; of one filter it is all."""


@pytest.fixture(scope="module")
def opened(small_edition):
    return open_edition(small_edition)


@pytest.fixture
def seen(opened):
    """Return what opens a page of a view, with values of its choices."""
    asked_of = set()

    def see(page, selection, **choices):
        view = replace(EditionView.of(opened, selection), asked_of=asked_of)
        return reading.page(view, reading.Asked(page, SITE, choices))

    see.asked_of = asked_of
    return see


@pytest.fixture
def offered(monkeypatch):
    """Return the options of every choice that pages offered since, by code."""
    options: dict[str, tuple[str, ...]] = {}

    class Noting(Sheet):
        def _chosen(self, code, allowed, default):
            options[code] = tuple(allowed)
            return super()._chosen(code, allowed, default)

        def choose_several(self, choice):
            one_each, most = (
                tuple(choice.options),
                choice.written(islice(choice.options, choice.most)),
            )
            options[choice.code] = (*one_each, most, "")
            return super().choose_several(choice)

    monkeypatch.setattr(reading, "Sheet", Noting)
    return options


def views_of(opened: Opened, filters: int) -> list[Selection]:
    """Return the published views of so many filters."""
    return sorted((view for view in opened.views if len(view.active_filters) == filters), key=repr)


def chosen(offered: dict[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    """Yield every value of every choice, the others as they are."""
    for code, values in sorted(offered.items()):
        yield from ({code: value} for value in values)


@pytest.mark.parametrize("page", PAGES)
def test_every_option_of_a_page_has_its_answers(page, opened, seen, offered):
    seen(page, Selection())
    # Of everybody, and each also of some part of them: which one goes round.
    parts = cycle([*views_of(opened, 1)[::3], *views_of(opened, 2)[::29]])
    for choice in list(chosen(offered)):
        for selection in (Selection(), next(parts)):
            seen(page, selection, **choice)


@pytest.mark.parametrize("page", PAGES)
def test_every_view_of_a_page_has_its_answers(page, opened, seen):
    singles, pairs = views_of(opened, 1), views_of(opened, 2)
    assert len(singles) > 8
    for selection in (*singles, *pairs[:: len(pairs) // OF_TWO_FILTERS + 1]):
        seen(page, selection)


def test_nothing_is_answered_that_no_page_asks(seen):
    for page in PAGES:
        seen(page, Selection())
    assert seen.asked_of == {(ask.analysis, ask.arguments) for ask in ASKS}


def test_an_ask_that_is_not_in_the_list_is_seen(opened):
    view = EditionView.of(opened, Selection())
    with pytest.raises(MissingAnswerError):
        view.ask(outcomes.by, "werkwijze_6")


def test_what_is_made_of_other_results_is_not_asked_of_an_edition():
    """Types of working method beside each other are derived in no way: the figure says so."""
    with pytest.raises(Withheld, match="not_published"):
        check_analysis(beside_types, "publicatie")
    check_analysis(beside_types, "open")
