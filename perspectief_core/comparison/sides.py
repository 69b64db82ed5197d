"""The two sides of the comparison with DT&V: which outcomes stand beside each other, and of whom.

Counts of Perspectief are exact; those of DT&V are rounded, each by itself, and carry what they can
have been.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from perspectief_core.cohort.grouping import CONCRETE, RESULTS
from perspectief_core.comparison.dtv import DtvCount, DtvCounts
from perspectief_core.shares.rounded import Side, Whole

PAIRS = (
    ("in_begeleiding", "caseload"),
    ("terugkeer", "aantoonbaar_vertrek"),
    ("mob", "zelfstandig_zonder_toezicht"),
    ("verblijfsvergunning", "vergunning"),
    ("overig", "andere_reden"),
)
"""Which outcome of Perspectief stands beside which of DT&V, in the order of the letter's table."""
OPEN, OTHER = PAIRS[0], PAIRS[4]
TOGETHER = (OPEN, (CONCRETE, CONCRETE), PAIRS[2], OTHER)
"""The same with permit and return as one, on both sides: what the letter calls a concrete
perspective."""


def results_as_one(counts: DtvCounts) -> DtvCounts:
    """Return counts of DT&V in which permit and return are one; each was rounded by itself."""
    codes = {other for own, other in PAIRS if own in RESULTS}
    parts = [one for one in counts.outcomes if one.outcome in codes]
    sums = (
        sum(getattr(one, field) for one in parts) for field in ("exact", "rounded", "low", "high")
    )
    others = (one for one in counts.outcomes if one.outcome not in codes)
    return replace(counts, outcomes=(*others, DtvCount(CONCRETE, *sums)))


def own_side(own: Mapping[str, int], outcome: str, total: int) -> Side:
    """Return one outcome of Perspectief, exact, of `total` people."""
    everyone = sum(own.values())
    return Side(
        count=_exact(own[outcome]),
        total=_exact(total),
        rest=_exact(total - own[outcome]),
        left_out=_exact(everyone - total),
        open=None if outcome == OPEN[0] else _exact(own[OPEN[0]]),
        everyone=_exact(everyone),
    )


def _exact(number: int) -> Whole:
    return Whole(number, number, number)


def dtv_side(counts: DtvCounts, outcome: str, dropped: Collection[str]) -> Side:
    """Return one outcome of DT&V, with what it can have been.

    Parameters
    ----------
    counts : DtvCounts
    outcome : str
    dropped : collection of str
        Outcomes left out of the total; not this one.
    """
    parts = {one.outcome: Whole(one.rounded, one.low, one.high) for one in counts.outcomes}
    left_out = [part for code, part in parts.items() if code in dropped]
    rest = [part for code, part in parts.items() if code not in {outcome, *dropped}]
    return Side(
        count=parts[outcome],
        total=dtv_total(counts, dropped),
        rest=_together(rest),
        left_out=_together(left_out),
        open=None if outcome == OPEN[1] else parts[OPEN[1]],
        everyone=Whole(counts.total.rounded, counts.total.low, counts.total.high),
    )


def _together(parts: Sequence[Whole]) -> Whole:
    return reduce(Whole.plus, parts, _exact(0))


def dtv_total(counts: DtvCounts, dropped: Collection[str]) -> Whole:
    """Return the total of DT&V without some outcomes, and what it can have been; see `compare`."""
    kept = [count for count in counts.outcomes if count.outcome not in dropped]
    left_out = [count for count in counts.outcomes if count.outcome in dropped]
    total = counts.total
    low = max(sum(c.low for c in kept), total.low - sum(c.high for c in left_out))
    high = min(sum(c.high for c in kept), total.high - sum(c.low for c in left_out))
    value = sum(c.rounded for c in kept) if left_out else total.rounded
    return Whole(value, min(low, value), max(high, value))
