"""Every page lists its own parts at its top, and every link in that list leads to one."""

from __future__ import annotations

import re

import pytest

from perspectief.screen import contents
from tests.parts import ADDRESSES, parts
from tests.screen.pages import PAGES, SELECTIONS, html, open_page

pytestmark = pytest.mark.usefixtures("shipped")


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


@pytest.mark.parametrize("policy", ADDRESSES)
@pytest.mark.parametrize("page", PAGES)
def test_the_list_is_known_before_the_page_is_made(page: str, policy: str) -> None:
    known = [[one.title, one.anchor] for one in contents.AS_OPENED[policy, page]]
    assert known == parts(page, policy), "run `python -m tests.parts`"


def test_the_list_follows_what_the_page_turned_out_to_hold() -> None:
    app = open_page("samenhang", {"uitkomst": "overleden", "geslacht": "vrouw"})
    shown = html(app)
    entered = [one.anchor for one in app.session_state["_kept"]["_contents_before"]]
    assert re.findall(r"<a href='#([^']+)'", shown) == entered


def test_nobody_has_no_list_of_what_is_not_there() -> None:
    shown = html(open_page("deelnemers", SELECTIONS["nobody"]))
    assert "pf-contents" not in shown
