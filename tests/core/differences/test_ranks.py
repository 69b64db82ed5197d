"""Numbers by their ranks: against R (golden/differences) and scipy; shuffles at the edges."""

from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kruskal, permutation_test, rankdata

from perspectief_core.differences.ranks import rank_p

GOLDEN = Path(__file__).parents[1] / "golden" / "differences"
SMALL = (np.array([1.0, 2, 2, 5]), np.array([3.0, 4, 6, 7, 9]), np.array([2.0, 8]))


def test_large_groups_are_as_in_r():
    numbers = pd.read_csv(GOLDEN / "numbers.csv")
    expected = pd.read_csv(GOLDEN / "p.csv").query("test == 'ranks'").set_index("case")["p"]
    for case, people in numbers.groupby("case"):
        values = [part["value"].to_numpy(float) for _, part in people.groupby("group")]
        assert rank_p(values) == pytest.approx(expected[case], rel=1e-9)


def test_small_groups_agree_with_every_division():
    values = np.concatenate(SMALL)
    ranks = rankdata(values)
    exact = permutation_test(
        (ranks[:4], ranks[4:9], ranks[9:]),
        lambda *groups: sum(group.sum() ** 2 / len(group) for group in groups),
        permutation_type="independent",
        alternative="greater",
        n_resamples=np.inf,
    )
    assert rank_p(SMALL) == pytest.approx(exact.pvalue, abs=0.03)


def test_the_order_of_groups_and_people_changes_nothing():
    distinct = {
        rank_p([np.flip(SMALL[at]) if flipped else SMALL[at] for at in order])
        for order in permutations(range(3))
        for flipped in (False, True)
    }
    assert len(distinct) == 1


def test_shuffles_and_chi_square_agree_where_both_will_do():
    rng = np.random.default_rng(3)
    groups = [rng.normal(0, 1, 29), rng.normal(0.4, 1, 40), rng.normal(0, 1, 40)]
    assert rank_p(groups) == pytest.approx(kruskal(*groups).pvalue, abs=0.02)


def test_nothing_to_compare():
    values = np.array([1.0, 2.0])
    assert rank_p([]) is None
    assert rank_p([values, np.array([])]) is None
    assert rank_p([np.ones(3), np.ones(50)]) is None
