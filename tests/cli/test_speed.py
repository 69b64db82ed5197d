"""`perspectief speed`."""

import json

import pytest

from perspectief.cli.main import main

pytestmark = pytest.mark.usefixtures("shipped")


def test_json_has_every_number(capsys):
    assert main(["speed", "--target", "concreet", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["carries"] == "krap"
    first = told["found"]["effects"][0]
    assert first["of"]["characteristic"] == "werkwijze"
    assert set(first["in_the_end"]) == {"ratio", "interval", "p", "naive", "robust"}


def test_bad_use_is_refused(capsys):
    for options in (["--target", "weg"], ["--target", "mob", "--typology", "3"]):
        assert main(["speed", *options]) == 2
        assert "is not one of" in capsys.readouterr().err
