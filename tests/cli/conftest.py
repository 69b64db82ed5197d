"""How tests run the command: on the extract that ships, unless they name another."""

import json

import pytest

from perspectief.cli.main import main


@pytest.fixture(autouse=True)
def _by_itself(monkeypatch):
    """Let it read what it reads by itself, whatever the environment says."""
    monkeypatch.delenv("PERSPECTIEF_EXTRACT", raising=False)


@pytest.fixture
def said(capsys):
    """Run the command, which must end well, and return what it prints."""

    def run(*words):
        assert main([*map(str, words)]) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def answered(said):
    """Run the command with `--json`, and return what it answers."""
    return lambda *words: json.loads(said(*words, "--json"))


@pytest.fixture
def refused(capsys):
    """Run the command, which must end with a code, and return what it says of that."""

    def run(code, *words):
        assert main([*map(str, words)]) == code
        return capsys.readouterr().err

    return run
