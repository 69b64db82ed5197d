"""The link of a citation says on opening what became of its numbers, until more is chosen."""

from __future__ import annotations

import pytest

from tests.screen.pages import html, open_page

OLDER = "uitkomsten~7e355a6e6fb9~0.1.0~100_66_15_3_12"
SAID = "Dit getal was 66, is nu 65, want de gegevens zijn vervangen"


pytestmark = pytest.mark.usefixtures("shipped")


def test_a_link_with_an_older_extract_says_what_became_of_the_number():
    app = open_page("overzicht", {"citaat": OLDER})
    assert SAID in html(app)
    assert "citaat" not in app.query_params
    assert SAID in html(app.run())
    app.query_params["geslacht"] = "vrouw"
    assert SAID not in html(app.run())


def test_a_link_to_a_figure_in_a_closed_layer_opens_that_layer():
    was = "stevigheid~7e355a6e6fb9~0.1.0~1_2"
    app = open_page("samenhang", {"citaat": was, "uitkomst": "mob"})
    assert not app.exception
    assert "Dit citaat noemde 1 en 2" in html(app)
    assert app.session_state["verder"]
    # It was opened once: who closes it, keeps it closed.
    app.session_state["verder"] = False
    assert "Dit citaat noemde" not in html(app.run())


def test_a_link_that_still_holds_and_one_that_is_nonsense_say_nothing():
    for code in (OLDER.replace("7e355a6e6fb9", "921dab4b4313").replace("66", "65"), "onzin"):
        app = open_page("overzicht", {"citaat": code})
        assert not app.exception
        assert "Dit getal was" not in html(app)
        assert "Dit citaat" not in html(app)
