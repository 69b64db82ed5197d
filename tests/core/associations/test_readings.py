"""Answers that were tested otherwise than printed: where, and that nothing else changes."""

import pandas as pd
import pytest

from perspectief_core.associations.readings import READINGS, as_tested
from perspectief_core.published import records


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
        answer = after.loc[reading.steunpunt, reading.kolom]
        assert pd.isna(answer) if reading.tested is None else answer == reading.tested
        after.loc[reading.steunpunt, reading.kolom] = reading.printed
    assert after.astype(str).equals(before.astype(str))


def test_an_answer_that_is_not_the_printed_one_stays(places):
    recorded = places.assign(uren_vaste_medewerkers=17, dtv_knelpunten="nee")
    assert as_tested(recorded)["uren_vaste_medewerkers"].eq(17).all()
    assert as_tested(recorded)["dtv_knelpunten"].eq("nee").all()


def test_columns_may_lack(places):
    few = places[["steunpunt", "naam"]]
    assert as_tested(few).equals(few)
