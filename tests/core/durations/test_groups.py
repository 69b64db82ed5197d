from dataclasses import replace

import numpy as np
import pytest

from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.durations import curves
from perspectief_core.durations.curves import MIN_AT_RISK
from perspectief_core.durations.groups import MIN_GROUP, groups_over_time
from perspectief_core.durations.timelines import timelines
from perspectief_core.results import refuse_rows
from perspectief_core.shares.intervals import share
from perspectief_core.survival.gray import gray
from perspectief_core.survival.logrank import logrank
from tests.core.builders import make_cohort, make_extract, with_people


def test_a_group_is_what_the_same_people_are_as_a_selection():
    extract = make_extract(500)
    comparison = groups_over_time(make_cohort(extract), "geslacht", "mob")
    for group in comparison.groups:
        alone = curves.curves(make_cohort(extract, geslacht=(group.group,)), corrected=True)
        curve = {outcome.cause: outcome for outcome in alone.outcomes}["mob"]
        followed = {point.month: point.n for point in alone.at_risk}
        assert group.n == alone.n
        assert group.moments
        for moment in group.moments:
            assert moment.share == pytest.approx(curve.cif[curves.before(moment.month)])
            assert moment.interval.low == pytest.approx(curve.low[curves.before(moment.month)])
            assert moment.at_risk == followed[moment.month] >= MIN_AT_RISK


def test_any_outcome_is_what_is_not_event_free():
    extract = make_extract(500)
    comparison = groups_over_time(make_cohort(extract), "geslacht")
    assert comparison.gray is None
    for group in comparison.groups:
        alone = curves.curves(make_cohort(extract, geslacht=(group.group,)), corrected=True)
        for moment in group.moments:
            assert moment.share == pytest.approx(
                1 - alone.event_free.cif[curves.before(moment.month)]
            )
            assert moment.interval.low < moment.share < moment.interval.high


def test_tests_are_over_the_groups_that_are_large_enough():
    extract = make_extract(300)
    cohort = make_cohort(extract)
    comparison = groups_over_time(cohort, "steunpunt", "mob")
    large = [group for group in comparison.groups if not group.small]
    assert 0 < len(large) < len(comparison.groups)
    assert all(group.moments == () for group in comparison.groups if group.small)
    people = [
        timelines(make_cohort(extract, steunpunt=(group.group,)), True).of() for group in large
    ]
    assert all(part.n >= MIN_GROUP for part in people)
    assert comparison.logrank == logrank(tuple(people), 3, "censored_first")


def test_gray_is_over_those_who_came_since_the_start():
    extract = make_extract(600)
    comparison = groups_over_time(make_cohort(extract), "geslacht", "mob")
    parts = [
        timelines(make_cohort(extract, geslacht=(group.group,), voor_start="weglaten"), True).of()
        for group in comparison.groups
    ]
    assert comparison.gray == gray(tuple(parts), 3, "censored_first")
    assert comparison.gray_n == sum(part.n for part in parts)


def test_who_came_before_the_start_was_not_followed_from_the_beginning():
    cohort = make_cohort(make_extract(600))
    before = groups_over_time(cohort, "instroomperiode").groups[0]
    assert (before.group, before.small, before.moments) == ("voor_start", False, ())
    naive = groups_over_time(cohort, "instroomperiode", corrected=False).groups[0]
    assert naive.moments


@pytest.mark.parametrize("n", [0, 1, 3])
@pytest.mark.parametrize("column", ["geslacht", "steunpunt", "leeftijd"])
def test_nobody_and_a_few(n, column):
    comparison = groups_over_time(make_cohort(make_extract(n)), column, "mob")
    refuse_rows(comparison)
    assert (comparison.logrank, comparison.gray) == (None, None)
    assert all(group.small for group in comparison.groups)


def test_bad_questions():
    cohort = make_cohort()
    with pytest.raises(ValueError, match="`outcome` must be one of"):
        groups_over_time(cohort, "geslacht", "geluk")
    with pytest.raises(ValueError, match="`column` must be one of"):
        groups_over_time(cohort, "schoenmaat")
    extract = make_extract(50)
    extract = replace(extract, deelnemers=extract.deelnemers.drop(columns="traject"))
    with pytest.raises(ColumnMissingError):
        groups_over_time(make_cohort(extract), "traject")


def test_nobody_yet_is_not_certainly_nobody():
    still = [None] * 40
    cohort = make_cohort(with_people({"uitstroom": still, "uitkomst": ["in_begeleiding"] * 40}))
    moments = groups_over_time(cohort, "geslacht").groups[1].moments
    assert [moment.share for moment in moments] == [0, 0]
    # Forty people, all of them followed until 15 months.
    assert moments[1].interval.high == share(0, 40).high


def test_groups_that_are_the_same_do_not_differ_more_often_than_chance():
    p_values = [
        groups_over_time(make_cohort(make_extract(300, seed)), "geslacht").logrank.p
        for seed in range(60)
    ]
    assert np.mean(np.array(p_values) < 0.05) < 0.15


def test_the_results_together_are_one_outcome_of_groups():
    extract = make_extract(500)
    for group in groups_over_time(make_cohort(extract), "geslacht", "concreet").groups:
        alone = curves.curves(make_cohort(extract, geslacht=(group.group,)), corrected=True)
        for moment in group.moments:
            at = curves.before(moment.month)
            assert moment.share == pytest.approx(alone.together.cif[at])
            assert moment.interval.high == pytest.approx(alone.together.high[at])
