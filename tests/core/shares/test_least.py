"""The least χ² of counts between two ends: never above that of any table within them."""

import numpy as np
import pytest
import scipy

from perspectief_core.shares import least
from perspectief_core.shares.chi_square import independence_test
from perspectief_core.shares.least import Boxes, least_test


def around(table, off):
    """Return the boxes of a table of which every count and total may be `off` away."""
    totals = table.sum(axis=1)
    return Boxes(np.maximum(table - off, 0), table + off, np.maximum(totals - off, 1), totals + off)


def test_no_table_within_its_ends_has_a_smaller_chi_square():
    random = np.random.default_rng(4)
    compared = 0
    for _ in range(60):
        exact = random.multinomial(60, random.dirichlet(np.full(3, 8), size=4))
        off = random.integers(-2, 3, exact.shape)
        shown = np.maximum(exact + off, 0)
        totals = exact.sum(axis=1)
        boxes = Boxes(np.maximum(shown - 2, 0), shown + 2, totals - 2, totals + 2)
        test, true = least_test(boxes), independence_test(exact)
        if test is not None:
            compared += 1
            assert test.chi2 <= true.chi2
            assert test.p >= true.p
            assert test.cramers_v <= true.cramers_v
    assert compared > 10


def test_exact_counts_give_about_the_chi_square_itself():
    table = np.array([[189, 10845], [104, 10933]])
    smallest, true = least_test(around(table, 0)), independence_test(table)
    # The least over all divisions is a little under that for the division that was counted.
    assert smallest.chi2 == pytest.approx(true.chi2, rel=0.02)
    assert smallest.df == true.df


def test_it_is_the_least_that_another_program_finds():
    table = np.array([[40, 10, 5], [15, 30, 9], [20, 12, 22]])
    boxes = around(table, 2)
    low, high = boxes.low / boxes.totals_high[:, None], boxes.high / boxes.totals_low[:, None]
    weights = boxes.totals_low.astype(float)

    def off(free):
        p = scipy.special.softmax(np.append(free, 0.0))
        return float((weights[:, None] * (np.clip(p, low, high) - p) ** 2 / p).sum())

    other = scipy.optimize.minimize(off, [0.4, 0.3], method="Nelder-Mead", tol=1e-10)
    value, _ = least._least(low, high, weights)
    assert other.fun - 2 * least._GAP < value <= other.fun + 1e-6


@pytest.mark.parametrize("table", [[[30, 20], [29, 21]], [[30, 20]]])
def test_what_could_be_chance_has_no_test(table):
    assert least_test(around(np.array(table), 2)) is None
