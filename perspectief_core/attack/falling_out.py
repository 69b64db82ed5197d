"""What the inclusion flow says of people who are not counted: at which criterion they fell out.

Whoever reads is taken to know exactly how many there are in the register, and how many are counted.
Every number of the flow bounds how many fell out at a criterion, or by then. What follows is that
all who are not counted fell out at one criterion, or of at most nine that none did.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.cohort.criteria import KEEPING
from perspectief_core.cohort.selecting import FlowStep, InclusionFlow, choose
from perspectief_core.cohort.selection import Selection
from perspectief_core.data.extract import Extract
from perspectief_core.disclosure.policies import Withheld
from perspectief_core.disclosure.rounding import from_rounded, rounded_kept, rounded_part
from perspectief_core.inference.bounds import Known, Sum, tightened
from perspectief_core.inference.following import FEW
from perspectief_core.results import DisclosureError

_UNCOUNTED = 0
"""The value that everybody has who is not counted."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How the flow is rounded: who fell out of all who did, and who is left of all."""

    dropped: Callable[[int, int], int] = rounded_part
    kept: Callable[[int, int, int], int] = rounded_kept


AS_PUBLISHED = Rules()


def told_of_uncounted(extract: Extract) -> int:
    """Return of how many people who are not counted something follows from the inclusion flow.

    The extract is what is published of, after exchanging.
    """
    flow = choose(extract, Selection()).cohort().flow
    try:
        published = from_rounded(flow)
    except Withheld:
        return 0
    uncounted = flow.start - flow.included
    return uncounted if tells(published, flow.start, flow.included) else 0


def tells(published: InclusionFlow, start: int, included: int, rules: Rules = AS_PUBLISHED) -> bool:
    """Tell whether something follows of who is not counted.

    Parameters
    ----------
    published : InclusionFlow
        In rounded counts.
    start, included : int
        The people in the register, and those who meet every criterion.
    rules : Rules
        How it is published.

    Raises
    ------
    DisclosureError
        When no counts are published so.
    """
    uncounted = start - included
    if uncounted == 0:
        return False
    steps = [step for step in published.steps if not step.is_filter and _drops(step)]
    known = tightened(_known(steps, start, included, rules))
    low, high = known.low[0, known.tells], known.high[0, known.tells]
    return bool((low >= uncounted).any() or (uncounted <= FEW and (high <= 0).any()))


def _drops(step: FlowStep) -> bool:
    """Tell whether a criterion can drop anybody at all: who reads knows those that cannot."""
    rules = {criterion.code: criterion.keep for criterion in KEEPING}
    # Who came after the peildatum is dropped without a rule.
    able = step.code not in rules or step.choice[0] in rules[step.code]
    return able and not step.column_missing


def _known(steps: list[FlowStep], start: int, included: int, rules: Rules) -> Known:
    """Return the bounds on who fell out: at each criterion, and at it or before."""
    uncounted, values = start - included, 1 + 2 * len(steps)
    low, high = np.zeros((1, values), dtype=np.int64), np.full((1, values), uncounted)
    low[0, _UNCOUNTED] = uncounted
    sums: list[Sum] = []
    for number, step in enumerate(steps):
        at, by = 1 + 2 * number, 2 + 2 * number
        counts = np.arange(uncounted + 1)
        dropped = [rules.dropped(count, uncounted) == step.dropped for count in counts.tolist()]
        left = [
            rules.kept(start - count, start, included) == step.kept for count in counts.tolist()
        ]
        for place, fits in ((at, dropped), (by, left)):
            low[0, place], high[0, place] = _ends(counts[fits])
        sums.append((by, (at,) if number == 0 else (by - 2, at)))
    if steps:
        # By the last criterion everybody fell out who did.
        low[0, -1] = high[0, -1] = uncounted
    tells = np.zeros(values, dtype=bool)
    if len(steps) > 1:
        # Where only one can drop anybody, that all fell out there is known from the rules.
        tells[1::2] = True
    return Known(
        members=np.ones((1, uncounted), dtype=bool),
        low=low,
        high=high,
        families=(),
        sums=tuple(sums),
        tells=tells,
    )


def _ends(fitting: Ints) -> tuple[int, int]:
    if not len(fitting):
        raise DisclosureError("no counts fit what is published")
    return int(fitting[0]), int(fitting[-1])
