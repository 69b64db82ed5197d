"""A page on paper gives the figures that it gives on the screen."""

from __future__ import annotations

import inspect

import pytest

from perspectief.report.block.heading import heading_of
from perspectief.report.block.withheld import WithheldBlock
from perspectief.report.samenhang import deviations
from perspectief.report.words import shell
from perspectief.report.words.withheld import START
from perspectief.screen import session, show
from perspectief.takeaway.paper import reading, view
from perspectief.takeaway.paper.sheet import BadChoiceError, Sheet, Told
from perspectief_core.cohort.selection import Selection
from tests import sentences
from tests.places import SHIPPED
from tests.takeaway.conftest import SITE, figures_of


@pytest.mark.parametrize(("page", "query"), [("duur", {"geslacht": "vrouw"}), ("samenhang", {})])
def test_paper_and_screen_have_the_same_figures(page, query, seen, monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    on_screen = sentences.opened(page, query)[1]
    on_paper = figures_of(seen(query), page)
    assert [figure.block.key for figure in on_paper] == list(on_screen)
    for figure in on_paper:
        other = on_screen[figure.block.key]
        assert figure.block.table == other.table
        assert figure.block.sentence == other.sentence
        assert figure.block.strip == other.strip
        assert figure.block.provenance == other.provenance


def test_what_a_page_may_draw_with_is_there_on_paper_too():
    for name in show.__all__:
        on_screen, on_paper = (
            inspect.signature(getattr(owner, name)).parameters for owner in (show, Sheet)
        )
        assert list(on_paper)[1:] == list(on_screen), name


def test_what_a_page_may_ask_is_there_on_paper_too():
    for name in ("only", "ask", "ask_extract", "ask_choices", "block"):
        on_screen, on_paper = (
            inspect.signature(getattr(owner, name)).parameters
            for owner in (session.ScreenView, view.View)
        )
        assert list(on_paper) == list(on_screen), name
    for name in ("view", "whole", "among_all", "made"):
        assert callable(getattr(view.Session, name))


def test_a_figure_comes_with_an_address_that_shows_it(seen):
    asked = reading.Asked("duur", SITE, {"uitkomst": "mob"})
    figure = reading.figure(seen({"geslacht": "man"}), asked, "twee_tellingen")
    assert figure.link == f"{SITE}duur?geslacht=man&uitkomst=mob#twee_tellingen"
    assert "mob" in figure.block.table.caption
    home = reading.figure(seen({}), reading.Asked("overzicht", SITE, {}))
    assert home.link == f"{SITE}#uitkomsten"


def test_on_a_page_among_all_the_chosen_stand_out(seen):
    figure = reading.figure(seen({"steunpunt": "nijmegen"}), reading.Asked("steunpunten", SITE, {}))
    assert "steunpunt=nijmegen" in figure.link
    assert len(figure.block.table.rows) > 2


def test_what_is_not_there_is_said(seen):
    with pytest.raises(reading.NoFigureError) as absent:
        reading.figure(seen({}), reading.Asked("werkwijzen", SITE, {}), "niets")
    assert {"werkwijzen", "typen", "rapport"} <= set(absent.value.found)
    with pytest.raises(BadChoiceError) as bad:
        reading.figure(seen({}), reading.Asked("duur", SITE, {"uitkomst": "x"}), "twee_tellingen")
    assert "mob" in bad.value.allowed
    with pytest.raises(reading.IdleChoiceError):
        reading.figure(seen({}), reading.Asked("duur", SITE, {"uitkomst": "mob"}))


def test_a_choice_of_several_is_read_as_the_address_writes_it(seen):
    asked = reading.Asked("naast_elkaar", SITE, {"naast": "zwolle.arnhem"})
    figure = reading.figure(seen({}), asked)
    assert figure.link.endswith("naast_elkaar?naast=zwolle.arnhem#naast_uitkomsten")
    assert "Zwolle (24 jongeren) en Arnhem" in figure.block.sentence
    with pytest.raises(BadChoiceError):
        reading.figure(seen({}), reading.Asked("naast_elkaar", SITE, {"naast": "atlantis"}))


def test_every_page_has_figures_or_says_that_nobody_is_counted(every_figure):
    for page in shell.PAGES:
        assert [where for where, _ in every_figure if where == f"{page.name} everyone"]


def test_a_layer_that_is_withheld_as_a_whole_goes_by_its_name(shipped):
    whole = view.view_of(shipped, Selection(), "publicatie")
    items = reading.page(whole, reading.Asked("samenhang", "", {})).items
    names = {item.title for item in items if isinstance(item, WithheldBlock)}
    assert heading_of(deviations.residual_block).title in names
    told = [str(item.text) for item in items if isinstance(item, Told)]
    assert not any(text.startswith(START) for text in told)
