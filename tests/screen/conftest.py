"""The dashboard of the extract that ships; an edition of a register, alone and beside it."""

from datetime import date

import pytest

from perspectief.publishing.publish import Making, publish
from perspectief.screen import session
from perspectief_core.data import extract
from perspectief_core.disclosure import closing
from perspectief_core.sensitivity import combinations
from tests.core.builders import make_extract
from tests.places import SHIPPED

MADE = date(2026, 11, 26)
EXTRACT = make_extract(60, seed=2, kind="register")


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    """Return an edition of a register: data that no dashboard shows without signing in."""
    out = tmp_path_factory.mktemp("editions") / "uitgave.bundel"
    publish(EXTRACT, out, Making(MADE, lambda *_: None, workers=1))
    return out


@pytest.fixture
def nobody_counted(monkeypatch):
    """Fail when an extract is opened or people are counted."""

    def refuse(*_args, **_options):
        raise AssertionError("an edition needs no persons")

    for where, name in ((extract, "load"), (session, "select"), (combinations, "combine")):
        monkeypatch.setattr(where, name, refuse)
    monkeypatch.setattr(closing, "offers", refuse)


@pytest.fixture
def shipped(monkeypatch):
    """Let the dashboard show the extract that ships."""
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
