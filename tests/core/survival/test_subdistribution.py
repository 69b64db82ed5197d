"""How much somebody with another outcome still counts later."""

import numpy as np
import pytest

from perspectief_core.survival.subdistribution import staying_weights

OUTCOMES_FIRST = "outcomes_first"


def weights(exit_, event, steps, entry=None, ties=OUTCOMES_FIRST):
    entry = np.zeros(len(exit_)) if entry is None else np.asarray(entry, dtype=float)
    asked = 1, np.asarray(steps, dtype=float), ties
    return staying_weights(entry, np.asarray(exit_, dtype=float), np.asarray(event), asked)


def test_without_censoring_whoever_had_another_outcome_stays_whole():
    made = weights([1, 2, 3, 4], [2, 1, 2, 1], [2, 4])
    assert made.tolist() == [[1, 1], [0, 0], [0, 1], [0, 0]]


def test_who_is_censored_takes_others_along():
    """Of four still followed one is censored at 2, of two one at 4: 3/4, then 3/4 of 1/2."""
    made = weights([1, 2, 3, 4, 5], [2, 0, 1, 0, 1], [3, 5])
    assert made[0] == pytest.approx([3 / 4, 3 / 8])
    assert not made[1:].any()


def test_a_censoring_at_the_time_of_an_outcome_comes_after_or_before_it():
    first, last = (
        weights([1, 2, 2], [2, 0, 1], [2], ties=ties)[0, 0]
        for ties in (OUTCOMES_FIRST, "censored_first")
    )
    assert (first, last) == (1, pytest.approx(0.5))


def test_who_came_late_stands_for_who_left_before():
    """One of two at risk just after 2 came then: an early other outcome counts double after it."""
    assert weights([1, 3, 3], [2, 1, 1], [3], entry=[0, 0, 2])[0, 0] == pytest.approx(2)
