"""Numbers in a row, and the place of each in it."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from perspectief_core.splits.values import placed

NUMBERS = st.one_of(
    st.integers(-40, 40).map(float),
    st.floats(-9, 9),
    st.just(float("nan")),
    st.sampled_from([1e9, -1e15, 2.0**53, 2.0**53 + 2, 0.1, 1.1, 0.5, -0.0]),
)


@given(st.lists(NUMBERS, max_size=30))
def test_each_place_leads_back_to_its_number(numbers):
    values = np.array(numbers, dtype=np.float64)
    place, row = placed(values)
    back = np.append(row, np.nan)[place]
    assert np.array_equal(back, values, equal_nan=True)
    assert len(set(row.tolist())) == len(row)


@pytest.mark.parametrize(
    "numbers",
    [[], [np.nan, np.nan], [5.0], [5.0, np.nan], [2.0, 7.0, 2.0], [2.0**60] * 2, [-1.0, 2e-164]],
)
def test_the_edges(numbers):
    values = np.array(numbers)
    place, row = placed(values)
    assert np.array_equal(np.append(row, np.nan)[place], values, equal_nan=True)
    assert set(row.tolist()) >= set(values[~np.isnan(values)].tolist())
