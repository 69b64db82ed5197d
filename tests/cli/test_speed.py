"""`perspectief speed`. Store its output anew with `python -m tests.cli.store_golden`."""

import json
from pathlib import Path

import pytest

from perspectief.cli.main import main

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "speed_mob.txt": ["--target", "mob"],
    "speed_terugkeer.txt": ["--target", "terugkeer", "--typology", "6"],
}


pytestmark = pytest.mark.usefixtures("shipped")


def test_stored_output(capsys):
    for name, options in CASES.items():
        assert main(["speed", *options]) == 0
        assert capsys.readouterr().out == (GOLDEN / name).read_text(encoding="utf-8")


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
