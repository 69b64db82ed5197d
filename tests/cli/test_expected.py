"""`perspectief expected`."""

import json
import re

import pytest

from perspectief.cli.main import main

pytestmark = pytest.mark.usefixtures("shipped")


def said(capsys, *options):
    assert main(["expected", *options]) == 0
    return capsys.readouterr().out


def test_json_has_every_number(capsys):
    answer = json.loads(said(capsys, "--target", "terugkeer", "--geslacht", "man", "--json"))
    assert answer["carries"] == "niet"
    assert answer["selection"] == {"geslacht": "man"}
    points = answer["found"]["points"]
    assert len(points) == 20
    assert sum(point["expected"] for point in points) == pytest.approx(
        answer["found"]["total_expected"]
    )
    assert set(answer["found"]["discrimination"]) == {"auc", "interval"}


def test_nobody_is_no_error(capsys):
    told = said(capsys, "--target", "mob", "--geslacht", "vrouw", "--herkomst", "irak")
    assert re.search("0 events, 0 parameters", told)


def test_an_unknown_outcome_is_refused(capsys):
    assert main(["expected", "--target", "weg"]) == 2
    assert "`weg` is not one of in_begeleiding" in capsys.readouterr().err
