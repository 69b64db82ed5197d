"""Times equal but for rounding are one time, in every estimate and test: as R's `timefix`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from perspectief_core.durations.restricted_mean import restricted_mean
from perspectief_core.survival.gray import gray
from perspectief_core.survival.histories import histories, nearest_moments, same_moments
from perspectief_core.survival.incidence import cumulative_incidence
from perspectief_core.survival.logrank import logrank

GOLDEN = Path(__file__).parents[1] / "golden" / "timefix"
CASES = pd.read_csv(GOLDEN / "cases.csv")
ABOVE = np.nextafter(3.3, 4)


def people(of=CASES, with_entry=False):
    return histories(of["exit"], of["event"], of["entry"] if with_entry else None)


def test_the_cases_hold_times_that_differ_by_rounding():
    tenths = (CASES["exit"] * 10).round()
    assert CASES["exit"].nunique() > tenths.nunique() == 30


@pytest.mark.parametrize("with_entry", [False, True])
def test_incidence_equals_r(with_entry):
    expected = pd.read_csv(GOLDEN / f"incidence{'_entry' * with_entry}.csv")
    for times in (None, expected["time"]):
        incidence = cumulative_incidence(people(with_entry=with_entry), ("1", "2"), times)
        assert np.allclose(incidence.times, expected["time"], atol=1e-12)
        assert list(incidence.at_risk) == expected["at_risk"].tolist()
        assert np.allclose(incidence.event_free.cif, expected["p0"], atol=1e-12)
        for cause in (1, 2):
            assert np.allclose(incidence.causes[cause - 1].cif, expected[f"p{cause}"], atol=1e-12)
            assert np.allclose(incidence.causes[cause - 1].se, expected[f"se{cause}"], atol=1e-12)


def test_logrank_equals_r():
    groups = tuple(people(part) for _, part in CASES.groupby("group"))
    expected = pd.read_csv(GOLDEN / "logrank.csv").iloc[0]
    test = logrank(groups, cause=1)
    assert test.chi2 == pytest.approx(expected["chi2"], abs=1e-10)
    assert test.expected[0] == pytest.approx(expected["expected1"], abs=1e-10)


def test_gray_equals_r_on_whole_tenths():
    groups = tuple(people(part) for _, part in CASES.groupby("group"))
    for row in pd.read_csv(GOLDEN / "gray.csv").itertuples():
        assert gray(groups, row.cause).chi2 == pytest.approx(row.chi2, abs=1e-8)


def test_the_restricted_mean_equals_that_on_whole_tenths():
    whole = histories((CASES["exit"] * 10).round() / 10, CASES["event"])
    assert restricted_mean(people(), 2).mean == pytest.approx(restricted_mean(whole, 2).mean)


@pytest.mark.parametrize("at", [np.nextafter(3.3, 3), 3.3, ABOVE])
@pytest.mark.parametrize("asked", [np.nextafter(3.3, 3), 3.3, ABOVE])
def test_a_time_asked_is_the_time_in_the_file(at, asked):
    incidence = cumulative_incidence(histories([at, 5.0], [1, 0]), ("1",), [asked])
    assert incidence.times == (asked,)
    assert incidence.at_risk == (2,)
    assert incidence.causes[0].cif == (0.5,)


def test_times_further_apart_than_rounding_stay_apart():
    near = histories([3.3, 3.3 + 1e-6], [1, 0])
    assert near.exit.tolist() == [3.3, 3.3 + 1e-6]
    assert cumulative_incidence(near, ("1",), [3.3 - 1e-6]).causes[0].cif == (0.0,)


def test_the_tolerance_grows_with_the_times():
    large = histories([1e9, 1e9 + 5, 1e9 + 100], [1, 1, 0])
    assert large.exit.tolist() == [1e9, 1e9 + 100]


def test_who_enters_and_leaves_at_one_time_was_not_at_risk():
    followed = histories([ABOVE, 5.0], [1, 0], [3.3, 0])
    assert (followed.n, followed.excluded) == (1, 1)


def test_groups_get_common_times():
    one, other = same_moments((histories([3.3], [1]), histories([ABOVE], [1])))
    assert one.exit.tolist() == other.exit.tolist() == [3.3]
    assert nearest_moments(histories([], []), [1.0]).tolist() == [1.0]
