"""Two models of the time to one outcome, on the shipped extract and on few people."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.hazard_regression import PHReg

from perspectief_core.durations.explained import explained
from perspectief_core.durations.timelines import timelines
from perspectief_core.expected.describing import describe
from perspectief_core.results import refuse_rows
from tests.core.builders2 import binary, cohort_of


def test_statsmodels_gives_the_same_per_cause(everyone):
    model = explained(everyone, "verblijfsvergunning")
    lines = timelines(everyone, corrected=True)
    hard = everyone.people["werkwijze"].isin(["lineair", "confrontatie", "maatwerk_lineair"])
    columns = np.column_stack([hard, describe(everyone, without=("instroomperiode",)).columns])
    # Who is still there at the peildatum does not count in its month.
    until = lines.exit - 0.25 * (lines.event == 0)
    kept = until > lines.entry
    fitted = PHReg(
        until[kept],
        columns[kept].astype(float),
        status=(lines.event == 1)[kept].astype(int),
        entry=lines.entry[kept],
        ties="breslow",
    ).fit()
    assert [np.log(effect.cause.ratio) for effect in model.effects] == pytest.approx(fitted.params)
    assert [effect.cause.naive for effect in model.effects] == pytest.approx(fitted.bse, rel=1e-5)


def test_intervals_take_the_wider_error_and_holm_only_makes_p_larger(everyone):
    model = explained(everyone, "mob")
    assert (model.events, model.parameters, model.steunpunten) == (87, 15, 20)
    for effect in model.effects:
        for ratio in (effect.cause, effect.in_the_end):
            reach = np.log(ratio.interval.high / ratio.ratio) / max(ratio.naive, ratio.robust)
            assert reach == pytest.approx(2.0930240544)  # Student's t with 19 degrees of freedom
        assert effect.p >= effect.cause.p
    assert model.effects[0].of.against == "zacht"


def test_too_few_outcomes_have_no_model(everyone):
    for outcome, ratio in (("terugkeer", 21 / 15), ("doormigratie", 10 / 15)):
        model = explained(everyone, outcome)
        assert (model.effects, model.carries) == ((), "niet")
        assert model.per_parameter == pytest.approx(ratio)


def test_an_effect_that_is_put_in_comes_out(everyone):
    # Everyone with a mob outcome gets the rarer sex: then sex tells nearly who has it.
    people = everyone.people.copy()
    mob = (people["uitkomst"] == "mob").to_numpy()
    rng = np.random.default_rng(2)
    female = np.where(mob, rng.random(len(mob)) < 0.7, rng.random(len(mob)) < 0.2)
    people["geslacht"] = pd.Categorical(
        np.where(female, "vrouw", "man"), categories=people["geslacht"].cat.categories
    )
    model = explained(replace(everyone, people=people), "mob")
    large = [effect for effect in model.effects if effect.more_than_chance]
    assert large[0].of.level == "vrouw"
    assert min(large[0].cause.ratio, large[0].in_the_end.ratio) > 4


def test_few_or_nobody_give_a_valid_answer():
    for counts in ({}, {"a": (0, 0)}, {"a": (3, 3)}, {"a": (20, 60), "b": (9, 40)}):
        model = explained(cohort_of(binary(counts)), "mob")
        refuse_rows(model)
        assert model.effects == () or model.steunpunten > 1
        assert model.n == sum(n for _, n in counts.values())


def test_unknown_questions_are_refused(everyone):
    with pytest.raises(ValueError, match="outcome"):
        explained(everyone, "in_begeleiding")
    with pytest.raises(ValueError, match="typology"):
        explained(everyone, "mob", "3")
