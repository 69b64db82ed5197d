"""`perspectief entry`. Store its output anew with `python -m tests.cli.store_golden`."""

import json
from pathlib import Path

import pytest

from perspectief.cli.main import main

GOLDEN = Path(__file__).parent / "golden"
CASES = {"entry.txt": []}


pytestmark = pytest.mark.usefixtures("shipped")


def test_stored_output(capsys):
    for name, options in CASES.items():
        assert main(["entry", *options]) == 0
        assert capsys.readouterr().out == (GOLDEN / name).read_text(encoding="utf-8")


def test_json_has_every_number(capsys):
    assert main(["entry", "--geslacht", "man", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["found"]
    assert answer["months"][0]["month"] == "2009-10"
    assert set(answer["test"]) == {"tau", "pairs", "z", "p"}
    assert answer["ratio"]["robust"] > 0
