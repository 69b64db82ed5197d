"""Which groups of a characteristic have more or fewer of which outcome, by plain chi-square.

This says what goes together, not why. A characteristic of the steunpunt is the same for all its
people, so that its p is far too small: twenty steunpunten are the evidence, not their people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.associations.characteristics import (
    Level,
    characteristic_groups,
    characteristics,
    contract_columns,
)
from perspectief_core.cohort.grouping import Basis
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError
from perspectief_core.data import contract
from perspectief_core.results import aggregate
from perspectief_core.shares.chi_square import IndependenceTest, independence_test
from perspectief_core.steunpunten.counts import outcome_table, outcomes_in_use


@dataclass(frozen=True, slots=True)
class ResidualCell:
    """One group and one outcome: counted, expected without association, adjusted residual.

    The residual is about normal without association: beyond ±2 is more than chance for one cell
    looked at by itself. None where a row or column is empty or holds everyone.
    """

    group: str
    outcome: str
    count: int
    expected: float
    residual: float | None


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Residuals:
    """Groups of a characteristic × outcomes; cells row by row. `test` as in `independence_test`."""

    characteristic: str
    level: Level
    groups: tuple[str, ...]
    outcomes: tuple[str, ...]
    cells: tuple[ResidualCell, ...]
    test: IndependenceTest | None


def residuals(cohort: Cohort, characteristic: str, basis: Basis = "all") -> Residuals:
    """Return which groups have more or fewer of which outcome than without association.

    Parameters
    ----------
    cohort : Cohort
    characteristic : str
        One of `characteristics(cohort)`.
    basis : {"all", "exits"}

    Returns
    -------
    Residuals
        Over the outcomes that can occur; groups without people stay, with residual None.

    Raises
    ------
    ColumnMissingError
        When the extract lacks the column.
    ValueError
        When it is no characteristic.

    Notes
    -----
    Adjusted Pearson residual ``(O − E) / sqrt(E (1 − row/n) (1 − column/n))``.

    References
    ----------
    Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics 29,
    205–220.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> cells = residuals(everyone, "geslacht")
    >>> cells.test.df, len(cells.cells)
    (5, 12)
    """
    known = characteristics(cohort)
    if characteristic not in known:
        if characteristic in contract_columns():
            raise ColumnMissingError("deelnemers", characteristic)
        raise ValueError(f"`characteristic` must be one of {', '.join(known)}")
    groups, outcomes = characteristic_groups(cohort, characteristic), outcomes_in_use(cohort, basis)
    columns = [contract.OUTCOMES.index(outcome) for outcome in outcomes]
    counts = outcome_table(cohort, basis, groups)[:, columns]
    return Residuals(
        characteristic=characteristic,
        level=known[characteristic],
        groups=groups.codes,
        outcomes=outcomes,
        cells=_residual_cells(groups.codes, outcomes, counts),
        test=independence_test(counts),
    )


def _residual_cells(
    groups: tuple[str, ...], outcomes: tuple[str, ...], counts: Ints
) -> tuple[ResidualCell, ...]:
    n = max(int(counts.sum()), 1)
    row, column = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    expected = row * column / n
    variance = expected * (1 - row / n) * (1 - column / n)
    defined = variance > 0
    scaled = (counts - expected) / np.sqrt(np.where(defined, variance, 1.0))
    return tuple(
        ResidualCell(
            group,
            outcome,
            int(counts[r, c]),
            float(expected[r, c]),
            float(scaled[r, c]) if defined[r, c] else None,
        )
        for r, group in enumerate(groups)
        for c, outcome in enumerate(outcomes)
    )
