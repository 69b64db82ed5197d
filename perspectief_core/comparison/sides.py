"""The two sides of the comparison with DT&V: which outcomes stand beside each other, and of whom.

Counts of DT&V are rounded, each by itself, and carry what they can have been; those of Perspectief
are exact, or rounded for publication.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The people of one side per outcome and in all; `open` is the outcome of being open itself."""

    parts: Mapping[str, Whole]
    everyone: Whole
    open: str

    def side(self, outcome: str, dropped: Collection[str]) -> Side:
        """Return one outcome, with what it can have been.

        Parameters
        ----------
        outcome : str
        dropped : collection of str
            Outcomes left out of the total; not this one.
        """
        rest = (part for code, part in self.parts.items() if code not in {outcome, *dropped})
        return Side(
            count=self.parts[outcome],
            total=self.total(dropped),
            rest=together(rest),
            left_out=together(self._of(dropped)),
            open=None if outcome == self.open else self.parts[self.open],
            everyone=self.everyone,
        )

    def total(self, dropped: Collection[str]) -> Whole:
        """Return everyone without some outcomes: the narrower of what both sums allow."""
        left_out = self._of(dropped)
        others = together(left_out)
        kept = together(part for code, part in self.parts.items() if code not in dropped)
        low = max(kept.low, self.everyone.low - others.high)
        high = min(kept.high, self.everyone.high - others.low)
        value = kept.value if left_out else self.everyone.value
        return Whole(value, min(low, value), max(high, value))

    def _of(self, outcomes: Collection[str]) -> list[Whole]:
        return [part for code, part in self.parts.items() if code in outcomes]


def dtv_outcomes(counts: DtvCounts) -> Outcomes:
    """Return the outcomes of DT&V, with what each can have been."""
    parts = {count.outcome: count.whole for count in counts.outcomes}
    return Outcomes(parts, counts.total.whole, OPEN[1])


def whole(number: int) -> Whole:
    """Return a number of people with what it can have been: itself when it was not rounded."""
    low, high = number.bounds if isinstance(number, Rounded) else (number, number)
    return Whole(int(number), low, high)


def together(parts: Iterable[Whole]) -> Whole:
    """Return the people of several outcomes together, and what they can be."""
    return reduce(Whole.plus, parts, whole(0))
