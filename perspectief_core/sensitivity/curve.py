"""The specification curve: every different counting from the lowest share to the highest.

Combinations of choices that count the same people are one. Hundreds of countings do not fit on a
screen, so neighbours on the curve share a column. A column keeps its lowest and highest share, how
often each option stands in it, and one whole combination, for its middle one, that a reader can
open.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Ints
from perspectief_core.cohort.grouping import Basis, members
from perspectief_core.cohort.selection import Selection
from perspectief_core.results import aggregate
from perspectief_core.sensitivity.combinations import Combinations, outcome_counts
from perspectief_core.sensitivity.distinct import countings
from perspectief_core.sensitivity.impossible import possible
from perspectief_core.sensitivity.ranges import (
    Choices,
    all_choices,
    report_share,
    share_cube,
    share_of,
)
from perspectief_core.shares.intervals import Share

COLUMNS = 120
"""Columns of a curve at most: three pixels each on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveColumn:
    """Neighbouring countings on the curve.

    Parameters
    ----------
    low, high
        Smallest and largest share in the column.
    size
        Countings in it.
    middle, choices
        Share of the middle counting and the choices that give it, with the fewest departures.
    options
        Per criterion, per option: the part (0–1) of the column's countings that it can give. One
        counting can have several options, so parts may add up to more than 1.
    """

    low: float
    high: float
    size: int
    middle: Share
    choices: Choices
    options: tuple[tuple[float, ...], ...]


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """All countings with a share, sorted, in columns of (almost) equal size.

    Parameters
    ----------
    report, report_place
        Under the report's choices: the share, and its place from the lowest (0) to the highest
        (1), in the middle of equal shares; None without people.
    combinations, countings, without_share
        As in `ranges.ShareRange`.
    filters
        In force for every combination.
    """

    outcome: str
    basis: Basis
    report: Share
    report_place: float | None
    combinations: int
    countings: int
    without_share: int
    columns: tuple[CurveColumn, ...]
    filters: Selection


def curve(combined: Combinations, outcome: str, basis: Basis = "all") -> Curve:
    """Return the specification curve of an outcome.

    Errors are those of `ranges.ranges`.

    Parameters
    ----------
    combined : Combinations
    outcome : str
    basis : {"all", "exits"}

    Notes
    -----
    Equal shares keep the order of the countings, so that a curve is always drawn the same.

    References
    ----------
    Simonsohn, U., Simmons, J. P. & Nelson, L. D. (2020). Specification curve analysis. Nature Human
    Behaviour 4, 1208–1214.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> combined = combine(load("data/synthetic"))
    >>> len(curve(combined, "mob").columns)
    120
    """
    counts = outcome_counts(combined)
    each = countings(combined, *members(outcome))
    shares = each.of(share_cube(counts, members(outcome), basis))
    order = np.flatnonzero(~np.isnan(shares))
    order = order[np.argsort(shares[order], kind="stable")]
    report = report_share(counts, outcome, basis)
    middles = [(part, each.first[part[len(part) // 2]]) for part in _parts(order)]
    return Curve(
        outcome=outcome,
        basis=basis,
        report=report,
        report_place=_place(shares[order], report),
        combinations=int(possible().sum()),
        countings=each.number,
        without_share=each.number - len(order),
        columns=tuple(
            CurveColumn(
                low=float(shares[part[0]]),
                high=float(shares[part[-1]]),
                size=len(part),
                middle=share_of(counts.reshape(-1, counts.shape[-1])[middle], outcome, basis),
                choices=all_choices()[middle],
                options=tuple(tuple(which[part].mean(axis=0).tolist()) for which in each.reached),
            )
            for part, middle in middles
        ),
        filters=combined.filters,
    )


def _parts(order: Ints) -> list[Ints]:
    """Return sorted countings in columns of (almost) equal size."""
    return [part for part in np.array_split(order, min(COLUMNS, len(order)) or 1) if part.size]


def _place(ascending: Floats, report: Share) -> float | None:
    if report.share is None or not ascending.size:
        return None
    ends = (np.searchsorted(ascending, report.share, side) for side in ("left", "right"))
    return float(sum(ends)) / 2 / len(ascending)
