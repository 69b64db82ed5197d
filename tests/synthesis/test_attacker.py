"""What can be said of the true table from the shipped one, and the ranges that the audit reads."""

from itertools import count

import numpy as np
import pandas as pd
import pytest

from perspectief_core.audit.noise import RANGES
from perspectief_core.data import extract
from synthesis import noise
from synthesis.annealing import CLASS_OF_OUTCOME
from synthesis.attacker import (
    RUNS,
    certainty,
    draws,
    markdown,
    shipped_problem,
    write_ranges,
)
from tests.core.builders import file_sha256
from tests.places import SHIPPED


def test_a_view_by_hand():
    """Two cells of few people (3 and 1) and one of many; four draws."""
    table = np.array([3, 1, 40])
    drawn = np.array([[3, 0, 40], [3, 4, 41], [0, 1, 38], [6, 1, 40]])
    sure = certainty(table, drawn)
    assert sure.zero == pytest.approx(2 / 8)
    assert sure.same == pytest.approx(4 / 8)
    assert sure.more == pytest.approx(2 / 8)
    assert sure.surest == pytest.approx(2 / 4)
    assert sure.spread == pytest.approx(np.sqrt((9 + 1 + 9 + 9 + 1 + 4) / 12))


def test_an_outcome_without_cells_of_few_people():
    table = np.array([12, 40])
    sure = certainty(table, np.array([[13, 39], [11, 41]]))
    assert sure.spread == 1
    assert np.isnan([sure.zero, sure.same, sure.more, sure.surest]).all()
    large = np.full((2, 6), 9)
    assert "| mob | 0.0 | no such cell | no such cell |" in markdown(large, large[None])


def test_the_table_has_a_line_per_outcome():
    table = np.ones((3, 6), dtype=np.int64)
    said = markdown(table, np.stack([table, table]))
    assert said.count("\n") == 1 + len(CLASS_OF_OUTCOME)
    assert "| mob | 0.0 | 0% | 100% | 0% | 100% |" in said


def test_draws_are_of_about_as_many_exchanges_as_the_noise(monkeypatch):
    monkeypatch.setattr("synthesis.attacker.noise.from_everybody", lambda table, rng: table)
    monkeypatch.setattr("synthesis.attacker.noise.exchanges", lambda *_: count())
    exchanges = list(draws(None, None, None))
    assert len(exchanges) % RUNS == 0
    assert min(exchanges) < noise.STEPS < max(exchanges)
    assert np.mean(exchanges) == pytest.approx(noise.STEPS, rel=0.05)


def test_ranges_hold_what_the_draws_give(tmp_path):
    problem, table = shipped_problem(extract.load(SHIPPED))
    path = tmp_path / "noise.csv"
    write_ranges(path, problem, np.stack([table, table]), "abc")
    ranges = pd.read_csv(path, dtype=str)
    assert len(ranges) == 7 * len(problem.predictors)
    assert set(ranges["sha256"]) == {"abc"}
    assert (ranges["chi2_low"] == ranges["chi2_high"]).all()
    assert not ranges["df"].str.contains(";").any()


def test_the_ranges_of_the_audit_are_of_the_shipped_extract():
    ranges = pd.read_csv(RANGES, dtype=str)
    assert set(ranges["sha256"]) == {file_sha256(SHIPPED / "deelnemers.parquet")}
    assert (ranges["chi2_low"].astype(float) <= ranges["chi2_high"].astype(float)).all()
