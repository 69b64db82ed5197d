"""Moving people between units until CHAID tests come out as published: simulated annealing.

A unit is a place where a person can be: a steunpunt, a level of a characteristic, or a pair of
dates. Every person has an outcome that stays, and a unit that changes: two people of different
outcomes change places, or one person goes elsewhere. Each published row says what the test of one
predictor on one outcome should give; goals are sums over people that should hold exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from perspectief_core.published import records
from perspectief_core.published.records import ChaidRow
from perspectief_core.splits.multipliers import multiplier
from synthesis.moves import CLASSES, MOST_GROUPS, Arrays, anneal_chunk
from synthesis.search import Ints

Floats = npt.NDArray[np.float64]

CLASS_OF_OUTCOME = MappingProxyType(
    {
        "verblijfsvergunning": 0,
        "terugkeer": 1,
        "mob": 2,
        "in_begeleiding": 3,
        "overig": 4,
        "doormigratie": 5,
    }
)
"""The first four have an appendix; 'overig' is not counted in those about exits (18–20)."""
BIJLAGEN = range(14, 21)
KINDS = ("ordinal", "nominal", "scale")
FORMS = ("fixed", "guided_over_value", "value_over_guided")
ROUNDING, SPREAD, FARTHEST = 0.05, 0.15, 400.0
SLOPE, NOT_PRINTED_SO = 0.7, 0.9
"""What a chi-square costs that does not print as published, however near it is."""
CHUNK = 5_000
IGNORED = -1


@dataclass(frozen=True, slots=True)
class Predictor:
    """A characteristic of the units, and the level each unit has.

    Parameters
    ----------
    kenmerk
        Its code in Bijlagen 14–20.
    kind
        One of `KINDS`.
    level
        Level of each unit, from 0; -1 where it is missing. Levels of an ordinal or scale predictor
        are in order.
    form, value
        A predictor that depends on how many people of its unit are in guidance: one of `FORMS`,
        and what that number is divided by, or what is divided by it (missing when it is 0). Each
        unit is then a level of its own.
    """

    kenmerk: str
    kind: str
    level: Ints
    form: str = "fixed"
    value: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A sum over people that must have a value, or at most that value.

    `weight` is by unit and class; `penalty` is the cost per unit off, in thousandths.
    """

    weight: Ints
    total: int
    penalty: int = 2_000
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is moved, and towards what.

    Parameters
    ----------
    classes : shape (n_people,)
        Class of each person: `CLASS_OF_OUTCOME`.
    predictors, goals
    low, high : shape (n_units,)
        Fewest and most people per unit.
    allowed : shape (n_units, CLASSES)
        Whether people of a class may be there.
    min_exits
        Fewest people per unit who are no longer in guidance.
    person_moves
        Percentage of moves in which one person goes elsewhere alone.
    movers
        Only the first so many people move; None for all.
    bijlagen
        The appendices that count.
    """

    classes: Ints
    predictors: tuple[Predictor, ...]
    low: Ints
    high: Ints
    allowed: Ints
    goals: tuple[Goal, ...] = ()
    min_exits: int = 0
    person_moves: int = 0
    movers: int | None = None
    bijlagen: tuple[int, ...] = tuple(BIJLAGEN)


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how hot: temperature falls geometrically over the moves, in units of cost.

    `starts` is how often a step of persons is searched; the best search counts.
    """

    moves: int
    hot: float
    cold: float
    starts: int = 6

    def temperatures(self) -> Floats:
        """Return the temperature of each chunk of moves."""
        chunks = max(1, round(self.moves / CHUNK))
        return np.geomspace(self.hot, self.cold, chunks)


def anneal(
    problem: Problem,
    units: Ints,
    schedule: Schedule,
    rng: np.random.Generator,
    progress: Callable[[float, float], None] = lambda share, cost: None,
) -> tuple[Ints, float]:
    """Return the best units found for the people, and what they cost.

    Parameters
    ----------
    problem
    units : shape (n_people,)
        Where people start.
    schedule
    rng
        The same stream gives the same result.
    progress
        Gets the share of the moves made and the lowest cost.

    Notes
    -----
    A move that costs `d` more is made with probability exp(-d / temperature) (Metropolis).
    """
    arrays = problem_arrays(problem)
    units = units.astype(np.int64).copy()
    best, lowest = units.copy(), np.inf
    temperatures = schedule.temperatures()
    for number, temperature in enumerate(temperatures):
        moves = min(CHUNK, schedule.moves)
        word = rng.integers(0, 2**31, (moves, 4))
        limit = np.floor(1000 * temperature * rng.standard_exponential(moves)).astype(np.int64)
        cost = anneal_chunk(units, arrays, word, limit) / 1000
        if cost < lowest:
            best, lowest = units.copy(), cost
        progress((number + 1) / len(temperatures), lowest)
    return best, lowest


