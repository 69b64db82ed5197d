"""What an unknown answer leaves open: the widest that a share and a difference could still be.

Whoever leaves out the unknown takes for granted that they are like the others. The bounds do not:
they say what would follow if every unknown answer were the one or the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perspectief_core.cohort.grouping import positions
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract
from perspectief_core.results import aggregate
from perspectief_core.shares.contrasts import Difference, newcombe_difference
from perspectief_core.shares.intervals import Interval, Share, share
from perspectief_core.steunpunten.counts import outcomes_in_use

Sign = Literal["meer", "minder", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeByAnswer:
    """One outcome among those with yes, no and an unknown answer.

    `known` is yes less no among those known (Newcombe). `bounds` is what that could be if every
    unknown answer were known; None when a group could be empty.
    """

    outcome: str
    yes: Share
    no: Share
    unknown: Share
    known: Difference
    bounds: Interval | None

    @property
    def sign(self) -> Sign:
        """Whether yes has more or less of it whatever the unknown answers are."""
        if self.bounds is None or self.bounds.low <= 0 <= self.bounds.high:
            return "open"
        return "meer" if self.bounds.low > 0 else "minder"


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownAnswers:
    """A question with unknown answers.

    Parameters
    ----------
    column
        The question.
    of_known
        Yes among those whose answer is known.
    bounds
        Share (0–1) of yes among everyone, when no and when every unknown answer is yes; None
        without people.
    unknown
        Unknown among everyone.
    outcomes
        Every outcome in use.
    """

    column: str
    of_known: Share
    bounds: Interval | None
    unknown: Share
    outcomes: tuple[OutcomeByAnswer, ...]


def unknown_answers(cohort: Cohort, column: str) -> UnknownAnswers:
    """Return what the unknown answers to a question of yes and no leave open.

    Parameters
    ----------
    cohort : Cohort
    column : {"psychiatrische_diagnose", "lichamelijke_klachten"}

    Raises
    ------
    ValueError
        When the column is no such question.
    ColumnMissingError
        When the extract lacks it.

    Notes
    -----
    The difference is largest when every unknown person with the outcome is a yes and every one
    without it a no, and smallest the other way round. These are bounds, not an interval: chance
    comes on top of them.

    References
    ----------
    Horowitz, J. L. & Manski, C. F. (2000). Nonparametric analysis of randomized experiments with
    missing covariate and outcome data. JASA 95, 77–84.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> unknown = unknown_answers(everyone, "psychiatrische_diagnose")
    >>> unknown.of_known.total + unknown.unknown.count, round(unknown.bounds.low, 2)
    (733, 0.24)
    """
    if column not in ("psychiatrische_diagnose", "lichamelijke_klachten"):
        raise ValueError(
            f"`column` must be psychiatrische_diagnose or lichamelijke_klachten; found `{column}`"
        )
    answers = positions(cohort.column(column), contract.YES_NO_UNKNOWN).index
    sizes = np.bincount(answers, minlength=3)[:3].tolist()
    yes, no, unknown = sizes
    rows = []
    for outcome in outcomes_in_use(cohort):
        has = (cohort.people["uitkomst"] == outcome).to_numpy(dtype=bool)
        hits = np.bincount(answers[has], minlength=3)[:3].tolist()
        parts = tuple(share(k, n) for k, n in zip(hits, sizes, strict=True))
        rows.append(_row(outcome, parts))
    n = sum(sizes)
    return UnknownAnswers(
        column=column,
        of_known=share(yes, yes + no),
        bounds=Interval(yes / n, (yes + unknown) / n) if n else None,
        unknown=share(unknown, n),
        outcomes=tuple(rows),
    )


def _row(outcome: str, parts: tuple[Share, ...]) -> OutcomeByAnswer:
    yes, no, unknown = parts
    return OutcomeByAnswer(
        outcome=outcome,
        yes=yes,
        no=no,
        unknown=unknown,
        known=newcombe_difference(yes.count, yes.total, no.count, no.total),
        bounds=_bounds(yes, no, unknown),
    )


def _bounds(yes: Share, no: Share, unknown: Share) -> Interval | None:
    """Return the smallest and the largest difference."""
    if not yes.total or not no.total:
        return None
    k, rest = unknown.count, unknown.total - unknown.count
    smallest = yes.count / (yes.total + rest) - (no.count + k) / (no.total + k)
    largest = (yes.count + k) / (yes.total + k) - no.count / (no.total + rest)
    return Interval(smallest, largest)
