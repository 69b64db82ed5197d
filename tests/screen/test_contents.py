"""Every page lists its own parts at its top, and every link in that list leads to one."""

from __future__ import annotations

import re

import pytest

from tests.places import SHIPPED
from tests.screen.pages import PAGES, html, open_page


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_the_list_leads_to_a_part(page: str) -> None:
    app = open_page(page)
    shown = html(app)
    listed = re.search(r"<nav class='pf-contents'.*?</nav>", shown, flags=re.DOTALL)
    links = re.findall(r"href='#([^']+)'", listed.group()) if listed else []
    anchors = [element.proto.anchor for element in app.header]
    anchors += re.findall(r"<span id='([^']+)'>", shown)
    assert set(links) <= set(anchors)
    assert len(set(anchors)) == len(anchors)


def test_a_long_page_has_a_list_and_a_short_one_has_none() -> None:
    assert "pf-contents" in html(open_page("deelnemers"))
    assert "pf-contents" not in html(open_page("overzicht"))


def test_what_is_in_an_open_layer_is_listed_as_that_layer_only() -> None:
    app = open_page("steunpunten")
    before = html(app).count("href='#")
    app.session_state["analisten"] = True
    app.run()
    assert html(app).count("href='#") == before
