import itertools

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import chi2_contingency, norm, t

from perspectief_core.data.contract import WERKWIJZEN
from perspectief_core.results import refuse_rows
from perspectief_core.shares import clusters
from perspectief_core.steunpunten import shuffled_types, werkwijzen
from tests.core.builders2 import binary, cohort_of, group_counts

COUNTS = binary(
    {
        "a": (5, 20),
        "b": (9, 30),
        "c": (1, 25),
        "d": (12, 30),
        "e": (2, 8),
        "f": (10, 60),
        "g": (0, 5),
        "h": (3, 40),
    }
)
KINDS = dict(
    zip(
        "abcdefgh",
        [
            "cyclisch",
            "cyclisch_maatwerk",
            "maatwerk",
            "cyclisch",
            "lineair",
            "maatwerk_lineair",
            "maatwerk",
            "confrontatie",
        ],
        strict=True,
    )
)


def groups(*pairs):
    return group_counts(*zip(*pairs, strict=True))


def values_of(counts):
    """Return per group a 1 for everyone with the outcome and a 0 for the others."""
    pairs = zip(counts.hits, counts.totals, strict=True)
    return [np.r_[np.ones(k), np.zeros(n - k)] for k, n in pairs]


def types_of(comparison):
    return {kind.type: kind for kind in comparison.types}


def test_six_four_and_two_types_pool_the_right_steunpunten():
    cohort = cohort_of(COUNTS, KINDS)
    six = types_of(werkwijzen.by_type(cohort, "6", "mob"))
    four = types_of(werkwijzen.by_type(cohort, "4", "mob"))
    two = types_of(werkwijzen.by_type(cohort, "2", "mob"))
    assert tuple(six) == WERKWIJZEN
    assert list(four) == ["cyclisch", "maatwerk", "lineair", "confrontatie"]
    assert list(two) == ["zacht", "hard"]
    assert (six["cyclisch"].pooled.count, six["cyclisch"].pooled.total) == (17, 50)
    assert (four["cyclisch"].pooled.count, four["cyclisch"].pooled.total) == (26, 80)
    assert (two["hard"].pooled.count, two["hard"].pooled.total) == (15, 108)
    assert [p.steunpunt for p in four["maatwerk"].points] == ["c", "f", "g"]


def test_one_steunpunt_has_no_interval_and_says_why():
    six = types_of(werkwijzen.by_type(cohort_of(COUNTS, KINDS), "6", "mob"))
    assert six["lineair"].interval is None
    assert six["lineair"].no_interval == "een_steunpunt"
    only_soft = cohort_of({"a": {"mob": 1}, "b": {"mob": 2}}, {"a": "cyclisch", "b": "cyclisch"})
    hard = types_of(werkwijzen.by_type(only_soft, "2", "mob"))["hard"]
    assert (hard.no_interval, hard.pooled.total) == ("geen_steunpunt", 0)


def test_a_steunpunt_without_people_does_not_count_as_a_unit():
    cohort = cohort_of({"a": {"mob": 4}, "b": {}}, {"a": "cyclisch", "b": "cyclisch"})
    soft = types_of(werkwijzen.by_type(cohort, "2", "mob"))["zacht"]
    assert (soft.n_steunpunten, soft.no_interval, len(soft.points)) == (1, "een_steunpunt", 2)


def test_an_unrecorded_type_is_its_own_last_group():
    cohort = cohort_of({"a": {"mob": 4}, "b": {"overig": 2}}, {"a": "cyclisch", "b": None})
    assert list(types_of(werkwijzen.by_type(cohort, "2", "mob"))) == ["zacht", "hard", "onbekend"]


def test_the_ratio_variance_is_the_cluster_robust_variance_of_statsmodels():
    counts = groups((5, 20), (9, 30), (1, 25), (12, 30))
    people = np.concatenate(values_of(counts))
    cluster = np.repeat(np.arange(4), counts.totals)
    fit = sm.OLS(people, np.ones(len(people))).fit(cov_type="cluster", cov_kwds={"groups": cluster})
    assert clusters.ratio_variance(counts) == pytest.approx(fit.cov_params()[0, 0], rel=1e-9)


def test_with_many_large_groups_the_interval_is_share_plus_minus_t_times_error():
    rng = np.random.default_rng(3)
    totals = rng.integers(400, 600, 30)
    hits = rng.binomial(totals, rng.beta(40, 60, 30))
    counts = groups(*zip(hits, totals, strict=True))
    interval = clusters.cluster_interval(counts)
    p, error = hits.sum() / totals.sum(), clusters.ratio_variance(counts) ** 0.5
    half = t.ppf(0.975, 29) * error
    assert (interval.low, interval.high) == pytest.approx((p - half, p + half), abs=2e-3)


def test_the_cluster_interval_is_never_narrower_than_the_naive_one():
    for kind in werkwijzen.by_type(cohort_of(COUNTS, KINDS), "4", "mob").types:
        if kind.interval is not None:
            assert kind.interval.low <= kind.pooled.low
            assert kind.interval.high >= kind.pooled.high


