"""One server, two roles: an analyst sees the register, a steering group an edition and no more."""

import shutil
from dataclasses import replace
from html import unescape
from threading import Thread
from types import SimpleNamespace

import pytest
import streamlit as st

from perspectief.publishing.edition import Nobody
from perspectief.report.block import citation
from perspectief.report.overzicht.outcomes import outcome_block
from perspectief.report.words import editions as words, shell, signing_in as signed, withheld
from perspectief.screen import (
    access,
    address,
    editions,
    loading,
    session,
    signing_in,
    trail,
    warming,
)
from perspectief.screen.logins import Logins
from perspectief.screen.session import ScreenView
from perspectief.takeaway.forms import forms_of
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.people import outcomes
from tests.core.builders import write_extract
from tests.screen.conftest import EXTRACT
from tests.screen.pages import PAGES, everything_sent, html, open_page
from tests.screen.test_logins import SETTINGS, claims

ANALYST, STEERING = ["a"], ["p"]


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    return write_extract(EXTRACT, tmp_path_factory.mktemp("register"))


@pytest.fixture
def who(register, edition, tmp_path, monkeypatch):
    """Someone who is signed in at a server with a register and an edition; a test says as whom."""
    said = claims(exp=4_000_000_000, groups=ANALYST)
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(register))
    monkeypatch.setenv("PERSPECTIEF_BUNDLE", str(edition))
    monkeypatch.setattr(signing_in, "settings", lambda: SETTINGS)
    monkeypatch.setattr(access, "LOGINS", Logins())
    monkeypatch.setattr(access, "_claims", lambda: said)
    monkeypatch.setattr(trail, "trail", lambda: trail.Trail(tmp_path / "trail"))
    # What another test's session opened was opened under another role.
    monkeypatch.delitem(st.session_state, access.VIEW, raising=False)
    return said


@pytest.fixture
def steering(who, nobody_counted):
    """Someone of the steering group, for whom nothing may be counted."""
    who["groups"] = STEERING
    return who


@pytest.mark.parametrize("page", PAGES)
def test_a_steering_group_sees_every_page_of_the_edition_and_nothing_is_computed(page, steering):
    app = open_page(page)
    assert not app.exception
    assert not app.error
    text = html(app)
    assert "Uitgave van 26 november 2026" in text
    assert withheld.PREVIEW not in unescape(text)
    assert signed.confidential("An") not in text
    sent = everything_sent(app)
    assert not any(person.encode() in sent for person in EXTRACT.deelnemers["persoon"])


def test_asking_for_what_analysts_may_preview_gives_a_steering_group_the_edition(steering):
    app = open_page("overzicht", {"als": "publicatie"})
    assert not app.exception
    assert "Uitgave van 26 november 2026" in html(app)
    assert withheld.PREVIEW not in unescape(html(app))


@pytest.mark.parametrize("place", ["none", "empty", "damaged"])
def test_without_an_edition_a_steering_group_is_told_so(place, steering, tmp_path, monkeypatch):
    file = tmp_path / "uitgave.bundel"
    monkeypatch.setenv("PERSPECTIEF_BUNDLE", "" if place == "none" else str(file))
    if place == "damaged":
        file.write_bytes(b"something else")
    for page in ("overzicht", "duur"):
        for choice in ({}, {"presentatie": "verhaal"}):
            app = open_page(page, choice)
            assert not app.exception
            told = words.CANNOT if place == "damaged" else words.NOTHING_YET.title
            assert [title.value for title in app.title] == [told]
            assert not app.header
            assert not app.get("plotly_chart")


def test_an_edition_that_comes_is_seen_without_a_restart(steering, edition, tmp_path, monkeypatch):
    file = tmp_path / "uitgave.bundel"
    monkeypatch.setenv("PERSPECTIEF_BUNDLE", str(file))
    with pytest.raises(editions.NothingPublishedError):
        session.whole()
    shutil.copy(edition, file)
    view = session.whole()
    assert isinstance(view.extract, Nobody)
    assert view.ask(outcomes.distribution).value.n == 55
    session.open_view(view)
    file.unlink()
    assert session.is_outdated()


def test_an_analyst_sees_exact_figures_and_what_an_edition_would_have(who, monkeypatch):
    exact = session.whole()
    assert exact.right == access.EXACT
    counted = exact.ask(outcomes.distribution).value
    assert counted.n == select(EXTRACT, Selection()).n
    assert any(part.share.count % 5 for part in counted.shares)
    app = open_page("verantwoording", {"onderdeel": "gegevens"})
    assert withheld.SHOW_PREVIEW in {link.proto.label for link in app.get("page_link")}
    app = open_page("overzicht", {"als": "publicatie", "geslacht": "vrouw"})
    assert not app.exception
    text = unescape(html(app))
    assert withheld.PREVIEW in text
    assert signed.confidential("An") in text
    assert "href='?geslacht=vrouw'" in text
    assert "Uitgave van" not in text


