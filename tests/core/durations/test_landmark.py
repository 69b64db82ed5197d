"""Contacts that grow with time: against a count person by person, statsmodels, and people of whom
contacts have nothing to do with leaving."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize_scalar
from statsmodels.duration.hazard_regression import PHReg

from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.durations.landmark import MONTHS, landmark
from perspectief_core.durations.timelines import timelines
from perspectief_core.results import refuse_rows
from tests.core.builders2 import binary, cohort_of


def lines_of(cohort):
    """Return exits (of who is still there a quarter earlier), events, entries and contacts."""
    lines = timelines(cohort, corrected=True)
    contacts = cohort.people["contactmomenten"].to_numpy(dtype=float)
    return lines.exit - 0.25 * (lines.event == 0), lines.event, lines.entry, contacts


def test_statsmodels_gives_the_naive_look_and_the_landmark(everyone):
    exit_, event, entry, contacts = lines_of(everyone)
    for month in MONTHS:
        looks = landmark(everyone, "mob", month)
        by_then = month * contacts / np.maximum(np.ceil(exit_), 1)
        after = (exit_ > month) & (exit_ > entry)
        for look, kept, start, many in (
            (looks.naive, exit_ > entry, entry, contacts >= looks.in_all),
            (looks.known_then, after, np.maximum(entry, month), by_then >= looks.by_then),
        ):
            fitted = PHReg(
                exit_[kept],
                many[kept, None].astype(float),
                status=(event == 3)[kept].astype(int),
                entry=start[kept],
                ties="breslow",
            ).fit()
            assert (look.many, look.few) == (many[kept].sum(), (~many[kept]).sum())
            assert np.log(look.ratio.ratio) == pytest.approx(fitted.params[0], abs=1e-6)
            assert look.ratio.naive == pytest.approx(fitted.bse[0], rel=1e-5)


def test_what_changes_in_time_is_looked_up_at_each_time(everyone):
    exit_, event, entry, contacts = lines_of(everyone)
    pace = contacts / np.maximum(np.ceil(exit_), 1)
    looks = landmark(everyone, "verblijfsvergunning")

    def loss(effect):
        total = 0.0
        for time in np.unique(exit_[event == 1]):
            there = (entry < time) & (exit_ >= time)
            many = time * pace >= looks.in_all - 1e-9
            left = there & (exit_ == time) & (event == 1)
            total -= effect * many[left].sum()
            total += left.sum() * np.log(np.exp(effect * many[there]).sum())
        return total

    expected = minimize_scalar(loss, bracket=(-1, 1), tol=1e-10).x
    assert np.log(looks.growing.ratio.ratio) == pytest.approx(expected, abs=1e-6)


def without_effect(cohort, seed):
    """Return people whose contacts a month are drawn apart from when and how they leave."""
    rng = np.random.default_rng(seed)
    months = cohort.people["maanden"].to_numpy(dtype=float)
    total = np.maximum(np.rint(rng.gamma(4, 0.5, cohort.n) * np.maximum(months, 1)), 1)
    return replace(
        cohort, people=cohort.people.assign(contactmomenten=pd.array(total, dtype="Int64"))
    )


def test_only_the_naive_look_finds_what_is_not_there(everyone):
    samples = [landmark(without_effect(everyone, seed)) for seed in range(12)]
    assert all(
        sample.naive.ratio.ratio < 0.6 and sample.naive.ratio.p < 0.001 for sample in samples
    )
    # 12 times 5 %: three or more happens twice in a hundred.
    for look in ("known_then", "growing"):
        ratios = [getattr(sample, look).ratio for sample in samples]
        assert sum(ratio.p <= 0.05 for ratio in ratios) <= 2
        assert np.mean([np.log(ratio.ratio) for ratio in ratios]) == pytest.approx(0, abs=0.12)


def test_few_or_nobody_give_a_valid_answer():
    for counts in ({}, {"a": (0, 0)}, {"a": (3, 3)}, {"a": (20, 60), "b": (9, 40)}):
        cohort = cohort_of(binary(counts))
        if "contactmomenten" not in cohort.people:
            cohort = replace(cohort, people=cohort.people.assign(contactmomenten=7))
        looks = landmark(cohort, "mob")
        refuse_rows(looks)
        assert looks.naive.many + looks.naive.few + looks.unknown == cohort.n


def test_what_is_not_there_or_not_known_is_refused(everyone):
    with pytest.raises(ValueError, match="outcome"):
        landmark(everyone, "in_begeleiding")
    with pytest.raises(ValueError, match="month"):
        landmark(everyone, None, 5)
    bare = replace(everyone, people=everyone.people.drop(columns=["contactmomenten"]))
    with pytest.raises(ColumnMissingError):
        landmark(bare)
    unknown = everyone.people.assign(contactmomenten=everyone.people["contactmomenten"].copy())
    unknown.loc[unknown.index[:5], "contactmomenten"] = pd.NA
    assert landmark(replace(everyone, people=unknown)).unknown == 5
