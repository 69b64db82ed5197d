"""Types given who came: people made with a known effect, and shares by brute force."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.mixed.fitting import Mixed
from perspectief_core.mixed.given import given_who_came
from perspectief_core.mixed.standardising import Standard
from perspectief_core.results import refuse_rows
from tests.core.builders2 import assemble, binary, cohort_of, places

PLACES = [f"p{letter}" for letter in "abcdefghijklmnopqrst"]
KINDS = {name: ("lineair" if at % 2 else "maatwerk") for at, name in enumerate(PLACES)}


def people(seed, mix=0.0, effect=0.0, spread=0.0, n=1000):
    """Return a cohort of twenty places of two types.

    Women leave more often (1.5 on the logit scale); at places of the second type there are more of
    them (`mix`), and its places have an `effect`; every place has one of its own (`spread`).
    """
    rng = np.random.default_rng(seed)
    place = rng.integers(0, 20, n)
    second = place % 2 == 1
    woman = rng.random(n) < expit(np.where(second, mix, -mix))
    own = rng.normal(0, spread, 20)
    mob = rng.random(n) < expit(-1.5 + 1.5 * woman + effect * second + own[place])
    frame = pd.DataFrame(
        {
            "persoon": [f"p{number}" for number in range(n)],
            "steunpunt": np.array(PLACES)[place],
            "geslacht": np.where(woman, "vrouw", "man"),
            "leeftijd_instroom": rng.integers(18, 27, n),
            "herkomst": "angola",
            "instroom": pd.Timestamp("2010-01-01"),
            "uitkomst": np.where(mob, "mob", "in_begeleiding"),
            "dmb_koppeling": True,
        }
    )
    frame["uitstroom"] = pd.to_datetime(pd.Series(np.where(mob, "2010-12-01", None)))
    return select(assemble(frame, places(dict.fromkeys(PLACES), KINDS)), Selection())


def of_types(comparison):
    return [kind.given.share for kind in comparison.types if kind.given is not None]


def test_who_came_is_taken_away_and_an_effect_is_found():
    mixed_up = given_who_came(people(1, mix=1.5), "4", "mob")
    counted = [kind.share.share for kind in mixed_up.types if kind.share.total]
    assert max(counted) - min(counted) > 0.15
    assert max(of_types(mixed_up)) - min(of_types(mixed_up)) < 0.08
    assert mixed_up.model.tests.people < 0.001
    assert not mixed_up.more_than_chance
    comparison = given_who_came(people(2, effect=1.2, spread=0.2), "4", "mob")
    assert comparison.more_than_chance
    assert comparison.model.model_p < 0.01


def test_steunpunten_that_differ_are_not_taken_for_types():
    loose = strict = 0
    inside = []
    for seed in range(12):
        comparison = given_who_came(people(50 + seed, spread=0.9, n=700), "4", "mob")
        loose += comparison.model.tests.people_given <= 0.05
        strict += comparison.model.tests.places_given <= 0.05
        truth = truly(0.9)
        inside += [
            kind.given.interval.low <= truth <= kind.given.interval.high
            for kind in comparison.types
            if kind.given is not None
        ]
    # Twelve times at 5 %: three or more happens once in fifty. People as units are too certain.
    assert strict <= 2
    assert loose >= 3
    assert np.mean(inside) >= 0.85


def truly(spread):
    """Return the share over all places when half are women."""
    own = np.random.default_rng(0).normal(0, spread, 200_000)
    return float((expit(-1.5 + own) + expit(own)).mean() / 2)


def test_shares_are_the_mean_over_people_and_steunpunten():
    rng = np.random.default_rng(4)
    columns = rng.normal(size=(60, 2))
    effects = np.array([-1.0, 0.2, 0.5, -0.3])
    model = Standard(Mixed(effects, 0.8, np.eye(4) * 0.01, 0.0), columns, 2)
    drawn = rng.normal(0, 0.8, 40_000)
    for type_ in range(2):
        fixed = effects[type_] + columns @ effects[2:]
        expected = np.mean([expit(base + drawn).mean() for base in fixed])
        assert model.share(type_) == pytest.approx(expected, abs=2e-3)
        interval = model.interval(type_, 1e9)
        assert interval.low < model.share(type_) < interval.high
        assert model.interval(type_, 5).low < interval.low
    # (0.2 + 1.0)² / (0.01 + 0.01)
    assert model.difference() == pytest.approx(72.0)


def test_width_of_an_interval_follows_from_draws_of_the_effects():
    rng = np.random.default_rng(6)
    columns = rng.normal(size=(40, 2))
    root = rng.normal(size=(4, 4)) * 0.05
    effects, covariance = np.array([-1.0, 0.2, 0.5, -0.3]), root @ root.T
    interval = Standard(Mixed(effects, 0.5, covariance, 0.0), columns, 2).interval(0, np.inf)
    drawn = [
        Standard(Mixed(draw, 0.5, covariance, 0.0), columns, 2).share(0)
        for draw in rng.multivariate_normal(effects, covariance, 1500)
    ]
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert interval.low == pytest.approx(low, abs=0.006)
    assert interval.high == pytest.approx(high, abs=0.006)


def test_on_the_shipped_extract(everyone):
    comparison = given_who_came(everyone, "6", "mob")
    assert comparison.model.tests.people == pytest.approx(0.0115, abs=2e-4)
    assert comparison.model.tests.people_given < 0.05 < comparison.model.tests.places_given
    assert [kind.type for kind in comparison.types if kind.given is None] == ["maatwerk_lineair"]
    for kind in comparison.types:
        if kind.given is not None:
            assert kind.given.interval.low < kind.given.narrow.low
            assert kind.given.interval.high > kind.given.narrow.high
    assert given_who_came(everyone, "6", "terugkeer").model is None


def test_order_of_people_changes_nothing(everyone):
    comparison = given_who_came(everyone, "2", "mob")
    turned = everyone.people.sample(frac=1, random_state=4)
    parts = everyone.steunpunten, everyone.flow, everyone.selection, everyone.peildatum
    again = given_who_came(type(everyone)(turned, *parts), "2", "mob")
    np.testing.assert_allclose(of_types(again), of_types(comparison), atol=1e-5)
    assert again.model.tests.places == comparison.model.tests.places


@pytest.mark.parametrize(
    "counts", [{}, {"a": (0, 0)}, {"a": (1, 3)}, {"a": (20, 60), "b": (9, 40)}]
)
def test_few_or_nobody_have_no_model(counts):
    comparison = given_who_came(cohort_of(binary(counts), {"a": "lineair"}), "4", "mob")
    refuse_rows(comparison)
    assert comparison.model is None
    assert not comparison.more_than_chance
    assert replace(comparison) == comparison


def test_an_unknown_typology_is_refused(everyone):
    with pytest.raises(ValueError, match="typology"):
        given_who_came(everyone, "5", "mob")


def test_how_much_the_data_carry_is_counted_per_column(everyone):
    model = given_who_came(everyone, "2", "mob").model
    sizes = {(160, 16): "ruim", (159, 16): "krap", (47, 16): "niet", (8, 0): "ruim"}
    for (events, parameters), said in sizes.items():
        assert replace(model, events=events, parameters=parameters).carries == said
