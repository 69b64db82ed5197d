import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.stats import binom

from perspectief_core.shares import bands

CHANCES = (0.0, 0.0286, 0.15, 1 / 3, 0.65, 1.0)


@pytest.mark.parametrize("chance", CHANCES)
def test_the_band_marks_exactly_the_counts_whose_binomial_tail_is_small(chance):
    found = bands.tails(np.arange(95), chance)
    for tail in (0.025, 0.001):
        limit = bands.band(found, tail)
        for n in range(95):
            k = np.arange(n + 1)
            outside = (binom.cdf(k, n, chance) <= tail) | (binom.sf(k - 1, n, chance) <= tail)
            assert (((k < limit.least[n]) | (k > limit.most[n])) == outside).all()
            assert limit.chance_outside[n] == pytest.approx(binom.pmf(k, n, chance)[outside].sum())


@pytest.mark.parametrize("chance", CHANCES)
def test_tails_agree_with_scipy(chance):
    found = bands.tails(np.array([0, 1, 3, 94, 733]), chance)
    for row, n in enumerate(found.sizes):
        k = np.arange(n + 1)
        np.testing.assert_allclose(
            found.lower[row, : n + 1], binom.cdf(k, n, chance), rtol=1e-9, atol=1e-12
        )
        np.testing.assert_allclose(
            found.upper[row, : n + 1], binom.sf(k - 1, n, chance), rtol=1e-9, atol=1e-12
        )


@given(st.integers(1, 120), st.floats(0.01, 0.99))
def test_the_drawn_line_lies_between_the_last_extraordinary_and_the_first_ordinary_count(n, chance):
    limit = bands.band(bands.tails(np.array([n]), chance), 0.025)
    least, most = int(limit.least[0]), int(limit.most[0])
    low, high = limit.low[0] * n, limit.high[0] * n
    assert max(least - 1, 0) - 1e-9 <= low <= least + 1e-9
    assert most - 1e-9 <= high <= min(most + 1, n) + 1e-9
    assert limit.chance_outside[0] <= 0.05


@given(st.integers(1, 60), st.integers(0, 60), st.floats(0.01, 0.99))
def test_p_is_small_exactly_outside_the_band(n, k, chance):
    k = min(k, n)
    found = bands.tails(np.array([n]), chance)
    limit = bands.band(found, 0.025)
    outside = k < limit.least[0] or k > limit.most[0]
    assert (bands.two_sided_p(found, np.array([k]))[0] <= 0.05) == outside


@pytest.mark.parametrize(
    ("chance", "tail", "size"),
    [(0.33, 0.025, 10), (0.33, 0.001, 18), (0.2, 0.025, 17), (0.2, 0.001, 31), (1.0, 0.025, 1)],
)
def test_from_which_size_zero_stands_out(chance, tail, size):
    assert bands.smallest_size(chance, tail) == size
    assert binom.cdf(0, size, chance) <= tail
    assert size == 1 or binom.cdf(0, size - 1, chance) > tail


def test_when_nobody_ever_has_it_zero_never_stands_out():
    assert bands.smallest_size(0.0, 0.025) is None


def test_an_empty_group_has_the_whole_range():
    limit = bands.band(bands.tails(np.array([0]), 0.3), 0.025)
    assert (limit.low[0], limit.high[0], limit.chance_outside[0]) == (0.0, 1.0, 0.0)


def test_a_chance_outside_0_to_1_is_refused():
    with pytest.raises(ValueError, match="chance"):
        bands.tails(np.array([3]), 1.5)
