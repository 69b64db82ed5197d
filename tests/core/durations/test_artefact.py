import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from perspectief_core.disclosure.protecting import published_result
from perspectief_core.durations import artefact
from perspectief_core.results import refuse_rows
from tests.core.builders import make_cohort, make_extract, with_people


def test_published_tie_by_hand():
    tie = artefact.published_tie(published_result(artefact.tie_facts()).value)
    assert (tie.chi2, tie.df, tie.people) == (175.6, 5, 733)
    assert (tie.early, tie.early_range) == (73, (72, 74))
    table = np.array([[73, 0], [187, 473]])
    assert tie.early_chi2 == pytest.approx(chi2_contingency(table, correction=False)[0])
    assert round(tie.early_part, 2) == 0.84
    # Between the other groups: what is left over, on the scale of a table without the first.
    assert tie.rest_chi2 == pytest.approx(31.7, abs=0.05)
    assert tie.rest_df == 4


def test_what_is_left_over_is_right_for_any_table():
    # Six groups of whom the first all left, as the published table must have been.
    table = np.array([[73, 0], [40, 90], [30, 120], [37, 93], [50, 80], [30, 90]])
    chi2 = chi2_contingency(table)[0]
    facts = list(artefact.tie_facts())
    facts[0] = type(facts[0])(**{**_fields(facts[0]), "chi2": chi2, "df": 5})
    tie = artefact.published_tie(tuple(facts))
    assert table.sum() == 733
    assert table[:, 1].sum() == 473
    assert tie.rest_chi2 == pytest.approx(chi2_contingency(table[1:])[0])


def _fields(record):
    return {name: getattr(record, name) for name in type(record).__dataclass_fields__}


def test_chi_squares_of_the_extract_by_scipy():
    cohort = make_cohort(make_extract(600))
    tie = artefact.duration_tie(cohort)
    half_year = cohort.people["maanden"].dropna().clip(upper=24) // 6
    guided = cohort.people["uitkomst"][half_year.index] == "in_begeleiding"
    filled = pd.crosstab(half_year, guided).to_numpy()
    assert filled[0, 1] == 0
    assert tie.everything.chi2 == pytest.approx(chi2_contingency(filled)[0])
    assert tie.rest.chi2 == pytest.approx(chi2_contingency(filled[1:])[0])
    collapsed = np.array([filled[0], filled[1:].sum(axis=0)])
    assert tie.early.chi2 == pytest.approx(chi2_contingency(collapsed, correction=False)[0])
    assert filled.sum() == tie.n


def simulated(seed, n, chance):
    """People who come evenly over three years and leave with the same chance every month."""
    rng = np.random.default_rng(seed)
    inflow = rng.integers(0, 30, n)
    stay = rng.geometric(chance, n) - 1
    start = np.datetime64("2008-04")
    leave = inflow + stay
    # Month 18 is October 2009, the start; month 36 is April 2011, the peildatum.
    seen = (leave >= 18) | (inflow >= 18)
    inflow, leave = inflow[seen], leave[seen]
    gone = leave < 36
    return make_cohort(
        with_people(
            {
                "instroom": [str(start + month) + "-01" for month in inflow.tolist()],
                "uitstroom": [
                    str(start + month) + "-01" if out else None
                    for month, out in zip(leave.tolist(), gone.tolist(), strict=True)
                ],
                "uitkomst": ["mob" if out else "in_begeleiding" for out in gone.tolist()],
            }
        )
    )


def test_an_even_chance_gives_the_same_table_and_so_the_same_tie():
    tie = artefact.duration_tie(simulated(1, 6000, 0.04))
    assert tie.monthly_chance == pytest.approx(0.04, rel=0.05)
    # Nobody leaves early or late by preference, and still the tie looks overwhelming.
    assert tie.everything.p < 1e-30
    assert tie.even == pytest.approx(tie.everything.chi2, rel=0.15)


@pytest.mark.parametrize("n", [0, 1, 3])
def test_nobody_and_a_few(n):
    tie = artefact.duration_tie(make_cohort(make_extract(n)))
    refuse_rows(tie)
    assert "nan" not in repr(tie)
    assert tie.everything is None or tie.n > 1


def test_only_exits_have_nothing_to_compare():
    tie = artefact.duration_tie(make_cohort(make_extract(300), uitstroom=True))
    assert (tie.everything, tie.early, tie.rest) == (None, None, None)


def test_an_even_chance_is_what_adding_person_by_person_gives():
    cohort = make_cohort(make_extract(600))
    tie = artefact.duration_tie(cohort)
    chance, expected = _person_by_person(cohort)
    assert tie.monthly_chance == pytest.approx(chance)
    assert tie.even == pytest.approx(chi2_contingency(expected, correction=False).statistic)


def _person_by_person(cohort):
    known = cohort.people[cohort.people["maanden"].notna()]
    guided = known["uitkomst"] == "in_begeleiding"
    lines = []
    for came, months, stays in zip(known["instroom"], known["maanden"], guided, strict=True):
        until = 12 * (2011 - came.year) + 4 - came.month
        entry = max(12 * (2009 - came.year) + 10 - came.month, 0)
        lines.append((entry, until, months + (not stays) - entry))
    chance = int((~guided).sum()) / sum(at_risk for _, _, at_risk in lines)
    classes = ((0, 6), (6, 12), (12, 18), (18, 24), (24, 10**6))
    table = [[0.0, 0.0] for _ in classes]
    for entry, until, _ in lines:
        for row, (low, high) in zip(table, classes, strict=True):
            begun, ended = (max(min(edge, until) - entry, 0) for edge in (low, high))
            row[0] += (1 - chance) ** begun - (1 - chance) ** ended
            row[1] += (low <= until < high) * (1 - chance) ** (until - entry)
    return chance, table
