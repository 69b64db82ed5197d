"""The alternative explanation against counts by hand and people made for the purpose."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from perspectief_core.associations.alternative import alternative
from perspectief_core.associations.predictors import OF_CASELOADS, cluster_members, invented
from perspectief_core.associations.screening import Question
from perspectief_core.cohort.selecting import Cohort, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import load
from perspectief_core.disclosure.protecting import protect
from tests.core.builders import make_cohort, make_extract, with_people
from tests.places import SHIPPED


def confounded(n: int = 400) -> Cohort:
    """Women get a permit and live in Almere; the place itself does nothing."""
    rng = np.random.default_rng(3)
    woman = rng.random(n) < 0.5
    almere = rng.random(n) < np.where(woman, 0.85, 0.15)
    permit = rng.random(n) < np.where(woman, 0.8, 0.1)
    extract = with_people(
        {
            "persoon": [f"p{i}" for i in range(n)],
            "geslacht": np.where(woman, "vrouw", "man"),
            "steunpunt": np.where(almere, "almere", "breda"),
            "uitkomst": np.where(permit, "verblijfsvergunning", "in_begeleiding"),
        }
    )
    return select(extract, Selection())


def test_a_split_that_only_seems_to_matter_falls():
    split = alternative(confounded(), Question("verblijfsvergunning"), "werkwijze_vier")
    assert split.test is not None
    assert split.test.significant
    (of_sex,) = (row for row in split.strata if row.kenmerk == "sekse")
    assert split.crude is not None
    assert split.crude.odds_ratio > 5
    assert of_sex.odds_ratio == pytest.approx(1, abs=0.6)
    assert of_sex.stands is False
    assert split.stands is False
    assert split.fading == (of_sex,)
    assert split.stronger[0] == "sekse"
    assert split.tree_level is None


def test_sides_and_odds_ratio_equal_a_count_by_hand():
    cohort = confounded()
    split = alternative(cohort, Question("verblijfsvergunning"), "werkwijze_vier")
    permit = cohort.people["uitkomst"] == "verblijfsvergunning"
    table = pd.crosstab(cohort.people["werkwijze"], permit)
    (high,) = split.group
    assert (split.higher.count, split.higher.total) == (
        table.loc[high, True],
        table.loc[high].sum(),
    )
    rest = table.drop(index=high).iloc[0]
    assert (split.rest.count, split.rest.total) == (rest[True], rest.sum())
    ratio = table.loc[high, True] * rest[False] / (table.loc[high, False] * rest[True])
    assert split.crude.odds_ratio == pytest.approx(ratio)


def test_a_split_of_the_place_itself_stands():
    rng = np.random.default_rng(8)
    almere, woman = rng.random(400) < 0.5, rng.random(400) < 0.5
    permit = rng.random(400) < np.where(almere, 0.7, 0.15)
    cohort = select(
        with_people(
            {
                "persoon": [f"p{i}" for i in range(400)],
                "geslacht": np.where(woman, "vrouw", "man"),
                "steunpunt": np.where(almere, "almere", "breda"),
                "uitkomst": np.where(permit, "verblijfsvergunning", "mob"),
            }
        ),
        Selection(),
    )
    split = alternative(cohort, Question("verblijfsvergunning"), "werkwijze_vier")
    assert split.stands is True
    assert split.tree_level == 1
    assert split.stronger == ()


@pytest.mark.parametrize("outcome", ["verblijfsvergunning", "terugkeer", "mob", "in_begeleiding"])
def test_default_is_the_strongest_of_the_steunpunten(outcome):
    cohort = select(load(SHIPPED), Selection())
    split = alternative(cohort, Question(outcome))
    of_places = [
        kenmerk.kenmerk
        for kenmerk in cluster_members("organisatie_en_werkwijze")
        if kenmerk.niveau != "persoon"
        and not invented(kenmerk)
        and kenmerk.kenmerk not in OF_CASELOADS
    ]
    others = [alternative(cohort, Question(outcome), name) for name in of_places]
    tested = [other.test for other in others if other.test is not None]
    assert split.test.log_p_adjusted == min(test.log_p_adjusted for test in tested)
    assert split.kenmerk in of_places


def test_a_characteristic_of_persons_is_refused():
    with pytest.raises(ValueError, match="must be one of"):
        alternative(make_cohort(), Question("mob"), "sekse")


def test_absent_constant_and_nobody_are_answered():
    cohort = make_cohort()
    assert alternative(cohort, Question("mob"), "contracten").test is None
    assert alternative(cohort, Question("mob"), "contracten").stands is None
    constant = alternative(cohort, Question("in_begeleiding", only_exits=True), "werkwijze_vier")
    assert constant.test is not None
    assert (constant.crude, constant.group, constant.strata) == (None, (), ())
    nobody = alternative(
        select(make_extract(), Selection(steunpunt=("nergens",))), Question("mob"), "werkwijze_vier"
    )
    assert (nobody.test, nobody.higher.total, nobody.stands) == (None, 0, None)
    assert alternative(make_cohort(make_extract(1)), Question("mob")).stands is None


def test_the_result_passes_the_gate():
    extract = load(SHIPPED)
    split = alternative(select(extract, Selection()), Question("mob"))
    assert protect(split, extract, Selection(), "open").value == split
