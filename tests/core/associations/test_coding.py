"""People are coded alike, whether one by one or by the kinds that there are of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from perspectief_core import splits
from perspectief_core.associations import coding
from perspectief_core.associations.screening import REPORT_SETTINGS
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import extract
from perspectief_core.splits.contingency import count
from tests.core.builders import make_cohort, make_extract
from tests.places import SHIPPED

GROUPS = {
    "everyone shipped": lambda: select(extract.load(SHIPPED), Selection()),
    "one sex": lambda: select(extract.load(SHIPPED), Selection(geslacht=("vrouw",))),
    "generated": lambda: make_cohort(make_extract(400, seed=5)),
}


@pytest.mark.parametrize("left_out", [frozenset(), frozenset({"mob"})], ids=["all", "without mob"])
@pytest.mark.parametrize("group", GROUPS)
def test_people_are_coded_alike_by_kind_and_one_by_one(group, left_out, monkeypatch):
    cohort = GROUPS[group]()
    each = coding.code_predictors.__wrapped__(cohort, left_out)
    monkeypatch.setattr(coding, "_MANY", 0)
    by_kind = coding.code_predictors.__wrapped__(cohort, left_out)
    assert each.n > 100
    assert by_kind.predictors == each.predictors
    assert by_kind.target == each.target
    np.testing.assert_array_equal(by_kind.outcome, each.outcome)
    np.testing.assert_array_equal(by_kind.counts, each.counts)
    np.testing.assert_array_equal(by_kind.nest.unit, each.nest.unit)
    np.testing.assert_array_equal(by_kind.written().codes, each.written().codes)


@pytest.mark.parametrize("left_out", [frozenset(), frozenset({"mob"})], ids=["all", "without mob"])
@pytest.mark.parametrize("many", [0, 10**9], ids=["by kind", "one by one"])
@pytest.mark.parametrize("group", GROUPS)
def test_counts_and_trees_are_those_of_the_codes_written_out(group, many, left_out, monkeypatch):
    monkeypatch.setattr(coding, "_MANY", many)
    people = coding.code_predictors.__wrapped__(GROUPS[group](), left_out)
    np.testing.assert_array_equal(people.counts, count(people.written())[0])
    loose = replace(REPORT_SETTINGS, alpha_split=0.9, max_depth=6, min_parent=20, min_child=5)
    nodes = []
    for outcome in ("verblijfsvergunning", "in_begeleiding"):
        for kept in (people, people.recorded, people.among({"land_van_herkomst", "kinderen"})):
            asked = kept.against(outcome)
            grown = splits.grow(asked.rows(), loose)
            assert grown == splits.grow(asked.written(), loose)
            nodes.append(len(grown.nodes))
    assert max(nodes) > 10
