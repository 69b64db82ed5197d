"""The report's screening: every test recounted by hand, agreement, and the edges."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from perspectief_core.associations.predictors import ALL_CLUSTERS, cluster_members
from perspectief_core.associations.screening import (
    BIJLAGE,
    REPORT_SETTINGS,
    Question,
    code_people,
    screening,
    tree,
)
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.disclosure.protecting import protect
from perspectief_core.published import records
from tests.core.associations.joined import predictor_table
from tests.core.builders import make_cohort, make_extract
from tests.places import SHIPPED


@pytest.mark.parametrize(("outcome", "only_exits"), BIJLAGE)
def test_chi_square_equals_that_of_the_merged_table(everyone, outcome, only_exits):
    screened = screening(everyone, Question(outcome, only_exits=only_exits))
    left_out = ["in_begeleiding", "overig"] if only_exits else []
    counted = ~everyone.people["uitkomst"].isin(left_out)
    people = everyone.people[counted]
    reached = people["uitkomst"] == outcome
    assert (screened.n, screened.positives) == (len(people), reached.sum())
    frame = predictor_table(everyone).frame[counted]
    checked = 0
    for row in screened.tested:
        if row.test.kind == "scale" or len(row.test.groups) < 2:
            continue
        group = {level: n for n, levels in enumerate(row.test.groups) for level in levels}
        values = frame[row.kenmerk.kenmerk].astype(object)
        merged = values[values.notna()].map(group)
        expected = chi2_contingency(pd.crosstab(merged, reached), correction=False)
        assert row.test.chi2 == pytest.approx(expected.statistic, rel=1e-9), row.kenmerk.kenmerk
        assert row.test.p == pytest.approx(expected.pvalue, rel=1e-6)
        assert row.test.n == values.notna().sum()
        checked += 1
    assert checked > 20


def test_permit_or_return_is_tested_as_one_outcome(everyone):
    both = screening(everyone, Question("concreet", "personen"))
    single = everyone.people["uitkomst"].isin(["verblijfsvergunning", "terugkeer"])
    assert both.positives == single.sum()
    # With one of the two renamed, the other's own question is the same question.
    people = everyone.people.assign(
        uitkomst=everyone.people["uitkomst"].replace("terugkeer", "verblijfsvergunning")
    )
    renamed = screening(
        replace(everyone, people=people), Question("verblijfsvergunning", "personen")
    )
    assert [row.test for row in both.rows] == [row.test for row in renamed.rows]
    assert all(row.printed is None for row in both.rows)


def test_exits_with_another_outcome_count_only_when_they_are_asked_for(everyone):
    exits = everyone.people["uitkomst"] != "in_begeleiding"
    other = everyone.people["uitkomst"] == "overig"
    of_mob = screening(everyone, Question("mob", only_exits=True))
    of_other = screening(everyone, Question("overig", only_exits=True))
    assert of_mob.n == (exits & ~other).sum()
    assert (of_other.n, of_other.positives) == (exits.sum(), other.sum())


def test_rows_are_in_the_reports_order_beside_what_was_printed(everyone):
    screened = screening(everyone, Question("mob"))
    assert [row.kenmerk for row in screened.rows] == list(records.kenmerken())
    printed = {row.kenmerk: row for row in records.chaid_rows(16)}
    assert all(row.printed == printed[row.kenmerk.kenmerk] for row in screened.rows)
    for row in screened.tested:
        same = row.test.significant == (row.printed.samenhang == "ja")
        assert row.agrees == (None if row.invented else same)


def test_the_absent_stay_in_the_table_untested(everyone):
    screened = screening(everyone, Question("mob"))
    absent = [row.kenmerk.kenmerk for row in screened.rows if row.test is None]
    assert tuple(absent) == code_people(everyone, Question("mob")).unavailable
    assert all(row.agrees is None for row in screened.rows if row.test is None)


def test_invented_answers_are_tested_and_claim_nothing(everyone):
    screened = screening(everyone, Question("in_begeleiding"))
    invented = [row for row in screened.rows if row.invented]
    assert len(invented) == 4
    assert all(row.test is not None and row.agrees is None for row in invented)
    assert not set(invented) & {*screened.recorded, *screened.found}
    assert len(screened.recorded) == len(screened.tested) - 4


def test_unpublished_outcomes_have_nothing_beside_them(everyone):
    for question in (Question("overig"), Question("in_begeleiding", only_exits=True)):
        assert question.bijlage is None
        assert {row.printed for row in screening(everyone, question).rows} == {None}


@pytest.mark.parametrize("cluster", ALL_CLUSTERS)
def test_a_cluster_is_a_part_of_the_whole(everyone, cluster):
    whole = {row.kenmerk.kenmerk: row for row in screening(everyone, Question("mob")).rows}
    part = screening(everyone, Question("mob", cluster))
    assert [row.kenmerk for row in part.rows] == list(cluster_members(cluster))
    for row in part.rows:
        assert row == whole[row.kenmerk.kenmerk]


def test_found_is_sorted_by_strength(everyone):
    significant = screening(everyone, Question("in_begeleiding")).found
    strengths = [row.test.log_p_adjusted for row in significant]
    assert strengths == sorted(strengths)
    assert all(row.test.significant for row in significant)


def test_exits_are_the_same_as_a_filter_or_as_a_question(everyone):
    filtered = select(load(SHIPPED), Selection(uitstroom=True))
    asked = Question("mob", only_exits=True)
    assert screening(filtered, asked).rows == screening(everyone, asked).rows


def test_first_split_of_the_tree_is_the_strongest_test(everyone):
    for outcome in ("verblijfsvergunning", "terugkeer", "mob", "in_begeleiding"):
        for cluster in ALL_CLUSTERS:
            question = Question(outcome, cluster)
            split = tree(everyone, question).tree.nodes[0].split
            significant = screening(everyone, question).found
            assert (split.predictor if split else None) == (
                significant[0].kenmerk.kenmerk if significant else None
            )


def test_settings_are_obeyed(everyone):
    settings = replace(REPORT_SETTINGS, max_depth=1, min_child=100, bonferroni=False)
    question = Question("in_begeleiding", settings=settings)
    grown = tree(everyone, question).tree
    assert max(node.depth for node in grown.nodes) == 1
    assert min(node.n for node in grown.nodes) >= 100
    assert {row.test.multiplier for row in screening(everyone, question).tested} == {1}


def test_missing_values_count_only_when_asked(everyone):
    without = screening(everyone, Question("mob", "asielachtergrond"))
    settings = replace(REPORT_SETTINGS, missing="category")
    within = screening(everyone, Question("mob", "asielachtergrond", settings=settings))
    sizes = {row.kenmerk.kenmerk: row.test.n for row in without.tested}
    assert sizes["asielaanvragen"] == 715
    assert max(sizes.values()) == 715
    assert {row.test.n for row in within.tested} == {733}


def test_a_constant_outcome_and_nobody_are_answered():
    cohort = make_cohort()
    question = Question("in_begeleiding", only_exits=True)
    screened = screening(cohort, question)
    assert screened.constant
    assert screened.positives == 0
    assert screened.found == ()
    assert tree(cohort, question).constant
    nobody = select(make_extract(), Selection(steunpunt=("nergens",)))
    empty = screening(nobody, Question("mob"))
    assert (empty.n, empty.constant, empty.tested) == (0, True, ())
    assert tree(nobody, Question("mob")).tree is None
    single = make_cohort(make_extract(1))
    assert screening(single, Question("mob")).constant


def test_an_unknown_cluster_is_refused(everyone):
    with pytest.raises(ValueError, match="must be one of"):
        screening(everyone, Question("mob", "nergens"))


def test_results_pass_the_gate():
    extract = load(SHIPPED)
    cohort = select(extract, Selection())
    for analysis in (screening, tree):
        result = analysis(cohort, Question("mob"))
        assert protect(result, extract, Selection(), "open").value == result
