"""How people divided by each filter differ in an outcome, beside plain counts."""

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from perspectief_core.associations.divisions import divisions, share_of, sorted_divisions
from perspectief_core.people.outcomes import distribution
from perspectief_core.shares.chi_square import independence_test
from perspectief_core.shares.intervals import share
from tests.core.builders import make_cohort, make_extract

COHORT = make_cohort(make_extract(300, seed=2))


@pytest.mark.parametrize("basis", ["all", "exits"])
@pytest.mark.parametrize("outcome", ["mob", "concreet"])
def test_shares_of_groups_are_plain_counts(outcome, basis):
    people = (
        COHORT.people if basis == "all" else COHORT.people.query("uitkomst != 'in_begeleiding'")
    )
    codes = ("verblijfsvergunning", "terugkeer") if outcome == "concreet" else (outcome,)
    has = people["uitkomst"].isin(codes)
    (division,) = (
        part for part in divisions(COHORT, outcome, basis).divisions if part.column == "geslacht"
    )
    for group in division.groups:
        own = people["geslacht"] == group.group
        assert group.share == share(int((has & own).sum()), int(own.sum()))
    table = np.array(
        [
            [(has & (people["geslacht"] == s)).sum(), (~has & (people["geslacht"] == s)).sum()]
            for s in ("vrouw", "man")
        ]
    )
    assert division.test.p == pytest.approx(chi2_contingency(table, correction=False).pvalue)


def test_a_share_is_of_everyone_or_of_who_left():
    everyone = distribution(COHORT)
    guided = everyone.share_of("in_begeleiding").count
    mob = everyone.share_of("mob").count
    assert share_of(everyone, "mob", "all") == share(mob, COHORT.n)
    assert share_of(everyone, "mob", "exits") == share(mob, COHORT.n - guided)


def test_the_surest_difference_comes_first_and_every_one_is_corrected_for_all():
    sure, unsure = (
        independence_test(np.array(t)) for t in ([[30, 5], [5, 30]], [[12, 10], [8, 12]])
    )
    parts = [("a", (), unsure), ("b", (), None), ("c", (), sure)]
    made = sorted_divisions("mob", share(0, 0), parts)
    assert [division.column for division in made.divisions] == ["c", "a", "b"]
    # Holm: the smallest of three times 3, the next times 2.
    adjusted = [division.p_adjusted for division in made.divisions]
    assert adjusted == [pytest.approx(3 * sure.p), pytest.approx(min(1, 2 * unsure.p)), None]
    assert [division.more_than_chance for division in made.divisions] == [True, False, False]
