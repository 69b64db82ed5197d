"""The exact test of wide tables: against R (golden/differences) and every table one by one."""

from itertools import permutations, product
from math import comb, prod
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import chi2_contingency

from perspectief_core.differences.tables import table_p

GOLDEN = Path(__file__).parents[1] / "golden" / "differences"
small_tables = st.integers(2, 3).flatmap(
    lambda classes: st.lists(
        st.lists(st.integers(0, 3), min_size=classes, max_size=classes), min_size=2, max_size=3
    )
)


def ways(row):
    """Return in how many ways the people of a row can fall in its classes."""
    return prod(comb(sum(row[at:]), count) for at, count in enumerate(row))


def one_by_one(table):
    """Return exact p and mid-p from every table with these totals: whole numbers only."""
    totals = [sum(column) for column in zip(*table, strict=True)]
    rows = [
        [row for row in product(*(range(n + 1) for n in totals)) if sum(row) == sum(own)]
        for own in table
    ]
    every = [
        prod(map(ways, tried))
        for tried in product(*rows)
        if [sum(column) for column in zip(*tried, strict=True)] == totals
    ]
    counted = prod(map(ways, table))
    less = sum(way for way in every if way < counted)
    same = sum(way for way in every if way == counted)
    return (less + same) / sum(every), (less + same / 2) / sum(every)


def test_r_gives_the_same():
    expected = pd.read_csv(GOLDEN / "p.csv").query("test == 'wide'").set_index("case")["p"]
    tables = list(pd.read_csv(GOLDEN / "wide.csv").groupby("table"))
    assert len(tables) == len(expected) == 8
    for case, rows in tables:
        table = rows.pivot(index="group", columns="class", values="count").to_numpy()
        assert table_p(table) == pytest.approx(expected[case], rel=1e-7), case


@settings(max_examples=60)
@given(small_tables)
def test_it_is_the_sum_over_every_table(table):
    counts = np.array(table)
    both = table_p(counts), table_p(counts, mid=True)
    if min((counts.sum(axis=0) > 0).sum(), (counts.sum(axis=1) > 0).sum()) < 2:
        assert both == (None, None)
    else:
        assert both == pytest.approx(one_by_one(table), abs=1e-12)


def test_the_order_of_groups_and_classes_and_which_is_which_change_nothing():
    table = np.array([[4, 1, 0], [2, 3, 6], [0, 2, 5], [1, 1, 1]])
    for mid in (False, True):
        p = table_p(table, mid)
        assert table_p(table.T, mid) == pytest.approx(p, abs=1e-12)
        for order in permutations(range(3)):
            assert table_p(table[::-1, list(order)], mid) == pytest.approx(p, abs=1e-12)


def test_large_tables_are_pearsons():
    table = np.array([[200, 300, 250], [180, 320, 270], [210, 280, 290]])
    expected = chi2_contingency(table, correction=False).pvalue
    assert table_p(table) == table_p(table, mid=True) == pytest.approx(expected)
