from datetime import date
from itertools import product

import numpy as np
import pytest

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import CRITERIA, Criterion, Selection
from perspectief_core.comparison.comparing import ComparisonOptions, compare_selection
from perspectief_core.comparison.dtv import DTV_CRITERIA, dtv_counts
from perspectief_core.results import refuse_rows
from perspectief_core.sensitivity.claims import (
    BOTH_SIDES,
    DENOMINATORS,
    claims,
    concrete_perspective,
)
from perspectief_core.sensitivity.claims_duration import duration_claims
from perspectief_core.sensitivity.combinations import combine
from perspectief_core.sensitivity.distinct import label
from perspectief_core.sensitivity.impossible import possible
from perspectief_core.sensitivity.ranges import all_choices
from perspectief_core.sensitivity.verdicts import Break, judge
from tests.core.builders2 import LETTER_DTV, LETTER_PERSPECTIEF, dtv_of, extract_of, random_people

CODES = [criterion.code for criterion in CRITERIA]
VARIANTS = int(np.prod([len(c.options) for c in (*DTV_CRITERIA, *DENOMINATORS)]))


def verdicts_of(judged):
    return {verdict.claim: verdict for verdict in judged.verdicts}


def test_every_claim_of_the_letter_holds_on_the_letters_own_counts():
    combinations = combine(extract_of({"a": LETTER_PERSPECTIEF}))
    against = verdicts_of(claims(combinations))
    assert len(against) == 4
    assert all(verdict.in_report for verdict in against.values())
    assert against["vergunning_hoger"].report == pytest.approx(107 / 733 - 90 / 1140)
    assert against["mob_lager"].report == pytest.approx(87 / 733 - 400 / 1140)
    concrete = verdicts_of(concrete_perspective(combinations))["concreet_perspectief"]
    assert concrete.in_report is False
    assert concrete.report == pytest.approx(128 / 733)


@pytest.mark.parametrize(("open_", "other"), list(product((0, 1), repeat=2)))
def test_a_verdict_counts_combinations_one_by_one(open_, other):
    extract = random_people(200, seed=4)
    # Some cases of DT&V were closed at every peildatum, others at the last alone.
    extract.dtv.loc[::2, "in_beeld_tot"] = np.datetime64("2010-06-01")
    judged = claims(combine(extract))
    permit = verdicts_of(judged)["vergunning_hoger"]
    assert permit.of + permit.not_said == judged.countings <= judged.combinations
    assert judged.combinations == int(possible().sum()) * VARIANTS
    spots = [i for i in np.flatnonzero(possible()) if i % 97 == 0]
    for at in spots:
        for side in _dtv_sides(extract, all_choices()[at]):
            number = _difference(extract, all_choices()[at], side, open_, other)
            assert permit.low - 1e-12 <= number <= permit.high + 1e-12


def _dtv_sides(extract, choices):
    day = date.fromisoformat(choices[CODES.index("peildatum")])
    options = product(*(criterion.options for criterion in DTV_CRITERIA))
    return [dtv_counts(extract, *chosen, peildatum=day) for chosen in options]


def _difference(extract, choices, other_side, open_, other):
    people = select(extract, Selection().only(**dict(zip(CODES, choices, strict=True)))).people
    dropped = ["in_begeleiding"] * open_ + ["overig"] * other
    kept = people[~people["uitkomst"].isin(dropped)]
    dtv = {count.outcome: count.rounded for count in other_side.outcomes}
    left_out = ["caseload"] * open_ + ["andere_reden"] * other
    total = sum(n for code, n in dtv.items() if code not in left_out)
    total = other_side.total.rounded if not left_out else total
    return (kept["uitkomst"] == "verblijfsvergunning").mean() - dtv["vergunning"] / total


def test_a_share_equal_to_dtvs_does_not_count():
    equal = extract_of(
        {"a": {"mob": 400, "in_begeleiding": 740}}, dtv=dtv_of(LETTER_DTV), rounding=1
    )
    assert verdicts_of(claims(combine(equal)))["mob_lager"].in_report is False


def test_rounding_must_not_rescue_a_claim():
    counts = {"a": {"verblijfsvergunning": 81, "in_begeleiding": 919}}
    exact = extract_of(counts, dtv=dtv_of(LETTER_DTV), rounding=1)
    rounded = extract_of(counts, dtv=dtv_of(LETTER_DTV), rounding=10)
    said = [
        verdicts_of(claims(combine(extract)))["vergunning_hoger"] for extract in (exact, rounded)
    ]
    assert [verdict.in_report for verdict in said] == [True, False]
    assert said[0].report == said[1].report


def test_open_cases_left_out_say_nothing_about_being_open():
    guided = verdicts_of(claims(combine(extract_of({"a": LETTER_PERSPECTIEF}))))
    assert guided["in_begeleiding_hoger"].not_said >= guided["in_begeleiding_hoger"].of


@pytest.mark.parametrize(("counts", "dtv"), [({}, LETTER_DTV), ({"a": {"mob": 3}}, {}), ({}, {})])
def test_without_people_on_a_side_nothing_is_claimed(counts, dtv):
    judged = claims(combine(extract_of(counts, dtv=dtv_of(dtv))))
    mob = verdicts_of(judged)["mob_lager"]
    assert (mob.holds, mob.of, mob.in_report, mob.report, mob.low) == (0, 0, None, None, None)
    refuse_rows(judged)


