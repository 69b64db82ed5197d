"""`perspectief alike`."""

import json

from perspectief.cli.main import main


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