def test_agreeing_groups_and_zero_counts_still_leave_doubt():
    same = clusters.cluster_interval(groups((5, 20), (5, 20)))
    # As of forty people apart, with Student's t for two groups.
    assert same == clusters.cluster_interval(groups((4, 16), (6, 24)))
    assert same.high - same.low > 0.5
    none = clusters.cluster_interval(groups((0, 30), (0, 40), (0, 20)))
    assert none.low == 0
    assert 0.05 < none.high < 1
    with pytest.raises(ValueError, match="two groups"):
        clusters.cluster_interval(groups((5, 20)))


def test_the_interval_covers_where_the_naive_one_does_not():
    rng = np.random.default_rng(11)
    truth, hits, naive_hits, rounds = 0.3, 0, 0, 400
    for _ in range(rounds):
        totals = rng.integers(10, 90, 6)
        counts = groups(*zip(rng.binomial(totals, rng.beta(6, 14, 6)), totals, strict=True))
        interval = clusters.cluster_interval(counts)
        hits += interval.low <= truth <= interval.high
        p, n = counts.hits.sum() / totals.sum(), totals.sum()
        naive_hits += abs(p - truth) <= norm.ppf(0.975) * (p * (1 - p) / n) ** 0.5
    assert hits / rounds > 0.9
    assert naive_hits / rounds < 0.8


def test_the_naive_test_is_pearsons():
    comparison = werkwijzen.by_type(cohort_of(COUNTS, KINDS), "2", "mob")
    table = [[k.pooled.count, k.pooled.total - k.pooled.count] for k in comparison.types]
    chi2, p, df, _ = chi2_contingency(table, correction=False)
    assert (comparison.naive.chi2, comparison.naive.p, comparison.naive.df) == pytest.approx(
        (chi2, p, df)
    )


def test_the_permutation_p_agrees_with_all_possible_assignments():
    cohort = cohort_of(COUNTS, KINDS)
    comparison = werkwijzen.by_type(cohort, "2", "mob")
    hard = {"e", "f", "h"}
    data = {name: (c["mob"], c["mob"] + c["in_begeleiding"]) for name, c in COUNTS.items()}

    def chi2(chosen):
        inside = np.array([data[name] for name in chosen]).sum(axis=0)
        outside = np.array([v for k, v in data.items() if k not in chosen]).sum(axis=0)
        table = [[k, n - k] for k, n in (inside, outside)]
        return chi2_contingency(table, correction=False)[0]

    values = [chi2(set(chosen)) for chosen in itertools.combinations(data, 3)]
    exact = np.mean(np.array(values) >= chi2(hard) - 1e-9)
    assert comparison.permutation_p == pytest.approx(exact, abs=0.03)
    assert comparison.draws == shuffled_types.DRAWS
    assert werkwijzen.by_type(cohort, "2", "mob") == comparison


def test_clustering_makes_the_permutation_test_less_certain_than_the_naive_one():
    counts = binary({"a": (0, 50), "b": (25, 50), "c": (25, 50), "d": (50, 50)})
    kinds = {"a": "cyclisch", "b": "cyclisch", "c": "lineair", "d": "lineair"}
    comparison = werkwijzen.by_type(cohort_of(counts, kinds), "2", "mob")
    assert comparison.naive.p < 1e-6
    assert comparison.permutation_p > 0.05


def test_intraclass_correlation_agrees_with_a_plain_analysis_of_variance():
    counts = groups((5, 20), (9, 30), (1, 25), (12, 30))
    values = values_of(counts)
    everyone = np.concatenate(values)
    n, m = len(everyone), len(values)
    between = sum(len(v) * (v.mean() - everyone.mean()) ** 2 for v in values) / (m - 1)
    within = sum(((v - v.mean()) ** 2).sum() for v in values) / (n - m)
    size = (n - sum(len(v) ** 2 for v in values) / n) / (m - 1)
    expected = (between - within) / (between + (size - 1) * within)
    assert clusters.intraclass_correlation(counts) == pytest.approx(expected)


def test_correlation_at_its_extremes():
    assert clusters.intraclass_correlation(groups((0, 9), (7, 7))) == pytest.approx(1)
    assert clusters.intraclass_correlation(groups((5, 10), (5, 10))) < 0
    assert clusters.intraclass_correlation(groups((3, 10))) is None
    assert clusters.intraclass_correlation(groups((1, 1), (0, 1))) is None
    assert clusters.intraclass_correlation(groups((0, 5), (0, 5))) is None


@pytest.mark.parametrize("counts", [{}, {"a": {}}, {"a": {"mob": 1}}])
def test_nobody_or_one_person_gives_a_valid_answer(counts):
    comparison = werkwijzen.by_type(cohort_of(counts), "6", "mob")
    assert (comparison.permutation_p, comparison.naive, comparison.intraclass_correlation) == (
        None,
        None,
        None,
    )
    assert len(comparison.types) == 6
    refuse_rows(comparison)


def test_an_unknown_typology_is_refused():
    with pytest.raises(ValueError, match="typology"):
        werkwijzen.by_type(cohort_of(COUNTS), "3", "mob")
