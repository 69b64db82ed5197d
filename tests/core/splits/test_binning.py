"""The bins of SPSS: floor(average rank x intervals / (n + 1)), equal values together."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import numpy as np
from hypothesis import given, strategies as st
from scipy.stats import rankdata

from perspectief_core.splits.binning import bin_codes, bins_of_counts, quantile_cuts, to_intervals
from perspectief_core.splits.contingency import Interval


@given(
    st.lists(st.integers(-20, 20), min_size=1, max_size=60),
    st.integers(2, 64),
)
def test_bins_follow_the_rule(values, intervals):
    ranks = rankdata(values)
    wanted = [floor(Fraction(rank) * intervals / (len(values) + 1)) for rank in ranks]
    cuts = quantile_cuts(np.array(values), intervals=intervals)
    codes = bin_codes(np.array(values), to_intervals(cuts))
    names = sorted(set(wanted))
    assert [names[code] for code in codes] == wanted
    assert len(cuts) == len(names)


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(1, 4)), min_size=1, max_size=30))
def test_a_weight_is_that_many_rows(pairs):
    values, weights = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    repeated = np.repeat(values, weights)
    assert quantile_cuts(values, weights).tolist() == quantile_cuts(repeated).tolist()


def test_outer_intervals_are_open_and_values_on_a_cut_belong_below_it():
    intervals = to_intervals(np.array([1.0, 5.0, 9.0]))
    assert intervals == (Interval(None, 1.0), Interval(1.0, 5.0), Interval(5.0, None))
    assert bin_codes(np.array([-9.0, 1.0, 1.1, 5.0, 5.1, 99.0]), intervals).tolist() == [
        0,
        0,
        1,
        1,
        2,
        2,
    ]


def test_no_values_no_bins():
    assert quantile_cuts(np.array([])).tolist() == []
    assert to_intervals(np.array([])) == ()


def test_hours_per_week_of_the_report_fall_in_nine_bins():
    """Ten intervals give nine bins when one value is that of a fifth of the rows."""
    values = np.concatenate([np.arange(80), np.full(20, 40)])
    assert len(quantile_cuts(values)) == 9


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12), st.integers(1, 10))
def test_bins_of_counts_follow_the_ranks_of_all_values(count, intervals):
    values = np.repeat(np.arange(len(count)), count)
    ranks = dict(zip(values.tolist(), rankdata(values), strict=True))
    bins = bins_of_counts(np.array(count), intervals)
    for value, rank in ranks.items():
        assert bins[value] == floor(Fraction(rank) * intervals / (len(values) + 1))