def test_the_dtv_choices_are_those_of_the_letter_first():
    assert [c.default for c in BOTH_SIDES[len(CRITERIA) :]] == [
        "brief",
        "brief",
        "meetellen",
        "meetellen",
    ]


def test_a_later_window_and_another_age_keep_fewer_dtv_persons():
    extract = extract_of({}, dtv=dtv_of(LETTER_DTV))
    people = extract.dtv
    people.loc[people.index[:100], "in_beeld_van"] = np.datetime64("2009-01-01")
    people.loc[people.index[100:150], "geboortejaar"] = 1992
    assert dtv_counts(extract).total.exact == 1140
    assert dtv_counts(extract, "nieuw").total.exact == 1040
    assert dtv_counts(extract, "brief", "20_plus").total.exact == 1090
    assert dtv_counts(extract, "brief", "geen_grens").total.exact == 1140


def test_duration_claims_count_half_years_of_inflow_to_exit():
    extract = random_people(300, seed=11)
    verdicts = verdicts_of(duration_claims(combine(extract)))
    people = select(extract, Selection()).people
    months = people["maanden"].astype("float64")
    results = months[people["uitkomst"].isin(["verblijfsvergunning", "terugkeer"])].dropna()
    half_years = np.bincount((results // 6).astype(int), minlength=12)
    first = verdicts["meeste_resultaat_eerst"]
    assert first.report == pytest.approx(half_years[0] / half_years.sum())
    assert first.in_report == all(half_years[0] > half_years[1:])
    assert verdicts["resultaat_neemt_af"].in_report == all(np.diff(half_years[:4]) < 0)
    mob = months[people["uitkomst"] == "mob"].dropna()
    assert verdicts["mob_eerst"].in_report == ((mob < 6).sum() > (mob > 18).sum())
    guided = months[people["uitkomst"] == "in_begeleiding"].dropna()
    assert verdicts["kwart_lang"].report == pytest.approx((guided > 18).mean())


def apart(shape):
    return label(np.arange(np.prod(shape)).reshape(shape), np.ones(shape, dtype=bool))


def test_combinations_that_count_the_same_people_are_one_yes_or_no():
    criteria = (Criterion(code="a", options=("x", "y")), Criterion(code="b", options=("p", "q")))
    groups = np.array([[0, 0], [0, 1]])
    holds, number = np.array([[True, True], [True, False]]), np.array([[0.5, 0.5], [0.5, 0.1]])
    verdict = judge("c", holds, number, criteria, label(groups, np.ones((2, 2), dtype=bool)))
    assert (verdict.holds, verdict.of) == (1, 2)
    # Both groups can be had with `y`: one of the two fails.
    assert verdict.worst == Break("a", "y", 1, 2)


def test_an_earlier_peildatum_moves_both_sides():
    extract = random_people(200, seed=4)
    people = extract.dtv
    half = people.index[: len(people) // 2]
    people.loc[half, "in_beeld_tot"] = np.datetime64("2010-06-01")
    people.loc[people.index[len(half) :], "in_beeld_tot"] = np.datetime64("2011-01-01")
    combinations = combine(extract)
    choices = {"peildatum": "2010-10-01"}
    early = dtv_counts(extract, peildatum=date(2010, 10, 1))
    assert early.outcomes != dtv_counts(extract).outcomes
    both = compare_selection(extract, Selection(**choices), ComparisonOptions())
    assert both.dtv_flow.peildatum == date(2010, 10, 1)
    row = next(row for row in both.rows if row.outcome == "mob")
    share = next(count.rounded for count in early.outcomes if count.outcome == row.dtv.outcome)
    assert row.dtv.share.count == share
    mob = verdicts_of(claims(combinations))["mob_lager"]
    assert mob.low - 1e-12 <= row.dtv.difference.estimate <= mob.high + 1e-12


def test_a_verdict_names_the_option_under_which_a_claim_fails_most():
    criteria = (
        Criterion(code="a", options=("x", "y")),
        Criterion(code="b", options=("p", "q", "r")),
    )
    holds = np.array([[True, False, True], [False, False, True]])
    number = np.array([[0.0, 0.1, 0.2], [0.3, 0.4, np.nan]])
    verdict = judge("c", holds, number, criteria, apart((2, 3)))
    assert (verdict.holds, verdict.of, verdict.not_said) == (2, 5, 1)
    assert (verdict.in_report, verdict.report, verdict.low) == (True, 0.0, 0.0)
    assert verdict.high == pytest.approx(0.4)
    assert verdict.worst == Break("a", "y", 2, 2)


def test_impossible_combinations_do_not_count():
    criteria = (Criterion(code="a", options=("x", "y")),)
    holds, number = np.array([True, False]), np.array([0.5, 0.1])
    each = label(np.arange(2), np.array([True, False]))
    verdict = judge("c", holds, number, criteria, each)
    assert (verdict.holds, verdict.of, verdict.worst, verdict.low) == (1, 1, None, 0.5)
