"""Rows that belong to units, as people do to a town: what a tree asks of them.

A predictor of the units is the same for all rows of one. It is counted per unit, of which there
are far fewer than rows, and its codes are never written out by row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from perspectief_core.arrays import Ints, Masks
from perspectief_core.splits.contingency import (
    Coded,
    Codes,
    Predictor,
    Target,
    count_by,
    tally,
)
from perspectief_core.splits.rows import Route

_ROOT = 0
_BEHIND = -1
"""The place of rows that stayed behind."""


class Own(Protocol):
    """What rows have of their own: the predictors that are not those of a unit."""

    def count(self, chosen: Ints, column: Ints, width: int) -> Ints:
        """Count the predictors of these numbers by a column; see `contingency.count_by`."""

    def codes_of(self, number: int) -> Codes:
        """Return the code of every row on the predictor of this number, shape (n_rows,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """Predictors of rows whose codes are all written out; see `Own`."""

    coded: Coded

    def count(self, chosen: Ints, column: Ints, width: int) -> Ints:
        """Count the predictors of these numbers by a column."""
        return count_by(self.coded.choose(chosen), column, width)

    def codes_of(self, number: int) -> Codes:
        """Return the code of every row on the predictor of this number."""
        codes: Codes = self.coded.codes[number]
        return codes


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Nest:
    """Rows, their units, and some predictors of both.

    Parameters
    ----------
    own
        What the rows have of their own.
    units : Coded
        A row per unit.
    unit : shape (n_rows,), uint8 or uint16 if that holds the units, else int64
        The number of each row's unit.
    predictors
        In the order in which ties are settled.
    of_unit, number : shape (n_predictors,)
        Of each predictor whether it is one of the units, and its number among those or the own ones
        of the rows.
    """

    own: Own
    units: Coded
    unit: Codes | Ints
    predictors: tuple[Predictor, ...]
    of_unit: Masks
    number: Ints

    def choose(self, kept: Masks) -> Nest:
        """Return the rows with only some of these predictors, in their own order."""
        if kept.all():
            return self
        return replace(
            self,
            predictors=tuple(self.predictors[at] for at in np.flatnonzero(kept).tolist()),
            of_unit=self.of_unit[kept],
            number=self.number[kept],
        )

    def codes_of(self, at: int) -> Codes:
        """Return the code of every row on a predictor."""
        if not self.of_unit[at]:
            return self.own.codes_of(int(self.number[at]))
        codes: Codes = np.take(self.units.codes[self.number[at]], self.unit)
        return codes

    def count(self, column: Ints, width: int) -> Ints:
        """Count every predictor by a column; see `contingency.count_by`."""
        most = max((predictor.size for predictor in self.predictors), default=0)
        counts = np.zeros((len(self.predictors), most, width), dtype=np.int64)
        for at, count in ((~self.of_unit, self.own.count), (self.of_unit, self._count_units)):
            if at.any():
                of_these = count(self.number[at], column, width)
                counts[at, : of_these.shape[1]] = of_these
        return counts

    def _count_units(self, chosen: Ints, column: Ints, width: int) -> Ints:
        """Count predictors of the units, each unit as often as it has rows with a column."""
        rows = tally(self.unit, column, (self.units.codes.shape[1], width))
        unit, cell = np.nonzero(rows)
        kept = self.units.choose(chosen)
        weighted = replace(kept, codes=kept.codes[:, unit], weights=rows[unit, cell])
        return count_by(weighted, cell, width)


class Nested:
    """The rows of a nest, with the open node that each is in; see `rows.Rows`.

    Parameters
    ----------
    nest : Nest
    target : Target
        The outcome.
    outcome : shape (n_rows,)
        Code of each row's outcome.
    counts : shape (n_predictors, n_codes, n_classes)
        What counting all rows gives.
    """

    __slots__ = ("_counts", "_nest", "_outcome", "_place", "_target")

    def __init__(self, nest: Nest, target: Target, outcome: Codes, counts: Ints) -> None:
        self._nest, self._target = nest, target
        self._outcome, self._counts = outcome, counts
        self._place: Ints | None = None

    @property
    def predictors(self) -> tuple[Predictor, ...]:
        """What the codes of each predictor mean."""
        return self._nest.predictors

    @property
    def target(self) -> Target:
        """The outcome."""
        return self._target

    def totals(self) -> Ints:
        """Return the observations per class."""
        return np.bincount(self._outcome, minlength=len(self._target.labels))

    def count(self, start: int, number: int) -> Ints:
        """Count the rows of `number` open nodes from place `start` on."""
        if self._place is None:
            return self._counts[None]
        classes = len(self._target.labels)
        segment = self._place - start
        outside = (segment < 0) | (segment >= number)
        # Counted in one place more: that takes less than putting the others together.
        segment[outside] = number
        segment *= classes
        segment += self._outcome
        counts = self._nest.count(segment, (number + 1) * classes)[..., : number * classes]
        return counts.reshape(*counts.shape[:2], number, classes).transpose(2, 0, 1, 3)

    def descend(self, route: Route) -> None:
        """Let the rows go on to the open nodes of the next level."""
        if self._place is None:
            codes = self._nest.codes_of(int(route.chosen[_ROOT]))
            self._place = np.take(route.goes_to[_ROOT], codes)
            return
        after = np.full(len(self._place), _BEHIND)
        splits = (route.goes_to >= 0).any(axis=1)
        for chosen in np.unique(route.chosen[splits]).tolist():
            # The last place is that of those who stayed behind before.
            goes_on = np.append(splits & (route.chosen == chosen), np.False_)
            rows = np.flatnonzero(goes_on[self._place])
            codes = self._nest.codes_of(chosen)[rows]
            after[rows] = route.goes_to[self._place[rows], codes]
        self._place = after
