"""Pearson's chi-square test of two classifications of the same people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints, scipy
from perspectief_core.results import aggregate
from perspectief_core.shares import meaning


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
    filled = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(filled.shape) < 2:
        return None
    n = int(filled.sum())
    expected = np.outer(filled.sum(axis=1), filled.sum(axis=0)) / n
    chi2 = float(((filled - expected) ** 2 / expected).sum())
    df = (filled.shape[0] - 1) * (filled.shape[1] - 1)
    return IndependenceTest(
        chi2=chi2,
        df=df,
        p=float(scipy.special.chdtrc(df, chi2)),
        log_p=float(log_p(np.array([chi2]), np.array([df]))[0]),
        cramers_v=float(np.sqrt(chi2 / (n * (min(filled.shape) - 1)))),
        share_expected_below_5=float((expected < 5).mean()),
        n=n,
    )


_DEEP_TAIL = 1e-280


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
