"""How near the shipped extract is to Bijlagen 14–20: counted, never less than reached, and told."""

from dataclasses import fields, replace

import numpy as np
import pandas as pd
import pytest

from perspectief_core.associations import readings
from perspectief_core.associations.readings import Reading
from perspectief_core.associations.screening import REPORT_SETTINGS, ScreeningRow
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from synthesis.fidelity import (
    NOTHING,
    PAGE,
    Score,
    fidelity_page,
    meets_less,
    needed_readings,
    score,
    scored_rows,
)


@pytest.fixture(scope="module")
def rows(shipped):
    return list(scored_rows(select(shipped, Selection())))


def total(rows):
    return sum((score(row) for _, row in rows), NOTHING)


def test_every_row_is_scored(rows):
    totals = total(rows)
    assert (totals.tests, totals.answers) == (95, 518)
    assert all(row.test is not None for _, row in rows)


def test_no_less_than_the_noise_may_leave(rows):
    totals = total(rows)
    assert totals.rough >= 70
    assert totals.agree >= 480


def test_the_exact_reconstruction_does_not_ship(rows):
    """The search meets 60 of these 66 within rounding: an extract that does holds its table."""
    places = [(at, row) for at, row in rows if row.kenmerk.niveau == "steunpunt"]
    assert total(places).exact <= 25


def test_characteristics_of_persons_are_met_but_for_one(rows):
    """'Beroep VK' of 72 people cannot have the printed chi-square with 21 returns."""
    persons = [(at, row) for at, row in rows if row.kenmerk.niveau == "persoon"]
    totals = total(persons)
    assert totals.tests - totals.near <= 1
    assert totals.answers - totals.agree <= 2


def test_a_score_by_hand(rows, shipped):
    """Sex and permits: the printed 19.0 with one degree of freedom, from the people themselves."""
    row = next(row for at, row in rows if at == 14 and row.kenmerk.kenmerk == "sekse")
    people = shipped.deelnemers
    table = pd.crosstab(people["geslacht"], people["uitkomst"] == "verblijfsvergunning")
    counts = table.to_numpy(dtype=float)
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    chi2 = ((counts - expected) ** 2 / expected).sum()
    assert row.test.chi2 == pytest.approx(chi2)
    assert score(row) == Score(int(abs(chi2 - 19.0) <= 0.05), 1, 1, 1, 1, 1, 1)


def test_a_row_without_a_test_agrees_with_nothing(rows):
    _, row = rows[0]
    assert score(ScreeningRow(row.kenmerk, None, row.printed)).agree == 0


def test_the_report_settings_are_those_of_spss():
    assert (REPORT_SETTINGS.min_parent, REPORT_SETTINGS.min_child) == (100, 50)


@pytest.mark.parametrize("field", [measure.name for measure in fields(Score)])
def test_less_of_one_count_is_too_little(field):
    least = Score(*range(10, 17))
    more = replace(least, **{field: getattr(least, field) + 1})
    assert meets_less(least, more)
    assert not meets_less(more, least)
    assert not meets_less(least, least)


def test_a_reading_is_needed_when_more_comes_out_with_it(shipped, monkeypatch):
    """`make fidelity` asks this of the search before the noise, where all four are needed."""
    strong = next(reading for reading in readings.READINGS if reading.steunpunt == "nijmegen")
    idle = Reading("utrecht", "juristen", "ja", "ja")
    monkeypatch.setattr(readings, "READINGS", (strong, idle))
    assert needed_readings(shipped) == (strong,)


def test_the_page_says_what_the_extract_gives(shipped):
    assert PAGE.read_text(encoding="utf-8") == fidelity_page(shipped)
