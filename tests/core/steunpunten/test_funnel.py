import numpy as np
import pytest
from scipy.stats import binom, chi2_contingency, false_discovery_control

from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract
from perspectief_core.results import refuse_rows
from perspectief_core.shares import flags
from perspectief_core.shares.contrasts import newcombe_difference
from perspectief_core.shares.intervals import Share
from perspectief_core.steunpunten import funnel, profile
from perspectief_core.steunpunten.counts import place_counts
from tests.core.builders2 import binary, cohort_of

MIXED = binary(
    {
        "breda": (2, 40),
        "almelo": (0, 3),
        "delft": (20, 40),
        "zeist": (15, 80),
        "tiel": (1, 10),
        "urk": (0, 12),
        "ede": (8, 8),
    }
)


def points_of(cohort, outcome="mob"):
    return {p.steunpunt: p for p in funnel.funnel(cohort, outcome).points}


def test_states_follow_from_brute_force_over_every_possible_result():
    plot = funnel.funnel(cohort_of(MIXED), "mob")
    p0 = plot.benchmark.share
    for point in plot.points:
        n, k = point.share.total, point.share.count
        low = [j for j in range(n + 1) if binom.cdf(j, n, p0) <= 0.025]
        high = [j for j in range(n + 1) if binom.sf(j - 1, n, p0) <= 0.025]
        expected = "lager" if k in low else "hoger" if k in high else "binnen"
        if expected == "binnen" and not (low and high):
            expected = "te_klein"
        assert point.state == expected
        blind = {(True, True): "geen", (False, True): "laag", (True, False): "hoog"}
        assert point.blind == blind.get((bool(low), bool(high)), "beide")
        assert point.p == pytest.approx(
            min(1, 2 * min(binom.cdf(k, n, p0), binom.sf(k - 1, n, p0)))
        )
        assert point.expected == pytest.approx(n * p0)
        assert point.outside == (k < point.least95 or k > point.most95)


def test_points_come_alphabetically_and_the_states_differ():
    points = points_of(cohort_of(MIXED))
    assert list(points) == sorted(MIXED)
    assert {name: point.state for name, point in points.items()} == {
        "almelo": "te_klein",
        "breda": "lager",
        "delft": "hoger",
        "ede": "hoger",
        "tiel": "te_klein",
        "urk": "te_klein",
        "zeist": "binnen",
    }


def test_three_people_can_never_be_low():
    low = points_of(cohort_of(binary({"klein": (0, 3), "groot": (100, 297)})))["klein"]
    assert (low.state, low.blind, low.least95) == ("te_klein", "beide", 0)


def test_expected_flags_are_the_exact_chances_of_standing_out():
    plot = funnel.funnel(cohort_of(MIXED), "mob")
    p0, expected = plot.benchmark.share, 0.0
    for point in plot.points:
        n = point.share.total
        k = np.arange(n + 1)
        out = (binom.cdf(k, n, p0) <= 0.025) | (binom.sf(k - 1, n, p0) <= 0.025)
        expected += binom.pmf(k, n, p0)[out].sum()
    assert plot.expected_flags == pytest.approx(expected)
    assert plot.expected_flags < 0.05 * plot.n_points


def test_dispersion_is_chi_square_over_its_degrees_of_freedom():
    plot = funnel.funnel(cohort_of(MIXED), "mob")
    table = [[p.share.count, p.share.total - p.share.count] for p in plot.points]
    chi2, p, df, _ = chi2_contingency(table, correction=False)
    assert plot.dispersion == pytest.approx(chi2 / df)
    assert plot.dispersion_p == pytest.approx(p)


def test_benjamini_hochberg_runs_over_the_points_with_people():
    cohort = cohort_of(MIXED | {"leeg": {}})
    plot = funnel.funnel(cohort, "mob")
    known = [p for p in plot.points if p.p is not None]
    adjusted = false_discovery_control([p.p for p in known])
    np.testing.assert_allclose([p.p_adjusted for p in known], adjusted)
    assert plot.bh_flags == int((adjusted <= flags.FDR).sum()) == 3


def test_a_steunpunt_without_people_stays_in_view():
    empty = points_of(cohort_of(MIXED | {"leeg": {}}))["leeg"]
    assert empty.share == Share(0, 0, 0.0, 1.0)
    assert (empty.state, empty.state_998, empty.p, empty.blind) == (
        "te_klein",
        "te_klein",
        None,
        "beide",
    )


def test_limits_run_over_every_size_and_agree_with_the_points():
    plot = funnel.funnel(cohort_of(MIXED), "mob")
    assert [limit.n for limit in plot.limits] == list(range(1, 81))
    at = {limit.n: limit for limit in plot.limits}
    for point in plot.points:
        limit = at[point.share.total]
        assert (point.low95, point.high998) == (limit.low95, limit.high998)
        assert limit.low998 <= limit.low95 <= plot.benchmark.share <= limit.high95


