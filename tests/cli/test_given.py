"""`perspectief given`."""

import json

import pytest

from perspectief.cli.main import main

pytestmark = pytest.mark.usefixtures("shipped")


def test_json_has_every_number(capsys):
    assert main(["given", "--target", "mob", "--typology", "2", "--geslacht", "man", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["selection"] == {"geslacht": "man"}
    assert set(answer["found"]["model"]["tests"]) == {
        "people",
        "people_given",
        "places",
        "places_given",
    }
    assert all(
        set(kind["given"]) == {"share", "interval", "narrow"} for kind in answer["found"]["types"]
    )


def test_too_few_is_said_and_the_unknown_is_refused(capsys):
    assert main(["given", "--target", "terugkeer", "--geslacht", "vrouw"]) == 0
    assert "too few people" in capsys.readouterr().out
    assert main(["given", "--target", "weg"]) == 2
    assert main(["given", "--target", "mob", "--typology", "5"]) == 2
