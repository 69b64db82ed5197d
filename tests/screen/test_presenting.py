"""Slides in place of a page: the same policy, the same selection, nothing but slides."""

from __future__ import annotations

import dataclasses

import pytest

from perspectief.report.words import shares
from perspectief.report.words.withheld import DEMONSTRATION, WHY
from perspectief.screen import session
from perspectief.takeaway.paper import view as paper
from tests.places import SHIPPED
from tests.screen.pages import SELECTIONS, html, open_page


@pytest.fixture(autouse=True)
def shipped(monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))


def test_a_view_on_the_screen_has_the_face_of_one_on_paper():
    fields = {one.name for one in dataclasses.fields(paper.View)} - {"people"}
    assert fields <= {one.name for one in dataclasses.fields(session.View)}
    asked = ("asked", "query", "cohort", "is_empty", "names")
    assert [name for name in asked if not isinstance(getattr(session.View, name), property)] == []


def test_slides_stand_alone_and_follow_the_address():
    app = open_page("overzicht", {"presentatie": "1", "geslacht": "vrouw"})
    assert not app.exception
    assert not app.selectbox
    assert not app.title
    shown = html(app)
    assert "46 van 190" in shown
    assert "?geslacht=vrouw" in shown
    nobody = html(open_page("overzicht", {"presentatie": "1"} | SELECTIONS["nobody"]))
    assert shares.NOBODY in nobody


def test_what_is_withheld_is_said_on_the_slides():
    shown = html(open_page("duur", {"presentatie": "1", "als": "publicatie"}))
    assert DEMONSTRATION in shown
    assert WHY["not_published"].split(",")[0] in shown
    assert "46 van 190" not in shown
