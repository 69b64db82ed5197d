"""Whoever waits reads meanwhile: heading, then finding, then figures, on every page."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from perspectief.report.words import shell
from perspectief.screen import contents, session
from tests.places import SHIPPED
from tests.screen.pages import PAGES, open_page

COUNTED_IN_ITS_HEADING = {shell.HOME.name}
"""Asks how many people it is about: one count, and no figure."""


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a page does, in order: what it sends at its top, what it asks, what it makes."""
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    seen: list[str] = []

    def noted(where: object, name: str, event: str) -> None:
        function = getattr(where, name)

        def note(*args: Any, **options: Any) -> Any:
            seen.append(event)
            return function(*args, **options)

        monkeypatch.setattr(where, name, note)

    def begin(*opened: str) -> None:
        # AppTest opens the home page first.
        seen.clear()
        begun(*opened)

    begun = contents.begin
    monkeypatch.setattr(contents, "begin", begin)
    noted(st, "title", "heading")
    noted(contents, "place", "finding")
    noted(st, "selectbox", "choice")
    noted(session.ScreenView, "_ask", "question")
    noted(session.ScreenView, "_marked", "figure")
    noted(session, "made", "figure")
    return seen


@pytest.mark.parametrize("query", [{}, {"steunpunt": "utrecht"}, {"als": "publicatie"}])
@pytest.mark.parametrize("page", PAGES)
def test_heading_and_finding_come_before_what_they_do_not_need(
    page: str, query: dict[str, str], events: list[str]
) -> None:
    app = open_page(page, query)
    assert not app.exception
    assert not app.error
    heading, finding = events.index("heading"), events.index("finding")
    assert events.count("heading") == 1
    asked = events[:heading].count("question")
    assert asked == (page in COUNTED_IN_ITS_HEADING)
    assert "figure" not in events[:heading]
    assert heading < finding
    # Of this page the finding is how far all the answers go.
    if page != "onderzoeksvragen":
        assert "figure" not in events[:finding]
    assert "choice" not in events[:finding], "something would come above what is drawn"
    assert "figure" in events[finding:] or page == "verantwoording"
