"""Whose login counts, until when, and which role it gives."""

import pytest
import streamlit as st

from perspectief.screen import access, logins, session, signing_in
from perspectief.screen.logins import IDLE_SECONDS, Logins, login_of
from perspectief.screen.signing_in import Settings
from perspectief_core.people import outcomes
from tests.places import SHIPPED

SETTINGS = Settings(
    role_claim="groups",
    name_claim="name",
    values={"analist": frozenset({"a"}), "publicatie": frozenset({"p"})},
    redirect_uri="https://dashboard.voorbeeld.nl/oauth2callback",
)
CLAIMS = {"is_logged_in": True, "sub": "x1", "exp": 1000, "iat": 1, "groups": ["a"], "name": "An"}


def claims(**changes):
    return {key: value for key, value in (CLAIMS | changes).items() if value is not None}


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": None},
        {"exp": "1000"},
        {"exp": True},
        {"sub": None},
        {"sub": ""},
        {"is_logged_in": False},
        {"is_logged_in": "true"},
    ],
)
def test_claims_that_do_not_say_who_or_until_when_are_no_login(changes):
    assert login_of(claims(), SETTINGS) is not None
    assert login_of(claims(**changes), SETTINGS) is None


@pytest.mark.parametrize(
    ("held", "role"),
    [
        (["a"], "analist"),
        ("a", "analist"),
        (["p", "x"], "publicatie"),
        (["p", "a"], "analist"),
        (["A", "aa", ""], None),
        ({"a": 1}, None),
        (None, None),
    ],
)
def test_the_configured_claim_gives_the_role(held, role):
    assert login_of(claims(groups=held), SETTINGS).role == role


def test_a_login_ends_by_time_by_idleness_and_by_signing_out():
    now = [0.0]
    known = Logins(lambda: now[0])
    login = login_of(claims(exp=10_000), SETTINGS)
    known.touch(login)
    now[0] = IDLE_SECONDS
    assert known.is_valid(login)
    now[0] += 1
    assert not known.is_valid(login)
    # Doing something afterwards does not bring it back.
    known.touch(login)
    assert not known.is_valid(login)
    other = login_of(claims(exp=10_000, iat=2), SETTINGS)
    assert known.is_valid(other)
    known.end(other)
    assert not known.is_valid(other)
    last = login_of(claims(exp=2000, iat=3), SETTINGS)
    now[0] = 2000
    assert not known.is_valid(last)


@pytest.fixture
def signed_in(monkeypatch):
    """Someone who asks, whose claims a test may change."""
    said = claims(exp=4_000_000_000)
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    monkeypatch.setattr(signing_in, "settings", lambda: SETTINGS)
    monkeypatch.setattr(access, "LOGINS", Logins())
    monkeypatch.setattr(access, "_claims", lambda: said)
    # What another test's session opened was opened under another role.
    monkeypatch.delitem(st.session_state, access.VIEW, raising=False)
    return said


def test_nothing_is_answered_without_a_role(signed_in):
    view = session.whole()
    assert view.policy == "analist"
    view.ask(outcomes.distribution)
    signed_in["groups"] = ["x"]
    for ask in (session.whole, lambda: view.ask(outcomes.distribution), session.right):
        with pytest.raises(access.NotSignedInError):
            ask()
    signed_in["groups"], signed_in["exp"] = ["a"], 1
    with pytest.raises(access.NotSignedInError):
        view.ask(outcomes.distribution)


def test_a_forged_or_broken_cookie_says_nothing():
    for value in ("x", "e30=|1|y", ""):
        assert logins.claims_of({"_streamlit_user": value}) == {}
    assert logins.claims_of({}) == {}
