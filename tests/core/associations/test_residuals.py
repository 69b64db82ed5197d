import numpy as np
import pytest
from scipy.stats import chi2_contingency, false_discovery_control
from scipy.stats.contingency import association
from statsmodels.stats.contingency_tables import Table

from perspectief_core.associations.characteristics import Tabulator
from perspectief_core.associations.residuals import residuals, screen_characteristics
from perspectief_core.cohort.selecting import ColumnMissingError, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.results import refuse_rows
from tests.core.builders2 import cohort_of, random_people


@pytest.fixture(scope="module")
def cohort():
    return select(random_people(400, seed=2), Selection())


def yes_no(cohort, name, column, basis="all"):
    counts = Tabulator.of(cohort, basis).table(name).counts
    hits = counts[:, column]
    table = np.column_stack([hits, counts.sum(axis=1) - hits])
    return table[table.sum(axis=1) > 0]


@pytest.mark.parametrize("basis", ["all", "exits"])
def test_every_row_is_pearsons_test_of_scipy(cohort, basis):
    found = screen_characteristics(cohort, "mob", basis)
    for row in found.associations:
        table = yes_no(cohort, row.characteristic, 3, basis)
        assert (row.n, row.groups) == (table.sum(), len(table))
        if row.groups < 2:
            assert (row.chi2, row.p, row.cramers_v) == (None, None, None)
            continue
        chi2, p, df, expected = chi2_contingency(table, correction=False)
        assert (row.chi2, row.p, row.df) == pytest.approx((chi2, p, df))
        assert row.low_expected == pytest.approx((expected < 5).mean())
        assert row.cramers_v == pytest.approx(association(table, method="cramer"))


def test_adjusted_p_is_over_all_characteristics_tested(cohort):
    rows = [r for r in screen_characteristics(cohort, "mob").associations if r.p is not None]
    np.testing.assert_allclose(
        [row.p_adjusted for row in rows], false_discovery_control([row.p for row in rows])
    )


def test_the_corrected_v_is_bergsmas(cohort):
    for row in screen_characteristics(cohort, "verblijfsvergunning").associations:
        if row.chi2 is None:
            continue
        n, r = row.n, row.groups
        phi2 = max(0, row.chi2 / n - (r - 1) / (n - 1))
        r_corrected, c_corrected = r - (r - 1) ** 2 / (n - 1), 2 - 1 / (n - 1)
        expected = (phi2 / min(r_corrected - 1, c_corrected - 1)) ** 0.5
        assert row.cramers_v_corrected == pytest.approx(expected)


def test_without_association_the_corrected_v_is_about_zero_on_average():
    found = [
        row.cramers_v_corrected
        for seed in range(8)
        for row in screen_characteristics(
            select(random_people(300, seed=seed), Selection()), "overig"
        ).associations
        if row.cramers_v_corrected is not None and row.characteristic != "maanden"
    ]
    assert np.mean(found) < 0.05


def test_a_characteristic_that_is_the_outcome_gives_one():
    cohort = cohort_of({"a": {"mob": 30}, "b": {"in_begeleiding": 30}})
    rows = {r.characteristic: r for r in screen_characteristics(cohort, "mob").associations}
    assert rows["steunpunt"].cramers_v == pytest.approx(1)
    assert rows["steunpunt"].cramers_v_corrected == pytest.approx(1)
    assert rows["steunpunt"].level == "steunpunt"


@pytest.mark.parametrize("name", ["herkomst", "steunpunt", "kinderen_nl", "leefgeld"])
def test_residuals_are_those_of_statsmodels(cohort, name):
    found = residuals(cohort, name)
    table = np.array([cell.count for cell in found.cells]).reshape(len(found.groups), -1)
    filled = table.sum(axis=1) > 0
    expected = Table(table[filled], shift_zeros=False)
    here = np.array([cell.residual for cell in found.cells], dtype=float).reshape(table.shape)
    np.testing.assert_allclose(here[filled], expected.standardized_resids, rtol=1e-9)
    fitted = np.array([cell.expected for cell in found.cells]).reshape(table.shape)
    np.testing.assert_allclose(fitted[filled], expected.fittedvalues, rtol=1e-9)
    assert np.isnan(here[~filled]).all()


def test_residual_cells_run_row_by_row_over_the_outcomes_in_use(cohort):
    merged = type(cohort)(
        cohort.people,
        cohort.steunpunten,
        cohort.flow,
        Selection(doormigratie="bij_overig"),
        cohort.peildatum,
    )
    found = residuals(merged, "geslacht", "exits")
    assert found.outcomes == ("verblijfsvergunning", "terugkeer", "mob", "overig")
    assert [(cell.group, cell.outcome) for cell in found.cells] == [
        (group, outcome) for group in ("vrouw", "man") for outcome in found.outcomes
    ]


def test_missing_columns_are_named(cohort):
    found = screen_characteristics(cohort, "mob")
    assert "psychiatrische_diagnose" in found.missing
    assert "geslacht" not in found.missing
    with pytest.raises(ColumnMissingError):
        residuals(cohort, "psychiatrische_diagnose")
    with pytest.raises(ValueError, match="characteristic"):
        residuals(cohort, "schoenmaat")


def test_an_outcome_that_cannot_be_is_refused(cohort):
    with pytest.raises(ValueError, match="outcome"):
        screen_characteristics(cohort, "in_begeleiding", "exits")


@pytest.mark.parametrize("counts", [{}, {"a": {}}, {"a": {"mob": 1}}, {"a": {"mob": 3}}])
def test_nobody_one_person_or_one_outcome_gives_a_valid_answer(counts):
    cohort = cohort_of(counts)
    found = screen_characteristics(cohort, "mob")
    refuse_rows(found)
    assert all(row.chi2 is None and row.p_adjusted is None for row in found.associations)
    for name in ("geslacht", "steunpunt", "leeftijd_instroom"):
        assert residuals(cohort, name).test is None
