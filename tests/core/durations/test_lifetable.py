from itertools import pairwise

import numpy as np
import pytest

from perspectief_core.durations import curves as durations, lifetable
from perspectief_core.durations.timelines import Timelines
from perspectief_core.results import refuse_rows
from tests.core.builders import make_cohort, make_extract, with_people
from tests.core.durations_golden import golden


def golden_cohort(monkeypatch):
    """The cases of the golden values as if they were people of a cohort."""
    cases = golden("cases")
    lines = Timelines.of_people(
        cases["exit"].to_numpy(float), cases["event"].to_numpy(), cases["entry"].to_numpy(float)
    )
    monkeypatch.setattr(lifetable, "timelines", lambda cohort, corrected: lines)
    return make_cohort()


def test_rows_equal_r(monkeypatch):
    expected = golden("life_table")
    rows = lifetable.life_table(golden_cohort(monkeypatch), True, "censored_first").rows
    assert [row.start for row in rows] == expected["start"].tolist()
    assert np.allclose([row.chance for row in rows], expected["chance"], atol=1e-12)
    assert np.allclose([row.interval.low for row in rows], expected["low"], atol=1e-12)
    assert np.allclose([row.interval.high for row in rows], expected["high"], atol=1e-12)
    assert [row.months for row in rows] == expected["months"].tolist()
    assert [row.exits for row in rows] == expected["left"].tolist()


def test_the_test_of_evenness_equals_r(monkeypatch):
    expected = golden("life_table_even").iloc[0]
    test = lifetable.life_table(golden_cohort(monkeypatch), True, "censored_first").even
    assert (test.chi2, test.df) == (pytest.approx(expected["chi2"], rel=1e-12), expected["df"])


@pytest.mark.parametrize("corrected", [False, True])
@pytest.mark.parametrize("ties", ["outcomes_first", "half_month", "censored_first"])
def test_the_account_closes_and_the_rows_multiply_to_the_curve(corrected, ties):
    cohort = make_cohort(make_extract(500))
    rows = lifetable.life_table(cohort, corrected, ties).rows
    assert len(rows) > 2
    for row, following in pairwise(rows):
        assert row.followed + row.joined - row.exits - row.open_ == following.followed
    curves = durations.curves(cohort, corrected, ties)
    stay = np.cumprod([1 - row.chance for row in rows])
    ends = [min(row.start + 5, curves.months[-1]) for row in rows]
    assert np.allclose(stay, [curves.event_free.cif[end] for end in ends])


@pytest.mark.parametrize("n", [0, 1, 3])
def test_nobody_and_a_few(n):
    table = lifetable.life_table(make_cohort(make_extract(n)), corrected=True)
    refuse_rows(table)
    assert (table.rows, table.even) == ((), None)


def test_by_hand():
    # Ten came in January 2010: one left in March, two in August, seven are there in April 2011.
    people = {
        "uitstroom": ["2010-03-01", "2010-08-01", "2010-08-01", *[None] * 7],
        "uitkomst": ["mob", "terugkeer", "mob", *["in_begeleiding"] * 7],
    }
    table = lifetable.life_table(make_cohort(with_people(people)), corrected=True)
    assert [(row.followed, row.exits, row.open_) for row in table.rows] == [(10, 1, 0)]
    first = table.rows[0]
    assert first.chance == pytest.approx(0.1)
    # Nine for six months, and one until and with the month of leaving.
    assert first.months == 9 * 6 + 3
    assert {part.outcome: part.n for part in first.left}["mob"] == 1
