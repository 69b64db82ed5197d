"""Per half year in guidance: who was there, who came in, who left, and how likely leaving was.

This is what tells early from late. Counts of durations cannot: someone who came a year ago has had
no chance to leave after eighteen months. Here each half year counts only those who were there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract
from perspectief_core.durations.curves import MIN_AT_RISK, whole_month_ties
from perspectief_core.durations.timelines import ENDINGS, timelines
from perspectief_core.results import aggregate
from perspectief_core.shares.chi_square import IndependenceTest, independence_test
from perspectief_core.shares.intervals import Interval
from perspectief_core.survival.histories import Histories, Ties, at_risk, exposed, happened
from perspectief_core.survival.incidence import curve
from perspectief_core.survival.increments import Increments, increments

MONTHS = 6
"""Length of a row."""


@dataclass(frozen=True, slots=True)
class Left:
    """How many people left with one outcome."""

    outcome: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeRow:
    """One half year: from month `start` up to, not including, month `start` + 6.

    `followed` at its start, plus `joined` later in it (they came before the start of the
    experiment), minus those who left and those still in guidance whose follow-up ended in it
    (`open_`), are followed at the start of the next. `chance` (0–1) is that of leaving in this half
    year for someone there at its start, with its interval; `months` are the months at risk and
    `per_100` the exits per hundred of them, None without any.
    """

    start: int
    followed: int
    joined: int
    left: tuple[Left, ...]
    open_: int
    chance: float
    interval: Interval | None
    months: float
    per_100: float | None

    @property
    def exits(self) -> int:
        """Everyone who left in this half year."""
        return sum(part.n for part in self.left)


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class LifeTable:
    """The half years that at least `MIN_AT_RISK` people began, one after the other.

    `even` tests whether the chance to leave in a month is the same in all rows; None when there is
    nothing to compare. `ties` is the convention used. With `since_start` it is of who came since
    the start alone, estimated from counts per half year.
    """

    corrected: bool
    ties: Ties
    n: int
    rows: tuple[LifeRow, ...]
    even: IndependenceTest | None
    since_start: bool = False


def life_table(cohort: Cohort, corrected: bool, ties: Ties | None = None) -> LifeTable:
    """Return the life table per half year after inflow.

    Parameters
    ----------
    cohort, corrected, ties
        As in `curves.curves`.

    Notes
    -----
    The chance is ``1 − Π(1 − d/n)`` over the months of the row, so that the rows multiply to the
    curve; its interval is log(−log) with Greenwood's variance over the row. The test of evenness is
    Pearson's chi-square of rows against months with and without an exit: given who is at risk, each
    month is a draw of its own.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> [(row.start, row.exits) for row in life_table(everyone, corrected=True).rows][:3]
    [(0, 73), (6, 54), (12, 48)]
    """
    convention = whole_month_ties(cohort) if ties is None else ties
    people = timelines(cohort, corrected).of()
    estimate = increments(people, len(ENDINGS), convention)
    last = int(people.exit.max(initial=-1))
    rows: list[LifeRow] = []
    for start in range(0, last + 1, MONTHS):
        row = _row(people, estimate, start, convention)
        if row.followed < MIN_AT_RISK:
            break
        rows.append(row)
    counts = np.array([[row.exits, round(row.months) - row.exits] for row in rows], dtype=np.int64)
    even = independence_test(counts.reshape(len(rows), 2))
    return LifeTable(corrected=corrected, ties=convention, n=people.n, rows=tuple(rows), even=even)


def _row(people: Histories, estimate: Increments, start: int, ties: Ties) -> LifeRow:
    months = np.arange(start, start + MONTHS, dtype=np.float64)
    left = [int(happened(people, months, code).sum()) for code in range(len(contract.OUTCOMES))]
    begun, after = at_risk(people, np.array([start, start + MONTHS], dtype=np.float64)).tolist()
    spent = float(exposed(people, months, ties).sum())
    chance, interval = _chance(estimate, months)
    return LifeRow(
        start=start,
        followed=begun,
        joined=after - begun + sum(left),
        left=tuple(Left(code, n) for code, n in zip(ENDINGS, left[1:], strict=True)),
        open_=left[0],
        chance=chance,
        interval=interval,
        months=spent,
        per_100=100 * sum(left[1:]) / spent if spent > 0 else None,
    )


def _chance(estimate: Increments, months: Floats) -> tuple[float, Interval | None]:
    inside = (estimate.times >= months[0]) & (estimate.times <= months[-1])
    leaving, n = estimate.leaving[inside], estimate.exposed[inside]
    stay = np.prod(1 - leaving)
    if not 0 < stay < 1:
        return float(1 - stay), None
    error = stay * np.sqrt((leaving / (n * (1 - leaving))).sum())
    bounds = curve("", np.array([stay]), np.array([error]))
    low, high = bounds.low[0], bounds.high[0]
    if low is None or high is None:
        return float(1 - stay), None
    return float(1 - stay), Interval(1 - high, 1 - low)
