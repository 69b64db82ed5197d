import numpy as np
import pytest

from perspectief_core.survival.histories import (
    at_risk,
    event_times,
    exposed,
    happened,
    histories,
)

ROWS = histories([5, 5, 5, 3, 8], [1, 0, 1, 2, 0], [0, 2, 0, 0, 4])


def test_the_same_history_is_kept_once():
    twice = histories([5, 5], [1, 1], [2, 2])
    assert (len(twice.exit), twice.n) == (1, 2)


def test_counts_at_each_time():
    times = np.array([3.0, 5.0, 8.0])
    assert at_risk(ROWS, times).tolist() == [4, 4, 1]
    assert happened(ROWS, times, 1).tolist() == [0, 2, 0]
    assert event_times(ROWS).tolist() == [3, 5]


@pytest.mark.parametrize(
    ("ties", "left"), [("outcomes_first", 4), ("half_month", 3.5), ("censored_first", 3)]
)
def test_who_is_censored_counts_as_the_convention_says(ties, left):
    assert exposed(ROWS, np.array([3.0, 5.0]), ties).tolist() == [4, left]


def test_delayed_entry_is_noticed():
    assert ROWS.delayed
    assert not histories([5, 3], [1, 0], [0, -2]).delayed
    assert not histories([], []).delayed
