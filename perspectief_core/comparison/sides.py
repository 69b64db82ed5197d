"""The two sides of the comparison with DT&V: which outcomes stand beside each other, and of whom.

Counts of DT&V are rounded, each by itself, and carry what they can have been; those of Perspectief
are exact, or rounded for publication.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from perspectief_core.cohort.grouping import CONCRETE, RESULTS
from perspectief_core.comparison.dtv import DtvCount, DtvCounts
from perspectief_core.shares.fives import Rounded
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
    parts = [count for count in counts.outcomes if count.outcome in codes]
    sums = (
        sum(getattr(count, field) for count in parts)
        for field in ("exact", "rounded", "low", "high")
    )
    others = (count for count in counts.outcomes if count.outcome not in codes)
    return replace(counts, outcomes=(*others, DtvCount(CONCRETE, *sums)))


def own_side(
    own: Mapping[str, Whole], outcome: str, dropped: Collection[str], everyone: Whole
) -> Side:
    """Return one outcome of Perspectief; `outcome` and `dropped` as in `dtv_side`."""
    left_out = [part for code, part in own.items() if code in dropped]
    rest = [part for code, part in own.items() if code not in {outcome, *dropped}]
    return Side(
        count=own[outcome],
        total=own_total(own, dropped, everyone),
        rest=together(rest),
        left_out=together(left_out),
        open=None if outcome == OPEN[0] else own[OPEN[0]],
        everyone=everyone,
    )


def own_total(own: Mapping[str, Whole], dropped: Collection[str], everyone: Whole) -> Whole:
    """Return the people of Perspectief without some outcomes."""
    kept = [part for code, part in own.items() if code not in dropped]
    left_out = [part for code, part in own.items() if code in dropped]
    return _total(everyone, kept, left_out)


def whole(number: int) -> Whole:
    """Return a number of people with what it can have been: itself when it was not rounded."""
    low, high = number.bounds if isinstance(number, Rounded) else (number, number)
    return Whole(int(number), low, high)


def dtv_side(counts: DtvCounts, outcome: str, dropped: Collection[str]) -> Side:
    """Return one outcome of DT&V, with what it can have been.

    Parameters
    ----------
    counts : DtvCounts
    outcome : str
    dropped : collection of str
        Outcomes left out of the total; not this one.
    """
    parts = {
        count.outcome: Whole(count.rounded, count.low, count.high) for count in counts.outcomes
    }
    left_out = [part for code, part in parts.items() if code in dropped]
    rest = [part for code, part in parts.items() if code not in {outcome, *dropped}]
    return Side(
        count=parts[outcome],
        total=dtv_total(counts, dropped),
        rest=together(rest),
        left_out=together(left_out),
        open=None if outcome == OPEN[1] else parts[OPEN[1]],
        everyone=Whole(counts.total.rounded, counts.total.low, counts.total.high),
    )


def together(parts: Iterable[Whole]) -> Whole:
    """Return the people of several outcomes together, and what they can be."""
    return reduce(Whole.plus, parts, whole(0))


def dtv_total(counts: DtvCounts, dropped: Collection[str]) -> Whole:
    """Return the total of DT&V without some outcomes, and what it can have been; see `compare`."""
    kept: list[Whole] = []
    left_out: list[Whole] = []
    for count in counts.outcomes:
        part = Whole(count.rounded, count.low, count.high)
        (left_out if count.outcome in dropped else kept).append(part)
    return _total(Whole(counts.total.rounded, counts.total.low, counts.total.high), kept, left_out)


def _total(everyone: Whole, kept: Sequence[Whole], left_out: Sequence[Whole]) -> Whole:
    """Return everyone without those left out: the narrower of what both sums allow."""
    parts, others = together(kept), together(left_out)
    low, high = (
        max(parts.low, everyone.low - others.high),
        min(parts.high, everyone.high - others.low),
    )
    value = parts.value if left_out else everyone.value
    return Whole(value, min(low, value), max(high, value))
