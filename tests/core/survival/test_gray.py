import numpy as np
import pytest

from perspectief_core.survival.gray import gray
from perspectief_core.survival.histories import histories
from perspectief_core.survival.logrank import logrank
from tests.core.durations_golden import TIES, golden, groups, rows

TESTS = golden("tests").query("test == 'gray'")


@pytest.mark.parametrize("row", rows(TESTS), ids=str)
def test_gray_equals_r(row):
    test = gray(groups(with_entry=False), row.cause, TIES[row.to])
    assert test.df == 2
    assert test.chi2 == pytest.approx(row.chi2, rel=1e-12)


def test_delayed_entry_is_refused():
    with pytest.raises(ValueError, match="followed from the beginning"):
        gray(groups(with_entry=True), 1)


def simulated(seed, n, other):
    """Two groups with the same hazard of cause 1; in the second, cause 2 comes `other` as fast."""
    rng = np.random.default_rng(seed)
    parts = []
    for pace in (1, other):
        first, second = rng.exponential(20, n), rng.exponential(20 / pace, n)
        leave = np.ceil(np.minimum(np.minimum(first, second), 18))
        event = np.where(leave >= 18, 0, np.where(first < second, 1, 2))
        parts.append(histories(leave, event))
    return tuple(parts)


def test_it_asks_another_question_than_the_logrank_test():
    # A fast other outcome leaves fewer people for this one, although its pace is the same.
    people = simulated(3, 4000, other=6)
    assert gray(people, 1).p < 1e-6
    assert logrank(people, 1).p > 0.01


def test_chance_alone_is_found_as_often_as_promised():
    p_values = [gray(simulated(seed, 80, other=1), 1).p for seed in range(300)]
    assert 0.02 < np.mean(np.array(p_values) < 0.05) < 0.09


def test_nothing_to_compare():
    nobody, still = histories([], []), histories([3, 4], [0, 2])
    assert gray((), 1) is None
    assert gray((nobody, nobody), 1) is None
    assert gray((still, still), 1) is None
    assert gray((histories([3, 4], [1, 1]), nobody), 1) is None
