"""`perspectief alike`. Store its output anew with `python -m tests.cli.store_golden`."""

import json
from pathlib import Path

from perspectief.cli.main import main

GOLDEN = Path(__file__).parent / "golden"
CASES = {"alike.txt": ["utrecht"]}


def test_stored_output(capsys):
    for name, options in CASES.items():
        assert main(["alike", *options]) == 0
        assert capsys.readouterr().out == (GOLDEN / name).read_text(encoding="utf-8")


def test_json_has_every_pair_with_what_it_shares(capsys):
    assert main(["alike", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert len(answer["pairs"]) == 190
    for pair in answer["pairs"]:
        assert len(pair["contrast"]["shared"]) == pair["same"]
    assert set(answer["found"]["types"]) == {"within", "between", "p"}


def test_an_unknown_steunpunt_is_refused(capsys):
    assert main(["alike", "almere"]) == 2
    assert "`almere` is not one of alkmaar" in capsys.readouterr().err
