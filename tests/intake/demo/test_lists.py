"""The same seed makes the same lists."""

from perspectief.intake.demo.lists import make_demo
from perspectief.intake.running.inputs import input_files
from tests.intake.runs import SOURCE


def test_same_seed_same_lists(faulty, tmp_path):
    make_demo(SOURCE, tmp_path / "nog eens", seed=2, faults=True, rounds=False)
    first = {f.name: f.sha256 for f in input_files(faulty.lists, ())}
    assert first == {f.name: f.sha256 for f in input_files(tmp_path / "nog eens", ())}
    assert len(first) == 21
