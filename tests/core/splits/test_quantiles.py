"""Cuts found in passes over parts are those of all numbers at once."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from perspectief_core.splits import quantiles
from perspectief_core.splits.binning import quantile_cuts
from perspectief_core.splits.quantiles import Search


def found(parts, weights, intervals):
    search = Search.start()
    total = sum(int(w.sum()) for w in weights)
    for _ in range(5):
        tallied = None
        for values, weight in zip(parts, weights, strict=True):
            tally = search.tally(values, weight)
            tallied = tally if tallied is None else tallied + tally
        if search.shift == 0:
            return search.cuts(tallied, total, intervals)
        search = search.next(tallied, total, intervals)
    raise AssertionError("more than five passes")


@pytest.mark.parametrize("few", [0, 100, 1 << 20])
@given(
    values=st.lists(
        st.floats(-1e6, 1e6) | st.sampled_from([0.0, -0.0, 1.5, 1e-300, -1e300]), min_size=1
    ),
    intervals=st.integers(2, 64),
    parts=st.integers(1, 4),
    seed=st.integers(0, 9),
)
def test_cuts_in_passes_are_those_in_one_piece(few, values, intervals, parts, seed):
    rng = np.random.default_rng(seed)
    weights = rng.integers(1, 4, len(values))
    whole = quantile_cuts(np.array(values) + 0.0, weights, intervals)
    at = np.array_split(rng.permutation(len(values)), parts)
    before, quantiles._FEW = quantiles._FEW, few
    try:
        assert np.array_equal(
            found([np.array(values)[i] for i in at], [weights[i] for i in at], intervals), whole
        )
    finally:
        quantiles._FEW = before


@pytest.mark.parametrize("kind", ["normal", "gamma", "rounded"])
def test_cuts_of_many_numbers(kind):
    rng = np.random.default_rng(3)
    values = {
        "normal": rng.normal(0, 1, 50_000),
        "gamma": rng.gamma(2, 5, 50_000),
        "rounded": np.round(rng.gamma(2, 5, 50_000), 1),
    }[kind]
    parts = np.array_split(values, 7)
    ones = [np.ones(len(part), dtype=np.int64) for part in parts]
    assert np.array_equal(found(parts, ones, 10), quantile_cuts(values))
