"""`perspectief attack`: names nearly everyone without protection, and nobody with it."""

import pytest

from perspectief.cli.main import main
from tests.core.builders import make_extract, write_extract
from tests.places import SHIPPED


@pytest.mark.parametrize(("policy", "least", "most"), [("open", 660, 733), ("publicatie", 0, 0)])
def test_it_counts_who_is_disclosed(answered, policy, least, most):
    found = answered("attack", SHIPPED, "--policy", policy)
    assert found["policy"] == policy
    assert least <= found["disclosed"] <= most
    assert found["shown"] + found["hidden"] == found["views"]
    if policy == "publicatie":
        assert found["told_to_who_knows_all_others"] == found["persons"]
        assert 0 < found["told_to_who_knows_leavers"] < found["persons"]
    assert set(found["meaning"]) <= set(found)
    assert "disclosed" in found["meaning"]


def test_without_json_it_prints_a_table(said):
    assert "disclosed" in said("attack", SHIPPED)


def test_a_missing_folder_is_one_line(capsys, tmp_path):
    assert main(["attack", str(tmp_path / "no")]) in (1, 2)
    assert capsys.readouterr().err.count("\n") == 1


def test_a_linear_programme_looks_again(answered, tmp_path):
    folder = write_extract(make_extract(60, seed=1), tmp_path / "extract")
    attack = answered("attack", folder, "--linear", "2")
    assert attack["linear_groups"] == 2
    assert attack["linear_disclosed"] == 0
    assert main(["attack", str(folder), "--linear", "2", "--policy", "open"]) == 2


def test_it_says_what_follows_to_who_knows_more_and_on_other_registers(answered, tmp_path):
    folder = write_extract(make_extract(60, seed=1), tmp_path / "extract")
    attack = answered("attack", folder, "--insider", "--shuffled", "2")
    assert attack["insider_persons"] == attack["persons"]
    assert attack["insider_knows_all_others"] <= attack["persons"]
    assert (attack["shuffled_registers"], attack["shuffled_disclosed"]) == (2, 0)
    for option in (["--insider"], ["--shuffled", "1"]):
        assert main(["attack", str(folder), "--policy", "open", *option]) == 2


def test_of_results_drawn_by_lot_nothing_follows_to_who_knows_all_others(answered, tmp_path):
    key = tmp_path / "sleutel"
    key.write_text("a key for this attack")
    drawn = ("--randomise", "15", "--key", str(key))
    found = answered("attack", SHIPPED, *drawn, "--insider")
    assert found["disclosed"] == found["told_to_who_knows_all_others"] == 0
    assert found["told_to_who_knows_leavers"] == found["insider_knows_all_others"] == 0
    assert (found["randomised_percent"], found["most_likely_percent"]) == (15, 95)
    assert found["shown"] >= 0.6 * found["views"]
    assert set(found["meaning"]) <= set(found)
    assert main(["attack", str(SHIPPED), "--policy", "open", *drawn]) == 2
    assert main(["attack", str(SHIPPED), "--randomise", "15"]) == 2