def test_a_large_steunpunt_does_not_make_a_long_list_of_limits():
    plot = funnel.funnel(cohort_of(binary({"a": (50, 700), "b": (1, 33)})), "mob")
    assert len(plot.limits) == 120
    assert (plot.limits[0].n, plot.limits[-1].n) == (1, 700)


def test_visible_is_the_first_size_at_which_the_band_leaves_the_edge():
    plot = funnel.funnel(cohort_of(MIXED), "mob")
    first = next(limit.n for limit in plot.limits if limit.low95 > 0)
    assert plot.visible.low95 == first
    assert binom.cdf(0, first, plot.benchmark.share) <= 0.025


def test_exits_only_leaves_out_those_still_in_guidance():
    cohort = cohort_of({"a": {"mob": 3, "overig": 1, "in_begeleiding": 10}})
    assert place_counts(cohort, "mob", "exits").totals.tolist() == [4]
    with pytest.raises(ValueError, match="in_begeleiding"):
        place_counts(cohort, "in_begeleiding", "exits")


def test_an_unknown_outcome_is_refused():
    with pytest.raises(ValueError, match="outcome"):
        funnel.funnel(cohort_of(MIXED), "weg")


@pytest.mark.parametrize("counts", [{}, {"a": {}}, {"a": {"mob": 1}}, {"a": {"overig": 2}}])
def test_nobody_or_hardly_anybody_gives_a_valid_answer(counts):
    cohort = cohort_of(counts)
    plot = funnel.funnel(cohort, "mob")
    assert plot.dispersion is None
    assert all(0 <= p.low95 <= p.high95 <= 1 for p in plot.points)
    refuse_rows(plot)
    assert funnel.overall_test(cohort).p_simulated is None
    assert funnel.multiplicity(cohort).flags95 == 0


def test_all_comparisons_together_count_what_each_funnel_counts():
    cohort = cohort_of(MIXED)
    multiplicity = funnel.multiplicity(cohort)
    funnels = [funnel.funnel(cohort, outcome) for outcome in contract.OUTCOMES]
    assert multiplicity.comparisons == 7 * 6
    assert multiplicity.flags95 == sum(p.outside for f in funnels for p in f.points)
    assert multiplicity.expected95 == pytest.approx(sum(f.expected_flags for f in funnels))
    ps = [p.p for f in funnels for p in f.points]
    assert multiplicity.bh_flags == int((false_discovery_control(ps) <= 0.05).sum())


def test_a_merged_outcome_is_not_a_comparison():
    cohort = cohort_of(MIXED, doormigratie="bij_overig")
    assert funnel.multiplicity(cohort).comparisons == 7 * 5


def test_the_simulated_p_agrees_with_chi_square_where_that_is_exact_enough():
    counts = {
        name: {"mob": 30 + 4 * i, "in_begeleiding": 50 - 3 * i} for i, name in enumerate("abcd")
    }
    overall = funnel.overall_test(cohort_of(counts))
    assert overall.test is not None
    assert overall.p_simulated == pytest.approx(overall.test.p, abs=0.03)
    again = funnel.overall_test(cohort_of(counts))
    assert again == overall


def test_the_profile_sets_one_against_all_others():
    cohort = cohort_of(MIXED)
    delft = profile.profile(cohort, "delft")
    mob = next(row for row in delft.outcomes if row.outcome == "mob")
    assert (delft.n, delft.n_rest) == (40, 153)
    assert (mob.own.count, mob.rest.count, mob.rest.total) == (20, 26, 153)
    assert mob.difference == newcombe_difference(20, 40, 26, 153)
    in_funnel = points_of(cohort)["delft"]
    assert (mob.point.state, mob.point.low95) == (in_funnel.state, in_funnel.low95)
    values = {c.column: c.value for c in delft.characteristics}
    assert values == {"werkwijze": "maatwerk", "vaste_medewerkers": 3.0, "leefgeld": "nee"}


def test_the_profile_of_the_only_one_or_of_nobody_is_valid():
    alone = profile.profile(cohort_of({"a": {"mob": 2}}), "a")
    assert alone.n_rest == 0
    assert all(row.difference.estimate is None for row in alone.outcomes)
    empty = profile.profile(cohort_of({"a": {}}), "a")
    assert empty.n == 0
    refuse_rows(empty)


def test_an_unknown_steunpunt_is_refused():
    with pytest.raises(ValueError, match="`steunpunt` must be one of"):
        profile.profile(cohort_of(MIXED), "atlantis")


def test_the_order_of_people_does_not_matter():
    cohort = cohort_of(MIXED)
    reversed_rows = type(cohort)(
        cohort.people.iloc[::-1],
        cohort.steunpunten.iloc[::-1],
        cohort.flow,
        Selection(),
        cohort.peildatum,
    )
    assert funnel.funnel(cohort, "mob") == funnel.funnel(reversed_rows, "mob")
