"""What everybody opens is made before anybody comes."""

import logging

from perspectief.screen import session, warming
from tests.places import SHIPPED
from tests.screen.pages import open_page


def made():
    return {name: len(getattr(session, name)._kept) for name in ("_results", "_made", "_cohorts")}


def forget():
    for memory in (session._results, session._made, session._cohorts, session._combinations):
        memory.clear()


def test_the_first_visitor_finds_every_figure_made(monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    forget()
    warming.warm()
    before = made()
    assert before["_made"] > 30
    for page in ("overzicht", "vergelijking", "samenhang"):
        assert not open_page(page).exception
    assert made()["_results"] == before["_results"]
    # What a page makes beside its figures, such as texts, takes no time.
    assert made()["_made"] - before["_made"] < 3


def test_data_with_faults_are_left_to_whoever_comes(monkeypatch, tmp_path, caplog):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(tmp_path))
    with caplog.at_level(logging.WARNING):
        warming.warm()
    assert not caplog.records
