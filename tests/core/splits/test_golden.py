"""Numbers from outside: the R package chaidr, and the CHAID package from PyPI.

The R script and the data it ran on are in `golden/chaid`; see the README there for what else was
looked for. Every difference is named here, with its reason.
"""

from __future__ import annotations

import csv
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from perspectief_core.splits import (
    ColumnSpec,
    Settings,
    TargetSpec,
    encode,
    screen,
    screen_counts,
)
from perspectief_core.splits.contingency import Predictor

FOLDER = Path(__file__).parents[1] / "golden" / "chaid"

SETTINGS = {
    "plain": Settings(min_child=1),
    "small": Settings(min_child=40),
    "ratio": Settings(min_child=1, statistic="likelihood_ratio"),
    "exhaustive": Settings(min_child=1, exhaustive=True),
    "strict": Settings(min_child=1, alpha_merge=0.001),
    "lenient": Settings(min_child=1, alpha_merge=0.5),
    "resplit": Settings(min_child=1, alpha_split_merge=0.04),
}


def chaidr_rows():
    with (FOLDER / "chaidr.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def our_test(row):
    name = "students" if row["dataset"] == "metric" else row["dataset"]
    frame = pd.read_csv(FOLDER / f"{name}.csv", keep_default_na=False, na_values=[""])
    weight = "Freq" if "Freq" in frame else None
    spec = ColumnSpec(row["predictor"], row["kind"])
    coded = encode(frame, [spec], TargetSpec(row["target"]), weight=weight)
    (test,) = screen(coded, SETTINGS[row["setting"]])
    return test


def named(groups):
    return {frozenset("NA" if level is None else str(level) for level in group) for group in groups}


ROWS = chaidr_rows()


TWO_NOMINAL = "Exhaustive CHAID multiplies by 3 where two categories leave nothing to search"


def difference(row):
    """Return why a row differs from chaidr; empty when it must not."""
    two_groups = row["groups"].count("|") == 1 and "+" not in row["groups"]
    if row["setting"] == "exhaustive" and row["kind"] == "nominal" and two_groups:
        return TWO_NOMINAL
    return ""


@pytest.mark.parametrize(
    "row", ROWS, ids=[f"{r['dataset']}-{r['setting']}-{r['predictor']}" for r in ROWS]
)
def test_same_as_chaidr(row):
    test = our_test(row)
    assert named(test.groups) == {frozenset(g.split("+")) for g in row["groups"].split("|")}
    assert test.df == int(row["df"])
    assert test.chi2 == pytest.approx(float(row["chi2"]), rel=1e-9)
    assert test.p == pytest.approx(float(row["p"]), rel=1e-9)
    if difference(row) == TWO_NOMINAL:
        assert (test.multiplier, row["multiplier"]) == (1, "3")
        return
    assert test.multiplier == int(row["multiplier"])
    assert test.p_adjusted == pytest.approx(float(row["p_adjusted"]), rel=1e-9)


def test_all_differences_with_chaidr_are_named():
    assert len(ROWS) == 160
    assert [difference(row) for row in ROWS].count("") == 155


def peer_split(codes, outcome, kind):
    """Return the root split of the CHAID package for one predictor; None when it has none."""
    with warnings.catch_warnings():
        # The package warns on import that its drawing extras are not installed.
        warnings.simplefilter("ignore")
        from CHAID import NominalColumn, OrdinalColumn, Tree
    column = (NominalColumn if kind == "nominal" else OrdinalColumn)(codes, name="x")
    options = {
        "alpha_merge": 0.05,
        "max_depth": 1,
        "min_parent_node_size": 2,
        "min_child_node_size": 1,
    }
    tree = Tree([column], NominalColumn(outcome.astype(str), name="y"), options)
    split = tree.tree_store[0].split
    return split if split.valid() else None


@pytest.mark.parametrize("kind", ["nominal", "ordinal"])
@pytest.mark.parametrize("seed", range(25))
def test_same_as_the_package_from_pypi(seed, kind):
    """It merges on to one group where nothing is significant, and does not adjust p."""
    rng = np.random.default_rng(seed)
    levels = int(rng.integers(2, 9))
    codes = rng.integers(0, levels, 600)
    chance = rng.uniform(0.1, 0.9, levels)
    outcome = (rng.random(600) < chance[codes]).astype(int)
    counts = np.zeros((1, levels, 2), dtype=np.int64)
    np.add.at(counts[0], (codes, outcome), 1)
    predictor = Predictor("x", kind, tuple(range(levels)))
    (test,) = screen_counts(counts, [predictor], Settings(min_child=1))
    split = peer_split(codes, outcome, kind)
    if split is None:
        assert len(test.groups) == 2
        assert test.p >= 0.05
        return
    groups = sorted(tuple(sorted(int(code) for code in group)) for group in split.split_groups)
    assert groups == sorted(test.groups)
    assert (split.score, split.dof) == (pytest.approx(test.chi2), test.df)
    assert split.p == pytest.approx(test.p)
