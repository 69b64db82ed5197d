"""The specification curve: every combination from the lowest share to the highest.

Thousands of combinations do not fit on a screen, so neighbours on the curve share a column. A
column keeps its lowest and highest share, how often each option stands in it, and one whole
combination, its middle one, that a reader can open.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Ints
from perspectief_core.cohort.grouping import Basis
from perspectief_core.cohort.selection import CRITERIA, Selection
from perspectief_core.results import aggregate
from perspectief_core.sensitivity.combinations import Combinations, outcome_counts
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
    """Neighbouring combinations on the curve.

    Parameters
    ----------
    low, high
        Smallest and largest share in the column.
    size
        Combinations in it.
    middle, choices
        Share of the middle combination and its choices.
    options
        Per criterion, per option: the part (0–1) of the column's combinations that choose it.
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
    """All combinations with a share, sorted, in columns of (almost) equal size.

    Parameters
    ----------
    report, report_place
        Under the report's choices: the share, and its place from the lowest (0) to the highest
        (1), in the middle of equal shares; None without people.
    combinations, without_share
        As in `ranges.ShareRange`.
    filters
        In force for every combination.
    """

    outcome: str
    basis: Basis
    report: Share
    report_place: float | None
    combinations: int
    without_share: int
    columns: tuple[CurveColumn, ...]
    filters: Selection


def curve(found: Combinations, outcome: str, basis: Basis = "all") -> Curve:
    """Return the specification curve of an outcome.

    Parameters
    ----------
    found : Combinations
    outcome : str
    basis : {"all", "exits"}

    Raises
    ------
    ValueError
        When the outcome is unknown, or `in_begeleiding` is asked of those who left.

    Notes
    -----
    Equal shares keep the order of the combinations, so that a curve is always drawn the same.

    References
    ----------
    Simonsohn, U., Simmons, J. P. & Nelson, L. D. (2020). Specification curve analysis. Nature Human
    Behaviour 4, 1208–1214.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> found = combine(load("data/synthetic"))
    >>> len(curve(found, "mob").columns)
    120
    """
    counts = outcome_counts(found)
    shares = share_cube(counts, (outcome,), basis)
    flat = shares.ravel()
    order = np.flatnonzero(~np.isnan(flat))
    order = order[np.argsort(flat[order], kind="stable")]
    total = int(possible().sum())
    report = report_share(counts, outcome, basis)
    columns = tuple(
        _column(part, flat, counts, (outcome, basis))
        for part in np.array_split(order, min(COLUMNS, len(order)) or 1)
        if part.size
    )
    place = _place(flat[order], report)
    return Curve(
        outcome=outcome,
        basis=basis,
        report=report,
        report_place=place,
        combinations=total,
        without_share=total - len(order),
        columns=columns,
        filters=found.filters,
    )


def _place(ascending: Floats, report: Share) -> float | None:
    if report.share is None or not ascending.size:
        return None
    ends = (np.searchsorted(ascending, report.share, side) for side in ("left", "right"))
    return float(sum(ends)) / 2 / len(ascending)


def _column(part: Ints, shares: Floats, counts: Ints, asked: tuple[str, Basis]) -> CurveColumn:
    middle = int(part[len(part) // 2])
    spots = np.unravel_index(part, counts.shape[:-1])
    options = tuple(
        tuple((np.bincount(spot, minlength=len(c.options)) / len(part)).tolist())
        for c, spot in zip(CRITERIA, spots, strict=True)
    )
    share = share_of(counts.reshape(-1, counts.shape[-1])[middle], *asked)
    low, high = float(shares[part[0]]), float(shares[part[-1]])
    return CurveColumn(
        low=low,
        high=high,
        size=len(part),
        middle=share,
        choices=all_choices()[middle],
        options=options,
    )
