"""People by kind are the people: each has what their kind has, and all of them are counted."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, strategies as st

from perspectief_core.cohort.grouping import classes, grouping, outcome_groups, positions
from perspectief_core.cohort.kinds import kinds
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.data import contract
from tests.core.builders import make_cohort, make_extract

COLUMNS = (
    "geslacht",
    "steunpunt",
    "instroom",
    "uitstroom",
    "maanden",
    "kinderen_nl",
    "dmb_koppeling",
    "beroep_ac",
    "verblijf_nl_maanden",
    "persoon",
)
COHORT = make_cohort(make_extract(150, seed=3))


def plain(cohort, names):
    """Each person's values, as texts."""
    return [
        tuple(map(str, row)) for row in zip(*(cohort.people[name] for name in names), strict=True)
    ]


def assert_kinds_of(cohort, names):
    alike, everyone = kinds(cohort, *names), plain(cohort, names)
    rows = [tuple(map(str, row)) for row in alike.people.itertuples(index=False)]
    kind = alike.everyone(np.arange(len(rows)))
    assert [rows[at] for at in kind.tolist()] == everyone
    assert alike.times.tolist() == [everyone.count(row) for row in rows]
    assert len(set(rows)) == len(rows)
    for column in names:
        assert alike.people[column].dtype == cohort.people[column].dtype


@given(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=4, unique=True))
def test_everyone_has_what_their_kind_has(names):
    assert_kinds_of(COHORT, names)


def test_nobody_is_of_no_kind():
    nobody = make_cohort(make_extract(20), steunpunt=("nergens",))
    for column in COLUMNS:
        assert len(kinds(nobody, column).times) == len(kinds(nobody, column, "maanden").times) == 0


@pytest.mark.parametrize(("name", "value"), [("columns._SMALL_RANGE", 3), ("kinds._MOST", 50)])
def test_wide_columns_are_looked_up(monkeypatch, name, value):
    monkeypatch.setattr(f"perspectief_core.cohort.{name}", value)
    cohort = make_cohort(make_extract(150, seed=3))
    assert_kinds_of(cohort, ("maanden", "verblijf_nl_maanden", "geslacht", "beroep_ac"))
    assert_kinds_of(cohort, ("geslacht", "maanden", "instroom", "persoon"))


def test_far_more_combinations_than_people():
    extract = make_extract(40, seed=1)
    wide = pd.array(np.arange(40) * 1500, dtype="Int64")
    people = extract.deelnemers.assign(vbm_dagen=wide, contactmomenten=wide)
    cohort = make_cohort(replace(extract, deelnemers=people))
    assert_kinds_of(cohort, ("vbm_dagen", "contactmomenten", "geslacht"))


def test_a_column_that_is_not_there_is_said():
    with pytest.raises(ColumnMissingError, match="vergeten"):
        kinds(COHORT, "geslacht", "vergeten")


@pytest.mark.parametrize(
    "chosen",
    [
        {"peildatum": "2010-10-01"},
        {"doormigratie": "bij_overig"},
        {"geslacht": ("vrouw",), "peildatum": "2010-10-01", "doormigratie": "bij_overig"},
    ],
)
def test_a_selection_has_the_values_of_its_own_day(chosen):
    cohort = make_cohort(make_extract(150, seed=3), **chosen)
    assert_kinds_of(cohort, ("uitkomst", "maanden", "uitstroom"))
    for column in cohort.people:
        assert_kinds_of(cohort, (column,))


def test_a_cohort_of_other_people_begins_anew():
    men = replace(COHORT, people=COHORT.people[COHORT.people["geslacht"] == "man"])
    assert kinds(COHORT, "geslacht") is kinds(COHORT, "geslacht")
    assert len(kinds(COHORT, "geslacht").times) == 2
    assert len(kinds(men, "geslacht").times) == 1


def test_groups_are_those_of_people_one_by_one():
    people = COHORT.people
    places = tuple(sorted(COHORT.steunpunten["steunpunt"].astype(str)))
    expected = {
        "steunpunt": positions(people["steunpunt"], places),
        "leeftijd": classes(people["leeftijd_instroom"], (20, 23, 26), tuple("abcd")),
    }
    for column, groups in expected.items():
        assert grouping(COHORT, column).index.tolist() == groups.index.tolist()
    outcomes = positions(people["uitkomst"], contract.OUTCOMES)
    assert outcome_groups(COHORT).index.tolist() == outcomes.index.tolist()
    assert outcome_groups(COHORT).codes == outcomes.codes
