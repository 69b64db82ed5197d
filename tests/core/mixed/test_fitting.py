"""The mixed logistic model: against R's glmer (golden/mixed), and integrals by brute force."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.special import expit, log_expit
from scipy.stats import norm

from perspectief_core.mixed.fitting import People, _negative, fit, fit_plain

GOLDEN = Path(__file__).parents[1] / "golden" / "mixed"


def people_of(frame, penalty=0.0):
    design = np.column_stack([np.ones(len(frame)), frame["x"], frame["z"]])
    held = np.array([0.0, penalty, penalty])
    group = np.unique(frame["group"], return_inverse=True)[1]
    return People.of(design, frame["has"].to_numpy(dtype=bool), group, held)


@pytest.fixture(name="cases", scope="module")
def _cases():
    return dict(list(pd.read_csv(GOLDEN / "people.csv").groupby("case")))


def test_r_gives_the_same(cases):
    expected = pd.read_csv(GOLDEN / "models.csv").set_index(["case", "name"])["value"]
    for case, frame in cases.items():
        people = people_of(frame)
        mixed, plain = fit(people), fit_plain(people)
        for name, model in (("", mixed), ("plain_", plain)):
            for at in range(3):
                effect = expected[case, f"plain_{at}" if name else f"effect_{at}"]
                error = expected[case, f"{name}error_{at}"]
                assert model.effects[at] == pytest.approx(effect, abs=2e-4), (case, name)
                assert np.sqrt(model.covariance[at, at]) == pytest.approx(error, rel=2e-3)
        assert mixed.spread == pytest.approx(expected[case, "spread"], abs=2e-3)


def by_brute_force(point, people):
    """Integrate each group's effect out with scipy's adaptive quadrature."""
    effects, spread = point[:-1], point[-1]
    total = -0.5 * float(people.penalty @ effects**2)
    for group in range(people.groups):
        own = people.group == group
        fixed, has = people.design[own] @ effects, people.has[own]

        def density(b, fixed=fixed, has=has):
            logits = fixed + spread * b
            return np.exp(log_expit(np.where(has, logits, -logits)).sum()) * norm.pdf(b)

        total += np.log(quad(density, -8, 8, epsabs=0, epsrel=1e-11, limit=200)[0])
    return total


@pytest.mark.parametrize("spread", [0.0, 0.3, 1.5])
def test_the_likelihood_and_its_slope(cases, spread):
    people = people_of(cases["few"], penalty=1.0)
    point = np.array([-0.8, 0.4, 0.2, spread])
    value, slope = _negative(people, point)
    assert -value == pytest.approx(by_brute_force(point, people), abs=1e-6)
    for at in range(4 if spread else 3):
        step = np.eye(4)[at] * 1e-5
        ends = [_negative(people, point + side * step)[0] for side in (-1, 1)]
        assert slope[at] == pytest.approx((ends[1] - ends[0]) / 2e-5, abs=2e-4)


def test_a_penalty_draws_effects_towards_none(cases):
    free, held = (fit(people_of(cases["wide"], penalty)) for penalty in (0.0, 50.0))
    assert (np.abs(held.effects[1:]) < np.abs(free.effects[1:])).all()


def test_names_and_order_of_groups_and_people_change_nothing(cases):
    frame = cases["usual"]
    model = fit(people_of(frame))
    turned = frame.assign(group=19 - frame["group"]).sample(frac=1, random_state=3)
    again = fit(people_of(turned))
    np.testing.assert_allclose(again.effects, model.effects, atol=1e-5)
    assert again.spread == pytest.approx(model.spread, abs=1e-5)


def test_no_spread_is_the_plain_model():
    rng = np.random.default_rng(5)
    group = np.repeat(np.arange(20), 30)
    has = np.tile(rng.permutation(np.repeat([True, False], [9, 21])), 20)
    people = People.of(np.ones((600, 1)), has, group, np.zeros(1))
    mixed, plain = fit(people), fit_plain(people)
    assert mixed.spread == 0
    assert expit(mixed.effects[0]) == pytest.approx(0.3)
    np.testing.assert_allclose(mixed.covariance, plain.covariance)
    assert mixed.log_likelihood == pytest.approx(plain.log_likelihood)
    assert plain.covariance[0, 0] == pytest.approx(1 / (600 * 0.21), rel=1e-6)
