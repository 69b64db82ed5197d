"""The letter's claims against DT&V, over all combinations of choices on both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Ints
from perspectief_core.audit.rounding import TOLERANCES
from perspectief_core.cohort.grouping import RESULTS
from perspectief_core.cohort.selection import CRITERIA, Criterion
from perspectief_core.comparison.dtv import DTV_CRITERIA, DtvCounts, dtv_counts
from perspectief_core.comparison.sides import OPEN, OTHER, dtv_outcomes
from perspectief_core.data import contract
from perspectief_core.data.extract import Extract
from perspectief_core.data.remembered import remembered
from perspectief_core.sensitivity.combinations import Combinations, outcome_counts, part_of
from perspectief_core.sensitivity.distinct import Countings, Scalar, label, merged_apart
from perspectief_core.sensitivity.impossible import possible
from perspectief_core.sensitivity.verdicts import Verdict, Verdicts, judge, over_criteria

DENOMINATORS = (
    Criterion(code="open_zaken", options=("meetellen", "weglaten")),
    Criterion(code="andere_reden", options=("meetellen", "weglaten")),
)
"""Whether both sides count open cases and other reasons; the letter's choice first."""
BOTH_SIDES = (*CRITERIA, *DTV_CRITERIA, *DENOMINATORS)
PRINTED_CONCRETE = 18
"""What the letter prints, in per cent: the sum of two rounded shares, where 128 of 733 is 17.5."""
_EXTRACTS_KEPT = 2
"""Extracts of which the counts of DT&V are kept: the one in use, and the one before it."""


@dataclass(frozen=True, slots=True)
class AgainstDtv:
    """A claim that a share of Perspectief is higher or lower than the one beside it at DT&V."""

    code: str
    outcome: str
    dtv_outcome: str
    direction: Literal["hoger", "lager"]


AGAINST_DTV = (
    AgainstDtv("vergunning_hoger", "verblijfsvergunning", "vergunning", "hoger"),
    AgainstDtv("terugkeer_lager", "terugkeer", "aantoonbaar_vertrek", "lager"),
    AgainstDtv("mob_lager", "mob", "zelfstandig_zonder_toezicht", "lager"),
    AgainstDtv("in_begeleiding_hoger", "in_begeleiding", "caseload", "hoger"),
)


def claims(combined: Combinations) -> Verdicts:
    """Return in how many countings each claim against DT&V holds.

    Parameters
    ----------
    combined : Combinations
        The DT&V persons come from its extract; filters do not act on them.

    Returns
    -------
    Verdicts
        Permit share higher, return lower, unknown destination lower and still in guidance higher
        than at DT&V. Their number is Perspectief's share minus DT&V's (−1 to 1).

    Notes
    -----
    Both sides are counted at the same peildatum where DT&V's dates are known. A claim must hold
    against the least favourable share that the rounding of DT&V allows; a share equal to that does
    not make it hold. Point estimates are compared: chance is not looked at.
    Where open cases are left out, nothing is said about being one.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> combined = combine(load("data/synthetic"))
    >>> [verdict.claim for verdict in claims(combined).verdicts if verdict.in_report]
    ['vergunning_hoger', 'terugkeer_lager', 'mob_lager', 'in_begeleiding_hoger']
    """
    counts = outcome_counts(combined)
    beside = _beside(combined.extract, tuple(layer.cohort.peildatum for layer in combined.layers))
    each = _countings(combined, beside.counts)
    verdicts = tuple(
        _against_dtv(counts, claim, shares, each)
        for claim, shares in zip(AGAINST_DTV, beside.shares, strict=True)
    )
    total = int(possible().sum() * np.prod([len(c.options) for c in BOTH_SIDES[len(CRITERIA) :]]))
    return Verdicts(verdicts, BOTH_SIDES, total, each.number)


def concrete_perspective(combined: Combinations) -> Verdicts:
    """Return in how many countings 'eighteen per cent got a concrete perspective' holds.

    The share with a permit or return, of everyone counted, must print as 18 %: the rule of the
    audit.

    Examples
    --------
    128 of 733 prints as 17 %.

    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> combined = combine(load("data/synthetic"))
    >>> concrete_perspective(combined).verdicts[0].in_report
    False
    """
    counts = outcome_counts(combined)
    total = counts.sum(axis=-1)
    hits = counts[..., [contract.OUTCOMES.index(code) for code in RESULTS]].sum(axis=-1)
    share = part_of(hits, total)
    holds = np.abs(100 * share - PRINTED_CONCRETE) <= TOLERANCES["heel"]
    return over_criteria(combined, {"concreet_perspectief": (holds, share)})


