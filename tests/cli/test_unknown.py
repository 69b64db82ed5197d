"""`perspectief unknown`. Store its output anew with `python -m tests.cli.store_golden`."""

import json
from pathlib import Path

import pytest

from perspectief.cli.main import main

GOLDEN = Path(__file__).parent / "golden"
CASES = {"unknown.txt": []}


pytestmark = pytest.mark.usefixtures("shipped")


def test_stored_output_json_and_bad_use(capsys):
    for name, options in CASES.items():
        assert main(["unknown", *options]) == 0
        assert capsys.readouterr().out == (GOLDEN / name).read_text(encoding="utf-8")
    assert main(["unknown", "--column", "lichamelijke_klachten", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["found"]
    assert answer["column"] == "lichamelijke_klachten"
    assert main(["unknown", "--column", "geslacht"]) == 2
