"""Whether a difference could have been seen: the formulas against simulation, and the laws."""

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.stats import logistic, mannwhitneyu, ttest_ind

from perspectief_core.differences import seeing
from perspectief_core.shares.flags import GroupCounts
from perspectief_core.survival.histories import histories
from perspectief_core.survival.logrank import logrank
from tests.core.builders2 import group_counts


def test_power_of_ranks_is_what_simulation_finds():
    rng, n, m = np.random.default_rng(2), 30, 45
    shift = seeing.DEVIATIONS * logistic.std()
    ps = [
        mannwhitneyu(rng.logistic(size=n), rng.logistic(size=m) + shift).pvalue for _ in range(1500)
    ]
    power = seeing.seen_number((n, m))(0, 1, 0.05)
    # Ranks keep more of logistic numbers than of normal ones: the rule is on the safe side.
    assert 0 <= np.mean(np.array(ps) <= 0.05) - power < 0.1


def test_power_of_the_log_rank_test_is_what_simulation_finds():
    rng, n, m = np.random.default_rng(4), 40, 60
    wins, events = 0, []
    for _ in range(400):
        times = rng.exponential(1 / seeing.HAZARD_RATIO, n), rng.exponential(1, m)
        groups = tuple(
            histories(np.minimum(until, 0.4), (until < 0.4).astype(int)) for until in times
        )
        wins += logrank(groups).p <= 0.01
        events.append(tuple(int(g.weight[g.event > 0].sum()) for g in groups))
    mean = np.mean(events, axis=0)
    power = seeing.seen_pace((n, m), (round(mean[0]), round(mean[1])))(0, 1, 0.01)
    assert wins / 400 == pytest.approx(power, abs=0.08)


@given(st.integers(1, 60), st.integers(1, 60))
def test_larger_groups_never_see_less(one, other):
    few, many = seeing.seen_number((one, other)), seeing.seen_number((2 * one, 2 * other))
    assert few(0, 1, 0.01) <= many(0, 1, 0.01) + 1e-12
    assert few(0, 1, 0.01) == pytest.approx(few(1, 0, 0.01))


def test_the_odds_ratio_of_both_shares_is_the_one_that_counts():
    for share in (0.03, 0.15, 0.5, 0.9):
        low, high = seeing.as_shares(share)
        assert low < share < high
        assert high / (1 - high) / (low / (1 - low)) == pytest.approx(seeing.RATIO)


def test_the_hazard_ratio_is_that_of_a_third_against_two_thirds():
    assert pytest.approx(1 / 3) == (2 / 3) ** seeing.HAZARD_RATIO


def test_a_group_of_three_is_too_small_beside_any():
    counts = GroupCounts(tuple("abc"), np.array([1, 60, 90]), np.array([3, 120, 180]))
    assert seeing.too_small(3, 6, seeing.seen_share(counts)) == (0,)
    assert seeing.too_small(3, 6, seeing.seen_number((3, 120, 180))) == (0,)


@pytest.mark.parametrize("counts", [group_counts((0, 0), (50, 0)), group_counts((0, 0), (90, 90))])
def test_nothing_can_be_seen_of_nobody_or_of_what_nobody_has(counts):
    assert seeing.too_small(2, 1, seeing.seen_share(counts)) == (0, 1)
    assert seeing.too_small(2, 1, seeing.seen_number((50, 0))) == (0, 1)
    assert seeing.too_small(2, 1, seeing.seen_pace((0, 0), (0, 0))) == (0, 1)


def test_power_between_groups_of_clusters_is_what_simulation_finds():
    """Ten clusters of one kind and ten of another: their means compared by Student's t."""
    rng, each, apart = np.random.default_rng(6), 10, 1.2
    ps = [
        ttest_ind(rng.normal(size=each), rng.normal(apart, size=each)).pvalue for _ in range(3000)
    ]
    seen = seeing.seen_clustered(apart, lambda one, other: each / 2, 2 * each - 2)
    assert seen(0, 1, 0.05) == pytest.approx(np.mean(np.array(ps) <= 0.05), abs=0.03)


def test_of_clusters_nothing_is_seen_without_people_or_with_too_few_clusters():
    assert seeing.seen_clustered(1.0, lambda one, other: 0.0, 10)(0, 1, 0.05) == 0
    assert seeing.seen_clustered(1.0, lambda one, other: 9.0, 0)(0, 1, 0.05) == 0
