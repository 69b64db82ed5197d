"""`perspectief landmark`."""

import json

import pytest

from perspectief.cli.main import main

pytestmark = pytest.mark.usefixtures("shipped")


def test_json_has_every_number(capsys):
    assert main(["landmark", "--geslacht", "man", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["found"]
    assert set(answer["growing"]) == {"many", "few", "events", "ratio"}
    assert answer["naive"]["ratio"]["robust"] > 0


def test_bad_use_is_refused(capsys):
    for options in (["--target", "weg"], ["--month", "5"]):
        assert main(["landmark", *options]) == 2
        assert "is not one of" in capsys.readouterr().err
