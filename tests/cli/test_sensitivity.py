"""`perspectief sensitivity` says what the core says."""

import csv
import io

import pytest

from perspectief.cli.main import main
from perspectief_core.cohort.selection import CRITERIA, Selection
from perspectief_core.data import extract
from perspectief_core.sensitivity import ranges
from perspectief_core.sensitivity.claims import claims
from perspectief_core.sensitivity.combinations import combine
from perspectief_core.sensitivity.impossible import possible
from tests.places import SHIPPED


@pytest.fixture(scope="module")
def combinations():
    return combine(extract.load(SHIPPED))


def test_ranges_bars_and_claims_are_those_of_the_core(answered, combinations):
    printed = answered("sensitivity")
    assert printed["combinations"] == int(possible().sum())
    assert all(r["countings"] < printed["combinations"] for r in printed["ranges"])
    permit = next(r for r in printed["ranges"] if r["outcome"] == "verblijfsvergunning")
    core = ranges.ranges(combinations, "verblijfsvergunning")
    assert (permit["low"], permit["high"]) == (core.low, core.high)
    assert permit["report"]["count"] == 107
    verdict = claims(combinations).verdicts[0]
    assert printed["claims"][0]["holds"] == verdict.holds
    assert {row["outcome"] for row in printed["tornado"]} == {
        row["outcome"] for row in printed["ranges"]
    }


def test_the_tables_name_every_choice(said):
    printed = said("sensitivity")
    for criterion in CRITERIA:
        assert criterion.code in printed
    assert "vergunning_hoger" in printed


def test_of_those_who_left(answered):
    printed = answered("sensitivity", "--of", "exits")
    assert "in_begeleiding" not in {row["outcome"] for row in printed["ranges"]}


def test_the_grid_is_a_file_with_every_combination(said, combinations):
    rows = list(csv.DictReader(io.StringIO(said("sensitivity", "--grid"))))
    assert len(rows) == int(possible().sum())
    report = [row for row in rows if row["report"] == "1"]
    assert [row["n"] for row in report] == ["733"]
    assert report[0]["outcome_mob"] == "87"
    header = next(csv.reader(io.StringIO(said("sensitivity", "--grid"))))
    assert len(header) == len(set(header))
    assert len({row["group"] for row in rows}) == ranges.ranges(combinations, "mob").countings


def test_filters_narrow_and_criteria_are_refused(answered, refused, combinations):
    women = answered("sensitivity", "--geslacht", "vrouw")
    only = combine(combinations.extract, Selection(geslacht=("vrouw",)))
    assert women["ranges"][1]["high"] == ranges.ranges(only, "verblijfsvergunning").high
    assert "give filters only" in refused(2, "sensitivity", "--voor-start", "weglaten")
    assert main(["sensitivity", "--of", "iedereen"]) == 2


def test_nobody_gives_empty_ranges(answered):
    printed = answered("sensitivity", "--geslacht", "vrouw", "--herkomst", "irak")
    assert all(row["low"] is None for row in printed["ranges"])
