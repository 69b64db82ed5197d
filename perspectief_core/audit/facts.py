"""What the audit needs of an extract, computed once, by the functions that the pages use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from perspectief_core.arrays import Ints, pd
from perspectief_core.audit.noise import NoiseRange, noise_ranges
from perspectief_core.audit.rows import NotComputableError
from perspectief_core.cohort.grouping import crosstab, grouped
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import Comparison, ComparisonRow, compare
from perspectief_core.data import contract
from perspectief_core.data.extract import Extract
from perspectief_core.people import outcomes, participants
from perspectief_core.people.outcomes import GroupOutcomes
from perspectief_core.people.participants import AsylumHistory
from perspectief_core.people.summaries import Summary
from perspectief_core.published.records import steunpunten_rows
from perspectief_core.shares.intervals import Share

T = TypeVar("T")


class Facts:
    """The results of one extract under the report's own choices; each is computed when asked.

    Parameters
    ----------
    extract : Extract
    """

    def __init__(self, extract: Extract) -> None:
        self.extract = extract
        self._answers: dict[Callable[[Cohort], Any], Any] = {}

    def need(self, table: str, *columns: str) -> None:
        """Raise when the extract lacks a column, or when there is nobody to count.

        Raises
        ------
        ColumnMissingError
            For the first column that table `table` does not have.
        NotComputableError
            `niemand`, when `table` is `deelnemers` or `dtv` and nobody is counted.
        """
        frame = getattr(self.extract, table)
        for column in columns:
            if column not in frame:
                raise ColumnMissingError(table, column)
        if len(self.cohort.people if table == "deelnemers" else frame) == 0:
            raise NotComputableError("niemand")

    @cached_property
    def cohort(self) -> Cohort:
        """Everyone the report counts."""
        return select(self.extract, Selection())

    def of(self, question: Callable[[Cohort], T]) -> T:
        """Return the answer to a question about everyone the report counts."""
        if question not in self._answers:
            self._answers[question] = question(self.cohort)
        answer: T = self._answers[question]
        return answer

    @cached_property
    def outcome(self) -> dict[str, Share]:
        """The share of each outcome."""
        return {part.outcome: part.share for part in outcomes.distribution(self.cohort).shares}

    @property
    def left(self) -> int:
        """How many people left."""
        return self.cohort.n - self.outcome["in_begeleiding"].count

    @cached_property
    def history(self) -> AsylumHistory:
        """Asylum history; lines of columns that the extract lacks count nobody."""
        absent = [
            column.name
            for column in contract.DEELNEMERS.columns
            if column.linked and column.name not in self.cohort.people
        ]
        if not absent:
            return participants.asylum_history(self.cohort)
        empty = pd.Series(pd.NA, index=self.cohort.people.index, dtype="Int64")
        people = self.cohort.people.assign(**dict.fromkeys(absent, empty))
        return participants.asylum_history(replace(self.cohort, people=people))

    @cached_property
    def trajecten(self) -> dict[str, GroupOutcomes]:
        """Outcomes per traject."""
        return {group.group: group for group in outcomes.trajectory_results(self.cohort).groups}

    @cached_property
    def comparison(self) -> Comparison:
        """Perspectief beside DT&V, as in the letter's table."""
        return compare(self.cohort, self.extract)

    def row(self, outcome: str) -> ComparisonRow:
        """Return the row of the letter's table for one outcome of Perspectief."""
        return next(row for row in self.comparison.rows if row.outcome == outcome)

    @cached_property
    def noise(self) -> dict[tuple[int, str], NoiseRange]:
        """What the deliberate noise makes of a published test about steunpunten."""
        return noise_ranges(self.extract)

    @cached_property
    def places(self) -> pd.DataFrame:
        """The steunpunten of the extract, by code."""
        # Codes as plain objects: to look one up among codes in Arrow goes over all of them.
        return self.extract.steunpunten.astype({"steunpunt": object}).set_index("steunpunt")

    @cached_property
    def named(self) -> pd.DataFrame:
        """Those of them that the report names: of a large extract few."""
        return self.places[self.places.index.isin(list(steunpunten_rows()))]

    @cached_property
    def months_at(self) -> dict[str, Summary]:
        """The months in the Netherlands of the people of each steunpunt."""
        summaries = self.of(participants.months_in_nl_by_steunpunt)
        return {group.group: group.summary for group in summaries.groups}


def per_place(cohort: Cohort, column: str, member: Callable[[pd.Series], pd.Series]) -> Ints:
    """Return counts per steunpunt, shape (steunpunten, 2): others, and members.

    Parameters
    ----------
    cohort : Cohort
    column : str
        Of the people.
    member : callable
        Tells of values of that column whether they make one a member; missing: not counted.
    """
    alike, places = grouped(cohort, "steunpunt", column)
    members = member(alike.people[column])
    inside = members.notna().to_numpy(dtype=bool)
    codes = members[inside].to_numpy(dtype=bool).astype(np.int64)
    return crosstab(places.index[inside], len(places.codes), codes, 2, alike.times[inside])
