"""The command on the extract that ships."""

import pytest


@pytest.fixture
def shipped(monkeypatch):
    """Let it read what it reads by itself, whatever the environment says."""
    monkeypatch.delenv("PERSPECTIEF_EXTRACT", raising=False)
