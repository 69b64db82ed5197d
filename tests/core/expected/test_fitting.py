"""The ridge model: against a second maximisation, and what must hold whatever the data."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit

from perspectief_core.expected.fitting import FEWEST, effective_parameters, fit


def drawn(seed, n=250, k=4):
    rng = np.random.default_rng(seed)
    columns = rng.normal(size=(n, k))
    has = rng.random(n) < expit(columns @ rng.normal(0, 0.7, k) - 1)
    return columns, has


def penalised(effects, columns, has):
    logits = effects[0] + columns @ effects[1:]
    likelihood = (has * logits - np.logaddexp(0, logits)).sum()
    return -(likelihood - (effects[1:] ** 2).sum() / 2)


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_maximum_of_the_penalised_likelihood(seed):
    columns, has = drawn(seed)
    model = fit(columns, has)
    optimum = minimize(
        penalised, np.zeros(5), (columns, has), method="BFGS", options={"gtol": 1e-7}
    )
    np.testing.assert_allclose(model.effects, optimum.x, atol=1e-5)
    step = 1e-3
    curve = np.array(
        [
            [
                sum(
                    a * b * penalised(model.effects + step * (a * one + b * other), columns, has)
                    for a in (1, -1)
                    for b in (1, -1)
                )
                / (4 * step**2)
                for one in np.eye(5)
            ]
            for other in np.eye(5)
        ]
    )
    np.testing.assert_allclose(np.linalg.inv(model.covariance), curve, rtol=1e-3, atol=1e-2)


@pytest.mark.parametrize("seed", range(3))
def test_the_chances_add_up_to_the_number_counted(seed):
    columns, has = drawn(seed)
    model = fit(columns, has)
    assert expit(model.logits(columns)).sum() == pytest.approx(has.sum(), abs=1e-6)


def test_where_the_search_begins_changes_nothing():
    columns, has = drawn(7)
    begun = fit(columns, has, fit(columns[:200], has[:200]))
    np.testing.assert_allclose(begun.effects, fit(columns, has).effects, atol=1e-7)


def test_effects_are_held_back_and_counted_so():
    columns, has = drawn(3, n=40, k=12)
    model = fit(columns, has)
    assert 0 < effective_parameters(columns, model) < 12
    # Somebody whom one column tells apart completely still gets a finite effect.
    apart = np.column_stack([columns, has])
    assert np.abs(fit(apart, has).effects).max() < 5


def test_the_spread_of_a_group_is_that_of_its_expected_number():
    columns, has = drawn(5)
    model = fit(columns, has)
    draws = np.random.default_rng(0).multivariate_normal(model.effects, model.covariance, 4000)
    group = columns[:30]
    numbers = expit(draws[:, :1] + draws[:, 1:] @ group.T).sum(axis=1)
    chance = expit(model.logits(group))
    assert model.spread(group) * (chance * (1 - chance)).sum() == pytest.approx(
        numbers.std(), rel=0.05
    )


def test_too_few_give_no_model_and_no_columns_the_share():
    columns, has = drawn(1)
    few = np.arange(len(has)) < FEWEST - 1
    assert fit(columns, few) is None
    assert fit(columns, ~few) is None
    plain = fit(np.zeros((len(has), 0)), has)
    assert expit(plain.effects[0]) == pytest.approx(has.mean())
    p = has.mean()
    assert plain.spread(np.zeros((10, 0))) ** 2 == pytest.approx(1 / (len(has) * p * (1 - p)))
