"""The search that brings tests near the published ones: its costs, its moves, its compiled twin."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from perspectief_core.associations.screening import REPORT_SETTINGS
from perspectief_core.published import records
from perspectief_core.splits import ColumnSpec, TargetSpec, encode, screen
from synthesis import moves
from synthesis.annealing import (
    BIJLAGEN,
    CLASS_OF_OUTCOME,
    Goal,
    Predictor,
    Problem,
    Schedule,
    anneal,
    cost_of,
    problem_arrays,
)
from synthesis.coding import steunpunt_predictors

SIZES = records.months_in_nl()["n"].drop("totaal").astype(int).to_numpy()
GUIDED = CLASS_OF_OUTCOME["in_begeleiding"]
CODE = {
    0: "verblijfsvergunning",
    1: "terugkeer",
    2: "mob",
    3: "in_begeleiding",
    4: "overig",
    5: "doormigratie",
}


def steunpunten_problem(**changes):
    problem = Problem(
        classes=np.repeat(np.arange(6), [107, 21, 87, 473, 35, 10]),
        predictors=steunpunt_predictors(),
        low=SIZES,
        high=SIZES + 18,
        allowed=np.ones((20, 6), dtype=np.int64),
        min_exits=1,
        person_moves=20,
    )
    return replace(problem, **changes)


def some_units(seed):
    rng = np.random.default_rng(seed)
    units = np.concatenate([np.repeat(np.arange(20), SIZES), rng.integers(0, 20, 18)])
    return rng.permutation(units)


def frame_of(problem, units):
    guided = np.bincount(units[problem.classes == 3], minlength=len(problem.low)).astype(float)
    columns = {}
    for predictor in problem.predictors:
        values = predictor.level.astype(float)
        if predictor.form != "fixed":
            fixed = np.array(predictor.value)
            with np.errstate(divide="ignore", invalid="ignore"):
                over = predictor.form == "guided_over_value"
                values = guided / fixed if over else np.where(guided > 0, fixed / guided, np.nan)
        values = np.where(predictor.level < 0, np.nan, values)
        columns[predictor.kenmerk] = values[units]
    return pd.DataFrame(columns).assign(uitkomst=[CODE[k] for k in problem.classes])


def costs_by_engine(problem, units):
    """Cost per predictor and appendix, from the engine's own tests and the printed rows."""
    frame = frame_of(problem, units)
    specs = [ColumnSpec(p.kenmerk, p.kind) for p in problem.predictors]
    costs = np.zeros((len(specs), 7))
    for at, bijlage in enumerate(BIJLAGEN):
        rows = {row.kenmerk: row for row in records.chaid_rows(bijlage)}
        outcome = rows[specs[0].name].uitkomst
        left_out = [] if bijlage < 18 else ["in_begeleiding", "overig"]
        counted = frame[~frame["uitkomst"].isin(left_out)]
        for place, test in enumerate(
            screen(encode(counted, specs, TargetSpec("uitkomst", outcome)), REPORT_SETTINGS)
        ):
            row = rows[test.predictor]
            if row.samenhang == "ja" and row.chi2 is not None:
                distance = abs(test.chi2 - row.chi2)
                beyond = max(distance - 0.05, 0)
                costs[place, at] += 700 * np.log1p(beyond / 0.15) + 900 * (beyond > 0)
                costs[place, at] += 700 * (distance > 0.05 * row.chi2)
                off = abs(max(test.df, 0) - row.df)
                costs[place, at] += 1500 + 300 * off if off else 0
            if test.significant != (row.samenhang == "ja"):
                costs[place, at] += 1500
    return costs


@pytest.mark.parametrize("seed", range(6))
def test_costs_are_those_of_the_engine(seed):
    problem, units = steunpunten_problem(), some_units(seed)
    _, costs = cost_of(problem, units)
    expected = costs_by_engine(problem, units)
    # A wrong yes or no costs up to 2000 more, by how far it is from significant.
    assert (costs >= expected - 8).all()
    assert (costs[expected < 1000] <= expected[expected < 1000] + 8).all()
    assert (costs <= expected + 2008).all()


@pytest.mark.parametrize("seed", range(3))
def test_the_compiled_twin_makes_the_same_moves(seed):
    member = np.zeros((20, 6), dtype=np.int64)
    member[:5, 2] = 1
    goals = (Goal(member, 30, 300), Goal(member, 20, 100, at_most=True))
    problem = steunpunten_problem(goals=goals)
    rng = np.random.default_rng(seed)
    word = rng.integers(0, 2**31, (120, 4))
    limit = np.floor(3000 * rng.standard_exponential(120)).astype(np.int64)
    results = []
    for run in (moves.anneal_chunk, lambda unit, *rest: moves.Walk(unit, rest[0]).run(*rest[1:])):
        units, arrays = some_units(seed), problem_arrays(problem)
        results.append((run(units, arrays, word, limit), units, arrays["cost"]))
    (cost, units, tests), (cost_too, units_too, tests_too) = results
    assert cost == cost_too
    assert (units == units_too).all()
    assert (tests == tests_too).all()
    assert (units != some_units(seed)).any()


def test_what_is_accepted_adds_up_to_the_cost_of_where_it_ends():
    problem = steunpunten_problem()
    units, cost = anneal(
        problem, some_units(0), Schedule(3_000, 2.0, 0.5), np.random.default_rng(1)
    )
    again, _ = cost_of(problem, units)
    assert cost == again


def test_bounds_hold_at_the_end():
    problem = steunpunten_problem(min_exits=2)
    start = some_units(4)
    units, _ = anneal(problem, start, Schedule(20_000, 3.0, 0.5), np.random.default_rng(2))
    size = np.bincount(units, minlength=20)
    exits = np.bincount(units[problem.classes != GUIDED], minlength=20)
    assert (size >= SIZES).all()
    assert size.sum() == len(start)
    first = np.bincount(start[problem.classes != GUIDED], minlength=20)
    assert (exits >= np.minimum(first, 2)).all()


def test_a_table_with_a_published_chi_square_is_found():
    """Sex: 19.0 for permits, 4.9 for guidance, yes among exits for permits and mob."""
    problem = Problem(
        classes=np.repeat(np.arange(6), [107, 21, 87, 473, 35, 10]),
        predictors=(Predictor("sekse", "nominal", np.array([0, 1])),),
        low=np.array([190, 543]),
        high=np.array([190, 543]),
        allowed=np.ones((2, 6), dtype=np.int64),
    )
    rng = np.random.default_rng(0)
    units, cost = anneal(
        problem, rng.permutation(np.repeat([0, 1], [190, 543])), Schedule(200_000, 1.0, 0.02), rng
    )
    assert cost == 0
    for group, printed in ((0, 19.0), (GUIDED, 4.9)):
        table = pd.crosstab(units, problem.classes == group).to_numpy(dtype=float)
        expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
        assert abs(((table - expected) ** 2 / expected).sum() - printed) <= 0.05
