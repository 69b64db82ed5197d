"""Different numbers, and the place of each among them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from perspectief_core.splits.values import different

NUMBERS = st.one_of(
    st.integers(-40, 40).map(float),
    st.floats(-9, 9),
    st.just(float("nan")),
    st.sampled_from([1e9, -1e15, 0.5, -0.0]),
)


@given(st.lists(NUMBERS, max_size=30))
def test_each_place_leads_back_to_its_number(numbers):
    values = np.array(numbers, dtype=np.float64)
    place, distinct = different(values)
    back = np.append(distinct, np.nan)[place]
    assert np.array_equal(back, values, equal_nan=True)
    assert set(distinct.tolist()) == set(pd.Series(values).dropna().tolist())
    assert len(set(distinct.tolist())) == len(distinct)


@pytest.mark.parametrize("numbers", [[], [np.nan, np.nan], [5.0], [5.0, np.nan], [2.0, 7.0, 2.0]])
def test_the_edges(numbers):
    values = np.array(numbers)
    place, distinct = different(values)
    assert np.array_equal(np.append(distinct, np.nan)[place], values, equal_nan=True)
    assert distinct.tolist() == sorted(set(values[~np.isnan(values)].tolist()))
