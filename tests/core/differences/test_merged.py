"""Exact tests of merged tables: against scipy, and the number of ways that multiplies them."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact

from perspectief_core.differences.merged import exact_tests
from perspectief_core.splits import ColumnSpec, Settings, TargetSpec, encode, screen_counts
from perspectief_core.splits.contingency import count


def screened(frame, outcome, **rules):
    specs = [ColumnSpec("groep", "nominal"), ColumnSpec("rang", "ordinal")]
    coded = encode(frame, specs, TargetSpec("uit", outcome))
    counts = count(coded)[0]
    tests = screen_counts(counts, coded.predictors, Settings(min_child=5, **rules))
    return tests, exact_tests(counts, tests)


def people(seed, rare=0.05, n=240):
    rng = np.random.default_rng(seed)
    groep = rng.choice(list("abcd"), n)
    uit = np.where(rng.random(n) < np.where(groep == "a", 3 * rare, rare), "ja", "nee")
    rang = pd.array(rng.integers(1, 5, n), dtype="Int64")
    rang[::7] = pd.NA
    return pd.DataFrame({"groep": groep, "rang": rang, "uit": uit})


def test_two_groups_are_fishers_test_times_the_ways():
    several = 0
    for seed in range(8):
        frame = people(seed)
        for missing in ("category", "exclude"):
            tests, exacts = screened(frame, "ja", missing=missing)
            for test, exact in zip(tests, exacts, strict=True):
                name, has = test.predictor, frame["uit"] == "ja"
                if len(test.groups) != 2:
                    several += 1
                    continue
                values = frame[name].astype(object).where(frame[name].notna(), None)
                inside = [
                    values.isin([code for code in group if code is not None])
                    | (values.isna() & (None in group))
                    for group in test.groups
                ]
                table = [[int((own & has).sum()), int((own & ~has).sum())] for own in inside]
                assert exact.p == pytest.approx(fisher_exact(table).pvalue, rel=1e-6)
                assert exact.p_adjusted == pytest.approx(min(exact.p * test.multiplier, 1))
                assert exact.mid_p <= exact.p
                assert exact.mid_p_adjusted <= exact.p_adjusted <= 1
    assert several < 8


def test_more_classes_and_nothing_to_test():
    frame = people(1).assign(uit=lambda rows: np.where(rows["groep"] == "b", "anders", rows["uit"]))
    tests, exacts = screened(frame, None)
    assert exacts[0].p < 1e-10
    assert 0 < exacts[0].least < 5
    tests, exacts = screened(frame.assign(groep="a"), "ja")
    assert tests[0].n == 240
    assert exacts[0] is None