@dataclass(frozen=True, slots=True, eq=False)
class _Beside:
    """DT&V per peildatum and choice on its own side: its counts, and its shares per claim."""

    counts: tuple[DtvCounts, ...]
    shares: tuple[tuple[Floats, Floats], ...]


@remembered(_EXTRACTS_KEPT)
def _beside(extract: Extract, days: tuple[date, ...]) -> _Beside:
    """Return DT&V on each peildatum: filters do not act on it, it is the same for all."""
    windows, ages = (criterion.options for criterion in DTV_CRITERIA)
    counts = tuple(
        dtv_counts(extract, window, age, day) for day, window, age in product(days, windows, ages)
    )
    return _Beside(counts, tuple(_dtv_shares(counts, claim) for claim in AGAINST_DTV))


def _countings(combined: Combinations, others: tuple[DtvCounts, ...]) -> Countings:
    """Return the different countings of both sides; DT&V's are those with other counts."""
    variants = [[count.exact for count in counts.outcomes] for counts in others]
    _, numbers = np.unique(variants, axis=0, return_inverse=True)
    # Where other reasons are left out, it matters whether onward migration is one of them.
    own = np.stack([2 * combined.groups, merged_apart(combined)], axis=-1)[..., None, None, None, :]
    groups = own * len(variants) + _per_peildatum(numbers)[..., None, None]
    groups = 4 * groups + np.arange(4).reshape(2, 2)
    allowed = possible()[(..., *[None] * (len(BOTH_SIDES) - len(CRITERIA)))]
    return label(groups, allowed)


def _per_peildatum(values: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    """Give values per variant of DT&V the axes of the criteria and of its own choices."""
    axes = [
        len(criterion.options) if criterion.code == "peildatum" else 1 for criterion in CRITERIA
    ]
    own = [len(criterion.options) for criterion in DTV_CRITERIA]
    return values.reshape(*axes, *own, *values.shape[1:])


def _against_dtv(
    counts: Ints, claim: AgainstDtv, shares: tuple[Floats, Floats], each: Countings
) -> Verdict:
    own = _over_denominators(lambda dropped: _own_share(counts, claim.outcome, dropped), 0)
    own = own[..., None, None, :, :]
    published, hardest = shares
    number = own - published
    holds = own > hardest if claim.direction == "hoger" else own < hardest
    return judge(claim.code, holds, number, BOTH_SIDES, each)


def _over_denominators(share: Callable[[set[int]], Floats], side: int) -> Floats:
    """Return shares with one axis more per denominator choice; `share` gets what is dropped."""
    pairs = (OPEN[side], OTHER[side])
    codes = contract.OUTCOMES if side == 0 else contract.DTV_OUTCOMES
    at = [codes.index(code) for code in pairs]
    rows = [
        [share({*([at[0]] * open_), *([at[1]] * other)}) for other in (0, 1)] for open_ in (0, 1)
    ]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)


def _own_share(counts: Ints, outcome: str, dropped: set[int]) -> Floats:
    column = contract.OUTCOMES.index(outcome)
    total = counts.sum(axis=-1) - sum(counts[..., at] for at in dropped)
    if column in dropped:
        return np.full(total.shape, np.nan)
    return part_of(counts[..., column], total)


def _dtv_shares(others: tuple[DtvCounts, ...], claim: AgainstDtv) -> tuple[Floats, Floats]:
    """Return DT&V's shares as published, and the least favourable ones.

    Both have one axis per criterion, also of its side, and denominator choice.
    """

    def of(counts: DtvCounts) -> Floats:
        return _over_denominators(lambda dropped: _dtv_share(counts, claim, dropped), 1)

    published, hardest = np.stack([of(counts) for counts in others], axis=1)
    return _per_peildatum(published), _per_peildatum(hardest)


def _dtv_share(counts: DtvCounts, claim: AgainstDtv, dropped: set[int]) -> Floats:
    """Return a share of DT&V as published, and the least favourable one that rounding allows."""
    left_out = {contract.DTV_OUTCOMES[at] for at in dropped}
    if claim.dtv_outcome in left_out:
        return np.full(2, np.nan)
    side = dtv_outcomes(counts).side(claim.dtv_outcome, left_out)
    if side.total.low <= 0:
        return np.full(2, np.nan)
    lowest, highest = side.by_rounding
    hardest = highest if claim.direction == "hoger" else lowest
    return np.array([count / total for count, total in (side.published, hardest)])
