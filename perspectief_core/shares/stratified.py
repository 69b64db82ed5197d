"""A two-by-two split within strata: what the strata say together, and whether they agree."""

from __future__ import annotations

from dataclasses import dataclass

from perspectief_core.arrays import Floats
from perspectief_core.shares import meaning

Table = Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratified:
    """The split within the groups of one personal characteristic.

    Parameters
    ----------
    kenmerk
        The personal characteristic whose groups are the strata; for the split without strata the
        predictor itself.
    strata
        Number of strata with people on both sides of the split and with and without the outcome.
    n
        People in them.
    odds_ratio, low, high
        Common odds ratio over the strata (Mantel–Haenszel) with its 95 % interval; None when it is
        0 or infinite or there are no strata.
    p
        Of the Cochran–Mantel–Haenszel test with continuity correction; None without strata.
    p_equal
        Of the Breslow–Day test (Tarone's correction) that the strata have one odds ratio; None
        as `odds_ratio`, and with one stratum.
    """

    kenmerk: str
    strata: int
    n: int
    odds_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    p_equal: float | None = None

    @property
    def stands(self) -> bool | None:
        """Whether the split stands within the strata; None when that cannot be judged."""
        return None if self.p is None else meaning.more_than_chance(self.p)


def combine(kenmerk: str, tables: list[Table]) -> Stratified:
    """Return what the strata say together about one split.

    Parameters
    ----------
    kenmerk
        The characteristic whose groups are the strata.
    tables : list of shape (2, 2)
        Counts per stratum: rows the higher side and the rest, columns with and without the outcome.

    Notes
    -----
    Strata in which a margin is 0 are left out. The continuity correction is left out where it would
    overshoot, as R does: where the higher side has within half a person of what is expected.

    References
    ----------
    Mantel, N. and Haenszel, W. (1959). J. Natl. Cancer Inst. 22, 719–748.
    Robins, J., Breslow, N. and Greenland, S. (1986). Biometrics 42, 311–323 (the interval).
    Breslow, N.E. and Day, N.E. (1980). Statistical Methods in Cancer Research I. IARC.
    Tarone, R.E. (1985). Biometrika 72, 91–95.

    Examples
    --------
    Admission to Berkeley by sex within departments: 0.905, p .23 (R `mantelhaen.test`).

    >>> import numpy as np
    >>> departments = np.array(
    ...     [
    ...         [[512, 313], [89, 19]],
    ...         [[353, 207], [17, 8]],
    ...         [[120, 205], [202, 391]],
    ...         [[138, 279], [131, 244]],
    ...         [[53, 138], [94, 299]],
    ...         [[22, 351], [24, 317]],
    ...     ],
    ...     dtype=float,
    ... )
    >>> pooled = combine("department", list(departments))
    >>> round(pooled.odds_ratio, 3), round(pooled.p, 2), pooled.stands
    (0.905, 0.23, False)
    """
    usable = [t for t in tables if (t.sum(axis=0) > 0).all() and (t.sum(axis=1) > 0).all()]
    n = int(sum(t.sum() for t in usable))
    if not usable:
        return Stratified(kenmerk=kenmerk, strata=0, n=0)
    # Here, as it costs more to load than all of this package, and one figure needs it.
    from statsmodels.stats.contingency_tables import StratifiedTable

    joint = StratifiedTable(usable)
    excess = sum(t[0, 0] - t[0].sum() * t[:, 0].sum() / t.sum() for t in usable)
    p = float(joint.test_null_odds(correction=bool(abs(excess) >= 0.5)).pvalue)
    if not _is_estimable(usable):
        return Stratified(kenmerk=kenmerk, strata=len(usable), n=n, p=p)
    low, high = joint.oddsratio_pooled_confint()
    ratio = float(joint.oddsratio_pooled)
    p_equal = float(joint.test_equal_odds(adjust=True).pvalue) if len(usable) > 1 else None
    return Stratified(
        kenmerk=kenmerk,
        strata=len(usable),
        n=n,
        odds_ratio=ratio,
        low=float(low),
        high=float(high),
        p=p,
        p_equal=p_equal,
    )


def _is_estimable(tables: list[Table]) -> bool:
    """Tell whether the common odds ratio is neither 0 nor infinite."""
    with_split = sum(table[0, 0] * table[1, 1] for table in tables)
    against = sum(table[0, 1] * table[1, 0] for table in tables)
    return bool(with_split > 0 and against > 0)
