"""A split within strata: against R (golden/stratified), and at the edges."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from perspectief_core.shares.stratified import combine

GOLDEN = Path(__file__).parents[1] / "golden" / "stratified"


def strata(case):
    tables = pd.read_csv(GOLDEN / "tables.csv")
    rows = tables.loc[tables["case"] == case, ["a", "b", "c", "d"]].to_numpy(dtype=float)
    return [row.reshape(2, 2) for row in rows]


@pytest.mark.parametrize(
    "expected", pd.read_csv(GOLDEN / "expected.csv").to_dict("records"), ids=lambda row: row["case"]
)
def test_agrees_with_r(expected):
    combined = combine("geslacht", strata(expected["case"]))
    assert combined.strata == expected["strata"]
    for name in ("odds_ratio", "low", "high", "p", "p_equal"):
        assert getattr(combined, name) == pytest.approx(expected[name], rel=1e-6), name


def test_one_stratum_has_no_test_of_equality():
    combined = combine("geslacht", [np.array([[10.0, 20.0], [5.0, 40.0]])])
    assert combined.odds_ratio == pytest.approx(10 * 40 / (20 * 5))
    assert combined.p_equal is None
    assert combined.n == 75


def test_an_infinite_odds_ratio_is_unknown_but_still_tested():
    combined = combine("geslacht", [np.array([[19.0, 225.0], [0.0, 469.0]])])
    assert (combined.odds_ratio, combined.low, combined.high, combined.p_equal) == (None,) * 4
    assert combined.stands


def test_strata_with_an_empty_margin_say_nothing():
    combined = combine("geslacht", [np.array([[0.0, 10.0], [0.0, 7.0]])])
    assert (combined.strata, combined.n, combined.p, combined.stands) == (0, 0, None, None)
