"""Counting the rows of every open node of a tree in one pass over the files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from perspectief.cli.streaming.coding import Coding
from perspectief.cli.streaming.parts import Asked, Part, Piece, parts
from perspectief.cli.streaming.running import Runner
from perspectief.cli.streaming.survey import check_finite, to_weights
from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits import Predictor, Target
from perspectief_core.splits.contingency import Codes, Interval, Level, tally
from perspectief_core.splits.quantiles import Search, Tallied
from perspectief_core.splits.rows import Route


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Pass:
    """One pass: how values are coded, how rows came here, and which open nodes are counted."""

    asked: Asked
    coding: Coding
    target: str
    routes: tuple[Route, ...] = ()
    start: int = 0
    number: int = 1

    @property
    def shape(self) -> tuple[int, int, int]:
        """Predictors, codes of the one with most, nodes by classes."""
        predictors = self.coding.predictors
        codes = max((predictor.size for predictor in predictors), default=0)
        return len(predictors), codes, self.number * len(self.coding.target.labels)


class Streamed:
    """Rows that are read again for every count; see `rows.Rows`."""

    def __init__(
        self, runner: Runner, asked: Asked, coding: Coding, root: Ints | None = None
    ) -> None:
        self._runner = runner
        self._pass = _Pass(asked=asked, coding=coding, target=coding.target.name)
        self._root = root

    @property
    def predictors(self) -> tuple[Predictor, ...]:
        """What the codes of each predictor mean."""
        return self._pass.coding.predictors

    @property
    def target(self) -> Target:
        """The outcome."""
        return self._pass.coding.target

    def totals(self) -> Ints:
        """Return the observations per class."""
        sums: Ints = self.count(0, 1)[0, 0].sum(axis=0)
        return sums

    def count(self, start: int, number: int) -> Ints:
        """Count the rows of `number` open nodes from place `start` on."""
        if not self._pass.routes and self._root is not None:
            return self._root
        task = partial(_count, asked=replace(self._pass, start=start, number=number))
        flat = self._runner.run(task, np.add)
        shape = (*flat.shape[:2], number, len(self.target.labels))
        counts: Ints = flat.reshape(shape).transpose(2, 0, 1, 3)
        if not self._pass.routes:
            self._root = counts
        return counts

    def descend(self, route: Route) -> None:
        """Let the rows go on to the open nodes of the next level."""
        self._pass = replace(self._pass, routes=(*self._pass.routes, route))


def find_cuts(
    name: str, runner: Runner, asked: Asked, roles: tuple[str, str | None], intervals: int
) -> tuple[Floats, bool]:
    """Return the cuts of a scale predictor, in at most five passes, and whether any is missing.

    `roles` are the columns of the target and of the weights.
    """
    target, weight = roles
    whole = () if weight is None else (weight,)
    only = replace(
        asked, plan=replace(asked.plan, categories=(target,), numbers=(name,), whole=whole)
    )
    search = Search.start()
    while True:
        task = partial(_tally, asked=only, name=name, search=search)
        tallied, known, missing = runner.run(task, _added)
        if search.shift == 0:
            return search.cuts(tallied, known, intervals), missing > 0
        search = search.next(tallied, known, intervals)


def _added(
    one: tuple[Tallied, int, int], other: tuple[Tallied, int, int]
) -> tuple[Tallied, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _tally(piece: Piece, asked: Asked, name: str, search: Search) -> tuple[Tallied, int, int]:
    """Count the numbers of a piece; also how many there are, and how many are missing."""
    total = (Tallied(np.zeros(0, np.uint64), np.zeros(0, np.int64)), 0, 0)
    for part in parts(piece, asked):
        (target,) = part.categories.values()
        known = np.array([text is not None for text in target.texts])[target.codes]
        weights = np.ones(part.rows, dtype=np.int64)
        for weight in asked.plan.whole:
            weights = to_weights(part.numbers[weight], weight)
        values, counted = part.numbers[name], known & (weights > 0)
        check_finite(name, values, counted)
        there = ~np.isnan(values)
        use = counted & there
        missing = int(weights[counted & ~there].sum())
        tallied = search.tally(values[use], weights[use])
        total = _added(total, (tallied, int(weights[use].sum()), missing))
    return total


def _count(piece: Piece, asked: _Pass) -> Ints:
    total = np.zeros(asked.shape, dtype=np.int64)
    for part in parts(piece, asked.asked):
        _add(part, asked, total)
    return total


def _add(part: Part, asked: _Pass, total: Ints) -> None:
    coding, classes = asked.coding, len(asked.coding.target.labels)
    target = part.categories[asked.target]
    of_text = [-1 if text is None else coding.outcome.get(text, 0) for text in target.texts]
    outcome = np.array(of_text, dtype=np.int64)[target.codes]
    weights = None
    if coding.weight is not None:
        weights = to_weights(part.numbers[coding.weight], coding.weight)
    place = _places(part, asked) - asked.start
    inside = (place >= 0) & (place < asked.number) & (outcome >= 0)
    width = total.shape[2]
    # What is not counted goes to one column more, which is dropped.
    column = np.where(inside, place * classes + outcome, width)
    for at, predictor in enumerate(coding.predictors):
        codes, lookup = _local(part, predictor, coding)
        table = tally(codes, column, (len(lookup), width + 1), weights)
        np.add.at(total[at], lookup, table[:, :width])


def _places(part: Part, asked: _Pass) -> Ints:
    """Return the open node of each row."""
    place = np.zeros(part.rows, dtype=np.int64)
    predictors = asked.coding.predictors
    for route in asked.routes:
        used = np.unique(route.chosen)
        codes = np.zeros((len(used), part.rows), dtype=np.int64)
        for row, at in enumerate(used.tolist()):
            local, lookup = _local(part, predictors[at], asked.coding)
            codes[row] = lookup[local]
        nearer = Route(np.searchsorted(used, route.chosen), route.goes_to)
        place = nearer.follow(place, codes)  # type: ignore[arg-type]
    return place


def _local(part: Part, predictor: Predictor, coding: Coding) -> tuple[Codes, Ints]:
    """Return codes of this part, and the code of the predictor for each."""
    if predictor.kind == "scale":
        codes = _bins(part.numbers[predictor.name], predictor.levels)
        return codes, np.minimum(np.arange(len(predictor.levels) + 1), predictor.size - 1)
    texts = part.categories[predictor.name]
    of_text = coding.codes[predictor.name]
    # A text without a code stands in rows that do not count.
    return texts.codes, np.array([of_text.get(text, 0) for text in texts.texts], dtype=np.int64)


def _bins(values: Floats, levels: tuple[Level, ...]) -> Codes:
    """Return the bin of each number; missing comes after the last."""
    codes = np.zeros(len(values), dtype=np.uint8)
    for level in levels:
        if isinstance(level, Interval) and level.up_to is not None:
            codes += values > level.up_to
    codes[np.isnan(values)] = len(levels)
    return codes
