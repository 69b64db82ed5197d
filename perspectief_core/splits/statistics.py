"""Chi-square statistics and their p values, for many tables at once.

Tables are stored class first: an array of shape (n_classes, ...) holds one outcome class per slice.
Counts are whole numbers in floating point, exact below 2**53.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy

from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits.settings import Statistic

TIE = 1e-12
"""Two statistics or log p values are equal when they differ by less than this share."""
_EXACT_PRODUCTS = 2.0**26
"""Products of numbers up to this are exact in floating point."""
_SPLITTER = 2.0**27 + 1
_DEEP_TAIL = 1e-280


def chi_square(tables: Floats, statistic: Statistic, *, wide: bool) -> tuple[Floats, Ints]:
    """Return the statistic and the number of classes present of many tables.

    Parameters
    ----------
    tables : shape (n_classes, n_tables, n_groups)
        Counts; empty groups and empty classes do not count.
    statistic
        Pearson or likelihood ratio; no continuity correction.
    wide
        Whether counts are so large that products need care; see `needs_care`.

    Returns
    -------
    chi2, classes : shape (n_tables,)
        The degrees of freedom are (non-empty groups - 1) x (classes - 1).

    Examples
    --------
    Aspirin and heart attack, χ² 25.01 (Agresti 2002, table 2.3).

    >>> tables = np.array([[[189.0, 104.0]], [[10845.0, 10933.0]]])
    >>> chi2, classes = chi_square(tables, "pearson", wide=False)
    >>> chi2.round(2).tolist(), classes.tolist()
    ([25.01], [2])
    """
    rows = tables.sum(axis=0)
    columns = tables.sum(axis=2)
    total = columns.sum(axis=0)
    gap = difference_of_products(
        tables, total[None, :, None], rows[None], columns[:, :, None], wide=wide
    )
    # Of a cell o − e is (o·N − row·column)/N: whole numbers until the last division.
    weight = rows[None] * columns[:, :, None]
    relative = _divide(gap, weight)
    if statistic == "pearson":
        terms = _divide(gap * relative, total[None, :, None])
    else:
        terms = 2 * _divide(weight, total[None, :, None]) * _excess(relative)
    return terms.sum(axis=(0, 2)), (columns > 0).sum(axis=0)


def needs_care(observations: Floats) -> bool:
    """Return whether products of counts may be inexact, from the observations of each table."""
    return bool(observations.max(initial=0) > _EXACT_PRODUCTS)


@dataclass(frozen=True, slots=True)
class PairTest:
    """How alike two groups are: the test that decides which groups merge.

    The test is on the two groups alone, with the classes present in them; it is not adjusted for
    the number of pairs. With two classes every pair has one degree of freedom, so that the smaller
    chi-square is the larger p value: the likeness is then minus chi-square, else it is log p.
    """

    statistic: Statistic
    classes: int
    wide: bool

    def threshold(self, alpha: float) -> float:
        """Return the likeness above which p is above `alpha`."""
        if self.classes > 2:
            return float(np.log(alpha)) if alpha > 0 else -np.inf
        return -float(scipy.special.chdtri(1, alpha))

    def log_p_of(self, tables: Floats, groups: Ints) -> Floats:
        """Return log p of whole tables of `groups` groups, stored as `chi_square` asks."""
        chi2, classes = chi_square(tables, self.statistic, wide=self.wide)
        return log_p(chi2, (groups - 1) * (classes - 1))

    def likeness(self, left: Floats, right: Floats) -> Floats:
        """Return how alike groups are; shapes (n_classes, ...) that broadcast; 0 is identical."""
        if self.classes == 2 and self.statistic == "pearson":
            return self._fourfold(left, right)
        chi2, classes = self._two_rows(left, right)
        return -chi2 if self.classes <= 2 else log_p(chi2, classes - 1)

    def _fourfold(self, left: Floats, right: Floats) -> Floats:
        # χ² = N(ad − bc)² / (row and column totals), Pearson's for two by two: no expected counts,
        # so that equal shares give exactly 0 (Fleiss, Levin & Paik 2003, chapter 3).
        gap = difference_of_products(left[0], right[1], left[1], right[0], wide=self.wide)
        first, second = left[0] + right[0], left[1] + right[1]
        weight = first * second
        weight *= left[0] + left[1]
        weight *= right[0] + right[1]
        gap *= gap
        gap *= first + second
        # A class or group without observations makes both numbers 0: nothing differs.
        weight[weight == 0] = 1
        gap /= weight
        return np.negative(gap, out=gap)

    def _two_rows(self, left: Floats, right: Floats) -> tuple[Floats, Ints]:
        one, other = left.sum(axis=0), right.sum(axis=0)
        chi2 = np.zeros(np.broadcast_shapes(one.shape, other.shape))
        classes = np.zeros(chi2.shape, dtype=np.int64)
        for a, b in zip(left, right, strict=True):
            column = a + b
            gap = difference_of_products(a, other, b, one, wide=self.wide)
            classes += column > 0
            if self.statistic == "pearson":
                chi2 += _divide(gap * gap, column * (one * other))
            else:
                chi2 += self._two_cells(gap, column, one, other)
        return chi2, classes

    @staticmethod
    def _two_cells(gap: Floats, column: Floats, one: Floats, other: Floats) -> Floats:
        upper, lower = one * column, other * column
        cells = upper * _excess(_divide(gap, upper)) + lower * _excess(-_divide(gap, lower))
        return 2 * _divide(cells, one + other)


def difference_of_products(a: Floats, b: Floats, c: Floats, d: Floats, *, wide: bool) -> Floats:
    """Return a·b - c·d.

    With `wide` the rounding errors of the two products are computed too (Dekker 1971), so that the
    difference of two nearly equal products keeps its digits and that of two equal products is 0.
    """
    if not wide:
        product = a * b
        product -= c * d
        return product
    first, first_error = _two_product(a, b)
    second, second_error = _two_product(c, d)
    return (first - second) + (first_error - second_error)


def _two_product(a: Floats, b: Floats) -> tuple[Floats, Floats]:
    product = a * b
    a_high = _SPLITTER * a - (_SPLITTER * a - a)
    b_high = _SPLITTER * b - (_SPLITTER * b - b)
    a_low, b_low = a - a_high, b - b_high
    error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    return product, error


def _excess(e: Floats) -> Floats:
    """Return (1 + e)·ln(1 + e) - e, which is never negative, without losing digits near 0.

    The likelihood-ratio statistic is twice the sum of m times this, where m is the expected count
    and e the relative departure from it: the departures themselves sum to zero.
    """
    small = np.abs(e) < 0.01
    series = np.zeros_like(e)
    for k in range(10, 1, -1):
        series = 1 / (k * (k - 1)) - e * series
    with np.errstate(invalid="ignore", divide="ignore"):
        full = scipy.special.xlog1py(1 + e, e) - e
    return np.where(small, e * e * series, full)


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    """Return the quotient, and 0 where the denominator is 0: an empty cell adds nothing."""
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    return np.divide(numerator, denominator, out=np.zeros(shape), where=denominator != 0)


def log_p(chi2: Floats, df: npt.NDArray[Any]) -> Floats:
    """Return the natural logarithm of the upper tail of the chi-square distribution.

    Parameters
    ----------
    chi2
        Statistics, at least 0.
    df
        Degrees of freedom, whole; 0 gives p = 1.

    Returns
    -------
    log p, at most 0. Relatively accurate at both ends: a p of 1e-2000 does not become 0, and p
    values close to 1 stay apart.

    Examples
    --------
    χ² 7.7 of Bijlage 14 (support of the municipality): p .0055, times 4 groupings .022.

    >>> np.exp(log_p(np.array([7.7]), np.array([1]))).round(4).tolist()
    [0.0055]
    """
    half = np.asarray(chi2, dtype=np.float64) / 2
    freedom = np.broadcast_to(np.asarray(df), half.shape)
    shape = np.maximum(freedom, 1) / 2
    upper = np.empty_like(half)
    single = freedom <= 1
    # With one degree of freedom, the usual case, this is the same function and far faster.
    upper[single] = scipy.special.erfc(np.sqrt(half[single]))
    upper[~single] = scipy.special.gammaincc(shape[~single], half[~single])
    result: Floats = np.log(np.maximum(upper, _DEEP_TAIL))
    likely = upper > 0.5
    result[likely] = np.log1p(-scipy.special.gammainc(shape[likely], half[likely]))
    deep = upper < _DEEP_TAIL
    if deep.any():
        result[deep] = _log_upper_gamma(shape[deep], half[deep])
    result[freedom <= 0] = 0.0
    return result


def _log_upper_gamma(shape: Floats, x: Floats) -> Floats:
    """Log of the regularised upper incomplete gamma function, by Legendre's continued fraction.

    Evaluated from the back; so deep in the tail that 200 terms are far more than it needs.
    """
    fraction = np.zeros_like(x)
    for k in range(200, 0, -1):
        fraction = k * (shape - k) / (x + 2 * k + 1 - shape + fraction)
    log_fraction = np.log(x + 1 - shape + fraction)
    return -x + shape * np.log(x) - scipy.special.gammaln(shape) - log_fraction
