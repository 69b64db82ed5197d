"""Discrimination and calibration: against scipy, and at the edges."""

import numpy as np
import pytest
from scipy.special import expit
from scipy.stats import mannwhitneyu

from perspectief_core.expected.trusting import calibration, discrimination


@pytest.fixture(name="people")
def _people():
    rng = np.random.default_rng(8)
    chances = np.round(expit(rng.normal(-1, 1, 600)), 2)
    return chances, rng.random(600) < chances, rng.integers(0, 15, 600)


def test_it_is_the_statistic_of_mann_and_whitney(people):
    chances, has, _ = people
    expected = mannwhitneyu(chances[has], chances[~has]).statistic / (has.sum() * (~has).sum())
    estimate = discrimination(*people)
    assert estimate.auc == pytest.approx(expected)
    assert estimate.interval.low < expected < estimate.interval.high


def test_the_interval_is_the_jackknife_over_steunpunten(people):
    places = people[2]
    without = [
        discrimination(*(part[places != place] for part in people)).auc for place in range(15)
    ]
    error = np.sqrt(14 / 15 * ((np.array(without) - np.mean(without)) ** 2).sum())
    estimate = discrimination(*people)
    assert estimate.interval.high - estimate.auc == pytest.approx(2.1448 * error, rel=1e-4)


def test_the_edges(people):
    chances, has, places = people
    assert discrimination(chances, np.zeros(600, bool), places) is None
    assert discrimination(has.astype(float), has, places).auc == 1
    assert discrimination(np.full(600, 0.3), has, places).auc == 0.5
    assert discrimination(chances, has, np.zeros(600, int)).interval is None
    assert calibration(np.zeros(0), np.zeros(0, bool)) == ()
    assert len(calibration(np.full(600, 0.3), has)) == 1


def test_chances_that_come_true_lie_within_the_ranges(people):
    chances, has, _ = people
    parts = calibration(chances, has)
    assert sum(part.share.total for part in parts) == 600
    assert sum(part.share.count for part in parts) == has.sum()
    assert [part.predicted for part in parts] == sorted(part.predicted for part in parts)
    assert sum(part.share.low <= part.predicted <= part.share.high for part in parts) >= 4
    turned = calibration(chances[::-1], has[::-1])
    assert [part.share for part in turned] == [part.share for part in parts]
