import copy
import itertools
import json
import pickle
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings, strategies as st

from perspectief_core.results import refuse_rows
from perspectief_core.shares.fives import Rounded, made_of, possible, rounded


@dataclass(frozen=True, slots=True)
class Holder:
    n: int


@pytest.mark.parametrize("count", range(200))
def test_the_count_lies_within_the_bounds_of_its_rounding(count):
    number = rounded(count)
    low, high = number.bounds
    assert low <= count <= high
    assert all(rounded(other) == number for other in range(low, high + 1))
    assert rounded(number) == number


def test_only_the_same_rounding_shares_its_bounds():
    bounds = [Rounded(n).bounds for n in range(0, 100, 5)]
    assert all(below[1] + 1 == above[0] for below, above in itertools.pairwise(bounds))


def test_an_exact_count_does_not_pass_for_a_rounded_one():
    for exact in (1, 4, 23, -5):
        with pytest.raises(ValueError, match="multiple of 5"):
            Rounded(exact)


def test_sums_stay_rounded_only_among_rounded_counts():
    assert isinstance(sum([Rounded(5), Rounded(10)]), Rounded)
    assert isinstance(Rounded(5) + Rounded(10), Rounded)
    assert not isinstance(Rounded(5) + 10, Rounded)
    assert not isinstance(3 + Rounded(5), Rounded)
    assert type(sum([Rounded(5)])) is Rounded


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=6), st.integers(0, 60))
def test_what_is_made_of_counts_can_be_what_it_exactly_is(exact, more):
    parts = [rounded(count) for count in exact]
    low, high = possible(sum(parts))
    assert low <= sum(exact) <= high
    whole = rounded(sum(exact) + more)
    low, high = whole.without(*parts).bounds
    assert low <= more <= high
    low, high = sum(parts).at_most(whole).bounds
    assert low <= sum(exact) <= high <= whole.bounds[1]


def test_counts_with_other_bounds_are_written_otherwise_and_not_equal():
    five = Rounded(5) + Rounded(0)
    assert five == 5
    assert hash(five) == hash(5)
    assert five != Rounded(5)
    assert Rounded(5) != five
    assert five == made_of(5, 5, 11)
    assert type(made_of(5, 5, 7)) is Rounded


@pytest.mark.parametrize("number", [Rounded(25), made_of(25, 21, 29)])
def test_it_survives_the_ways_a_result_travels(number):
    for same in (
        pickle.loads(pickle.dumps(number)),
        copy.deepcopy(number),
        replace(Holder(number)).n,
    ):
        assert isinstance(same, Rounded)
        assert same == 25
        assert same.bounds == number.bounds
        assert hash(same) == hash(25)
    refuse_rows(Holder(number))
    assert json.dumps({"n": number}) == '{"n": 25}'
