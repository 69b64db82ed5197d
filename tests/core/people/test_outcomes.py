import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from scipy import stats

from perspectief_core.cohort.grouping import Grouping
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.data import contract
from perspectief_core.people import outcomes
from perspectief_core.shares.chi_square import independence_test
from perspectief_core.shares.intervals import goodman, share, shares
from tests.core.builders import STEUNPUNTEN, make_cohort, make_extract, with_people

COLUMNS = (
    "steunpunt",
    "werkwijze_6",
    "werkwijze_4",
    "werkwijze_2",
    "geslacht",
    "herkomst",
    "leeftijd",
    "traject",
    "kinderen",
    "diagnose",
    "instroomperiode",
)


def counts(shares_):
    return [row.share.count for row in shares_]


def test_distribution_of_the_published_counts():
    published = dict(zip(contract.OUTCOMES, (473, 107, 21, 87, 10, 35), strict=True))
    people = [code for code, count in published.items() for _ in range(count)]
    distribution = outcomes.distribution(make_cohort(with_people({"uitkomst": people})))
    assert distribution.n == 733
    assert {s.outcome: s.share.count for s in distribution.shares} == published
    assert tuple(s.share for s in distribution.shares) == shares(list(published.values()), 733)
    assert tuple(s.simultaneous for s in distribution.shares) == goodman(list(published.values()))
    assert not distribution.merged


def test_merged_onward_migration_keeps_its_line_and_leaves_five_intervals():
    extract = make_extract()
    apart = counts(outcomes.distribution(make_cohort(extract)).shares)
    distribution = outcomes.distribution(make_cohort(extract, doormigratie="bij_overig"))
    merged = counts(distribution.shares)
    assert distribution.merged
    assert merged == [*apart[:4], 0, apart[4] + apart[5]]
    together = [s.simultaneous for s in distribution.shares if s.outcome != "doormigratie"]
    assert tuple(together) == goodman([*apart[:4], apart[4] + apart[5]])


@pytest.mark.parametrize("column", COLUMNS)
def test_groups_add_up_and_agree_with_scipy(column):
    cohort = make_cohort(make_extract(400, seed=3))
    by_group = outcomes.by(cohort, column)
    table = np.array([counts(group.shares) for group in by_group.groups])
    assert table.sum(axis=0).tolist() == counts(outcomes.distribution(cohort).shares)
    assert [group.n for group in by_group.groups] == table.sum(axis=1).tolist()
    filled = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    expected = stats.chi2_contingency(filled, correction=False)
    assert by_group.test is not None
    assert by_group.test.chi2 == pytest.approx(expected.statistic)
    assert (by_group.test.df, by_group.test.p) == (expected.dof, pytest.approx(expected.pvalue))
    assert by_group.test.log_p == pytest.approx(np.log(expected.pvalue))
    assert by_group.test.cramers_v == pytest.approx(stats.contingency.association(filled, "cramer"))
    assert by_group.test.share_expected_below_5 == pytest.approx(
        (expected.expected_freq < 5).mean()
    )


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("n", [0, 1])
def test_nobody_and_one_person(column, n):
    cohort = make_cohort(make_extract(n), instroom_tot="geen_grens")
    assert cohort.n == n
    by_group = outcomes.by(cohort, column)
    assert by_group.test is None
    assert sum(group.n for group in by_group.groups) == n
    empty = next(group for group in by_group.groups if not group.n)
    assert all(s.share == share(0, 0) for s in empty.shares)
    assert outcomes.distribution(cohort).n == n


def test_groups_come_in_contract_order_with_unknowns_last():
    extract = make_extract(400)
    codes = {
        column: [g.group for g in outcomes.by(make_cohort(extract), column).groups]
        for column in COLUMNS
    }
    assert codes["steunpunt"] == sorted(STEUNPUNTEN)
    assert codes["werkwijze_6"] == [*contract.WERKWIJZEN, "onbekend"]
    assert codes["werkwijze_2"] == ["zacht", "hard", "onbekend"]
    assert codes["geslacht"] == ["vrouw", "man"]
    assert codes["herkomst"] == [*contract.ORIGINS, "onbekend"]
    assert codes["leeftijd"] == ["tot_20", "20_22", "23_25", "vanaf_26", "onbekend"]
    assert codes["traject"][-1] == "niet_vastgelegd"
    assert codes["kinderen"] == ["geen", "een", "meer", "onbekend"]


def test_age_classes_at_their_borders():
    ages = [12, 19, 20, 22, 23, 25, 26, 60, None]
    by_group = outcomes.by(make_cohort(with_people({"leeftijd_instroom": ages})), "leeftijd")
    assert [g.n for g in by_group.groups] == [2, 2, 2, 2, 1]


def test_unknown_column_outcome_and_missing_column():
    cohort = make_cohort()
    with pytest.raises(ValueError, match=r"`column` must be one of steunpunt, .*leeftijd"):
        outcomes.by(cohort, "schoenmaat")
    bare = make_cohort(with_people({"geslacht": ["man"]}))
    for question in (outcomes.trajectory_results, outcomes.ended_by, outcomes.stuck_files):
        with pytest.raises(ColumnMissingError):
            question(bare)


