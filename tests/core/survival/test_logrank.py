import numpy as np
import pytest
from hypothesis import given, strategies as st

from perspectief_core.survival.histories import histories
from perspectief_core.survival.logrank import logrank
from tests.core.durations_golden import TIES, golden, groups, rows

TESTS = golden("tests").query("test == 'logrank'")


@pytest.mark.parametrize("row", rows(TESTS), ids=str)
def test_logrank_equals_r(row):
    test = logrank(groups(row.from_ == "entry"), row.cause or None, TIES[row.to])
    assert test.df == 2
    assert test.chi2 == pytest.approx(row.chi2, rel=1e-12)


def naive_logrank(rows, cause):
    """Two groups, time by time and person by person, with whole people."""
    observed = expected = variance = 0.0
    for t in range(13):
        there = [r for r in rows if (r[1] < t or r[1] == 0) and r[0] >= t]
        n, n1 = len(there), sum(r[3] for r in there)
        d = sum(r[0] == t and r[2] == cause for r in there)
        observed += sum(r[3] for r in there if r[0] == t and r[2] == cause)
        if d:
            expected += d * n1 / n
        if d and n > 1:
            variance += d * (n - d) / (n - 1) * n1 / n * (1 - n1 / n)
    return None if variance < 1e-12 else (observed - expected) ** 2 / variance


person = st.tuples(st.integers(0, 12), st.integers(0, 6), st.integers(0, 2), st.integers(0, 1))


@given(st.lists(person, min_size=2, max_size=40))
def test_logrank_equals_a_naive_count(rows):
    rows = [row for row in rows if row[1] == 0 or row[1] < row[0]]
    parts = []
    for group in (0, 1):
        part = [row for row in rows if row[3] == group]
        leave, entry, event = ([row[k] for row in part] for k in range(3))
        parts.append(histories(leave, event, entry))
    test, expected = logrank(tuple(parts), 1), naive_logrank(rows, 1)
    assert (test is None) == (expected is None)
    if test is not None:
        assert test.chi2 == pytest.approx(expected, abs=1e-9)
        assert sum(test.expected) == pytest.approx(sum(test.observed))
        assert logrank(tuple(parts[::-1]), 1).chi2 == pytest.approx(test.chi2, abs=1e-9)


def test_nothing_to_compare():
    nobody, still = histories([], []), histories([3, 4], [0, 0])
    assert logrank(()) is None
    assert logrank((nobody, nobody)) is None
    assert logrank((still, still)) is None
    assert logrank((histories([3, 4], [1, 1]), nobody)) is None


def test_the_same_people_twice_do_not_differ():
    rng = np.random.default_rng(1)
    people = histories(rng.integers(0, 20, 50), rng.integers(0, 3, 50))
    test = logrank((people, people))
    assert test.chi2 == pytest.approx(0, abs=1e-12)
    assert test.p == pytest.approx(1)
