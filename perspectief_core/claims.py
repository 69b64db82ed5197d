"""The claims that were made on these figures, and under how many choices each still holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perspectief_core.combinations import Masks
from perspectief_core.disclosure import aggregate
from perspectief_core.dtv import DtvCounts
from perspectief_core.sensitivity import Floats, Grid, combination_shares

ClaimCode = Literal[
    "vergunning_hoger",
    "terugkeer_lager",
    "mob_lager",
    "in_begeleiding_hoger",
    "concreet_perspectief",
]

CONCRETE = (0.165, 0.185)
"""Shares that print as 17 or 18 %: the letter's 18 is a sum of rounded parts, 128 of 733 is 17."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The claim is ``above < share < below``, as shares (0–1); None is no bound."""

    above: float | None
    below: float | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One claim: in how many combinations it holds.

    Parameters
    ----------
    outcomes
        The outcomes whose shares are added.
    bounds, strict_bounds
        What the claim says, with DT&V's share as published and with the least favourable share that
        its rounding allows. None when DT&V has nobody: the claim then says nothing.
    holds, holds_strictly, of
        Combinations in which it holds as published and strictly, of those with people.
    in_report
        Whether it holds under the report's choices; None when that cannot be said.
    low, high
        Smallest and largest share over the combinations; None without people.
    """

    claim: ClaimCode
    outcomes: tuple[str, ...]
    bounds: Bounds | None
    strict_bounds: Bounds | None
    holds: int
    holds_strictly: int
    of: int
    in_report: bool | None
    low: float | None
    high: float | None


@aggregate
@dataclass(frozen=True, slots=True)
class Claims:
    """The letter's claims over all combinations of choices; see `claims`."""

    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class _Claim:
    code: ClaimCode
    outcome: str
    dtv_outcome: str
    direction: Literal["hoger", "lager"]


_AGAINST_DTV = (
    _Claim("vergunning_hoger", "verblijfsvergunning", "vergunning", "hoger"),
    _Claim("terugkeer_lager", "terugkeer", "aantoonbaar_vertrek", "lager"),
    _Claim("mob_lager", "mob", "zelfstandig_zonder_toezicht", "lager"),
    _Claim("in_begeleiding_hoger", "in_begeleiding", "caseload", "hoger"),
)


def claims(found: Grid, dtv: DtvCounts) -> Claims:
    """Return under how many combinations of criteria each claim of the letter holds.

    Parameters
    ----------
    found : Grid
    dtv : DtvCounts
        The other side; the criteria do not act on it.

    Returns
    -------
    Claims
        Permit share higher, return lower, unknown destination lower and still in guidance higher
        than at DT&V, and 'eighteen per cent got a concrete perspective' (permit or return): a share
        between 16.5 and 18.5 %.

    Notes
    -----
    A share equal to DT&V's does not make a claim hold. Only the point estimates are compared: the
    number of combinations is not a measure of evidence.
    """
    verdicts = [_against_dtv(found, dtv, claim) for claim in _AGAINST_DTV]
    concrete = Bounds(*CONCRETE)
    outcomes = ("verblijfsvergunning", "terugkeer")
    verdicts.append(_verdict(found, "concreet_perspectief", outcomes, (concrete, concrete)))
    return Claims(tuple(verdicts))


def _against_dtv(found: Grid, dtv: DtvCounts, claim: _Claim) -> Verdict:
    count = next(one for one in dtv.outcomes if one.outcome == claim.dtv_outcome)
    bounds = None
    if dtv.total.low > 0:
        published = count.rounded / dtv.total.rounded
        if claim.direction == "hoger":
            hardest = count.high / dtv.total.low
            bounds = Bounds(published, None), Bounds(hardest, None)
        else:
            hardest = count.low / dtv.total.high
            bounds = Bounds(None, published), Bounds(None, hardest)
    return _verdict(found, claim.code, (claim.outcome,), bounds)


def _verdict(
    found: Grid, code: ClaimCode, outcomes: tuple[str, ...], bounds: tuple[Bounds, Bounds] | None
) -> Verdict:
    shares = combination_shares(found, outcomes)
    known = shares[~np.isnan(shares)]
    low, high = (float(known.min()), float(known.max())) if known.size else (None, None)
    if bounds is None or not known.size:
        return Verdict(code, outcomes, None, None, 0, 0, 0, None, low, high)
    report = shares[[found.report]]
    return Verdict(
        code,
        outcomes,
        *bounds,
        int(_within(known, bounds[0]).sum()),
        int(_within(known, bounds[1]).sum()),
        known.size,
        None if np.isnan(report[0]) else bool(_within(report, bounds[0])[0]),
        low,
        high,
    )


def _within(shares: Floats, bounds: Bounds) -> Masks:
    above = -np.inf if bounds.above is None else bounds.above
    below = np.inf if bounds.below is None else bounds.below
    return (shares > above) & (shares < below)
