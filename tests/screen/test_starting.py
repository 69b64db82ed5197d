"""When the dashboard does not start, and what it says to who runs it."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from streamlit import config

from perspectief.report.words.signing_in import (
    EDITION_AND_EXTRACT,
    INCOMPLETE,
    NO_ROLES,
    NO_TLS,
    NO_TRAIL_PLACE,
    NO_XSRF,
    NOT_STARTED,
    OPEN_ADDRESS,
    REGISTER_IS_CLOSED,
    TRUSTED_HEADERS,
)
from perspectief.screen import signing_in, starting, trail
from tests.core.builders import make_extract, write_extract
from tests.places import ROOT, SHIPPED
from tests.screen.test_logins import SETTINGS

WHOLE = dict.fromkeys(starting.NEEDED, "x")


@pytest.fixture
def configured(monkeypatch, tmp_path):
    """A whole configuration, of which a test may change parts."""
    auth = dict(WHOLE)
    monkeypatch.setattr(signing_in, "settings", lambda: SETTINGS)
    monkeypatch.setattr(starting, "get_secrets_auth_section", lambda: auth)
    monkeypatch.setattr(trail, "trail", lambda: trail.Trail(tmp_path / "trail"))
    return auth


def test_a_whole_configuration_has_no_faults(configured):
    assert list(starting.faults()) == []


def test_every_part_is_missed(configured, monkeypatch):
    for name in starting.NEEDED:
        configured[name] = ""
        assert list(starting.faults()) == [INCOMPLETE.format(name)]
        configured[name] = "x"
    monkeypatch.setattr(trail, "trail", lambda: None)
    assert list(starting.faults()) == [NO_TRAIL_PLACE]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"values": {"analist": frozenset(), "publicatie": frozenset()}}, NO_ROLES),
        ({"redirect_uri": "http://dashboard.voorbeeld.nl/oauth2callback"}, NO_TLS),
        ({"redirect_uri": ""}, NO_TLS),
        ({"redirect_uri": "http://localhost:8501/oauth2callback"}, None),
    ],
)
def test_a_login_needs_roles_and_encryption(configured, monkeypatch, changes, fault):
    monkeypatch.setattr(signing_in, "settings", lambda: replace(SETTINGS, **changes))
    assert list(starting.faults()) == [fault] * (fault is not None)


@pytest.mark.parametrize(
    ("option", "value", "fault"),
    [
        ("server.address", "0.0.0.0", OPEN_ADDRESS),
        ("server.trustedUserHeaders", {"X-User": "sub"}, TRUSTED_HEADERS),
        ("server.enableXsrfProtection", False, NO_XSRF),
    ],
)
def test_settings_that_would_let_anyone_in_are_refused(configured, option, value, fault):
    before = config.get_option(option)
    config.set_option(option, value)
    try:
        assert list(starting.faults()) == [fault]
    finally:
        config.set_option(option, before)


def test_an_edition_may_stand_beside_an_extract_where_people_sign_in(configured, monkeypatch):
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    monkeypatch.setenv("PERSPECTIEF_BUNDLE", "uitgave.bundel")
    assert list(starting.faults()) == []
    monkeypatch.setattr(signing_in, "settings", lambda: None)
    assert list(starting.faults()) == [EDITION_AND_EXTRACT]


def test_the_synthetic_extract_needs_nobody_to_sign_in(monkeypatch):
    monkeypatch.setattr(signing_in, "settings", lambda: None)
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
    assert list(starting.faults()) == []


def test_a_register_does_not_start_without_signing_in(tmp_path):
    folder = write_extract(make_extract(20, kind="register"), tmp_path)
    ended = subprocess.run(
        [sys.executable, "-m", "streamlit", "run", "app.py"],
        cwd=ROOT,
        env={**os.environ, "PERSPECTIEF_EXTRACT": str(folder), "STREAMLIT_SERVER_PORT": "0"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == starting.BAD_CONFIGURATION
    assert ended.stderr.strip() == f"{NOT_STARTED}{REGISTER_IS_CLOSED}"
