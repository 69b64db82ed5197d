import numpy as np
import pytest
from scipy.stats import chi2_contingency
from statsmodels.stats.contingency_tables import Table

from perspectief_core.associations.residuals import residuals
from perspectief_core.cohort.selecting import ColumnMissingError, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.results import refuse_rows
from tests.core.builders2 import cohort_of, random_people


@pytest.fixture(scope="module")
def cohort():
    return select(random_people(400, seed=2), Selection())


@pytest.mark.parametrize("name", ["herkomst", "steunpunt", "kinderen_nl", "leefgeld"])
def test_residuals_are_those_of_statsmodels(cohort, name):
    crossing = residuals(cohort, name)
    table = np.array([cell.count for cell in crossing.cells]).reshape(len(crossing.groups), -1)
    filled = table.sum(axis=1) > 0
    expected = Table(table[filled], shift_zeros=False)
    here = np.array([cell.residual for cell in crossing.cells], dtype=float).reshape(table.shape)
    np.testing.assert_allclose(here[filled], expected.standardized_resids, rtol=1e-9)
    fitted = np.array([cell.expected for cell in crossing.cells]).reshape(table.shape)
    np.testing.assert_allclose(fitted[filled], expected.fittedvalues, rtol=1e-9)
    assert np.isnan(here[~filled]).all()
    used = table[filled][:, table.sum(axis=0) > 0]
    chi2, p, df, _ = chi2_contingency(used, correction=False)
    assert (crossing.test.chi2, crossing.test.p, crossing.test.df) == pytest.approx((chi2, p, df))


def test_residual_cells_run_row_by_row_over_the_outcomes_in_use(cohort):
    merged = type(cohort)(
        cohort.people,
        cohort.steunpunten,
        cohort.flow,
        Selection(doormigratie="bij_overig"),
        cohort.peildatum,
    )
    crossing = residuals(merged, "geslacht", "exits")
    assert crossing.outcomes == ("verblijfsvergunning", "terugkeer", "mob", "overig")
    assert [(cell.group, cell.outcome) for cell in crossing.cells] == [
        (group, outcome) for group in ("vrouw", "man") for outcome in crossing.outcomes
    ]


def test_missing_columns_are_named(cohort):
    with pytest.raises(ColumnMissingError):
        residuals(cohort, "psychiatrische_diagnose")
    with pytest.raises(ValueError, match="characteristic"):
        residuals(cohort, "schoenmaat")


@pytest.mark.parametrize("counts", [{}, {"a": {}}, {"a": {"mob": 1}}, {"a": {"mob": 3}}])
def test_nobody_one_person_or_one_outcome_gives_a_valid_answer(counts):
    cohort = cohort_of(counts)
    for name in ("geslacht", "steunpunt", "leeftijd_instroom"):
        crossing = residuals(cohort, name)
        refuse_rows(crossing)
        assert crossing.test is None
