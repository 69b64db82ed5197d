"""One number of a figure, and where it lies under every combination of inclusion criteria.

A measure is a share of people or a mean; what it is about is a column of the people counted, so
that any figure of any page can say what it would be under other choices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks, pd
from perspectief_core.cohort.criteria import is_one_of
from perspectief_core.cohort.filters import FILTERS
from perspectief_core.cohort.grouping import UNKNOWN, Basis
from perspectief_core.results import aggregate
from perspectief_core.sensitivity.combinations import (
    Combinations,
    Layer,
    outcome_counts,
    part_of,
)
from perspectief_core.sensitivity.distinct import countings
from perspectief_core.sensitivity.impossible import possible
from perspectief_core.sensitivity.measures_over_time import incidence_cube
from perspectief_core.sensitivity.ranges import share_cube, totals
from perspectief_core.shares.meaning import FEWEST

Of = Literal["iedereen", "bekend", "uitgestroomd", "in_begeleiding", "gevolgd"]
_NEEDS: dict[Of, tuple[str, ...]] = {
    "uitgestroomd": ("uitkomst",),
    "in_begeleiding": ("uitkomst",),
}
"""The column that says whom a measure is of."""
_FILTERS = {filter_.code: filter_ for filter_ in FILTERS if filter_.kind == "choices"}


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number is about.

    Parameters
    ----------
    column
        A column of the cohort, or a filter with choices: then its groups. `aantal` is how many
        people are counted.
    levels
        The share of people with one of these values, as text. Empty: the mean of the column, over
        who has a value.
    of
        Whom the share is of: everyone counted, those whose value is known, those who left, or those
        still in guidance. `gevolgd`: the one outcome of `levels` within `months` whole months, of
        those followed, corrected for who entered late.
    """

    column: str
    levels: tuple[str, ...] = ()
    of: Of = "iedereen"
    months: int = 0


COUNTED = "aantal"


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRange:
    """Where a measure lies: under the report's choices, its smallest and its largest value.

    Only countings in which it is about ten people or more enter; `report` is None when the report's
    choices give fewer, `low` and `high` when all do. `combinations` is how many combinations there
    are, `countings` how many different ones, and `without` how many of those did not enter.
    `fewest` is the smallest number of people that it is about in a counting that entered; None when
    none did.
    """

    measure: Measure
    report: float | None
    low: float | None
    high: float | None
    combinations: int
    countings: int
    without: int
    fewest: int | None


def measure_range(combined: Combinations, measure: Measure) -> MeasureRange:
    """Return where a measure lies over all possible combinations of choices.

    Raises
    ------
    ColumnMissingError
        When the extract lacks the column.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> combined = combine(load("data/synthetic"))
    >>> about = measure_range(combined, Measure("geslacht", ("vrouw",)))
    >>> round(about.report, 2), about.combinations
    (0.26, 3264)
    """
    each = countings(combined, *(measure.levels if measure.column == "uitkomst" else ()))
    values, people = _values_of(combined, measure)
    known = each.of(values)
    entered = ~np.isnan(known)
    report = float(values[(0,) * values.ndim])
    return MeasureRange(
        measure=measure,
        report=None if np.isnan(report) else report,
        low=float(known[entered].min()) if entered.any() else None,
        high=float(known[entered].max()) if entered.any() else None,
        combinations=int(possible().sum()),
        countings=each.number,
        without=int((~entered).sum()),
        fewest=int(each.of(people)[entered].min()) if entered.any() else None,
    )


def _values_of(combined: Combinations, measure: Measure) -> tuple[Floats, Ints]:
    """Return the measure in every combination, and how many people it is about."""
    if measure.of == "gevolgd":
        return incidence_cube(combined, measure.levels[0], measure.months), _everyone(combined)
    if measure.column == COUNTED:
        everyone = _everyone(combined)
        return everyone.astype(np.float64), everyone
    if measure.column == "uitkomst":
        return _outcome_share(combined, measure)
    return _any(combined, measure)


def _everyone(combined: Combinations) -> Ints:
    """Return how many people every combination counts."""
    counted: Ints = outcome_counts(combined).sum(axis=-1)
    return counted


def _outcome_share(combined: Combinations, measure: Measure) -> tuple[Floats, Ints]:
    """Return the share of outcomes, where onward migration may count as another outcome."""
    counts = outcome_counts(combined)
    basis: Basis = "exits" if measure.of == "uitgestroomd" else "all"
    people = totals(counts, basis)
    return share_cube(counts, measure.levels, basis, people >= FEWEST), people


def _any(combined: Combinations, measure: Measure) -> tuple[Floats, Ints]:
    weigh = _weigh_share if measure.levels else _weigh_mean
    table = combined.add(lambda layer: weigh(layer, measure))
    hits, total = table[..., 0], table[..., 1]
    return part_of(hits, total, total >= FEWEST), total


def _weigh_share(layer: Layer, measure: Measure) -> tuple[Ints, Ints]:
    """Return people by kind, and what each adds to those with one of the levels and to all."""
    filter_ = _FILTERS.get(measure.column)
    people, alike = _people(layer, measure, filter_.column if filter_ else measure.column)
    values = filter_.groups(alike) if filter_ else alike[measure.column]
    known = values.notna().to_numpy(dtype=np.bool_) & ~_is_one_of(values, (UNKNOWN,))
    counted = _counted(alike, measure.of, known)
    hit = counted & _is_one_of(values, measure.levels)
    return people, np.stack([hit, counted], axis=1).astype(np.int64)


def _weigh_mean(layer: Layer, measure: Measure) -> tuple[Ints, Ints]:
    """Return people by kind, and what each adds to sum and number."""
    people, alike = _people(layer, measure, measure.column)
    values = alike[measure.column].to_numpy(dtype=np.float64, na_value=np.nan)
    counted = _counted(alike, measure.of, ~np.isnan(values)) & ~np.isnan(values)
    numbers = np.where(counted, values, 0.0).astype(np.int64)
    return people, np.stack([numbers, counted], axis=1).astype(np.int64)


def _people(layer: Layer, measure: Measure, column: str) -> tuple[Ints, pd.DataFrame]:
    """Return people by kind, and what matters of the kinds."""
    columns = dict.fromkeys((column, *_NEEDS.get(measure.of, ())))
    people, alike = layer.people(*columns)
    return people, alike.people


def _is_one_of(values: pd.Series, levels: tuple[str, ...]) -> Masks:
    if pd.api.types.is_numeric_dtype(values):
        wanted = [float(level) for level in levels if level.isdecimal()]
        return np.isin(values.to_numpy(dtype=np.float64, na_value=np.nan), wanted)
    return is_one_of(values, levels)


def _counted(alike: pd.DataFrame, of: Of, known: Masks) -> Masks:
    if of == "bekend":
        return known
    if of == "iedereen":
        return np.ones(len(alike), dtype=np.bool_)
    guided = (alike["uitkomst"] == "in_begeleiding").to_numpy(dtype=np.bool_)
    return guided if of == "in_begeleiding" else ~guided
