"""`perspectief unknown`."""

import json

import pytest

from perspectief.cli.main import main

pytestmark = pytest.mark.usefixtures("shipped")


def test_json_and_bad_use(capsys):
    assert main(["unknown", "--column", "lichamelijke_klachten", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["found"]
    assert answer["column"] == "lichamelijke_klachten"
    assert main(["unknown", "--column", "geslacht"]) == 2
