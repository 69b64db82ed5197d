"""From an extract and a selection to the people counted, with the account of who was dropped.

The steps, in this order: outcomes are brought back to the chosen peildatum; the inclusion criteria
each keep or drop people and leave one line in the flow; onward migration is merged when asked; the
filters do the same as the criteria. Nothing is dropped without a line.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Self, TypeVar, cast

import numpy as np

from perspectief_core.arrays import Masks, pd
from perspectief_core.cohort.columns import Columns, Placed
from perspectief_core.cohort.criteria import KEEPING, Inclusion
from perspectief_core.cohort.filters import FILTERS, Filter
from perspectief_core.cohort.selection import Selection
from perspectief_core.cohort.standing import stand
from perspectief_core.data.extract import Extract
from perspectief_core.data.remembered import remembered
from perspectief_core.results import aggregate

T = TypeVar("T")


class ColumnMissingError(Exception):
    """The extract lacks an optional column that this question needs."""

    def __init__(self, table: str, column: str) -> None:
        self.table, self.column = table, column
        super().__init__(f"`{table}` has no column `{column}`")

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Say of what it is made: an edition is answered in other processes, which send it back."""
        return type(self), (self.table, self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStep:
    """One line of the inclusion flow: what was applied, how many stayed and how many fell out.

    `code` is a criterion or filter of `selection`; `choice` the chosen option(s) as codes;
    `is_filter` tells filters from criteria. `column_missing` is True when the extract lacks the
    column, so that the step could not be applied and kept everyone.
    """

    code: str
    choice: tuple[str, ...]
    kept: int
    dropped: int
    is_filter: bool
    column_missing: bool = False


@aggregate
@dataclass(frozen=True, slots=True)
class InclusionFlow:
    """How many people the extract holds, and what every step did with them."""

    start: int
    steps: tuple[FlowStep, ...]

    @property
    def included(self) -> int:
        """People who meet every criterion, before filters."""
        criteria = [step.kept for step in self.steps if not step.is_filter]
        return criteria[-1] if criteria else self.start

    @property
    def counted(self) -> int:
        """People left after criteria and filters."""
        return self.steps[-1].kept if self.steps else self.start


@dataclass(frozen=True, slots=True, eq=False)
class Cohort:
    """The people counted, for analyses only: results leave the core, rows never do.

    Parameters
    ----------
    people : DataFrame of shape (n, columns of `deelnemers` + five more)
        `werkwijze`, `grootte_steunpunt` (its people in the extract) and `begeleid_steunpunt` (its
        people in guidance at the peildatum, whatever the criteria) come from the steunpunt.
        `volgtijd` is the time from inflow to the peildatum in full months. `maanden` is the time
        from inflow to exit or peildatum in whole months; missing when the exit date is unknown.
        `uitkomst` is the state at the peildatum.
    steunpunten : DataFrame
        All steunpunten of the extract, also those without people in the selection.
    flow, selection, peildatum
        How the people were chosen.
    """

    people: pd.DataFrame
    steunpunten: pd.DataFrame
    flow: InclusionFlow
    selection: Selection
    peildatum: date
    # Not a part of what a cohort is made of: one of other people begins with nothing.
    _made: dict[Hashable, object] = field(init=False, default_factory=dict, repr=False)

    @property
    def n(self) -> int:
        """Number of people counted."""
        return len(self.people)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` makes of these people, made once and kept as long as they are.

        For what many analyses begin with. Two threads that ask at the same time may both make it.
        """
        if key not in self._made:
            self._made[key] = make()
        return cast(T, self._made[key])

    def column(self, name: str) -> pd.Series:
        """Return a column of the people; ColumnMissingError when the extract does not have it."""
        if name not in self.people:
            raise ColumnMissingError("deelnemers", name)
        return self.people[name]

    def placed(self, name: str) -> Placed:
        """Return a column of the people by place; ColumnMissingError as `column`."""
        if name not in self.people:
            raise ColumnMissingError("deelnemers", name)
        return self.once(_COLUMNS, lambda: Columns(self.people)).placed(name)


_COLUMNS = "columns"
_COHORTS_KEPT = 2
"""So that the audit, which counts everyone, goes on with what the pages know of everyone."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Chosen:
    """Everyone at a peildatum, and who of them are counted; internal to the core.

    Parameters
    ----------
    extract, selection
        As asked.
    people : DataFrame of shape (n, columns of `Cohort.people`)
        Everyone of the extract.
    columns : Columns
        Those of everyone.
    counted : bool array of shape (n,)
    steps : tuple of FlowStep
        What every step did, in order.
    """

    extract: Extract
    selection: Selection
    people: pd.DataFrame
    columns: Columns
    counted: Masks
    steps: tuple[FlowStep, ...]

    def cohort(self) -> Cohort:
        """Return those who are counted."""
        everyone, chosen = self.extract, self.selection
        every = bool(self.counted.all())
        people = self.people if every else self.people[self.counted]
        cohort = Cohort(
            people=people,
            steunpunten=everyone.steunpunten,
            flow=InclusionFlow(len(self.people), self.steps),
            selection=chosen,
            peildatum=counted_at(everyone, chosen),
        )
        counted = None if every else self.counted
        cohort.once(_COLUMNS, lambda: Columns(people, self.columns, counted))
        return cohort


@remembered(_COHORTS_KEPT)
def select(extract: Extract, selection: Selection) -> Cohort:
    """Return the cohort that `selection` asks for; the last few are remembered.

    Parameters
    ----------
    extract : Extract
    selection : Selection
        The default reproduces the report's choices.

    Returns
    -------
    Cohort

    Notes
    -----
    A peildatum later than the extract's own adds nothing: the extract's date is then the limit. For
    an earlier one, an exit after that date is undone (the person was still in guidance) and people
    who came later are dropped. A person without a known exit date keeps the outcome: it cannot be
    dated back.
    """
    return choose(extract, selection).cohort()


def choose(extract: Extract, selection: Selection) -> Chosen:
    """Return everyone of an extract, and who of them are counted; see `select`."""
    standing = stand(extract, counted_at(extract, selection))
    people, columns = standing.people, standing.columns
    if selection.doormigratie == "bij_overig":
        merged = people["uitkomst"].where(people["uitkomst"] != "doormigratie", "overig")
        people = people.assign(uitkomst=merged)
        columns = Columns(people, columns, changed=("uitkomst",))
    came = int(np.count_nonzero(standing.came))
    late = len(people) - came
    steps = [
        FlowStep(
            code="peildatum",
            choice=(selection.peildatum,),
            kept=came,
            dropped=late,
            is_filter=False,
        )
    ]
    counted = standing.came
    for criterion in KEEPING:
        choice = getattr(selection, criterion.code)
        counted = _apply(counted, standing.kept(criterion, choice), steps, criterion, selection)
    for filter_ in (
        candidate for candidate in FILTERS if candidate.code in selection.active_filters
    ):
        mask = filter_.kept(people, getattr(selection, filter_.code))
        counted = _apply(counted, mask, steps, filter_, selection)
    return Chosen(
        extract=extract,
        selection=selection,
        people=people,
        columns=columns,
        counted=counted,
        steps=tuple(steps),
    )


def counted_at(extract: Extract, selection: Selection) -> date:
    """Return the date at which people are counted: the chosen one, or the extract's when later."""
    return min(date.fromisoformat(selection.peildatum), extract.manifest.peildatum)


def inclusion_flow(cohort: Cohort) -> InclusionFlow:
    """Return the account of who was dropped."""
    return cohort.flow


def _apply(
    before: Masks,
    mask: Masks | None,
    steps: list[FlowStep],
    restriction: Inclusion | Filter,
    selection: Selection,
) -> Masks:
    """Return who is left after a step, and enter its line; without its column all stay."""
    counted = before if mask is None else before & mask
    stayed = int(np.count_nonzero(counted))
    written = restriction.written(getattr(selection, restriction.code))
    steps.append(
        FlowStep(
            code=restriction.code,
            choice=written,
            kept=stayed,
            dropped=steps[-1].kept - stayed,
            is_filter=isinstance(restriction, Filter),
            column_missing=mask is None,
        )
    )
    return counted