def test_independence_published_example():
    # Aspirin and heart attack, Agresti (2002) table 2.3: chi2 25.01, df 1.
    test = independence_test(np.array([[189, 10845], [104, 10933]]))
    assert test is not None
    assert (round(test.chi2, 2), test.df, test.n) == (25.01, 1, 22071)


def test_log_p_goes_on_where_p_is_zero():
    near, far = (independence_test(np.array([[n, 0], [0, n]])) for n in (650, 2000))
    assert near is not None
    assert far is not None
    assert far.p == 0.0
    # Chi-square with one df: p = 2 Φ(−√x), whose logarithm scipy gives directly.
    for test in (near, far):
        assert test.log_p == pytest.approx(stats.norm.logsf(test.chi2**0.5) + np.log(2))
    assert near.log_p == pytest.approx(np.log(near.p))


def test_tables_without_a_comparison():
    assert independence_test(np.array([[3, 0], [4, 0]])) is None
    assert independence_test(np.array([[3, 4], [0, 0]])) is None
    assert independence_test(np.zeros((2, 2), dtype=np.int64)) is None


@given(st.integers(0, 10_000), st.sampled_from(COLUMNS))
@settings(max_examples=25)
def test_row_order_does_not_matter(seed, column):
    cohort = make_cohort(make_extract(60, seed=1))
    shuffled = make_extract(60, seed=1)
    people = shuffled.deelnemers.sample(frac=1, random_state=seed)
    shuffled = type(shuffled)(shuffled.manifest, people, shuffled.steunpunten, shuffled.dtv)
    assert outcomes.by(cohort, column) == outcomes.by(make_cohort(shuffled), column)


def test_who_ended_the_guidance_counts_those_who_left():
    cohort = make_cohort(make_extract(400))
    endings = outcomes.ended_by(cohort)
    left = cohort.people[cohort.people["uitkomst"] != "in_begeleiding"]
    expected = left["beeindigd_door"].astype(object).fillna("onbekend").value_counts()
    assert endings.n == len(left) == sum(s.share.count for s in endings.shares)
    assert {s.level: s.share.count for s in endings.shares} == expected.to_dict()


def test_waiting_and_stuck_count_the_known():
    cohort = make_cohort(make_extract(400))
    guided = cohort.people[cohort.people["uitkomst"] == "in_begeleiding"]
    waiting = outcomes.awaiting_decision(cohort)
    assert waiting.share == share(
        int(guided["wacht_op_beslissing"].sum()), int(guided["wacht_op_beslissing"].count())
    )
    assert waiting.missing == int(guided["wacht_op_beslissing"].isna().sum())
    stuck = outcomes.stuck_files(cohort)
    assert stuck.share.total + stuck.missing == cohort.n


def test_trajectory_results_is_the_split_by_traject():
    cohort = make_cohort()
    assert outcomes.trajectory_results(cohort) == outcomes.by(cohort, "traject")


def test_groups_made_of_anything_have_the_outcomes_of_their_people():
    cohort = make_cohort(make_extract(200, seed=4))
    index = np.arange(cohort.n) % 3
    groups = outcomes.outcomes_per_group(cohort, Grouping(("a", "b", "c", "nobody"), index))
    assert [group.n for group in groups] == [*np.bincount(index), 0]
    for at, group in enumerate(groups):
        own = cohort.people["uitkomst"][index == at]
        assert counts(group.shares) == [int((own == code).sum()) for code in contract.OUTCOMES]


def test_how_values_divide_does_not_depend_on_how_they_are_counted():
    values = pd.Series(["ja", "nee", None, "ja"], name="x")
    whole = outcomes.breakdown(values, ("ja", "nee"))
    groups = Grouping(("ja", "nee", "onbekend"), np.array([0, 1, 2]))
    assert whole == outcomes.breakdown_of("x", groups, np.array([2, 1, 1]))
    numbers = np.array([2, 1, 1])
    assert whole == outcomes.breakdown_of_counts("x", groups.codes, numbers)
    assert whole.shares == outcomes.level_shares(groups.codes, numbers)
    assert tuple(part.share for part in whole.shares) == shares([2, 1, 1], 4)
    assert tuple(part.simultaneous for part in whole.shares) == goodman([2, 1, 1])


def test_outcomes_of_a_column_are_those_of_its_people():
    extract = make_extract(150, seed=5)
    column = make_cohort(extract).people["uitkomst"]
    assert outcomes.outcome_shares(column) == outcomes.distribution(make_cohort(extract)).shares


def test_a_known_share_is_of_who_answered_each_as_often_as_there_are_of_them():
    answers = pd.Series([True, False, None], dtype="boolean", name="x")
    known = outcomes.known_share(answers, np.array([3, 4, 5]))
    assert known == outcomes.KnownShare("x", share(3, 7), 5)
