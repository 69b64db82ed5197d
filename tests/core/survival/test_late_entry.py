"""Delayed entry and exits: against R's coxph (golden/late_entry), pairs one by one, and draws."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from perspectief_core.survival.hazard_ratio import hazard_ratios
from perspectief_core.survival.histories import histories
from perspectief_core.survival.regression import Spells, cox
from perspectief_core.survival.truncation import entry_test

GOLDEN = Path(__file__).parents[1] / "golden" / "late_entry"


def ratio_of(frame, ties="outcomes_first"):
    times = [frame[name].to_numpy() for name in ("exit", "event", "entry", "cluster")]
    fit = cox(Spells(*times, frame[["first"]].to_numpy(dtype=float)), None, ties=ties)
    return None if fit is None else hazard_ratios(fit)[0]


def people(seed, effect=0.0, n=300):
    """Return whole months; who is first followed late leaves faster by `effect` (log hazard)."""
    rng = np.random.default_rng(seed)
    late = rng.random(n) < 0.5
    entry = np.where(late, rng.integers(1, 12, n) - 0.5, 0.0)
    left = 1 + np.floor(rng.exponential(1 / (0.06 * np.exp(effect * late)))).astype(int)
    until = rng.integers(6, 24, n)
    exit_, event = np.minimum(left, until), np.where(left <= until, 1, 0)
    kept = exit_ > entry
    return entry[kept], exit_[kept], event[kept]


def one_by_one(entry, exit_, event, ties):
    """Return the sum over pairs and their number, pair by pair."""
    total = pairs = 0
    for i, j in combinations(range(len(exit_)), 2):
        if exit_[i] == exit_[j] and event[i] and event[j]:
            continue
        # Who left first, of whom the other was at risk then.
        for one, other in ((i, j), (j, i)):
            still = exit_[other] > exit_[one] or (
                exit_[other] == exit_[one] and not event[other] and ties != "censored_first"
            )
            if event[one] and still and entry[other] < exit_[one] and entry[one] != entry[other]:
                pairs += 1
                total += np.sign(entry[other] - entry[one])
    return total, pairs


def test_r_gives_the_same_ratio():
    frames = dict(list(pd.read_csv(GOLDEN / "people.csv").groupby("case")))
    for row in pd.read_csv(GOLDEN / "ratios.csv").itertuples():
        ratio = ratio_of(frames[row.case], row.ties)
        assert np.log(ratio.ratio) == pytest.approx(row.beta, abs=1e-6)
        assert ratio.naive == pytest.approx(row.naive, rel=1e-6)
        assert ratio.robust == pytest.approx(row.robust, rel=1e-6)
        assert ratio.interval.low < ratio.ratio < ratio.interval.high


def test_nothing_to_compare_has_no_ratio():
    frame = pd.read_csv(GOLDEN / "people.csv")
    for part in (
        frame[frame["first"] == 1],
        frame[frame["event"] == 0],
        frame[frame["cluster"] == 3],
        frame[:0],
    ):
        assert ratio_of(part) is None


@pytest.mark.parametrize("ties", ["outcomes_first", "censored_first"])
def test_pairs_one_by_one(ties):
    for seed in range(4):
        entry, exit_, event = people(seed, n=60)
        total, pairs = one_by_one(entry, exit_, event, ties)
        test = entry_test(histories(exit_, event, entry), ties)
        assert test.pairs == pairs
        assert test.tau == pytest.approx(total / pairs)


def test_who_was_there_is_as_likely_to_leave_gives_the_variance():
    # At one time, 2 of 7 leave: every choice of two is as likely.
    entry = np.array([0, 0, 0, 1, 1, 2, 3], dtype=float)
    sums = []
    for left in combinations(range(7), 2):
        event = np.zeros(7)
        event[list(left)] = 1
        exit_ = np.where(event, 5, 9)
        test = entry_test(histories(exit_, event, entry))
        sums.append(test.tau * test.pairs)
        z = test.z
    spread = np.std(sums)
    assert np.mean(sums) == pytest.approx(0)
    assert abs(sums[-1]) == pytest.approx(abs(z) * spread)


def test_chance_alone_is_seldom_called_more_and_a_difference_is_found():
    p = [entry_test(histories(x, d, e)).p for e, x, d in (people(seed) for seed in range(80))]
    # 80 times 5 %: ten or more happens once in a hundred.
    assert sum(value <= 0.05 for value in p) <= 9
    assert 0.35 < np.mean(p) < 0.65
    tests = [entry_test(histories(x, d, e)) for e, x, d in (people(s, 0.9) for s in range(10))]
    assert all(test.tau < 0 for test in tests)
    assert sum(test.more_than_chance for test in tests) >= 8


def test_without_delayed_entry_there_is_nothing_to_test():
    assert entry_test(histories([3, 5, 8], [1, 0, 1])) is None
    assert entry_test(histories([], [])) is None
