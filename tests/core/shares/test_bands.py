from fractions import Fraction
from itertools import accumulate
from math import comb

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.stats import binom

from perspectief_core.shares import bands

CHANCES = (0.0, 0.0286, 0.15, 1 / 3, 0.65, 1.0)


def exact(n, chance):
    """Return P(X ≤ k) and P(X ≥ k) for k = 0 … n, summed as fractions."""
    share = Fraction(chance)
    mass = [comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    lower = list(accumulate(mass))
    upper = list(accumulate(mass[::-1]))[::-1]
    return np.array(lower, dtype=object), np.array(upper, dtype=object)


@pytest.mark.parametrize("chance", CHANCES)
def test_the_band_marks_exactly_the_counts_whose_binomial_tail_is_small(chance):
    sizes = np.arange(0, 95, 3)
    tails = bands.tails(sizes, chance)
    limits = {tail: bands.band(tails, tail) for tail in (0.025, 0.001)}
    for row, n in enumerate(sizes.tolist()):
        lower, upper = exact(n, chance)
        k = np.arange(n + 1)
        for tail, limit in limits.items():
            low, high = (lower <= tail).astype(bool), (upper <= tail).astype(bool)
            assert ((k < limit.least[row]) == low).all()
            assert ((k > limit.most[row]) == high).all()
            beyond = (lower[low].max() if low.any() else 0) + (
                upper[high].max() if high.any() else 0
            )
            assert limit.chance_outside[row] == pytest.approx(float(beyond))


@pytest.mark.parametrize("chance", CHANCES)
def test_tails_agree_with_fractions(chance):
    for n in (0, 1, 3, 94, 320):
        lower, upper = exact(n, chance)
        k = np.arange(n + 1)
        tails = bands.tails(np.full(n + 1, n), chance)
        near = {"rtol": 1e-12, "atol": 1e-15}
        np.testing.assert_allclose(tails.lower(k), lower.astype(float), **near)
        np.testing.assert_allclose(tails.upper(k), upper.astype(float), **near)


@pytest.mark.parametrize("chance", [1e-6, 0.15, 0.5, 1 - 1e-6])
def test_bands_of_a_million_people_leave_the_tail_asked_for(chance):
    tails = bands.tails(np.array([10, 1_000_000]), chance)
    limit = bands.band(tails, 0.025)
    assert tails.lower(limit.least)[1] > 0.025 >= tails.lower(limit.least - 1)[1]
    assert tails.upper(limit.most)[1] > 0.025 >= tails.upper(limit.most + 1)[1]
    spread = 1.96 * (chance * (1 - chance) * 1e6) ** 0.5
    assert limit.most[1] == pytest.approx(1e6 * chance + spread, abs=2)


@pytest.mark.parametrize(
    ("n", "chance", "tail"), [(1, 0.025, 0.025), (2, 0.5, 0.25), (3, 0.5, 0.125)]
)
def test_a_tail_that_is_exactly_the_limit_is_extraordinary(n, chance, tail):
    limit = bands.band(bands.tails(np.array([n]), chance), tail)
    assert limit.most[0] == n - 1


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
    tails = bands.tails(np.array([n]), chance)
    limit = bands.band(tails, 0.025)
    outside = k < limit.least[0] or k > limit.most[0]
    assert (bands.two_sided_p(tails, np.array([k]))[0] <= 0.05) == outside


@pytest.mark.parametrize(("chance", "size"), [(0.33, 10), (0.2, 17), (0.03, 122), (1.0, 1)])
def test_from_which_size_zero_stands_out(chance, size):
    assert bands.smallest_size(chance) == size
    assert binom.cdf(0, size, chance) <= 0.025
    assert size == 1 or binom.cdf(0, size - 1, chance) > 0.025


def test_when_nobody_ever_has_it_zero_never_stands_out():
    assert bands.smallest_size(0.0) is None


def test_an_empty_group_has_the_whole_range():
    limit = bands.band(bands.tails(np.array([0]), 0.3), 0.025)
    assert (limit.low[0], limit.high[0], limit.chance_outside[0]) == (0.0, 1.0, 0.0)


def test_a_chance_outside_0_to_1_is_refused():
    with pytest.raises(ValueError, match="chance"):
        bands.tails(np.array([3]), 1.5)


def test_tails_and_ends_are_those_of_scipy():
    sizes = np.concatenate([np.arange(0, 300), [1_000, 20_000, 90_000]])
    for chance in (*CHANCES, 1e-6, 0.01, 0.97):
        tails = bands.tails(sizes, chance)
        counts = np.round(sizes * chance).astype(int)
        for moved in (counts - 2, counts, counts + 2):
            np.testing.assert_allclose(
                tails.lower(moved), binom.cdf(moved, sizes, chance), atol=1e-12
            )
            np.testing.assert_allclose(
                tails.upper(moved), binom.sf(moved - 1, sizes, chance), atol=1e-12
            )
        limit = bands.band(tails, 0.025)
        assert (binom.cdf(limit.least - 1, sizes, chance) <= 0.025).all()
        assert (binom.cdf(limit.least, sizes, chance) > 0.025).all()
        assert (binom.sf(limit.most, sizes, chance) <= 0.025).all()
        assert (binom.sf(limit.most - 1, sizes, chance) > 0.025).all()
