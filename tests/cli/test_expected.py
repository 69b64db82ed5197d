"""`perspectief expected`."""

import re

import pytest


def test_json_has_every_number(answered):
    answer = answered("expected", "--target", "terugkeer", "--geslacht", "man")
    assert answer["carries"] == "niet"
    assert answer["selection"] == {"geslacht": "man"}
    points = answer["found"]["points"]
    assert len(points) == 20
    assert sum(point["expected"] for point in points) == pytest.approx(
        answer["found"]["total_expected"]
    )
    assert set(answer["found"]["discrimination"]) == {"auc", "interval"}


def test_nobody_is_no_error(said):
    told = said("expected", "--target", "mob", "--geslacht", "vrouw", "--herkomst", "irak")
    assert re.search("0 events, 0 parameters", told)


def test_an_unknown_outcome_is_refused(refused):
    assert "`weg` is not one of in_begeleiding" in refused(2, "expected", "--target", "weg")