def test_a_preview_stays_on_the_screen(who, monkeypatch):
    monkeypatch.setattr(address, "asks_published", lambda: True)
    view = session.whole()
    assert view.right == access.PREVIEW
    assert not isinstance(view.extract, Nobody)
    made = view.block(outcome_block, view.ask(outcomes.distribution))
    assert made.provenance.policy == "publicatie"
    assert made.table.rows
    assert forms_of(made) == {}
    assert not citation.offered(made)


def test_nothing_that_one_made_is_for_the_other(who, monkeypatch):
    """The same question by three rights, of which two have the same policy and extract."""
    asked = {}
    for groups, published in ((ANALYST, False), (ANALYST, True), (STEERING, True)):
        who["groups"] = groups
        monkeypatch.setattr(address, "asks_published", lambda published=published: published)
        view = session.whole()
        answer = view.ask(outcomes.distribution)
        asked[view.right] = view, answer, session.made(_named, "x")
        assert view.ask(outcomes.distribution) is answer
        assert session.made(_named, "x") is asked[view.right][2]
    assert set(asked) == {access.EXACT, access.PREVIEW, access.EDITION}
    assert len({id(answer) for _, answer, _ in asked.values()}) == len(asked)
    assert len({id(built) for *_, built in asked.values()}) == len(asked)
    for view, *_ in asked.values():
        for groups in (ANALYST, STEERING):
            who["groups"] = groups
            if view.right in access.rights("analist" if groups == ANALYST else "publicatie"):
                view.ask(outcomes.distribution)
                continue
            with pytest.raises(access.NotSignedInError):
                view.ask(outcomes.distribution)


def _named(text):
    return [text]


def test_what_was_opened_by_one_role_is_closed_to_another(who, monkeypatch):
    session.open_view(session.whole())
    session.view()
    who["groups"] = STEERING
    for look in (session.view, session.is_outdated):
        with pytest.raises(access.NotSignedInError):
            look()


def test_an_edition_alone_is_the_same_to_everybody(who, monkeypatch):
    monkeypatch.delenv("PERSPECTIEF_EXTRACT")
    for groups in (ANALYST, STEERING):
        who["groups"] = groups
        view = session.whole()
        assert view.right == access.EDITION
        assert not view.origin.stays


def test_what_the_server_makes_before_anybody_signs_in_is_for_analysts_alone(who, monkeypatch):
    """Nobody is signed in while it does; and what it may do no session may."""
    who["groups"] = []
    session.prepare()
    view = session.in_use()
    assert view.right == access.EXACT
    warming.warm(view, shell.HOME)
    with pytest.raises(access.NotSignedInError):
        view.ask(outcomes.distribution)
    with access.ahead(access.EXACT), pytest.raises(access.NotSignedInError):
        replace(view, preview=True).ask(outcomes.distribution)
    who["groups"] = STEERING
    with pytest.raises(access.NotSignedInError):
        view.ask(outcomes.distribution)
    who["groups"] = ANALYST
    monkeypatch.setattr(ScreenView, "_computed", lambda *_: pytest.fail("it was made before"))
    assert session.whole().ask(outcomes.distribution).value.n


def test_another_thread_may_not_what_the_server_may(who):
    who["groups"] = []
    refused = []

    def ask():
        try:
            access.check(access.EXACT)
        except access.NotSignedInError:
            refused.append(True)

    with access.ahead(access.EXACT):
        access.check(access.EXACT)
        thread = Thread(target=ask)
        thread.start()
        thread.join()
    assert refused == [True]


def test_of_an_edition_alone_figures_are_made_before_where_that_is_asked(who, monkeypatch):
    warmed = []
    monkeypatch.delenv("PERSPECTIEF_EXTRACT")
    monkeypatch.setattr(warming, "Thread", lambda **_: SimpleNamespace(start=lambda: None))
    monkeypatch.setattr(warming, "warm", lambda view, page: warmed.append((view.selection, page)))
    monkeypatch.delenv("PERSPECTIEF_WARM")
    loading.make_ahead()
    assert warmed == [], "it starts at once"
    monkeypatch.setenv("PERSPECTIEF_WARM", "60")
    loading.make_ahead()
    view = session.in_use()
    assert view.right == access.EDITION
    asked = [Selection(), *view.offers][: 1 + warming.MOST_CHOICES]
    assert list(dict.fromkeys(selection for selection, _ in warmed)) == asked


def test_an_edition_that_cannot_be_used_is_not_made_ready(who, tmp_path, monkeypatch):
    monkeypatch.delenv("PERSPECTIEF_EXTRACT")
    monkeypatch.setenv("PERSPECTIEF_BUNDLE", str(tmp_path / "none"))
    assert session.in_use() is None
