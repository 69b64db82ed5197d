"""From an extract and a selection to the people counted, with the account of who was dropped.

The steps, in this order: outcomes are brought back to the chosen peildatum; the inclusion criteria
each keep or drop people and leave one line in the flow; onward migration is merged when asked; the
filters do the same as the criteria. Nothing is dropped without a line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from perspectief_core.arrays import Ints
from perspectief_core.cohort.criteria import KEEPING, Inclusion, true
from perspectief_core.cohort.filters import FILTERS, Filter
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.results import aggregate


class ColumnMissingError(Exception):
    """The extract lacks an optional column that this question needs."""

    def __init__(self, table: str, column: str) -> None:
        self.table, self.column = table, column
        super().__init__(f"`{table}` has no column `{column}`")


@dataclass(frozen=True, slots=True)
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

    @property
    def n(self) -> int:
        """Number of people counted."""
        return len(self.people)

    def column(self, name: str) -> pd.Series:
        """Return a column of the people; ColumnMissingError when the extract does not have it."""
        if name not in self.people:
            raise ColumnMissingError("deelnemers", name)
        return self.people[name]


def select(extract: Extract, selection: Selection) -> Cohort:
    """Return the cohort that `selection` asks for.

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
    peildatum = counted_at(extract, selection)
    people = _as_of(extract.deelnemers, peildatum, extract.manifest.peildatum)
    people = people.assign(
        **_of_places(people, extract.steunpunten),
        volgtijd=_full_months(people["instroom"], peildatum),
    )
    came = people[true(people["instroom"] < pd.Timestamp(peildatum))]
    late = len(people) - len(came)
    steps = [FlowStep("peildatum", (selection.peildatum,), len(came), late, is_filter=False)]
    people = came
    for criterion in KEEPING:
        people = _apply(people, steps, criterion, selection)
    if selection.doormigratie == "bij_overig":
        merged = people["uitkomst"].where(people["uitkomst"] != "doormigratie", "overig")
        people = people.assign(uitkomst=merged)
    for filter_ in (one for one in FILTERS if one.code in selection.active_filters):
        people = _apply(people, steps, filter_, selection)
    people = people.assign(maanden=_months(people, peildatum))
    flow = InclusionFlow(len(extract.deelnemers), tuple(steps))
    return Cohort(people, extract.steunpunten, flow, selection, peildatum)


def counted_at(extract: Extract, selection: Selection) -> date:
    """Return the date at which people are counted: the chosen one, or the extract's when later."""
    return min(date.fromisoformat(selection.peildatum), extract.manifest.peildatum)


def inclusion_flow(cohort: Cohort) -> InclusionFlow:
    """Return the account of who was dropped."""
    return cohort.flow


def months_between(start: pd.Series, end: pd.Series) -> pd.Series:
    """Return whole calendar months from `start` to `end` (dates); missing stays missing."""
    months = _months_since(end) - _months_since(start)
    return pd.Series(months, index=start.index, dtype="Int64").mask(start.isna() | end.isna())


def _months_since(dates: pd.Series) -> Ints:
    return dates.to_numpy().astype("datetime64[M]").astype(np.int64)


def _of_places(people: pd.DataFrame, steunpunten: pd.DataFrame) -> dict[str, pd.Series]:
    """Return what each person has from the steunpunt; all of it is worked out per steunpunt."""
    place, codes = pd.factorize(people["steunpunt"])
    guided = (people["uitkomst"] == "in_begeleiding").to_numpy(dtype=bool, na_value=False)
    werkwijze = steunpunten.set_index("steunpunt")["werkwijze"].astype(object)
    sizes, in_guidance = (np.bincount(who, minlength=len(codes)) for who in (place, place[guided]))
    of_place = {
        "werkwijze": pd.Series(codes).map(werkwijze),
        "grootte_steunpunt": pd.Series(sizes),
        "begeleid_steunpunt": pd.Series(in_guidance, dtype="Int64"),
    }
    return {name: one.take(place).set_axis(people.index) for name, one in of_place.items()}


def _full_months(start: pd.Series, peildatum: date) -> pd.Series:
    """Return the months that have passed in full, so that a month and a day are not a month."""
    months = months_between(start, pd.Series(pd.Timestamp(peildatum), index=start.index))
    full: pd.Series = months - (start.dt.day > peildatum.day).astype("Int64")
    return full


def _as_of(people: pd.DataFrame, peildatum: date, extract_date: date) -> pd.DataFrame:
    if peildatum >= extract_date:
        return people
    later = (people["uitstroom"] >= pd.Timestamp(peildatum)).fillna(False)
    changed = {
        "uitkomst": people["uitkomst"].where(~later, "in_begeleiding"),
        "uitstroom": people["uitstroom"].where(~later),
    }
    if "beeindigd_door" in people:
        changed["beeindigd_door"] = people["beeindigd_door"].where(~later)
    return people.assign(**changed)


def _months(people: pd.DataFrame, peildatum: date) -> pd.Series:
    guided = people["uitkomst"] == "in_begeleiding"
    end = people["uitstroom"].where(~guided, pd.Timestamp(peildatum))
    return months_between(people["instroom"], end)


def _apply(
    people: pd.DataFrame, steps: list[FlowStep], one: Inclusion | Filter, selection: Selection
) -> pd.DataFrame:
    chosen = getattr(selection, one.code)
    mask = one.kept(people, chosen)
    kept = people if mask is None or mask.all() else people[mask]
    dropped = len(people) - len(kept)
    is_filter, missing = isinstance(one, Filter), mask is None
    steps.append(FlowStep(one.code, one.written(chosen), len(kept), dropped, is_filter, missing))
    return kept
