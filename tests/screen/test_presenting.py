"""Slides in place of a page: the same policy, the same selection, nothing but slides."""

from __future__ import annotations

import pytest

from perspectief.report.words import shares
from perspectief.report.words.withheld import DEMONSTRATION, WHY
from tests.screen.pages import SELECTIONS, html, open_page

pytestmark = pytest.mark.usefixtures("shipped")


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
