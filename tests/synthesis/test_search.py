"""The searches behind the synthetic extract, on problems with a known answer."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from synthesis.months import NONE, first_days, first_full_month, month
from synthesis.percentages import count_behind
from synthesis.search import (
    SearchError,
    amounts_with_total,
    cool,
    cooling,
    descend,
    swap,
)
from synthesis.stay import moments


def test_descend_reaches_the_goal_and_undoes_what_is_worse():
    rng, values = np.random.default_rng(0), np.arange(8)
    seen = []

    def off() -> float:
        seen.append(float(np.abs(values - np.arange(8)[::-1]).sum()))
        return seen[-1]

    descend(off, lambda: swap(values, *rng.integers(0, 8, 2).tolist()), "order reversed")
    assert values.tolist() == [7, 6, 5, 4, 3, 2, 1, 0]


def test_descend_says_what_it_did_not_find():
    with pytest.raises(SearchError, match="the moon: still 1 away after 5 changes"):
        descend(lambda: 1.0, lambda: lambda: None, "the moon", tries=5)


@given(st.integers(1, 40), st.integers(0, 3), st.integers(0, 6), st.data())
def test_amounts_add_up_within_their_bounds(n, low, room, data):
    total = data.draw(st.integers(low * n, (low + room) * n))
    rng = np.random.default_rng(0)
    amounts = amounts_with_total(rng, np.ones(n), total, (low, low + room))
    assert amounts.sum() == total
    assert amounts.min() >= low
    assert amounts.max() <= low + room


def test_amounts_that_cannot_be():
    with pytest.raises(SearchError, match="add up to 7"):
        amounts_with_total(np.random.default_rng(0), np.ones(2), 7, (0, 3))


@given(st.integers(0, 100), st.integers(1, 800))
def test_count_behind_a_percentage(percentage, total):
    printing = [n for n in range(total + 1) if abs(100 * n / total - percentage) < 0.5 - 1e-9]
    count = count_behind(percentage, total)
    if printing:
        assert count in printing
    else:
        assert count is None


def test_moments_of_three_known_stays():
    """Almelo: 83.67 and 23.459 are printed for three people; 60, 84 and 107 print so."""
    stays = np.array([60, 84, 107])
    wanted = moments(3, round(float(stays.mean()), 2), round(float(stays.std(ddof=1)), 3))
    assert wanted.total == stays.sum()
    assert wanted.squares[0] <= (stays**2).sum() <= wanted.squares[1]


def test_months():
    assert first_full_month("2010-01-05") == month(2010, 2)
    assert first_full_month("2009-11-01") == month(2009, 11)
    dates = first_days(np.array([month(2003, 6), NONE]))
    assert str(dates[0].date()) == "2003-06-01"
    assert dates.isna().tolist() == [False, True]


def test_a_worse_change_is_kept_within_its_limit_alone():
    """Energies 3, 4, 2: a step up of one is undone without a limit and kept with one."""
    energies = {0: 3.0, 1: 4.0, 2: 2.0}

    def walk(limits):
        at = [0]

        def change():
            before = at[0]
            at[0] = min(before + 1, 2)

            def undo():
                at[0] = before

            return undo

        return cool(lambda: energies[at[0]], change, limits)

    assert walk([0.0, 0.0]) == 3.0
    assert walk([0.5, 0.5]) == 3.0
    assert walk([1.0, 0.0]) == 2.0


def test_limits_cool_down():
    limits = np.array(list(cooling(np.random.default_rng(0), 20_000, 2.0, 0.02)))
    assert (limits >= 0).all()
    # The mean of an exponential draw is the temperature: 2 at first, 0.02 at last.
    assert limits[:500].mean() == pytest.approx(2.0, rel=0.15)
    assert limits[-500:].mean() == pytest.approx(0.02, rel=0.15)
