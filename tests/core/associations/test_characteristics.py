import numpy as np
import pandas as pd
import pytest

from perspectief_core.associations import characteristics
from perspectief_core.associations.characteristics import characteristic_groups, group_values
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.steunpunten.counts import outcome_table
from tests.core.builders2 import cohort_of, random_people


@pytest.fixture(scope="module")
def cohort():
    return select(random_people(300, seed=6), Selection())


def test_people_come_first_and_consequences_of_the_outcome_not_at_all(cohort):
    levels = characteristics.characteristics(cohort)
    assert list(levels)[:3] == ["geslacht", "leeftijd_instroom", "herkomst"]
    assert list(levels)[-4:] == ["steunpunt", "werkwijze", "vaste_medewerkers", "leefgeld"]
    assert {name for name, level in levels.items() if level == "persoon"} >= {"instroom", "maanden"}
    assert not set(levels) & {*characteristics.CONSEQUENCES, "persoon", "naam"}


def test_few_numbers_are_their_own_groups_and_missing_is_the_last():
    values = pd.Series([2, 0, None, 1, 2], dtype="Int64")
    groups = group_values(values)
    assert groups.codes == ("0", "1", "2", "onbekend")
    assert groups.index.tolist() == [2, 0, 3, 1, 2]


def test_many_numbers_go_in_quarters_without_naming_the_extremes():
    groups = group_values(pd.Series(range(40), dtype="Int64"))
    assert groups.codes == ("..9", "10..19", "20..29", "30..")
    assert np.bincount(groups.index).tolist() == [10, 10, 10, 10]


def test_equal_values_stay_together():
    values = pd.Series([0] * 30 + list(range(1, 11)), dtype="float64")
    groups = group_values(values)
    assert groups.codes[0] == "0"
    assert (groups.index[:30] == groups.index[0]).all()


def test_dates_are_grouped_by_month():
    groups = group_values(pd.Series(pd.to_datetime(["2010-03-01", "2009-12-15", None])))
    assert groups.codes == ("2009-12", "2010-03", "onbekend")
    assert groups.index.tolist() == [1, 0, 2]


def test_yes_no_and_texts_and_categories():
    assert group_values(pd.Series([True, None], dtype="boolean")).codes == ("ja", "nee", "onbekend")
    assert group_values(pd.Series(["b", "a"], dtype="str")).codes == ("a", "b")
    levels = pd.Categorical(["ja", None], ["nee", "ja", "onbekend"])
    assert group_values(pd.Series(levels)).codes == ("nee", "ja", "onbekend")
    traject = pd.Series(pd.Categorical([None], ["anders"]), name="traject")
    assert group_values(traject).codes == ("anders", "niet_vastgelegd")


@pytest.mark.parametrize("basis", ["all", "exits"])
def test_every_table_equals_a_plain_crosstab(cohort, basis):
    people = cohort.people
    if basis == "exits":
        people = people[people["uitkomst"] != "in_begeleiding"]
    for name in ("geslacht", "kinderen_nl", "steunpunt", "leefgeld"):
        groups = characteristic_groups(cohort, name)
        table = outcome_table(cohort, basis, groups)
        values = (
            people[name]
            if name in people
            else people["steunpunt"].map(
                cohort.steunpunten.set_index("steunpunt")[name].astype(object)
            )
        )
        for row, group in enumerate(groups.codes):
            inside = values.map("{:g}".format if name == "kinderen_nl" else str)
            counts = people["uitkomst"][inside == group].value_counts()
            assert table[row].sum() == counts.sum()
            assert table[row][3] == counts["mob"]
    staff = characteristic_groups(cohort, "vaste_medewerkers")
    assert outcome_table(cohort, basis, staff).sum() == len(people)


def test_nobody_gives_empty_tables():
    nobody = cohort_of({"a": {}})
    for name in characteristics.characteristics(nobody):
        assert outcome_table(nobody, "all", characteristic_groups(nobody, name)).sum() == 0
