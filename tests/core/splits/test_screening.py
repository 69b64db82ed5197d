"""The batched tests of predictors agree with the literal implementation, table by table."""

from __future__ import annotations

import os
from math import log
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from perspectief_core.splits import Reason, Settings, compiled, screen_counts
from perspectief_core.splits.contingency import Interval, Predictor
from tests.core.splits.naive_chaid import Rules, Table, naive_test
from tests.core.splits.sanitizing import SANITIZED

COUNT = st.one_of(
    st.just(0), st.integers(0, 4), st.integers(0, 60), st.integers(0, 400), st.integers(0, 10**9)
)


@st.composite
def tables(draw, scale=COUNT, classes=None):
    """Counts of one to four predictors over the same classes; some rows are repeated or empty."""
    classes = classes or draw(st.integers(2, 4))
    n_codes = draw(st.integers(1, 8))
    row = st.lists(scale, min_size=classes, max_size=classes)
    result = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["nominal", "ordinal", "scale"]))
        pool = draw(st.lists(row, min_size=1, max_size=n_codes))
        chosen = draw(st.lists(st.sampled_from(pool), min_size=n_codes, max_size=n_codes))
        missing = draw(st.booleans())
        result.append((kind, chosen, missing))
    return result


@st.composite
def rules(draw):
    exhaustive = draw(st.booleans())
    return Settings(
        alpha_merge=draw(st.sampled_from([0.0, 0.01, 0.05, 0.5, 1.0])),
        alpha_split=draw(st.sampled_from([0.0, 0.05, 1.0])),
        alpha_split_merge=None if exhaustive else draw(st.sampled_from([None, None, 0.01, 0.2])),
        min_child=draw(st.sampled_from([0, 1, 5, 50, 10**6])),
        exhaustive=exhaustive,
        bonferroni=draw(st.booleans()),
        statistic=draw(st.sampled_from(["pearson", "likelihood_ratio"])),
        missing=draw(st.sampled_from(["category", "exclude"])),
    )


@st.composite
def default_rules(draw):
    return Settings(
        alpha_merge=draw(st.sampled_from([0.0, 0.05, 0.5, 1.0])),
        min_child=draw(st.sampled_from([0, 1, 5, 50, 10**6])),
        missing=draw(st.sampled_from(["category", "exclude"])),
    )


def as_predictor(kind, chosen, missing, name="x"):
    levels = tuple(range(len(chosen) - missing))
    if kind == "scale":
        levels = tuple(Interval(float(code), float(code + 1)) for code in levels)
    return Predictor(name, kind, levels, missing=missing)


def naive_of(kind, chosen, missing, settings_):
    cells = dict(enumerate(chosen))
    if missing:
        cells[None] = cells.pop(len(chosen) - 1)
    shared = {name: getattr(settings_, name) for name in Rules.__dataclass_fields__}
    return naive_test(Table("ordinal" if kind == "scale" else kind, cells), Rules(**shared))


def codes_of(test):
    """Groups as lists of codes, missing as None, in category order."""
    missing = len(test.assignment) - 1
    groups = [[] for _ in test.groups]
    for code, group in enumerate(test.assignment):
        if group >= 0:
            groups[group].append(code)
    return groups, missing


def assert_same(test, expected, predictor):
    groups, last = codes_of(test)
    if predictor.missing:
        groups = [[None if code == last else code for code in group] for group in groups]
    assert groups == expected.groups
    assert test.df == expected.df
    assert test.chi2 == pytest.approx(expected.chi2, rel=1e-9, abs=1e-12)
    assert test.log_p == pytest.approx(expected.log_p, rel=1e-8, abs=1e-9)
    assert test.multiplier == expected.multiplier
    assert test.log_p_adjusted == pytest.approx(expected.log_p_adjusted, rel=1e-8, abs=1e-8)
    assert test.categories == expected.categories


ENGINES = ("compiled",) if SANITIZED in os.environ else ("compiled", "numpy")
"""Which one runs may make no difference."""
MANY = 100 if SANITIZED in os.environ else 300
"""Examples."""


def run_by(engine):
    """Let this engine count and test, as far as it can."""
    return patch.object(compiled, "AVAILABLE", compiled.AVAILABLE and engine == "compiled")


@pytest.fixture(params=ENGINES)
def engine(request):
    with run_by(request.param):
        yield request.param


by_each_engine = pytest.mark.usefixtures("engine")


def test_the_kernel_was_built(engine):
    """`make setup` builds it wherever there is a C compiler, and these tests need one."""
    assert compiled.applies(2, Settings()) == (engine == "compiled")
    assert not compiled.applies(3, Settings())
    assert not compiled.applies(2, Settings(exhaustive=True))


@settings(max_examples=MANY, deadline=None)
@given(tables(), rules())
def test_agrees_with_the_literal_implementation(drawn, chosen_rules):
    check_against_literal(drawn, chosen_rules)


@settings(max_examples=MANY, deadline=None)
@given(tables(classes=2), default_rules())
def test_agrees_on_two_classes_with_default_merging(drawn, chosen_rules):
    """The case that the kernel takes on."""
    check_against_literal(drawn, chosen_rules)


def check_against_literal(drawn, chosen_rules):
    predictors = [as_predictor(*table, name=f"x{i}") for i, table in enumerate(drawn)]
    counts = np.array([table[1] for table in drawn], dtype=np.int64)
    expected = [naive_of(*table, chosen_rules) for table in drawn]
    for engine in ENGINES:
        with run_by(engine):
            tests = screen_counts(counts, predictors, chosen_rules)
        for test, wanted, predictor in zip(tests, expected, predictors, strict=True):
            assert_same(test, wanted, predictor)


