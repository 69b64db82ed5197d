"""Merging alike categories, beside a plain loop over pairs with scipy's chi-square."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from perspectief_core.splits.batch import to_batch
from perspectief_core.splits.columns import Columns
from perspectief_core.splits.merging import merge_alike
from perspectief_core.splits.resplitting import merge_and_resplit
from perspectief_core.splits.statistics import PairTest

ALPHA = 0.05
TEST = PairTest("pearson", 2, wide=False)


def plainly(table, nominal):
    """Merge the pair with the largest p while that is above alpha and more than two are left."""
    groups = [[row] for row in range(len(table))]
    while len(groups) > 2:
        places = list(range(len(groups)))
        pairs = list(combinations(places, 2) if nominal else pairwise(places))
        ps = [
            chi2_contingency(
                [table[groups[at]].sum(axis=0) for at in pair], correction=False
            ).pvalue
            for pair in pairs
        ]
        if max(ps) <= ALPHA:
            break
        one, other = pairs[int(np.argmax(ps))]
        groups[one] += groups.pop(other)
    return {frozenset(group) for group in groups}


def merged(table, nominal, merge):
    columns = Columns(np.array([nominal]), np.array([-1]))
    batch = to_batch(table[None], columns, "category")
    head = merge(batch)[0]
    code = batch.code[0]
    return {frozenset(code[head == first].tolist()) for first in set(head.tolist())}


@pytest.mark.parametrize("nominal", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_the_most_alike_pair_merges_until_all_differ(seed, nominal):
    rng = np.random.default_rng(seed)
    totals = rng.integers(60, 140, 6)
    hits = rng.binomial(totals, rng.choice([0.2, 0.35, 0.5], 6))
    table = np.column_stack([hits, totals - hits])
    expected = plainly(table, nominal)
    assert merged(table, nominal, lambda batch: merge_alike(batch, TEST, ALPHA)) == expected
    # With a level that no split reaches, nothing is split again.
    never = lambda batch: merge_and_resplit(batch, TEST, ALPHA, 1e-300)  # noqa: E731
    assert merged(table, nominal, never) == expected


def test_a_group_is_split_again_where_its_parts_differ():
    """Neighbours merge step by step into a group whose ends have come to differ."""
    table = np.array([[28, 72], [41, 59], [64, 36], [70, 30], [73, 27], [79, 21]])
    together = merged(table, False, lambda batch: merge_alike(batch, TEST, ALPHA))
    apart = merged(table, False, lambda batch: merge_and_resplit(batch, TEST, ALPHA, ALPHA))
    assert together == {frozenset({0, 1}), frozenset({2, 3, 4, 5})}
    assert apart == {frozenset({0, 1}), frozenset({2, 3}), frozenset({4, 5})}
