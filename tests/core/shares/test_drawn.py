"""The p of random draws: exact in size, never 0, and as scipy has it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.stats import monte_carlo_test

from perspectief_core.shares.drawn import monte_carlo_p


@pytest.mark.parametrize("level", [0.01, 0.05, 0.2, 0.5, 1.0])
def test_among_draws_of_its_own_kind_it_is_at_most_a_level_no_oftener_than_that(level):
    """Each of a hundred in turn is the one observed: what Phipson and Smyth call a valid test."""
    values = np.random.default_rng(1).normal(size=100)
    p = [monte_carlo_p(np.delete(values, at) >= value) for at, value in enumerate(values)]
    assert np.mean(np.array(p) <= level) == pytest.approx(level)


def test_it_equals_scipy():
    sample, rng = np.random.default_rng(2).normal(0.4, size=20), np.random.default_rng(3)
    drawn = rng.normal(size=(199, 20))
    expected = monte_carlo_test(
        sample, lambda size: drawn, np.mean, vectorized=True, n_resamples=199, alternative="greater"
    )
    assert monte_carlo_p(drawn.mean(axis=1) >= sample.mean()) == expected.pvalue


@given(st.lists(st.booleans(), max_size=50))
def test_it_is_never_0_and_at_most_1(drawn):
    p = float(monte_carlo_p(np.array(drawn, dtype=bool)))
    assert p == (sum(drawn) + 1) / (len(drawn) + 1)
    assert 0 < p <= 1


def test_several_tests_at_once_are_as_each_by_itself():
    drawn = np.random.default_rng(4).random((60, 3, 2)) < 0.3
    each = [[monte_carlo_p(drawn[:, row, column]) for column in range(2)] for row in range(3)]
    assert monte_carlo_p(drawn).tolist() == each
