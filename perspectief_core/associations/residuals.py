"""Which characteristics hang together with the outcome, one at a time, by plain chi-square.

Every characteristic of people and of their steunpunten is set against one outcome, yes or no. This
says what goes together, not why. A characteristic of the steunpunt is the same for all its people,
so that its p is far too small: twenty steunpunten are the evidence, not their people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.associations.characteristics import (
    CharacteristicTable,
    Level,
    Tabulator,
    characteristics,
    contract_columns,
)
from perspectief_core.cohort.grouping import Basis
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError
from perspectief_core.data import contract
from perspectief_core.results import aggregate
from perspectief_core.shares.chi_square import IndependenceTest, independence_test
from perspectief_core.shares.flags import adjusted
from perspectief_core.steunpunten.counts import outcomes_in_use

_GUIDED = contract.OUTCOMES.index("in_begeleiding")


@dataclass(frozen=True, slots=True)
class Association:
    """One characteristic against one outcome, yes or no.

    Parameters
    ----------
    level
        Whether people or steunpunten have it; p and V of the latter overstate.
    chi2, df, p, cramers_v, low_expected
        Pearson's test. `low_expected` is the share (0–1) of cells with an expected count under 5.
        None when fewer than two groups have people or everyone or nobody has the outcome.
    p_adjusted
        After Benjamini–Hochberg over all characteristics tested.
    cramers_v_corrected
        V without what chance alone would give (Bergsma); 0 when there is no more than that.
    n, groups
        People, and groups with people.
    """

    characteristic: str
    level: Level
    chi2: float | None
    df: int | None
    p: float | None
    p_adjusted: float | None
    cramers_v: float | None
    cramers_v_corrected: float | None
    n: int
    groups: int
    low_expected: float | None


@aggregate
@dataclass(frozen=True, slots=True)
class AssociationScreen:
    """All characteristics against one outcome, people's first, each level in contract order.

    `missing` names the columns of the contract that the extract lacks.
    """

    outcome: str
    basis: Basis
    associations: tuple[Association, ...]
    missing: tuple[str, ...]


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
@dataclass(frozen=True, slots=True)
class Residuals:
    """Groups of a characteristic × outcomes; cells row by row. `test` as in `independence_test`."""

    characteristic: str
    level: Level
    basis: Basis
    groups: tuple[str, ...]
    outcomes: tuple[str, ...]
    cells: tuple[ResidualCell, ...]
    test: IndependenceTest | None


def screen_characteristics(cohort: Cohort, outcome: str, basis: Basis = "all") -> AssociationScreen:
    """Test every available characteristic against one outcome.

    Parameters
    ----------
    cohort : Cohort
    outcome : str
        One of `contract.OUTCOMES`.
    basis : {"all", "exits"}
        Everyone counted, or those who left.

    Returns
    -------
    AssociationScreen

    Raises
    ------
    ValueError
        When the outcome is unknown, or `in_begeleiding` is asked of those who left.

    Notes
    -----
    Groups as in `characteristics.group_values`; columns that follow from the outcome are left out.
    Groups are not merged and p is not corrected for a choice of groups: that
    is what CHAID does. V is above 0 by chance alone, more so with many groups, hence the corrected
    one: ``φ² − (r − 1)(c − 1)/(n − 1)`` over sizes likewise reduced.

    References
    ----------
    Cramér, H. (1946). Mathematical Methods of Statistics. Bergsma, W. (2013). A bias-correction for
    Cramér's V and Tschuprow's T. J. Korean Statistical Society 42, 323–328.
    """
    allowed = contract.OUTCOMES if basis == "all" else contract.OUTCOMES[_GUIDED + 1 :]
    if outcome not in allowed:
        raise ValueError(f"`outcome` must be one of {', '.join(allowed)}; found `{outcome}`")
    column = contract.OUTCOMES.index(outcome)
    tables = Tabulator.of(cohort, basis).tables()
    tests = [independence_test(_yes_no(table, column)) for table in tables]
    ps = adjusted([None if test is None else test.p for test in tests])
    found = tuple(_association(*row) for row in zip(tables, tests, ps, strict=True))
    missing = tuple(name for name in contract_columns() if name not in cohort.people)
    return AssociationScreen(outcome, basis, found, missing)


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
    """
    known = characteristics(cohort)
    if characteristic not in known:
        if characteristic in contract_columns():
            raise ColumnMissingError("deelnemers", characteristic)
        raise ValueError(f"`characteristic` must be one of {', '.join(known)}")
    table = Tabulator.of(cohort, basis).table(characteristic)
    outcomes = outcomes_in_use(cohort, basis)
    counts = table.counts[:, [contract.OUTCOMES.index(outcome) for outcome in outcomes]]
    cells = _residual_cells(table.groups, outcomes, counts)
    test = independence_test(counts)
    return Residuals(characteristic, table.level, basis, table.groups, outcomes, cells, test)


def _yes_no(table: CharacteristicTable, column: int) -> Ints:
    hits = table.counts[:, column]
    return np.column_stack([hits, table.counts.sum(axis=1) - hits])


def _association(
    table: CharacteristicTable, test: IndependenceTest | None, p_adjusted: float | None
) -> Association:
    people = table.counts.sum(axis=1)
    n, groups = int(people.sum()), int(np.count_nonzero(people))
    if test is None:
        return Association(
            table.name, table.level, None, None, None, None, None, None, n, groups, None
        )
    return Association(
        table.name,
        table.level,
        test.chi2,
        test.df,
        test.p,
        p_adjusted,
        test.cramers_v,
        _corrected_v(test, groups),
        n,
        groups,
        test.share_expected_below_5,
    )


def _corrected_v(test: IndependenceTest, groups: int) -> float:
    """Return Bergsma's V for a table of `groups` × 2."""
    square = max(test.chi2 / test.n - (groups - 1) / (test.n - 1), 0.0)
    sizes = (size - (size - 1) ** 2 / (test.n - 1) for size in (groups, 2))
    smallest = min(sizes) - 1
    return min(float(np.sqrt(square / smallest)), 1.0) if smallest > 0 else 0.0


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
