from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, strategies as st
from statsmodels.stats import multitest

from perspectief_core.differences.holm import holm

ps = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=20)


@pytest.fixture(scope="module")
def uncollected():
    """Keep statsmodels from collecting garbage at every call: half a second among all tests."""
    with patch("gc.collect"):
        yield


@given(ps)
@pytest.mark.usefixtures("uncollected")
def test_it_is_that_of_statsmodels(given_ps):
    known = [p for p in given_ps if p is not None]
    expected = iter(multitest.multipletests(known, method="holm")[1].tolist() if known else [])
    for before, after in zip(given_ps, holm(given_ps), strict=True):
        assert after is None if before is None else after == pytest.approx(next(expected))


@given(ps, st.randoms(use_true_random=False))
def test_the_order_changes_nothing(given_ps, random):
    order = list(range(len(given_ps)))
    random.shuffle(order)
    adjusted = holm(given_ps)
    turned = holm([given_ps[at] for at in order])
    for place, at in enumerate(order):
        assert turned[place] == adjusted[at]


def test_without_differences_one_family_in_twenty_shows_any():
    drawn = np.random.default_rng(1).random((2000, 6))
    wrong = np.mean([min(p for p in holm(row.tolist()) if p is not None) <= 0.05 for row in drawn])
    assert wrong == pytest.approx(0.05, abs=0.015)
