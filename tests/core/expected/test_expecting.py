"""Observed beside expected, on people made with a known effect: it is found, or corrected away."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.expected.describing import CHARACTERISTICS, describe
from perspectief_core.expected.expecting import expect
from perspectief_core.results import refuse_rows
from tests.core.builders2 import assemble, binary, cohort_of, places

PLACES = [f"p{letter}" for letter in "abcdefghij"]


def people(seed, mix=0.0, own=0.0, n=1200):
    """Return a cohort of ten places.

    Women leave for an unknown destination more often (2 on the logit scale). In half of the places
    there are more of them (`mix` on the logit scale); the first place has an effect of its `own`.
    """
    rng = np.random.default_rng(seed)
    place = rng.integers(0, 10, n)
    woman = rng.random(n) < expit(np.where(place % 2, mix, -mix))
    mob = rng.random(n) < expit(-1.5 + 2 * woman + own * (place == 0))
    frame = pd.DataFrame(
        {
            "persoon": [f"p{number}" for number in range(n)],
            "steunpunt": np.array(PLACES)[place],
            "geslacht": np.where(woman, "vrouw", "man"),
            "leeftijd_instroom": rng.integers(18, 27, n),
            "herkomst": rng.choice(["angola", "china", "irak"], n),
            "instroom": pd.Timestamp("2010-01-01"),
            "uitkomst": np.where(mob, "mob", "in_begeleiding"),
            "kinderen_nl": rng.integers(0, 3, n),
            "dmb_koppeling": True,
        }
    )
    frame["uitstroom"] = pd.to_datetime(pd.Series(np.where(mob, "2010-12-01", None)))
    return select(assemble(frame, places(dict.fromkeys(PLACES), {})), Selection())


def changed(cohort, frame):
    parts = cohort.steunpunten, cohort.flow, cohort.selection, cohort.peildatum
    return type(cohort)(frame, *parts)


def test_differences_that_who_came_explains_are_corrected_away():
    before = after = 0
    for seed in range(4):
        expectation = expect(people(seed, mix=1.5), "mob")
        before += sum(point.plain in ("hoger", "lager") for point in expectation.points)
        after += sum(point.outside for point in expectation.points)
    assert before > 20
    assert after <= 4


def test_a_difference_of_its_own_is_found_whoever_came():
    points = {p.steunpunt: p for p in expect(people(3, mix=1.0, own=1.2), "mob").points}
    assert points["pa"].state == "hoger"
    assert points["pa"].p_adjusted < 0.01
    assert points["pa"].share.count - points["pa"].expected > 10


def test_chance_alone_puts_few_outside():
    outside = [
        point.outside
        for seed in range(12)
        for point in expect(people(100 + seed, mix=0.8, n=600), "mob").points
    ]
    # 120 points at 5 % at most: whole numbers make the range conservative.
    assert sum(outside) <= 10


def test_a_steunpunt_is_not_compared_with_itself():
    cohort = people(5)
    own = cohort.people["steunpunt"] == "pc"
    other = cohort.people["uitkomst"].where(~own, "mob")
    turned = expect(changed(cohort, cohort.people.assign(uitkomst=other)), "mob")
    before, after = (
        next(p for p in expectation.points if p.steunpunt == "pc")
        for expectation in (expect(cohort, "mob"), turned)
    )
    assert after.expected == pytest.approx(before.expected, rel=1e-6)
    assert (after.least, after.most) == (before.least, before.most)
    assert after.state == "hoger"


def test_the_order_and_names_of_people_and_steunpunten_change_nothing(everyone):
    expectation = expect(everyone, "mob")
    shuffled = everyone.people.sample(frac=1, random_state=4).assign(persoon="x")
    again = expect(changed(everyone, shuffled), "mob")
    for before, after in zip(expectation.points, again.points, strict=True):
        assert after.expected == pytest.approx(before.expected, rel=1e-6)
        assert (after.state, after.least, after.most) == (before.state, before.least, before.most)
    assert again.discrimination.auc == pytest.approx(expectation.discrimination.auc, abs=1e-4)


def test_the_expected_numbers_add_up_to_about_the_number_counted(everyone):
    for outcome, n in (("mob", 87), ("verblijfsvergunning", 107), ("in_begeleiding", 473)):
        expectation = expect(everyone, outcome)
        assert sum(point.share.count for point in expectation.points) == n
        assert expectation.total_expected == pytest.approx(n, rel=0.03)
        assert expectation.total_expected == pytest.approx(
            sum(p.expected for p in expectation.points)
        )


def test_what_the_data_can_carry_is_said(everyone):
    carries = {
        outcome: expect(everyone, outcome).carries
        for outcome in ("in_begeleiding", "mob", "terugkeer")
    }
    assert carries == {"in_begeleiding": "ruim", "mob": "krap", "terugkeer": "niet"}
    returned = expect(everyone, "terugkeer")
    assert (returned.events, returned.parameters) == (21, 16)
    assert returned.per_parameter == pytest.approx(21 / 16)
    assert returned.effective < returned.parameters


def test_a_missing_column_is_named_and_the_rest_corrected_for(everyone):
    bare = changed(everyone, everyone.people.drop(columns=["kinderen_nl", "asielaanvragen"]))
    expectation = expect(bare, "mob")
    assert expectation.missing == ("kinderen_nl", "asielaanvragen")
    assert set(expectation.used) == set(CHARACTERISTICS) - {"kinderen", "asielaanvragen"}


def test_columns_are_levels_and_numbers_that_enough_people_have(everyone):
    described = describe(everyone).columns
    assert np.isfinite(described).all()
    binary_columns = [column for column in described.T if set(np.unique(column)) <= {0.0, 1.0}]
    assert len(binary_columns) == described.shape[1] - 2
    assert all(30 <= column.sum() <= 733 / 2 for column in binary_columns)


@pytest.mark.parametrize(
    "counts",
    [
        {},
        {"a": (0, 0), "b": (0, 0)},
        {"a": (3, 3)},
        {"a": (1, 3), "b": (0, 2)},
        {"a": (20, 60), "b": (0, 0)},
        {"a": (20, 60), "b": (9, 40)},
    ],
)
def test_few_or_nobody_give_a_valid_answer(counts):
    expectation = expect(cohort_of(binary(counts)), "mob")
    refuse_rows(expectation)
    for point in expectation.points:
        assert 0 <= point.least <= point.most <= point.share.total
        assert (point.expected is None) is (point.p is None)
    assert not any(point.outside for point in expectation.points)
    assert replace(expectation) == expectation


def test_an_unknown_outcome_is_refused(everyone):
    with pytest.raises(ValueError, match="outcome"):
        expect(everyone, "weg")
