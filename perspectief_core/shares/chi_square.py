"""Pearson's chi-square test of two classifications of the same people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from perspectief_core.arrays import Floats, Ints, scipy
from perspectief_core.results import aggregate
from perspectief_core.shares import meaning

Counts = TypeVar("Counts", Ints, Floats)


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class IndependenceTest:
    """Pearson's chi-square test of two classifications of `n` people.

    `log_p` is the natural logarithm of p, which stays exact where p itself becomes 0. `cramers_v`
    runs from 0 to 1. `share_expected_below_5` is the share (0–1) of cells with an expected count
    under 5: with many of those the p value is `rough`.
    """

    chi2: float
    df: int
    p: float
    log_p: float
    cramers_v: float
    share_expected_below_5: float
    n: int

    @property
    def more_than_chance(self) -> bool:
        """Whether the two classifications hang together more than chance gives."""
        return meaning.more_than_chance(self.p)

    @property
    def rough(self) -> bool:
        """Whether small expected counts make the p value a rough guide."""
        return self.share_expected_below_5 > meaning.MOST_SMALL_CELLS


def independence_test(table: Ints) -> IndependenceTest | None:
    """Return Pearson's chi-square test of independence, without continuity correction.

    Parameters
    ----------
    table : int array of shape (rows, columns)
        Counts. Rows and columns without people say nothing and are left out.

    Returns
    -------
    IndependenceTest or None
        None when fewer than two rows or two columns have people.

    Notes
    -----
    Cramér's V is ``sqrt(χ² / (n · (min(r, c) − 1)))``, without correction for chance: with many
    small groups it is above 0 even when nothing is going on.

    References
    ----------
    Cramér, H. (1946). Mathematical Methods of Statistics, sections 21.9 and 30.5. Princeton.

    Examples
    --------
    Aspirin and heart attack, χ² 25.01 (Agresti 2002, table 2.3).

    >>> tested = independence_test(np.array([[189, 10845], [104, 10933]]))
    >>> round(tested.chi2, 2), tested.df, tested.n
    (25.01, 1, 22071)
    """
    filled = filled_part(table)
    if min(filled.shape) < 2:
        return None
    expected = expected_counts(filled)
    return tested(pearson(filled, expected), expected, int(filled.sum()))


def filled_part(table: Counts) -> Counts:
    """Return only the rows and columns with people; core only."""
    filled: Counts = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    return filled


def expected_counts(table: Ints | Floats) -> Floats:
    """Return the counts of a table with people when rows and columns are independent; core only."""
    expected: Floats = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return expected


def pearson(table: Ints | Floats, expected: Floats) -> float:
    """Return Pearson's statistic of a table beside its expected counts; core only."""
    return float(((table - expected) ** 2 / expected).sum())


def tested(chi2: float, expected: Floats, n: int) -> IndependenceTest:
    """Return the test of a table of `n` people, of its statistic and its expected counts.

    Examples
    --------
    >>> aspirin = tested(25.01, np.array([[146.5, 10887.5], [146.5, 10890.5]]), 22071)
    >>> aspirin.df, aspirin.rough, round(aspirin.cramers_v, 3)
    (1, False, 0.034)
    """
    # Not for who only shows such a test, as the home page of an edition could.
    from perspectief_core.splits.statistics import log_p

    rows, columns = expected.shape
    df = (rows - 1) * (columns - 1)
    return IndependenceTest(
        chi2=chi2,
        df=df,
        p=float(scipy.special.chdtrc(df, chi2)),
        log_p=float(log_p(np.array([chi2]), np.array([df]))[0]),
        cramers_v=float(np.sqrt(chi2 / (n * (min(rows, columns) - 1)))),
        share_expected_below_5=float((expected < 5).mean()),
        n=n,
    )
