"""Summaries of whole numbers are exact, of people one by one and of kinds of people."""

from fractions import Fraction
from math import isclose, sqrt
from statistics import median

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from perspectief_core.cohort.grouping import Grouping
from perspectief_core.people.summaries import Summary, summarise, summarise_by

NUMBERS = st.one_of(st.none(), st.integers(0, 400), st.integers(-1_000_000, 1_000_000))
PEOPLE = st.lists(st.tuples(NUMBERS, st.integers(0, 3)), max_size=60)
GROUPS = ("a", "b", "c", "d")


def exactly(values):
    """The summary in fractions, rounded once at the end."""
    known = [Fraction(value) for value in values if value is not None]
    n, missing = len(known), len(values) - len(known)
    if not n:
        return Summary(0, missing, None, None, None)
    mean = sum(known) / n
    variance = sum((value - mean) ** 2 for value in known) / (n - 1) if n > 1 else None
    spread = None if variance is None else sqrt(variance)
    return Summary(n, missing, float(mean), spread, float(median(known)))


def series(values):
    return pd.Series(pd.array(values, dtype="Int64"), name="x")


def halves(values):
    return pd.Series([np.nan if value is None else value / 2 for value in values], dtype=float)


@given(PEOPLE)
def test_a_summary_is_exact(people):
    values = [value for value, _ in people]
    assert summarise(series(values)) == exactly(values)


@given(PEOPLE, st.lists(st.integers(0, 5), min_size=60, max_size=60))
def test_values_that_many_people_have_count_as_often(people, times):
    values, times = [value for value, _ in people], times[: len(people)]
    repeated = [value for value, n in zip(values, times, strict=True) for _ in range(n)]
    counted = np.array(times, dtype=np.int64)
    assert summarise(series(values), counted) == exactly(repeated)
    assert_close(summarise(halves(values), counted), summarise(halves(repeated)))


def assert_close(one, other):
    assert (one.n, one.missing) == (other.n, other.missing)
    for name in ("mean", "sd", "median"):
        pair = getattr(one, name), getattr(other, name)
        assert pair == (None, None) or isclose(*pair, rel_tol=1e-9, abs_tol=1e-9)


@given(PEOPLE, st.integers(1, 3))
def test_every_group_has_the_summary_of_its_people(people, times):
    values = [value for value, _ in people]
    groups = Grouping(GROUPS, np.array([group for _, group in people], dtype=np.int64))
    each = np.full(len(people), times, dtype=np.int64)
    summaries = summarise_by(series(values), "x", groups, each)
    assert summaries.everyone == exactly(values * times)
    for at, group in enumerate(summaries.groups):
        own = [value for value, number in people if number == at]
        assert (group.group, group.summary) == (GROUPS[at], exactly(own * times))


@pytest.mark.parametrize("values", [[0.5, 1.5, None], [3e6, 1e6, 2e6], [1e100, 2.0]])
def test_other_numbers_are_summed_as_they_come(values):
    summary = summarise(pd.Series(values, dtype=float))
    known = np.array([value for value in values if value is not None])
    assert (summary.n, summary.missing) == (len(known), len(values) - len(known))
    assert summary.mean == known.mean()
    assert summary.median == np.median(known)


@pytest.mark.parametrize("values", [[18.5, 20.25, 19.0, None], [4e9, 3e9, 1e9, None]])
def test_a_group_of_other_numbers_has_the_summary_of_its_people(values):
    """Nothing after the point is cut off, and no square of a large number runs over."""
    numbers = pd.Series(values, name="x")
    summaries = summarise_by(numbers, "x", Grouping(("a", "b", "c"), np.array([0, 0, 1, 1])))
    own = [numbers[:2], numbers[2:], numbers[:0]]
    assert [group.summary for group in summaries.groups] == [summarise(part) for part in own]
    assert summaries.everyone == summarise(numbers)
