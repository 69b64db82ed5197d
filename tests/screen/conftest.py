"""The dashboard of the extract that ships."""

import pytest

from tests.places import SHIPPED


@pytest.fixture
def shipped(monkeypatch):
    """Let the dashboard show it."""
    monkeypatch.setenv("PERSPECTIEF_EXTRACT", str(SHIPPED))