def cost_of(problem: Problem, units: Ints) -> tuple[float, Ints]:
    """Return what the units cost, and the cost in thousandths of each predictor and appendix."""
    arrays = problem_arrays(problem)
    nothing = np.zeros((0, 4), dtype=np.int64)
    cost = anneal_chunk(units.astype(np.int64).copy(), arrays, nothing, nothing[:, 0].copy())
    return cost / 1000, arrays["cost"]


def classes_of(outcome: pd.Series) -> Ints:
    """Return the class of each outcome: see `CLASS_OF_OUTCOME`."""
    return np.asarray(outcome.map(dict(CLASS_OF_OUTCOME)), dtype=np.int64)


@cache
def _rows() -> dict[str, tuple[ChaidRow, ...]]:
    by_kenmerk: dict[str, list[ChaidRow]] = {}
    for bijlage in BIJLAGEN:
        for row in records.chaid_rows(bijlage):
            by_kenmerk.setdefault(row.kenmerk, []).append(row)
    return {kenmerk: tuple(rows) for kenmerk, rows in by_kenmerk.items()}


def problem_arrays(problem: Problem) -> Arrays:
    """Return a problem as the arrays that `moves` works on."""
    movers = len(problem.classes) if problem.movers is None else problem.movers
    whole: dict[str, npt.ArrayLike] = {
        "class_of": problem.classes,
        "low": problem.low,
        "high": problem.high,
        "allowed": problem.allowed,
        "near": _near_costs(),
        "cost": np.zeros((len(problem.predictors), len(BIJLAGEN))),
        "rules": [problem.person_moves, problem.min_exits, movers],
        **_printed_arrays(problem),
        **_goal_arrays(problem),
    }
    arrays: Arrays = {
        name: np.ascontiguousarray(array, dtype=np.int64) for name, array in whole.items()
    }
    rows = [_rows()[predictor.kenmerk] for predictor in problem.predictors]
    arrays["value"] = _values(problem.predictors)
    arrays["chi2"] = np.array([[row.chi2 or 0.0 for row in printed] for printed in rows])
    arrays["critical"] = _critical_values()
    return arrays


def _printed_arrays(problem: Problem) -> dict[str, npt.ArrayLike]:
    """Return how each predictor is coded, and what each appendix prints of it."""
    rows = [_rows()[predictor.kenmerk] for predictor in problem.predictors]
    return {
        "level": np.array([p.level for p in problem.predictors]),
        "kind": [KINDS.index(p.kind) for p in problem.predictors],
        "form": [FORMS.index(p.form) for p in problem.predictors],
        "want": [
            [row.samenhang == "ja" if at in problem.bijlagen else IGNORED for at, row in printed]
            for printed in (list(zip(BIJLAGEN, each, strict=True)) for each in rows)
        ],
        "df": [[row.df or 0 for row in printed] for printed in rows],
    }


def _goal_arrays(problem: Problem) -> dict[str, npt.ArrayLike]:
    goals, n_units = problem.goals, len(problem.low)
    weights = np.array([goal.weight for goal in goals])
    return {
        "weight": weights.reshape(len(goals), n_units, CLASSES),
        "goal": [goal.total for goal in goals],
        "penalty": [goal.penalty for goal in goals],
        "at_most": [goal.at_most for goal in goals],
    }


def _values(predictors: tuple[Predictor, ...]) -> Floats:
    """Return what sizes are divided by, or what is divided by them, per predictor and level."""
    n_levels = max((int(p.level.max()) + 1 for p in predictors), default=0)
    values = np.ones((len(predictors), n_levels))
    for at, predictor in enumerate(predictors):
        values[at, : len(predictor.value)] = predictor.value
    return values


@cache
def _near_costs() -> Ints:
    """Return the cost of each distance to a printed chi-square, by thousandths.

    A distance is that of the end of its thousandth: what costs nothing prints as published.
    """
    distance = np.arange(0, FARTHEST, 0.001) + 0.001
    beyond = np.maximum(np.round(distance - ROUNDING, 3), 0)
    cost = SLOPE * np.log1p(beyond / SPREAD) + np.where(beyond > 0, NOT_PRINTED_SO, 0)
    return np.round(1000 * cost).astype(np.int64)


@cache
def _critical_values() -> Floats:
    """Return the chi-square that is just significant, by nominal, categories and groups."""
    critical = np.full((2, MOST_GROUPS + 1, MOST_GROUPS + 1), 1e9)
    for nominal in (False, True):
        for categories in range(2, MOST_GROUPS + 1):
            for groups in range(2, categories + 1):
                ways = multiplier(categories, groups, nominal=nominal)
                critical[int(nominal), categories, groups] = stats.chi2.isf(0.05 / ways, groups - 1)
    return critical


def goals_hold(problem: Problem, units: Ints) -> bool:
    """Return whether every goal holds for people in these units."""
    for goal in problem.goals:
        total = int(goal.weight[units, problem.classes].sum())
        if total != goal.total and not (goal.at_most and total < goal.total):
            return False
    return True
