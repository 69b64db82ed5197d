"""Answers that were tested otherwise than printed: where, and that nothing else changes."""

import pandas as pd
import pytest

from perspectief_core.associations.screening import BIJLAGE, Question, screening
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import extract as extracts
from perspectief_core.published import readings, records
from perspectief_core.published.readings import READINGS, as_tested
from tests.places import SHIPPED


@pytest.fixture(scope="module")
def places():
    return records.steunpunten_table().reset_index()


def test_what_is_read_otherwise_is_printed_so(places):
    table = places.set_index("steunpunt")
    for reading in READINGS:
        assert table.loc[reading.steunpunt, reading.kolom] == reading.printed


def test_only_these_answers_change(places):
    before, after = places.set_index("steunpunt"), as_tested(places).set_index("steunpunt")
    for reading in READINGS:
        found = after.loc[reading.steunpunt, reading.kolom]
        assert pd.isna(found) if reading.tested is None else found == reading.tested
        after.loc[reading.steunpunt, reading.kolom] = reading.printed
    assert after.astype(str).equals(before.astype(str))


def test_an_answer_that_is_not_the_printed_one_stays(places):
    recorded = places.assign(uren_vaste_medewerkers=17, dtv_knelpunten="nee")
    assert as_tested(recorded)["uren_vaste_medewerkers"].eq(17).all()
    assert as_tested(recorded)["dtv_knelpunten"].eq("nee").all()


def test_columns_may_lack(places):
    few = places[["steunpunt", "naam"]]
    assert as_tested(few).equals(few)


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading.steunpunt)
def test_each_reading_makes_more_printed_results_come_out(reading, monkeypatch):
    """On the shipped extract, which was made with them; the report's own data may say otherwise."""
    with_it = disagreements(reading.kolom)
    monkeypatch.setattr(readings, "READINGS", tuple(one for one in READINGS if one != reading))
    assert with_it < disagreements(reading.kolom)


def disagreements(column: str) -> int:
    """Count the printed results of a column that do not come out, over all appendices."""
    cohort = select(extracts.load(SHIPPED), Selection())
    off = 0
    for outcome, only_exits in BIJLAGE:
        for row in screening(cohort, Question(outcome, only_exits=only_exits)).rows:
            if row.kenmerk.kolom != column or row.printed is None or row.test is None:
                continue
            far = row.printed.chi2 is not None and abs(row.test.chi2 - row.printed.chi2) > 0.051
            off += (not row.agrees) + far
    return off