@settings(max_examples=150)
@given(tables(scale=st.integers(0, 6)), st.one_of(rules(), default_rules()))
def test_agrees_on_small_tables_full_of_ties(drawn, chosen_rules):
    check_against_literal(drawn, chosen_rules)


@pytest.mark.parametrize("seed", range(4))
def test_agrees_on_wide_tables(seed):
    """Twenty categories, so that tables are packed and dropped on the way."""
    rng = np.random.default_rng(seed)
    drawn = []
    for i in range(12):
        kind = ["nominal", "ordinal"][i % 2]
        rate = rng.uniform(0.05, 0.9, size=20)
        n = rng.integers(0, 80, size=20)
        ones = rng.binomial(n, rate)
        drawn.append((kind, np.stack([n - ones, ones], axis=1).tolist(), bool(i % 3 == 0)))
    check_against_literal(drawn, Settings(min_child=int(rng.integers(1, 60))))


@by_each_engine
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables(), st.one_of(rules(), default_rules()), st.randoms(use_true_random=False))
def test_names_of_categories_and_classes_do_not_matter(drawn, chosen_rules, random):
    """Shuffling nominal categories and outcome classes leaves every number as it was."""
    for kind, chosen, missing in drawn:
        order = list(range(len(chosen)))
        if kind == "nominal":
            random.shuffle(order)
        classes = list(range(len(chosen[0])))
        random.shuffle(classes)
        last_is_missing = missing and kind != "nominal"
        predictor = as_predictor(kind, chosen, last_is_missing)
        counts = np.array(chosen, dtype=np.int64)
        shuffled = counts[order][:, classes]
        (first,) = screen_counts(counts[None], [predictor], chosen_rules)
        (second,) = screen_counts(shuffled[None], [predictor], chosen_rules)
        assert (first.df, first.multiplier, first.reason) == (
            second.df,
            second.multiplier,
            second.reason,
        )
        assert first.chi2 == pytest.approx(second.chi2, rel=1e-9, abs=1e-12)
        assert sorted(_contents(first, counts)) == sorted(
            _contents(second, shuffled[:, np.argsort(classes)])
        )


def _contents(test, counts):
    groups, _ = codes_of(test)
    return [counts[group].sum(axis=0).tolist() for group in groups]


@by_each_engine
def test_merging_equal_categories_beforehand_changes_only_the_multiplier():
    counts = np.array([[30, 10], [60, 20], [20, 60], [10, 40]])
    joined = np.array([[90, 30], [0, 0], [20, 60], [10, 40]])
    predictor = Predictor("x", "nominal", ("a", "b", "c", "d"))
    apart, together = screen_counts(
        np.array([counts, joined]), [predictor] * 2, Settings(min_child=1)
    )
    assert apart.chi2 == pytest.approx(together.chi2)
    assert apart.log_p == pytest.approx(together.log_p)


@by_each_engine
def test_reasons_are_named():
    predictor = Predictor("x", "ordinal", (1, 2))
    counts = np.array(
        [
            [[40, 60], [0, 0]],
            [[40, 0], [60, 0]],
            [[40, 45], [5, 5]],
            [[50, 50], [51, 50]],
            [[80, 20], [20, 80]],
        ]
    )
    tests = screen_counts(counts, [predictor] * 5)
    assert [test.reason for test in tests] == [
        Reason.ONE_CATEGORY,
        Reason.ONE_CLASS,
        Reason.MIN_CHILD,
        Reason.NOT_SIGNIFICANT,
        None,
    ]
    assert [test.significant for test in tests] == [False, False, False, False, True]
    assert tests[2].groups == ((1, 2),)


def test_published_row_door_steunpunt_ervaren_steun():
    """Five ordinal levels, chi-square 7.7 with df 1: the report prints p = 0.02."""
    from scipy.stats import chi2

    from perspectief_core.splits.multipliers import multiplier

    assert chi2.sf(7.7, 1) * multiplier(5, 2, nominal=False) == pytest.approx(0.02, abs=0.005)


@by_each_engine
def test_p_values_beyond_floating_point_stay_apart():
    counts = np.array([[[10**9, 10**6], [10**6, 10**9]], [[10**8, 10**5], [10**5, 10**8]]])
    predictor = Predictor("x", "nominal", ("a", "b"))
    strong, weaker = screen_counts(counts, [predictor] * 2)
    assert strong.p == weaker.p == 0
    assert strong.log_p < weaker.log_p < -1e6
    assert strong.log_p == pytest.approx(-strong.chi2 / 2, rel=1e-6)


@by_each_engine
@pytest.mark.parametrize("levels", [2, 4, 10, 20])
@pytest.mark.parametrize("kind", ["nominal", "ordinal"])
def test_noise_splits_no_more_often_than_alpha(levels, kind):
    """733 rows, base rate 30 %, 2,000 predictors without any relation to the outcome."""
    rng = np.random.default_rng(20110401)
    tables_ = 2000
    n = rng.multinomial(733, np.full(levels, 1 / levels), size=tables_)
    ones = rng.binomial(n, 0.3)
    counts = np.stack([n - ones, ones], axis=2)
    predictor = Predictor("x", kind, tuple(range(levels)))
    tests = screen_counts(counts, [predictor] * tables_)
    rate = np.mean([test.significant for test in tests])
    three_standard_errors = 3 * (0.05 * 0.95 / tables_) ** 0.5
    assert rate <= 0.05 + three_standard_errors


@by_each_engine
def test_adjusted_p_is_p_times_the_exact_multiplier():
    counts = np.array([[[30, 30], [31, 29], [28, 32], [5, 55]]])
    (test,) = screen_counts(counts, [Predictor("x", "nominal", ("a", "b", "c", "d"))])
    assert test.multiplier == 7
    assert test.log_p_adjusted == pytest.approx(test.log_p + log(7))
