"""`perspectief entry`."""

import json

import pytest

from perspectief.cli.main import main

pytestmark = pytest.mark.usefixtures("shipped")


def test_json_has_every_number(capsys):
    assert main(["entry", "--geslacht", "man", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["found"]
    assert answer["months"][0]["month"] == "2009-10"
    assert set(answer["test"]) == {"tau", "pairs", "z", "p"}
    assert answer["ratio"]["robust"] > 0
