"""A count that is held tells nothing new, and stands for all that would be held so."""

from itertools import product

import pytest

from perspectief_core.disclosure.holding import REACH, holding, identifies, near, stands_for
from perspectief_core.shares.fives import Rounded, rounded

COUNTS = [Rounded(count) for count in range(0, 65, 5)]


@pytest.mark.parametrize("before", COUNTS)
def test_beside_one_edition_a_count_is_its_own_or_the_one_before(before):
    for now in COUNTS:
        said = holding(now, (before,), 100)
        assert said == (before if identifies(before, now) else now)
        assert abs(said - now) < REACH


def test_beside_several_a_count_identifies_beside_none_or_is_the_newest():
    for first, second, now in product(COUNTS, COUNTS, COUNTS):
        said = holding(now, (first, second), 100)
        assert said in (now, first, second)
        assert said == second or not (identifies(first, said) or identifies(second, said))
        if not (identifies(first, now) or identifies(second, now)):
            assert said == now


def test_no_more_are_held_than_there_are():
    assert holding(Rounded(20), (30,), 25) == 25


def test_a_count_stands_for_every_count_that_is_said_so():
    for first, second in product(COUNTS, COUNTS):
        for exact in range(61):
            said = holding(rounded(exact), (first, second), 60)
            low, high = stands_for(said, (first, second), 60)
            assert low <= exact <= high


def test_what_is_near_is_what_could_be_held_so():
    for count, now in product(COUNTS, COUNTS):
        assert (now in near(count)) == (holding(now, (count,), 100) == count)
