from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from perspectief_core.durations import curves
from perspectief_core.durations.timelines import ENDINGS
from perspectief_core.results import refuse_rows
from perspectief_core.shares.intervals import share
from perspectief_core.survival.histories import histories
from perspectief_core.survival.incidence import cumulative_incidence
from tests.core.builders import make_cohort, make_extract, stays

QUESTIONS = {
    "summary": curves.duration_summary,
    "naive": lambda cohort: curves.curves(cohort, corrected=False),
    "corrected": lambda cohort: curves.curves(cohort, corrected=True),
    "half_month": lambda cohort: curves.curves(cohort, True, "half_month"),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize("n", [0, 1, 3])
def test_nobody_and_a_few(question, n):
    result = question(make_cohort(make_extract(n), instroom_tot="geen_grens"))
    refuse_rows(result)
    assert "nan" not in repr(result)
    assert "inf)" not in repr(result)


FEW = (
    ("2010-01-01", "2010-05-01", "mob"),
    ("2010-01-01", "2010-07-01", "mob"),
    ("2009-10-01", "2011-03-01", "terugkeer"),
    ("2009-09-01", "2011-03-01", "mob"),
    ("2010-04-01", None, "in_begeleiding"),
    ("2009-10-01", None, "in_begeleiding"),
    ("2010-04-01", None, "overig"),
)


def test_summary_at_the_borders_of_classes():
    summary = curves.duration_summary(stays(*FEW))
    assert (summary.n, summary.excluded) == (7, 1)
    assert (summary.exits.n, summary.exits.missing) == (4, 1)
    assert summary.exits.mean == pytest.approx((4 + 6 + 17 + 18) / 4)
    assert summary.exits.median == 11.5
    assert summary.guided.mean == 15.0
    assert summary.exits_within_6 == share(1, 4)
    assert summary.mob_within_6 == share(1, 3)
    # Exactly 18 months is not longer than a year and a half.
    assert summary.mob_after_18 == share(0, 3)
    assert summary.guided_after_18 == share(0, 2)
    assert [(group.group, group.n) for group in summary.half_years] == [
        ("0_5", 1),
        ("6_11", 1),
        ("12_17", 2),
        ("18_23", 2),
        ("vanaf_24", 0),
        ("onbekend", 1),
    ]


def test_naive_curve_by_hand():
    estimates = curves.curves(stays(*FEW), corrected=False)
    assert (estimates.n, estimates.excluded, estimates.delayed) == (6, 1, 1)
    mob = next(curve for curve in estimates.outcomes if curve.cause == "mob")
    assert mob.cif[3:7] == pytest.approx((0, 1 / 6, 1 / 6, 2 / 6))
    # Of two left at 18 months one ends. The other's follow-up ends on the first day of that month,
    # so that nobody could have seen him leave in it: four sixths × (two of three at 17) × 1/1.
    assert mob.cif[18] == pytest.approx(2 / 6 + (4 / 6) * (2 / 3))
    usual = curves.curves(stays(*FEW), corrected=False, ties="outcomes_first")
    mob = next(curve for curve in usual.outcomes if curve.cause == "mob")
    assert mob.cif[18] == pytest.approx(2 / 6 + (4 / 6) * (2 / 3) * (1 / 2))
    assert [(row.month, row.n) for row in estimates.at_risk[:3]] == [(0, 6), (3, 6), (6, 5)]
    assert estimates.reliable_until is None


def test_correction_counts_early_inflow_from_the_start():
    early = [("2009-06-01", "2009-12-01", "mob")] * 2
    late = [("2010-01-01", "2010-03-01", "mob")] + [("2010-01-01", None, "in_begeleiding")] * 3
    naive = curves.curves(stays(*early, *late), corrected=False)
    corrected = curves.curves(stays(*early, *late), corrected=True)
    assert naive.delayed == corrected.delayed == 2
    # June to October 2009: followed from month 4 on.
    assert [row.n for row in naive.at_risk[:3]] == [6, 5, 5]
    assert [row.n for row in corrected.at_risk[:3]] == [4, 3, 5]
    assert naive.event_free.cif[2] == pytest.approx(5 / 6)
    assert corrected.event_free.cif[2] == pytest.approx(3 / 4)
    assert corrected.event_free.cif[6] == pytest.approx(3 / 4 * 3 / 5)


def test_an_exit_in_the_first_month_after_the_start_counts():
    rows = [("2009-07-01", "2009-10-01", "mob")] + [("2009-10-01", None, "in_begeleiding")] * 3
    estimates = curves.curves(stays(*rows), corrected=True)
    assert estimates.excluded == 0
    assert estimates.event_free.cif[2:4] == pytest.approx((1, 3 / 4))


def test_without_early_inflow_the_correction_changes_nothing():
    cohort = make_cohort(make_extract(300), voor_start="weglaten")
    naive = curves.curves(cohort, corrected=False)
    corrected = curves.curves(cohort, corrected=True)
    assert corrected.delayed == 0
    assert corrected.outcomes == naive.outcomes


@pytest.mark.parametrize("corrected", [False, True])
def test_curves_agree_with_the_estimator_and_add_up(corrected):
    cohort = make_cohort(make_extract(400))
    estimates = curves.curves(cohort, corrected)
    people = cohort.people
    event = people["uitkomst"].cat.codes.to_numpy()
    early = (pd.Timestamp("2009-10-01").to_period("M") - people["instroom"].dt.to_period("M")).map(
        lambda months: months.n
    )
    entry = np.where(early > 0, early - 0.5, 0) if corrected else np.zeros(len(people))
    expected = cumulative_incidence(
        histories(people["maanden"].astype(float).to_numpy(), event, entry),
        ENDINGS,
        times=estimates.months,
        ties="censored_first",
    )
    assert estimates.ties == "censored_first"
    assert estimates.outcomes == expected.causes
    total = np.sum([estimates.event_free.cif, *(curve.cif for curve in estimates.outcomes)], axis=0)
    assert np.allclose(total, 1)
    until = estimates.reliable_until
    assert until is not None
    assert min(expected.at_risk[: until + 1]) >= curves.MIN_AT_RISK
    assert expected.at_risk[until + 1] < curves.MIN_AT_RISK
    assert estimates.n + estimates.excluded == cohort.n


def test_delayed_entry_recovers_the_truth_that_the_naive_curve_misses():
    # Everyone leaves with chance 0.06 a month; who left before the start never became known.
    rng = np.random.default_rng(5)
    inflow = rng.integers(0, 40, 20_000)
    stay = rng.geometric(0.06, 20_000) - 1
    seen = inflow + stay >= 20
    inflow, stay = inflow[seen], stay[seen]
    leave = np.minimum(stay, 40 - inflow)
    event = (stay < 40 - inflow).astype(int)
    early = 20 - inflow
    entry = np.where(early > 0, early - 0.5, 0)
    truth = 1 - 0.94 ** np.arange(1, 19)
    months = np.arange(18)
    corrected, naive = histories(leave, event, entry), histories(leave, event)

    def curve(people, ties):
        return cumulative_incidence(people, ("uit",), months, ties).causes[0].cif

    assert np.allclose(curve(corrected, "censored_first"), truth, atol=0.012)
    assert np.allclose(curve(corrected, "outcomes_first"), truth, atol=0.03)
    assert curve(corrected, "outcomes_first")[17] < curve(corrected, "censored_first")[17]
    assert curve(naive, "censored_first")[12] < truth[12] - 0.05


def test_an_earlier_peildatum_shortens_the_curves():
    extract = make_extract(300)
    late = curves.curves(make_cohort(extract), corrected=False)
    early = curves.curves(make_cohort(extract, peildatum="2010-10-01"), corrected=False)
    assert len(early.months) == len(late.months) - 6


@pytest.mark.parametrize("corrected", [True, False])
def test_the_results_together_are_one_outcome(corrected):
    cohort = make_cohort(make_extract(400))
    estimates = curves.curves(cohort, corrected=corrected)
    by_code = {curve.cause: curve.cif for curve in estimates.outcomes}
    both = np.add(by_code["verblijfsvergunning"], by_code["terugkeer"])
    assert estimates.together.cif == pytest.approx(both)
    # Its range is that of one outcome: who has either is recoded beforehand.
    levels = cohort.people["uitkomst"].cat.categories
    named = cohort.people["uitkomst"].astype(str).replace("terugkeer", "verblijfsvergunning")
    merged = cohort.people.assign(uitkomst=pd.Categorical(named, levels))
    alone = curves.curves(replace(cohort, people=merged), corrected=corrected)
    permit = {curve.cause: curve for curve in alone.outcomes}["verblijfsvergunning"]
    assert estimates.together.low == permit.low
    assert estimates.together.high == permit.high
