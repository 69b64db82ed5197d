"""A file of others is read in a process with limits: what it says comes back, or nothing does."""

import json

from perspectief.intake.reading import limits
from perspectief.intake.reading.process import run_apart

PARSING = "perspectief.intake.reading.parsing"


def test_what_the_module_says_comes_back(tmp_path):
    (tmp_path / "a.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    done = run_apart(PARSING, tmp_path / "a.csv")
    assert done.returncode == 0
    assert json.loads(done.stdout)["sheets"][0]["rows"] == [["a", "b"], ["1", "2"]]


def test_who_takes_too_long_gives_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.001)
    assert run_apart(PARSING, tmp_path / "a.csv") is None


def test_without_memory_it_gives_up_and_not_we(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("een;twee\n" * 2_000_000, encoding="utf-8")
    monkeypatch.setattr(limits, "MEMORY_BYTES", 60 * 1024 * 1024)
    done = run_apart(PARSING, tmp_path / "a.csv")
    assert done.returncode != 0 or json.loads(done.stdout) == {"refused": "te_veel_cellen"}
