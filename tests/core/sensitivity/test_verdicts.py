"""In how many countings a claim holds, beside a count combination by combination."""

import numpy as np
import pytest

from perspectief_core.cohort.selection import CRITERIA
from perspectief_core.sensitivity.combinations import combine, outcome_counts
from perspectief_core.sensitivity.impossible import possible
from perspectief_core.sensitivity.verdicts import over_criteria
from tests.core.builders2 import random_people


@pytest.fixture(scope="module")
def combined():
    return combine(random_people(200, seed=6))


def test_a_claim_is_counted_once_for_every_different_counting(combined):
    people = outcome_counts(combined).sum(axis=-1)
    half = float(np.median(people[possible()]))
    number = people.astype(float)
    judged = over_criteria(combined, {"many": (people > half, number)})
    (verdict,) = judged.verdicts
    # Equal groups count the same people, so each is looked at once.
    first = {}
    for place in zip(*np.nonzero(possible()), strict=True):
        first.setdefault(combined.groups[place], people[place])
    assert (judged.combinations, judged.countings) == (int(possible().sum()), len(first))
    assert (verdict.holds, verdict.of) == (sum(n > half for n in first.values()), len(first))
    assert (verdict.low, verdict.high) == (min(first.values()), max(first.values()))
    assert verdict.report == people[(0,) * len(CRITERIA)]
    assert verdict.in_report == (verdict.report > half)


def test_where_a_claim_says_nothing_it_neither_holds_nor_fails(combined):
    nothing = np.full(possible().shape, np.nan)
    (verdict,) = over_criteria(combined, {"nothing": (nothing > 0, nothing)}).verdicts
    assert (verdict.holds, verdict.of, verdict.in_report, verdict.worst) == (0, 0, None, None)
    assert verdict.not_said > 0
