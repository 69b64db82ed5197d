import numpy as np
import pytest

from perspectief_core.cohort.selecting import ColumnMissingError, select
from perspectief_core.cohort.selection import CRITERIA, Selection
from perspectief_core.durations import curves as durations
from perspectief_core.results import refuse_rows
from perspectief_core.sensitivity.combinations import combine
from perspectief_core.sensitivity.impossible import possible
from perspectief_core.sensitivity.measures import Measure, measure_range
from perspectief_core.sensitivity.measures_over_time import incidence_cube
from perspectief_core.sensitivity.ranges import all_choices
from perspectief_core.shares.meaning import FEWEST
from tests.core.builders2 import extract_of, random_people

CODES = [criterion.code for criterion in CRITERIA]
NAIVE = {
    Measure("uitkomst", ("mob",)): lambda p: (p["uitkomst"] == "mob").mean(),
    Measure("uitkomst", ("mob", "terugkeer"), "uitgestroomd"): lambda p: (
        p["uitkomst"].isin(["mob", "terugkeer"]).sum() / (p["uitkomst"] != "in_begeleiding").sum()
    ),
    Measure("geslacht", ("vrouw",)): lambda p: (p["geslacht"] == "vrouw").mean(),
    Measure("herkomst", ("angola", "irak"), "in_begeleiding"): lambda p: (
        p.loc[p["uitkomst"] == "in_begeleiding", "herkomst"].isin(["angola", "irak"]).mean()
    ),
    Measure("kinderen", ("een", "meer"), "bekend"): lambda p: (p["kinderen_nl"] > 0).mean(),
    Measure("kinderen_nl", ("1", "3"), "bekend"): lambda p: (
        p["kinderen_nl"].isin([1, 3]).sum() / p["kinderen_nl"].notna().sum()
    ),
    Measure("aantal"): len,
    Measure("leeftijd_instroom"): lambda p: p["leeftijd_instroom"].mean(),
    Measure("maanden", (), "uitgestroomd"): lambda p: p.loc[
        p["uitkomst"] != "in_begeleiding", "maanden"
    ].mean(),
}

ABOUT = {
    "iedereen": lambda p: p,
    "bekend": lambda p: p[p["kinderen_nl"].notna()],
    "uitgestroomd": lambda p: p[p["uitkomst"] != "in_begeleiding"],
    "in_begeleiding": lambda p: p[p["uitkomst"] == "in_begeleiding"],
}


@pytest.fixture(scope="module")
def extract():
    return random_people(200, seed=21)


@pytest.fixture(scope="module")
def some_people(extract):
    places = np.flatnonzero(possible())[::53]
    return [
        select(extract, Selection().only(**dict(zip(CODES, all_choices()[at], strict=True)))).people
        for at in places
    ]


@pytest.mark.parametrize("measure", NAIVE, ids=lambda m: f"{m.column}-{m.of}")
def test_a_measure_equals_counting_people(extract, some_people, measure):
    range_ = measure_range(combine(extract), measure)
    report = NAIVE[measure](select(extract, Selection()).people)
    assert range_.report == pytest.approx(float(report))
    enough = [people for people in some_people if len(ABOUT[measure.of](people)) > FEWEST]
    numbers = [float(NAIVE[measure](people)) for people in enough]
    assert range_.fewest <= min(len(ABOUT[measure.of](people)) for people in enough)
    assert range_.fewest >= FEWEST or measure.column == "aantal"
    assert range_.low - 1e-12 <= min(numbers)
    assert max(numbers) <= range_.high + 1e-12
    refuse_rows(range_)


def test_the_ends_are_reached(extract):
    range_ = measure_range(combine(extract), Measure("geslacht", ("vrouw",)))
    every = [
        select(extract, Selection().only(**{code: option})).people
        for code in ("koppeling", "zonder_traject", "leeftijd_grens")
        for option in next(c.options for c in CRITERIA if c.code == code)
    ]
    shares = [(people["geslacht"] == "vrouw").mean() for people in every]
    assert range_.low <= min(shares) <= max(shares) <= range_.high
    assert range_.low < range_.high


@pytest.mark.parametrize("months", [0, 6, 12])
def test_within_a_year_equals_the_curve_of_those_people(extract, months):
    measure = Measure("uitkomst", ("mob",), "gevolgd", months)
    range_ = measure_range(combine(extract), measure)
    report = durations.curves(select(extract, Selection()), corrected=True)
    mob = next(curve for curve in report.outcomes if curve.cause == "mob")
    assert range_.report == pytest.approx(mob.cif[months])
    for choices in ({"koppeling": "gekoppeld"}, {"leeftijd_grens": "18_plus"}):
        curves = durations.curves(select(extract, Selection(**choices)), corrected=True)
        share = next(curve for curve in curves.outcomes if curve.cause == "mob").cif[months]
        assert range_.low - 1e-12 <= share <= range_.high + 1e-12


def test_every_combination_has_the_curve_of_its_people(extract):
    cube = incidence_cube(combine(extract), "mob", 9).ravel()
    for at in np.flatnonzero(possible())[::211]:
        chosen = dict(zip(CODES, all_choices()[at], strict=True))
        curves = durations.curves(select(extract, Selection().only(**chosen)), corrected=True)
        if np.isnan(cube[at]):
            assert curves.reliable_until is None or curves.reliable_until < 9
        else:
            mob = next(curve for curve in curves.outcomes if curve.cause == "mob")
            assert cube[at] == pytest.approx(mob.cif[9])


def test_merged_onward_migration_has_no_share_of_its_own(extract):
    range_ = measure_range(combine(extract), Measure("uitkomst", ("doormigratie",)))
    # Merged people are counted apart in another combination of the same people.
    assert range_.without < range_.countings // 2


def test_a_number_about_fewer_than_ten_people_does_not_enter():
    few = measure_range(
        combine(extract_of({"a": {"mob": 4, "overig": 5}})), Measure("uitkomst", ("mob",))
    )
    assert (few.report, few.low, few.without) == (None, None, few.countings)
    ten = measure_range(
        combine(extract_of({"a": {"mob": 4, "overig": 6}})), Measure("uitkomst", ("mob",))
    )
    assert ten.report == 0.4


def test_nobody_has_no_range():
    range_ = measure_range(combine(extract_of({})), Measure("geslacht", ("vrouw",)))
    assert (range_.report, range_.low, range_.high) == (None, None, None)
    # Nobody at three dates.
    assert (range_.without, range_.countings, range_.fewest) == (3, 3, None)


def test_an_absent_column_is_named(extract):
    for column in ("contactmomenten", "diagnose"):
        with pytest.raises(ColumnMissingError):
            measure_range(combine(extract), Measure(column, ("ja",)))
