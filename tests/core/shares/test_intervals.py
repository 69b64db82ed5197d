import math

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.stats import norm, t
from statsmodels.stats.proportion import (
    multinomial_proportions_confint,
    proportion_confint,
)

from perspectief_core.shares.intervals import (
    Interval,
    Share,
    by_student,
    goodman,
    goodman_each,
    normal_quantile,
    share,
    shares,
)

counts_of = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.sampled_from([0.8, 0.95, 0.998])


@given(counts_of, levels)
def test_wilson_equals_statsmodels(counted, level):
    count, total = counted
    interval = share(count, total, level)
    low, high = proportion_confint(count, total, alpha=1 - level, method="wilson")
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    # Newcombe 1998a, table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_published_examples(count, total, low, high):
    interval = share(count, total)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_wilson_solves_the_score_equation():
    interval = share(107, 733)
    for bound in (interval.low, interval.high):
        assert abs(107 / 733 - bound) / math.sqrt(bound * (1 - bound) / 733) == pytest.approx(
            1.959963984540054
        )


def test_wilson_ends_are_exact_and_empty_says_nothing():
    assert share(0, 3).low == 0.0
    assert share(3, 3).high == 1.0
    assert share(0, 0) == Share(0, 0, 0.0, 1.0)
    assert share(0, 0).share is None
    assert share(1, 4).share == 0.25


def test_shares_take_one_or_many_totals():
    assert shares([1, 2], 4) == (share(1, 4), share(2, 4))
    assert shares(np.array([1, 2]), np.array([4, 9])) == (share(1, 4), share(2, 9))
    assert shares([], 4) == ()


@pytest.mark.parametrize(("count", "total"), [(-1, 3), (4, 3)])
def test_impossible_counts_are_refused(count, total):
    with pytest.raises(ValueError, match="`counts`"):
        share(count, total)
    with pytest.raises(ValueError, match="`level`"):
        share(1, 3, 1.0)
    with pytest.raises(ValueError, match="`level`"):
        goodman((1, 2), 0.0)


@given(st.lists(st.integers(0, 500), min_size=2, max_size=8).filter(sum), levels)
def test_goodman_equals_statsmodels(counts, level):
    expected = multinomial_proportions_confint(counts, 1 - level, "goodman")
    intervals = [(interval.low, interval.high) for interval in goodman(counts, level)]
    assert np.allclose(intervals, expected, atol=1e-12)


def test_goodman_is_wider_than_wilson_and_answers_for_nobody():
    counts = (473, 107, 21, 87, 10, 35)
    for alone, together in zip(shares(counts, 733), goodman(counts), strict=True):
        assert together.low < alone.low < alone.high < together.high
    assert goodman((0, 0)) == (Interval(0.0, 1.0),) * 2
    assert goodman(()) == ()


@given(levels, st.integers(1, 30))
def test_the_quantile_of_some_intervals_at_once_is_bonferronis(level, intervals):
    expected = norm.isf((1 - level) / 2 / intervals)
    assert normal_quantile(level, intervals) == pytest.approx(expected, abs=1e-9)


def test_goodman_of_many_groups_is_that_of_each():
    rows = np.random.default_rng(1).integers(0, 20, (6, 4))
    assert goodman_each(rows) == [goodman(row) for row in rows]
    assert goodman_each(np.zeros((2, 0), dtype=np.int64)) == [(), ()]


@pytest.mark.parametrize("freedom", [1, 4.5, 200])
def test_the_interval_of_an_estimate_is_students(freedom):
    ends = by_student(2.0, 0.5, freedom)
    assert (ends.low, ends.high) == pytest.approx(t.interval(0.95, freedom, loc=2.0, scale=0.5))
