"""The exact test of a share: against R (golden/differences), scipy, and every table one by one."""

from itertools import permutations, product
from math import comb, prod
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st
from scipy.stats import chi2_contingency, fisher_exact, nchypergeom_fisher

from perspectief_core.differences import exact, tables
from tests.core.builders2 import group_counts

GOLDEN = Path(__file__).parents[1] / "golden" / "differences"


def one_by_one(hits, totals):
    """Add up every table with these margins that has at most as many ways: whole numbers only."""
    observed = prod(comb(n, k) for n, k in zip(totals, hits, strict=True))
    ways = [
        prod(comb(n, k) for n, k in zip(totals, table, strict=True))
        for table in product(*(range(n + 1) for n in totals))
        if sum(table) == sum(hits)
    ]
    assert sum(ways) == comb(sum(totals), sum(hits))
    exact = sum(way for way in ways if way <= observed)
    as_likely = sum(way for way in ways if way == observed)
    return exact / sum(ways), (exact - as_likely / 2) / sum(ways)


groups = st.lists(
    st.integers(0, 7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=5,
)


def test_r_gives_the_same():
    tables = pd.read_csv(GOLDEN / "tables.csv")
    expected = pd.read_csv(GOLDEN / "p.csv").query("test == 'exact'").set_index("case")["p"]
    for case, rows in tables.groupby("table"):
        p = exact.exact_p(group_counts(rows["hits"].tolist(), rows["total"].tolist()))
        assert p == pytest.approx(expected[case], rel=1e-7, abs=1e-11), case


@given(groups)
def test_it_is_the_sum_over_every_table(pairs):
    hits, totals = zip(*pairs, strict=True)
    p = exact.exact_p(group_counts(hits, totals))
    if sum(n > 0 for n in totals) < 2 or sum(hits) in (0, sum(totals)):
        assert p is None
    else:
        each = p, exact.exact_p(group_counts(hits, totals), mid=True)
        assert each == pytest.approx(one_by_one(hits, totals), abs=1e-12)


@given(st.integers(1, 90), st.integers(1, 90), st.data())
def test_two_groups_are_fishers_test(first, second, data):
    hits = data.draw(st.integers(0, first)), data.draw(st.integers(0, second))
    p = exact.exact_p(group_counts(hits, (first, second)))
    if p is not None:
        table = [hits, (first - hits[0], second - hits[1])]
        assert p == pytest.approx(fisher_exact(table).pvalue, rel=1e-6, abs=1e-11)


def test_the_order_of_groups_and_the_name_of_the_outcome_change_nothing():
    hits, totals = (1, 6, 2, 9), (3, 12, 20, 11)
    p = exact.exact_p(group_counts(hits, totals))
    for order in permutations(range(4)):
        turned = [hits[at] for at in order], [totals[at] for at in order]
        assert exact.exact_p(group_counts(*turned)) == pytest.approx(p, abs=1e-12)
    without = [n - k for k, n in zip(hits, totals, strict=True)]
    assert exact.exact_p(group_counts(without, totals)) == pytest.approx(p, abs=1e-12)


def test_where_lists_would_be_too_long_it_is_pearsons(monkeypatch):
    monkeypatch.setattr(tables, "MOST_DIVISIONS", 10)
    p = exact.exact_p(group_counts((30, 45), (90, 95)))
    pearson = chi2_contingency([[30, 60], [45, 50]], correction=False)
    assert p == pytest.approx(pearson.pvalue)


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_power_is_that_of_the_noncentral_distribution(first, second, data):
    hits = data.draw(st.integers(0, first + second))
    pair = group_counts((min(hits, first), hits - min(hits, first)), (first, second))
    support = range(max(0, hits - second), min(first, hits) + 1)
    rejected = [k for k in support if one_way(k, first, hits, second) <= 0.05]
    expected = min(
        sum(nchypergeom_fisher.pmf(k, first + second, first, hits, ratio) for k in rejected)
        for ratio in (4.0, 0.25)
    )
    assert exact.conditional_power(pair, 4.0, 0.05) == pytest.approx(expected, abs=1e-8)


def one_way(k, first, hits, second):
    return fisher_exact([[k, hits - k], [first - k, second - hits + k]]).pvalue


def test_mid_p_uses_the_level_that_the_exact_test_leaves():
    # Twice 12 people, half with the outcome: how often each test rejects when nothing differs.
    drawn = np.random.default_rng(5).binomial(12, 0.5, (4000, 2))
    p = {
        mid: np.array([exact.exact_p(group_counts(pair, (12, 12)), mid) or 1.0 for pair in drawn])
        for mid in (False, True)
    }
    assert (p[False] <= 0.05).mean() < 0.03
    assert 0.03 < (p[True] <= 0.05).mean() < 0.06
    assert (p[True] <= p[False]).all()


def test_mid_p_has_the_power_of_what_it_rejects():
    pair = group_counts((6, 6), (14, 11))
    support = range(1, 13)
    rejected = [
        k for k in support if exact.exact_p(group_counts((k, 12 - k), (14, 11)), mid=True) <= 0.05
    ]
    expected = min(
        sum(nchypergeom_fisher.pmf(k, 25, 14, 12, ratio) for k in rejected) for ratio in (4, 0.25)
    )
    power = exact.conditional_power(pair, 4.0, 0.05, mid=True)
    assert power == pytest.approx(expected, abs=1e-8)
    assert power >= exact.conditional_power(pair, 4.0, 0.05)


def test_power_is_the_level_itself_without_a_difference():
    pair = group_counts((20, 20), (60, 60))
    assert exact.conditional_power(pair, 1.0, 0.05) <= 0.05
    assert exact.conditional_power(pair, 4.0, 0.05) < exact.conditional_power(pair, 9.0, 0.05)
