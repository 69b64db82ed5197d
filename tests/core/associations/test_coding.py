"""People are coded alike, whether one by one or by the kinds that there are of them."""

from __future__ import annotations

import numpy as np
import pytest

from perspectief_core.associations import coding
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import extract as extracts
from tests.core.builders import make_cohort, make_extract
from tests.places import SHIPPED

GROUPS = {
    "everyone shipped": lambda: select(extracts.load(SHIPPED), Selection()),
    "one sex": lambda: select(extracts.load(SHIPPED), Selection(geslacht=("vrouw",))),
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
    assert by_kind.coded.predictors == each.coded.predictors
    assert by_kind.coded.target == each.coded.target
    np.testing.assert_array_equal(by_kind.coded.codes, each.coded.codes)
    np.testing.assert_array_equal(by_kind.coded.outcome, each.coded.outcome)
    np.testing.assert_array_equal(by_kind.counts, each.counts)
    np.testing.assert_array_equal(by_kind.steunpunt, each.steunpunt)
