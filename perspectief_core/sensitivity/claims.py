"""The letter's claims against DT&V, over all combinations of choices on both sides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.cohort.selection import CRITERIA, Criterion
from perspectief_core.comparison.comparing import OPEN, OTHER, dtv_total
from perspectief_core.comparison.dtv import DTV_CRITERIA, DtvCounts, dtv_counts
from perspectief_core.data import contract
from perspectief_core.sensitivity.combinations import Combinations, outcome_counts, part_of
from perspectief_core.sensitivity.impossible import possible
from perspectief_core.sensitivity.verdicts import Verdict, Verdicts, judge, over_criteria

DENOMINATORS = (
    Criterion("open_zaken", ("meetellen", "weglaten")),
    Criterion("andere_reden", ("meetellen", "weglaten")),
)
"""Whether both sides count open cases and other reasons; the letter's choice first."""
BOTH_SIDES = (*CRITERIA, *DTV_CRITERIA, *DENOMINATORS)
CONCRETE = (0.165, 0.185)
"""Shares that print as 17 or 18 %: the letter's 18 is a sum of rounded parts, 128 of 733 is 17."""
CONCRETE_OUTCOMES = ("verblijfsvergunning", "terugkeer")


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


def claims(found: Combinations) -> Verdicts:
    """Return in how many combinations each claim against DT&V holds.

    Parameters
    ----------
    found : Combinations
        The DT&V persons come from its extract; filters do not act on them.

    Returns
    -------
    Verdicts
        Permit share higher, return lower, unknown destination lower and still in guidance higher
        than at DT&V. Their number is Perspectief's share minus DT&V's (−1 to 1).

    Notes
    -----
    A claim must hold against the least favourable share that the rounding of DT&V allows; a share
    equal to that does not make it hold. Point estimates are compared: chance is not looked at.
    Where open cases are left out, nothing is said about being one.

    Examples
    --------
    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> found = combine(load("data/synthetic"))
    >>> [verdict.claim for verdict in claims(found).verdicts if verdict.in_report]
    ['vergunning_hoger', 'terugkeer_lager', 'mob_lager', 'in_begeleiding_hoger']
    """
    counts = outcome_counts(found)
    others = _dtv_variants(found)
    allowed = possible()[(..., *[None] * (len(BOTH_SIDES) - len(CRITERIA)))]
    verdicts = tuple(_against_dtv(counts, others, one, allowed) for one in AGAINST_DTV)
    total = int(possible().sum() * np.prod([len(c.options) for c in BOTH_SIDES[len(CRITERIA) :]]))
    return Verdicts(verdicts, BOTH_SIDES, total)


def concrete_perspective(found: Combinations) -> Verdicts:
    """Return in how many combinations 'eighteen per cent got a concrete perspective' holds.

    The share with a permit or return, of everyone counted, must print as 17 or 18 %.

    Examples
    --------
    128 of 733 is 17 %.

    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine
    >>> found = combine(load("data/synthetic"))
    >>> concrete_perspective(found).verdicts[0].in_report
    True
    """
    counts = outcome_counts(found)
    total = counts.sum(axis=-1)
    hits = counts[..., [contract.OUTCOMES.index(code) for code in CONCRETE_OUTCOMES]].sum(axis=-1)
    share = part_of(hits, total)
    holds = (share > CONCRETE[0]) & (share < CONCRETE[1])
    return over_criteria({"concreet_perspectief": (holds, share)})


def _dtv_variants(found: Combinations) -> dict[tuple[str, ...], DtvCounts]:
    every = product(*(criterion.options for criterion in DTV_CRITERIA))
    return {options: dtv_counts(found.extract, *options) for options in every}


def _against_dtv(
    counts: Ints,
    others: dict[tuple[str, ...], DtvCounts],
    claim: AgainstDtv,
    allowed: Masks,
) -> Verdict:
    own = _over_denominators(lambda dropped: _own_share(counts, claim.outcome, dropped), 0)
    own = own[..., None, None, :, :]
    published, hardest = (_dtv_shares(others, claim, strictly) for strictly in (False, True))
    number = own - published
    holds = own > hardest if claim.direction == "hoger" else own < hardest
    return judge(claim.code, holds, number, BOTH_SIDES, allowed)


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
    total = counts.sum(axis=-1) - sum(counts[..., one] for one in dropped)
    if column in dropped:
        return np.full(total.shape, np.nan)
    return part_of(counts[..., column], total)


def _dtv_shares(
    others: dict[tuple[str, ...], DtvCounts], claim: AgainstDtv, strictly: bool
) -> Floats:
    """Return DT&V's shares, one axis per criterion of its side and per denominator choice."""
    sizes = [len(criterion.options) for criterion in DTV_CRITERIA]

    def of(one: DtvCounts) -> Floats:
        return _over_denominators(lambda dropped: _dtv_share(one, claim, dropped, strictly), 1)

    rows = [of(one) for one in others.values()]
    return np.stack(rows).reshape(*sizes, 2, 2)


def _dtv_share(counts: DtvCounts, claim: AgainstDtv, dropped: set[int], strictly: bool) -> Floats:
    left_out = {contract.DTV_OUTCOMES[at] for at in dropped}
    total = dtv_total(counts, left_out)
    if claim.dtv_outcome in left_out or total.low <= 0:
        return np.array(np.nan)
    count = next(one for one in counts.outcomes if one.outcome == claim.dtv_outcome)
    if not strictly:
        return np.array(count.rounded / total.value)
    if claim.direction == "hoger":
        return np.array(min(count.high / total.low, 1.0))
    return np.array(count.low / total.high)
