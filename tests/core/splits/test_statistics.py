"""Statistics, p values and multipliers against scipy, exact fractions and enumeration."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy import stats

from perspectief_core.splits.multipliers import exhaustive_multiplier, multiplier
from perspectief_core.splits.statistics import PairTest, chi_square, log_p
from tests.core.splits.naive_chaid import statistic, upper_tail


@pytest.mark.parametrize("df", [1, 2, 3, 4, 7, 19, 60])
def test_log_p_over_the_whole_range(df):
    chi2 = np.array([0.0, 1e-12, 1e-6, 0.1, 1.0, 3.84, 30.0, 500.0, 1200.0, 3000.0, 1e6, 1e9])
    logs = log_p(chi2, np.full(len(chi2), df))
    inside = slice(3, 8)
    assert logs[inside] == pytest.approx(stats.chi2.logsf(chi2[inside], df), rel=1e-12)
    assert logs == pytest.approx([upper_tail(x, df) for x in chi2], rel=1e-9, abs=1e-9)
    assert np.isfinite(logs).all()


def test_log_p_keeps_p_values_close_to_one_apart():
    near_one = log_p(np.array([1e-30, 1e-20]), np.array([3, 3]))
    assert 0 > near_one[0] > near_one[1]


def test_no_degrees_of_freedom_is_p_one():
    assert log_p(np.array([0.0, 5.0]), np.array([0, 0])).tolist() == [0.0, 0.0]


@settings(max_examples=150)
@given(
    st.lists(st.lists(st.integers(0, 10**9), min_size=3, max_size=3), min_size=2, max_size=5),
    st.sampled_from(["pearson", "likelihood_ratio"]),
)
def test_chi_square_of_whole_tables(rows, kind):
    table = np.array(rows, dtype=float).T[:, None, :]
    chi2, _ = chi_square(table, kind, wide=True)
    expected, _ = statistic(rows, kind)
    assert chi2[0] == pytest.approx(float(expected), rel=1e-10, abs=1e-15)


@settings(max_examples=150)
@given(
    st.lists(st.integers(0, 10**9), min_size=2, max_size=2),
    st.lists(st.integers(0, 10**9), min_size=2, max_size=2),
    st.sampled_from(["pearson", "likelihood_ratio"]),
)
def test_chi_square_of_pairs(one, other, kind):
    left, right = np.array(one, dtype=float)[:, None], np.array(other, dtype=float)[:, None]
    likeness = PairTest(kind, 2, wide=True).likeness(left, right)[0]
    expected, _ = statistic([one, other], kind)
    assert -likeness == pytest.approx(float(expected), rel=1e-10, abs=1e-15)


def test_scipy_gives_the_same_for_an_ordinary_table():
    rows = [[30, 70], [45, 55], [20, 80]]
    table = np.array(rows, dtype=float).T[:, None, :]
    for kind, name in (("pearson", "pearson"), ("likelihood_ratio", "log-likelihood")):
        chi2, classes = chi_square(table, kind, wide=False)
        reference = stats.chi2_contingency(rows, correction=False, lambda_=name)
        assert chi2[0] == pytest.approx(reference.statistic)
        assert (len(rows) - 1) * (classes[0] - 1) == reference.dof


def _ways(categories, groups, allowed):
    """Count partitions of categories 0..c-1 into r groups by trying every labelling."""
    partitions = set()
    for labels in product(range(groups), repeat=categories):
        if len(set(labels)) == groups:
            parts = frozenset(
                frozenset(i for i, label in enumerate(labels) if label == group)
                for group in range(groups)
            )
            if all(allowed(part) for part in parts):
                partitions.add(parts)
    return len(partitions)


def _neighbours(part):
    return max(part) - min(part) == len(part) - 1


@pytest.mark.parametrize("categories", range(1, 7))
def test_multipliers_count_the_ways_to_group(categories):
    floating = categories - 1

    def neighbours_but_floating(part):
        rest = part - {floating}
        return not rest or _neighbours(rest)

    for groups in range(1, categories):
        nominal = _ways(categories, groups, lambda part: True)
        assert multiplier(categories, groups, nominal=True) == nominal
        ordinal = _ways(categories, groups, _neighbours)
        assert multiplier(categories, groups, nominal=False) == ordinal
        floats = _ways(categories, groups, neighbours_but_floating)
        assert multiplier(categories, groups, nominal=False, floating=True) == floats
    for nominal_kind in (True, False):
        assert multiplier(categories, categories, nominal=nominal_kind) == 1


def test_multipliers_of_many_categories_are_exact():
    assert multiplier(20, 10, nominal=True) == 5917584964655
    assert multiplier(1000, 500, nominal=True) > 10**1000
    with pytest.raises(ValueError, match="must be in the range"):
        multiplier(3, 4, nominal=True)


def test_exhaustive_multipliers():
    assert [exhaustive_multiplier(c, nominal=False) for c in (1, 2, 3, 5)] == [1, 1, 3, 10]
    assert [exhaustive_multiplier(c, nominal=True) for c in (1, 2, 3, 5)] == [1, 1, 12, 60]
