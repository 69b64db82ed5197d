"""`perspectief landmark`. Store its output anew with `python -m tests.cli.store_golden`."""

import json
from pathlib import Path

import pytest

from perspectief.cli.main import main

GOLDEN = Path(__file__).parent / "golden"
CASES = {"landmark.txt": [], "landmark_terugkeer.txt": ["--target", "terugkeer", "--month", "12"]}


pytestmark = pytest.mark.usefixtures("shipped")


def test_stored_output(capsys):
    for name, options in CASES.items():
        assert main(["landmark", *options]) == 0
        assert capsys.readouterr().out == (GOLDEN / name).read_text(encoding="utf-8")


def test_json_has_every_number(capsys):
    assert main(["landmark", "--geslacht", "man", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["found"]
    assert set(answer["growing"]) == {"many", "few", "events", "ratio"}
    assert answer["naive"]["ratio"]["robust"] > 0


def test_bad_use_is_refused(capsys):
    for options in (["--target", "weg"], ["--month", "5"]):
        assert main(["landmark", *options]) == 2
        assert "is not one of" in capsys.readouterr().err
