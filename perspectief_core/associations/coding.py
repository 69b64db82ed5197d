"""The people of a cohort coded for the engine: every predictor, whatever the question is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from perspectief_core import splits
from perspectief_core.arrays import Ints, Masks
from perspectief_core.associations.predictors import predictor_table, recorded_members
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data.remembered import remembered
from perspectief_core.splits import Coded, Settings, SplitTest, TargetSpec

_COLUMN = "uitkomst"
_PEOPLE_KEPT = 4
"""Coded groups of people kept for the next question about them."""


@dataclass(frozen=True, slots=True, eq=False)
class CodedPeople:
    """People coded for the engine; stays in the core.

    Parameters
    ----------
    coded
        One predictor per row; None when nobody is counted.
    steunpunt : shape (n_people,)
        Number of each person's steunpunt.
    unavailable
        Predictors that the extract lacks.
    """

    coded: Coded | None
    steunpunt: Ints
    unavailable: tuple[str, ...]

    @property
    def n(self) -> int:
        """Number of people."""
        return len(self.steunpunt)

    @property
    def positives(self) -> int:
        """Number of people with the outcome."""
        return 0 if self.coded is None else int(self.coded.outcome.sum())

    @property
    def recorded(self) -> CodedPeople:
        """The same people without the invented answers of steunpunten, which explain nothing."""
        if self.coded is None:
            return self
        names = {kenmerk.kenmerk for kenmerk in recorded_members()}
        return replace(self, coded=among(self.coded, names))

    def tests(self, settings: Settings) -> dict[str, SplitTest]:
        """Return the test of every predictor by its name; none when nobody is counted."""
        if self.coded is None:
            return {}
        return {test.predictor: test for test in splits.screen(self.coded, settings)}


def among(coded: Coded, names: Collection[str]) -> Coded:
    """Return coded people with only the predictors named, in their own order."""
    rows = [row for row, predictor in enumerate(coded.predictors) if predictor.name in names]
    predictors = tuple(coded.predictors[row] for row in rows)
    return replace(coded, predictors=predictors, codes=np.ascontiguousarray(coded.codes[rows]))


@remembered(_PEOPLE_KEPT)
def code_predictors(cohort: Cohort, left_out: frozenset[str]) -> CodedPeople:
    """Code every predictor; the outcome is whatever became of people.

    The bins of a scale depend on who is counted and not on the outcome or the cluster.
    """
    counted = who_counts(cohort, left_out)
    table = predictor_table(cohort)
    coded = None
    if counted.any():
        frame = table.frame.assign(**{_COLUMN: cohort.people["uitkomst"].astype(object)})
        coded = splits.encode(frame[counted], table.specs, TargetSpec(_COLUMN))
    places, _ = pd.factorize(cohort.people["steunpunt"], sort=True)
    return CodedPeople(coded, places[counted], table.unavailable)


def who_counts(cohort: Cohort, left_out: frozenset[str]) -> Masks:
    """Return which people of a cohort have none of these outcomes; stays in the core."""
    counted = ~cohort.people["uitkomst"].isin(left_out)
    return np.asarray(counted.to_numpy(dtype=bool))
