"""Which numbers a group could have shown: every way one by one, drawn at random, and the laws."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.special import expit
from scipy.stats import binom

from perspectief_core.expected import predicting
from perspectief_core.expected.predicting import predict

logits = st.lists(st.floats(-5, 5), min_size=1, max_size=7).map(np.array)


@given(logits)
def test_it_is_every_way_one_by_one(values):
    chances = expit(values)
    expected = np.zeros(len(values) + 1)
    for way in product((0, 1), repeat=len(values)):
        expected[sum(way)] += np.prod(np.where(way, chances, 1 - chances))
    np.testing.assert_allclose(predict(values, 0.0).chances, expected, atol=1e-12)


def test_equal_chances_are_binomial():
    prediction = predict(np.full(40, -1.0), 0.0)
    np.testing.assert_allclose(
        prediction.chances, binom.pmf(np.arange(41), 40, expit(-1.0)), atol=1e-12
    )


def test_what_is_not_known_of_the_chances_is_drawn_as_well():
    rng, values, spread = np.random.default_rng(1), np.linspace(-3, 0, 50), 0.6
    shifts = rng.normal(0, spread, 40_000)
    numbers = (rng.random((40_000, 50)) < expit(values + shifts[:, None])).sum(axis=1)
    prediction = predict(values, spread)
    at = np.arange(51)
    assert prediction.chances @ at == pytest.approx(numbers.mean(), abs=0.1)
    assert np.sqrt(prediction.chances @ at**2 - (prediction.chances @ at) ** 2) == pytest.approx(
        numbers.std(), rel=0.03
    )


@given(logits, st.floats(0, 2))
def test_the_range_holds_what_its_tails_say(values, spread):
    prediction = predict(values, spread)
    assert prediction.chances.sum() == pytest.approx(1)
    assert 0 <= prediction.least <= prediction.most <= len(values)
    assert (
        prediction.at_most(prediction.least - 1)
        <= predicting.TAIL
        < prediction.at_most(prediction.least)
    )
    assert (
        prediction.at_least(prediction.most + 1)
        <= predicting.TAIL
        < prediction.at_least(prediction.most)
    )
    for count in range(len(values) + 1):
        outside = not prediction.least <= count <= prediction.most
        assert outside is (prediction.two_sided_p(count) <= 2 * predicting.TAIL)


@given(logits, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(values, random):
    turned = values.tolist()
    random.shuffle(turned)
    before, after = predict(values, 0.4), predict(np.array(turned), 0.4)
    np.testing.assert_allclose(before.chances, after.chances, atol=1e-13)


def test_what_is_less_known_gives_a_wider_range():
    ranges = [predict(np.full(30, -1.0), spread) for spread in (0.0, 0.5, 1.0, 2.0)]
    widths = [prediction.most - prediction.least for prediction in ranges]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_many_people_are_taken_as_normal_without_a_jump(monkeypatch):
    values = np.linspace(-2, 1, 400)
    exact = predict(values, 0.2)
    monkeypatch.setattr(predicting, "_EXACT_UP_TO", 10)
    near = predict(values, 0.2)
    assert abs(near.least - exact.least) <= 1
    assert abs(near.most - exact.most) <= 1
    np.testing.assert_allclose(near.chances, exact.chances, atol=2e-4)
