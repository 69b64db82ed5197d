from math import fsum, log

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.special import betaln

from perspectief_core.shares.flags import GroupCounts
from perspectief_core.steunpunten.rising import FIRST, Likelihood, Rises

SIZES = np.array([0, 1, 7, FIRST - 1, FIRST, FIRST + 1, 5000, 30_000])


def one_by_one(sizes, start, step):
    terms = [(r, start + r * step) for size in sizes.tolist() for r in range(size)]
    return (
        fsum(log(term) for _, term in terms),
        fsum(1 / term for _, term in terms),
        fsum(r / term for r, term in terms),
    )


@pytest.mark.parametrize("step", [0.0, 1e-12, 1e-7, 1e-4, 0.02, 1.0, 100.0])
@pytest.mark.parametrize("start", [1e-9, 0.03, 1.0])
def test_the_sums_are_those_of_adding_term_by_term(start, step):
    rise = Rises.of(SIZES).at(start, step)
    exact = one_by_one(SIZES, start, step)
    assert (rise.value, rise.in_start, rise.in_step) == pytest.approx(exact, rel=1e-12, abs=1e-10)


@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), min_size=1, max_size=5),
    st.floats(0.01, 0.99),
    st.floats(1e-3, 10),
)
def test_the_likelihood_is_that_of_the_beta_function(pairs, mean, theta):
    hits, rest = (np.array(side) for side in zip(*pairs, strict=True))
    counts = GroupCounts(tuple("abcde"[: len(pairs)]), hits, hits + rest)
    alpha, beta = mean / theta, (1 - mean) / theta
    textbook = (betaln(hits + alpha, rest + beta) - betaln(alpha, beta)).sum()
    value, _ = Likelihood.of(counts).negative(np.array([mean, theta]))
    assert -value == pytest.approx(textbook, rel=1e-9, abs=1e-8)


def test_without_groups_the_sums_are_zero():
    assert Rises.of(np.array([], dtype=np.int64)).at(0.5, 0.1).value == 0.0
