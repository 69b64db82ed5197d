import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.stats import beta, betabinom, binom

from perspectief_core.shares.flags import GroupCounts
from perspectief_core.steunpunten import shrinkage
from tests.core.builders2 import binary, cohort_of, group_counts

SPREAD = {
    "a": (2, 40),
    "b": (20, 40),
    "c": (15, 80),
    "d": (0, 3),
    "e": (3, 3),
    "f": (30, 60),
    "g": (6, 50),
}


def naive_fit(counts):
    """Maximise scipy's beta-binomial likelihood over logit mean and log precision."""

    def loss(point):
        mean, size = 1 / (1 + np.exp(-point[0])), np.exp(point[1])
        terms = betabinom.logpmf(counts.hits, counts.totals, mean * size, (1 - mean) * size)
        return -terms.sum()

    starts = [(m, s) for m in (-1.0, 0.0) for s in (0.5, 2.0, 4.0)]
    options = {"xatol": 1e-8, "fatol": 1e-10}
    fits = [minimize(loss, s, method="Nelder-Mead", options=options) for s in starts]
    best = min(fits, key=lambda fit: fit.fun)
    share = counts.hits.sum() / counts.totals.sum()
    gain = -best.fun - binom.logpmf(counts.hits, counts.totals, share).sum()
    return 1 / (1 + np.exp(-best.x[0])), np.exp(-best.x[1]), gain


@pytest.mark.parametrize(
    "pairs",
    [
        list(SPREAD.values()),
        [(1, 20), (9, 20), (4, 25), (12, 30)],
        [(0, 10), (0, 12), (9, 14), (1, 30), (2, 2)],
    ],
)
def test_the_fit_agrees_with_scipys_beta_binomial(pairs):
    counts = group_counts(*zip(*pairs, strict=True))
    fit = shrinkage.fit_beta_binomial(counts)
    mean, theta, gain = naive_fit(counts)
    assert fit is not None
    assert (fit.mean, fit.theta) == pytest.approx((mean, theta), rel=1e-3)
    assert fit.gain == pytest.approx(gain, abs=1e-6)


def test_equal_steunpunten_show_no_demonstrable_difference():
    shrunken = shrinkage.shrunken(cohort_of(binary(dict.fromkeys("abcd", (5, 20)))), "mob")
    assert shrunken.at_boundary
    assert (shrunken.spread, shrunken.spread_p) == (0.0, 1.0)
    assert {point.estimate for point in shrunken.points} == {0.25}
    assert all(point.low is None and point.weight == 0 for point in shrunken.points)


def test_small_groups_are_drawn_to_the_average_more_than_large_ones():
    shrunken = shrinkage.shrunken(cohort_of(binary(SPREAD)), "mob")
    assert not shrunken.at_boundary
    assert shrunken.spread_p < 0.001
    by_name = {point.steunpunt: point for point in shrunken.points}
    small, large = by_name["e"], by_name["f"]
    assert small.weight < large.weight
    assert small.share.share - small.estimate > abs(large.share.share - large.estimate)
    for point in shrunken.points:
        counted = point.share.share
        assert min(counted, shrunken.mean) <= point.estimate <= max(counted, shrunken.mean)
        assert point.low < point.estimate < point.high


def test_estimate_and_interval_are_those_of_the_updated_beta():
    shrunken = shrinkage.shrunken(cohort_of(binary(SPREAD)), "mob")
    # Of a beta distribution the variance is mean times rest, over one more than its size.
    size = shrunken.mean * (1 - shrunken.mean) / shrunken.spread**2 - 1
    point = shrunken.points[0]
    after = beta(
        shrunken.mean * size + point.share.count,
        (1 - shrunken.mean) * size + point.share.total - point.share.count,
    )
    assert point.estimate == pytest.approx(after.mean())
    assert (point.low, point.high) == pytest.approx(after.interval(0.95))
    assert shrunken.spread == pytest.approx(
        beta(shrunken.mean * size, (1 - shrunken.mean) * size).std(), rel=1e-6
    )


def test_a_steunpunt_without_people_gets_the_average():
    shrunken = shrinkage.shrunken(cohort_of(binary(SPREAD) | {"leeg": {}}), "mob")
    empty = shrunken.points[-1]
    assert (empty.steunpunt, empty.weight) == ("leeg", 0.0)
    assert empty.estimate == pytest.approx(shrunken.mean)


@pytest.mark.parametrize(
    ("counts", "mean"),
    [
        ({}, None),
        ({"a": {}}, None),
        ({"a": {"mob": 1}}, 1.0),
        (binary({"a": (0, 4), "b": (0, 9)}), 0.0),
    ],
)
def test_nothing_to_estimate_is_said_and_not_raised(counts, mean):
    shrunken = shrinkage.shrunken(cohort_of(counts), "mob")
    assert (shrunken.mean, shrunken.spread, shrunken.spread_p) == (mean, None, None)
    assert shrunken.at_boundary


def test_without_true_spread_the_boundary_test_rarely_cries_wolf():
    rng = np.random.default_rng(5)
    sizes = np.array([3, 8, 12, 20, 25, 30, 35, 40, 45, 50, 60, 94])
    fits = [
        shrinkage.fit_beta_binomial(
            GroupCounts(tuple("abcdefghijkl"), rng.binomial(sizes, 0.3), sizes)
        )
        for _ in range(200)
    ]
    # 2 × gain above 2.71 is p < 0.05 by half a χ² with one degree of freedom.
    assert np.mean([2 * fit.gain > 2.706 for fit in fits]) < 0.08
    assert np.mean([fit.theta == 0 for fit in fits]) > 0.3
