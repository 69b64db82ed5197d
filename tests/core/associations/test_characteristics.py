import numpy as np
import pandas as pd
import pytest

from perspectief_core.associations import characteristics
from perspectief_core.associations.characteristics import Tabulator, group_values
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from tests.core.builders2 import cohort_of, random_people


@pytest.fixture(scope="module")
def cohort():
    return select(random_people(300, seed=6), Selection())


def test_people_come_first_and_consequences_of_the_outcome_not_at_all(cohort):
    found = characteristics.characteristics(cohort)
    assert list(found)[:3] == ["geslacht", "leeftijd_instroom", "herkomst"]
    assert list(found)[-4:] == ["steunpunt", "werkwijze", "vaste_medewerkers", "leefgeld"]
    assert {name for name, level in found.items() if level == "persoon"} >= {"instroom", "maanden"}
    assert not set(found) & {*characteristics.CONSEQUENCES, "persoon", "naam"}


def test_few_numbers_are_their_own_groups_and_missing_is_the_last():
    values = pd.Series([2, 0, None, 1, 2], dtype="Int64")
    found = group_values(values)
    assert found.codes == ("0", "1", "2", "onbekend")
    assert found.index.tolist() == [2, 0, 3, 1, 2]


def test_many_numbers_go_in_quarters_without_naming_the_extremes():
    found = group_values(pd.Series(range(40), dtype="Int64"))
    assert found.codes == ("..9", "10..19", "20..29", "30..")
    assert np.bincount(found.index).tolist() == [10, 10, 10, 10]


def test_equal_values_stay_together():
    values = pd.Series([0] * 30 + list(range(1, 11)), dtype="float64")
    found = group_values(values)
    assert found.codes[0] == "0"
    assert (found.index[:30] == found.index[0]).all()


def test_dates_are_grouped_by_month():
    found = group_values(pd.Series(pd.to_datetime(["2010-03-01", "2009-12-15", None])))
    assert found.codes == ("2009-12", "2010-03", "onbekend")
    assert found.index.tolist() == [1, 0, 2]


def test_yes_no_and_texts_and_categories():
    assert group_values(pd.Series([True, None], dtype="boolean")).codes == ("ja", "nee", "onbekend")
    assert group_values(pd.Series(["b", "a"], dtype="str")).codes == ("a", "b")
    levels = pd.Categorical(["ja", None], ["nee", "ja", "onbekend"])
    assert group_values(pd.Series(levels)).codes == ("nee", "ja", "onbekend")
    traject = pd.Series(pd.Categorical([None], ["anders"]), name="traject")
    assert group_values(traject).codes == ("anders", "niet_vastgelegd")


def test_weights_count_people_not_steunpunten():
    values = pd.Series([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0])
    weights = np.array([100, 1, 1, 1, 1, 1, 1, 100])
    people = group_values(pd.Series(np.repeat(values.to_numpy(), weights)))
    steunpunten = group_values(values, weights)
    assert steunpunten.codes == people.codes
    assert steunpunten.index.tolist() == people.index[np.cumsum(weights) - 1].tolist()


@pytest.mark.parametrize("basis", ["all", "exits"])
def test_every_table_equals_a_plain_crosstab(cohort, basis):
    people = cohort.people
    if basis == "exits":
        people = people[people["uitkomst"] != "in_begeleiding"]
    tabulator = Tabulator.of(cohort, basis)
    for name in ("geslacht", "kinderen_nl", "steunpunt", "leefgeld"):
        found = tabulator.table(name)
        values = (
            people[name]
            if name in people
            else people["steunpunt"].map(
                cohort.steunpunten.set_index("steunpunt")[name].astype(object)
            )
        )
        for row, group in enumerate(found.groups):
            inside = values.map("{:g}".format if name == "kinderen_nl" else str)
            counts = people["uitkomst"][inside == group].value_counts()
            assert found.counts[row].sum() == counts.sum()
            assert found.counts[row][3] == counts["mob"]
    staff = tabulator.table("vaste_medewerkers")
    assert sum(row.sum() for row in staff.counts) == len(people)


def test_nobody_gives_empty_tables():
    for table in Tabulator.of(cohort_of({"a": {}}), "all").tables():
        assert table.counts.sum() == 0
