"""Deliberate noise: outcomes exchanged between people of different steunpunten.

The search ends close to the real outcomes of each steunpunt, because printed tests pin them down.
What ships must not say them. Sizes of steunpunten and totals of outcomes stay; who has which
outcome where does not:

1. small steunpunten draw their outcomes from everybody;
2. between the others outcomes are exchanged at random, many times: one person here against one
   there. Which two steunpunten and which two outcomes is as likely for all, so that a small count
   changes as much as a large one. An exchange is left out when too few printed tests would still
   hold nearly. That looks at the result only, never at the table that was found.

A table is a count of people per steunpunt and class of outcome, shape (n_units, CLASSES).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from math import ceil
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from synthesis.annealing import Problem, problem_arrays
from synthesis.effort import Effort
from synthesis.moves import CLASSES, GUIDED, Result, Walk
from synthesis.search import Ints, SearchError

Pair = tuple[int, int]
SMALL = 10
"""Steunpunten with fewer people hold nothing of their own."""
STEPS = 6_000
NEAR = 0.2
DRAWS = 400


class Held(NamedTuple):
    """How many printed chi-squares are within `NEAR` of it, and how many answers are as printed."""

    near: int
    agree: int


NOTHING = Held(0, 0)
LEAST = Held(39, 259)
"""Of 63 chi-squares and 294 answers about steunpunten whose answers are published: with the tests
of persons and of invented answers, a little over 70 of 95 and 480 of 518."""
PART = (0.75, 0.95)
"""Of a search that met little itself (a short one), no more than this part must be left."""


def with_noise(problem: Problem, units: Ints, rng: np.random.Generator, effort: Effort) -> Ints:
    """Return other units for the people, with every size and every total kept.

    Parameters
    ----------
    problem, units
        See `annealing.anneal`; the units are those that the search found.
    rng
        Whoever knows its seed and the units that were found can repeat the noise; for an extract
        that ships the seed is drawn anew and kept nowhere.
    effort
        The share of the exchanges that is tried.
    """
    table = from_everybody(counted(units, problem.classes, len(problem.low)), rng)
    held = Tests(problem, table).held()
    parts = (ceil(part * number) for part, number in zip(PART, held, strict=True))
    least = Held(*map(min, LEAST, parts))
    tried = effort.tries(STEPS)
    table = next(islice(exchanges(problem, table, rng, least), tried - 1, None))
    effort.progress(f"  noise: {tried} exchanges tried")
    return _units_of(problem, table, rng)


def counted(units: Ints, classes: Ints, number: int) -> Ints:
    """Return how many people of each class are in each of a number of units."""
    table = np.zeros((number, CLASSES), dtype=np.int64)
    np.add.at(table, (units, classes), 1)
    return table


class Tests:
    """The printed tests of the predictors of a problem, for a table that changes.

    Parameters
    ----------
    problem
    table : shape (n_units, CLASSES)
        Where it starts.
    """

    def __init__(self, problem: Problem, table: Ints) -> None:
        units, classes = _people(table)
        arrays = problem_arrays(replace(problem, classes=classes, movers=None, bijlagen=()))
        printed = problem_arrays(problem)
        self._walk = Walk(units, arrays)
        self._want = {
            (at, analysis): (float(printed["chi2"][at, analysis]), bool(want > 0))
            for (at, analysis), want in np.ndenumerate(printed["want"])
        }
        self.results: dict[Pair, Result] = {at: self._walk.result(*at) for at in self._want}

    def held(self) -> Held:
        """Return how many hold nearly, and how many answers are as printed."""
        return self._held(self.results)

    def exchanged(self, places: Pair, classes: Pair, least: Held = NOTHING) -> bool:
        """Let one of the first class go from the first unit to the second, one of the other back.

        Return False, and leave all as it was, when less than `least` would hold.
        """
        (here, there), (one, other) = places, classes
        self._walk.go([(one, here, there), (other, there, here)])
        touched = set(self._walk.touched(here, there, {one, other}, alone=False))
        # Chi-squares first: they are few, and most that fail fail there.
        few = {at for at in touched if self._want[at][0] > 0}
        results = self.results | {at: self._walk.result(*at) for at in few}
        if self._held(results).near >= least.near:
            results |= {at: self._walk.result(*at) for at in touched - few}
            if self._held(results).agree >= least.agree:
                self.results = results
                return True
        self._walk.go([(one, there, here), (other, here, there)])
        return False

    def _held(self, results: dict[Pair, Result]) -> Held:
        near = agree = 0
        for at, (printed, want) in self._want.items():
            result = results[at]
            near += printed > 0 and abs(result.chi2 - printed) <= NEAR * printed
            agree += result.significant == want
        return Held(near, agree)


def exchanges(
    problem: Problem, table: Ints, rng: np.random.Generator, least: Held = LEAST
) -> Iterator[Ints]:
    """Yield the table after every exchange that is tried, made or not; without end.

    Notes
    -----
    An exchange and the one back are as likely, so that after any number of them one table that
    holds `least` is as likely to have come from another as the other way round.
    """
    tests = Tests(problem, table)
    large = np.flatnonzero(~_small(table))
    while True:
        here, there = (int(unit) for unit in rng.choice(large, 2, replace=False))
        one, other = (int(each) for each in rng.choice(CLASSES, 2, replace=False))
        changed = table.copy()
        changed[here, [one, other]] += (-1, 1)
        changed[there, [one, other]] += (1, -1)
        possible = changed.min() >= 0 and _all_have_exits(changed)
        if possible and tests.exchanged((here, there), (one, other), least):
            table = changed
        yield table


def from_everybody(table: Ints, rng: np.random.Generator) -> Ints:
    """Return the table after the people of small units changed places with anybody.

    A draw in which a unit has no exits is drawn again: every steunpunt has some.
    """
    small = np.flatnonzero(_small(table))
    for _ in range(DRAWS):
        units, classes = _people(table)
        for who in np.flatnonzero(np.isin(units, small)):
            other = int(rng.integers(len(units)))
            units[who], units[other] = int(units[other]), int(units[who])
        drawn = counted(units, classes, len(table))
        if _all_have_exits(drawn):
            return drawn
    raise SearchError("noise: no outcomes with exits at every small steunpunt")


def _small(table: Ints) -> npt.NDArray[np.bool_]:
    small: npt.NDArray[np.bool_] = table.sum(axis=1) < SMALL
    return small


def _all_have_exits(table: Ints) -> bool:
    return bool((table.sum(axis=1) - table[:, GUIDED]).min() > 0)


def _people(table: Ints) -> tuple[Ints, Ints]:
    """Return the unit and the class of everyone in a table."""
    units, classes = np.indices(table.shape).reshape(2, -1)
    numbers = table.ravel()
    return np.repeat(units, numbers), np.repeat(classes, numbers)


def _units_of(problem: Problem, table: Ints, rng: np.random.Generator) -> Ints:
    """Return a unit for each person of the problem, at random among those of one class."""
    units = np.empty(len(problem.classes), dtype=np.int64)
    for group in range(CLASSES):
        members = np.flatnonzero(problem.classes == group)
        units[rng.permutation(members)] = np.repeat(np.arange(len(table)), table[:, group])
    return units
