"""What a tree asks of rows: counts per open node, wherever the rows are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.splits.contingency import Coded, Codes, Predictor, Target, count


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """How rows go from the open nodes of one level to those of the next.

    Parameters
    ----------
    chosen : shape (n_nodes,)
        Predictor that splits each open node.
    goes_to : shape (n_nodes, n_codes)
        Place among the next open nodes of each code of that predictor; -1: the row stays behind.
    """

    chosen: Ints
    goes_to: Ints

    def follow(self, place: Ints, codes: Codes) -> Ints:
        """Return the next place of rows; -1 for those that stay behind.

        Parameters
        ----------
        place : shape (n_rows,)
            Place now; -1 for rows that stayed behind before.
        codes : shape (n_predictors, n_rows)
            Category of each row on each predictor.
        """
        rows = np.flatnonzero(place >= 0)
        now = place[rows]
        after = np.full(len(place), -1)
        after[rows] = self.goes_to[now, codes[self.chosen[now], rows]]
        return after


class Rows(Protocol):
    """Rows that can be counted by open node, in memory or read again for every count."""

    @property
    def predictors(self) -> tuple[Predictor, ...]:
        """What the codes of each predictor mean."""

    @property
    def target(self) -> Target:
        """The outcome."""

    def totals(self) -> Ints:
        """Return the observations per class, shape (n_classes,)."""

    def count(self, start: int, number: int) -> Ints:
        """Count the rows of `number` open nodes from place `start` on; see `contingency.count`."""

    def descend(self, route: Route) -> None:
        """Let the rows go on to the open nodes of the next level."""


class Held:
    """Coded rows in memory, with the open node that each is in."""

    __slots__ = ("_coded", "_place")

    def __init__(self, coded: Coded) -> None:
        self._coded = coded
        self._place = np.zeros(len(coded.outcome), dtype=np.int64)

    @property
    def predictors(self) -> tuple[Predictor, ...]:
        """What the codes of each predictor mean."""
        return self._coded.predictors

    @property
    def target(self) -> Target:
        """The outcome."""
        return self._coded.target

    def totals(self) -> Ints:
        """Return the observations per class."""
        coded, classes = self._coded, len(self._coded.target.labels)
        sums = np.bincount(coded.outcome, weights=coded.weights, minlength=classes)
        return sums.astype(np.int64)

    def count(self, start: int, number: int) -> Ints:
        """Count the rows of `number` open nodes from place `start` on."""
        place = self._place - start
        inside = (place >= 0) & (place < number)
        if inside.all():
            return count(self._coded, place, number)
        return count(self._coded.take(inside), place[inside], number)

    def descend(self, route: Route) -> None:
        """Let the rows go on to the open nodes of the next level."""
        self._place = route.follow(self._place, self._coded.codes)
