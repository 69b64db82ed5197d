"""Which combinations of inclusion criteria are possible: pairs of options that are not combined."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from perspectief_core.arrays import Masks
from perspectief_core.cohort.criteria import CRITERIA, INCLUSION, Criterion, Reason

Choice = tuple[str, str]
"""A criterion and one of its options."""
_CRITERIA = {criterion.code: criterion for criterion in CRITERIA}


@dataclass(frozen=True, slots=True)
class ImpossiblePair:
    """Two options that are not combined, and why."""

    first: Choice
    second: Choice
    reason: Reason


IMPOSSIBLE = tuple(
    ImpossiblePair((criterion.code, option), (other, its_option), reason)
    for criterion in INCLUSION
    for option, other, its_option, reason in criterion.excludes
)


def criterion_of(code: str) -> Criterion:
    """Return the criterion with this code; KeyError when there is none."""
    return _CRITERIA[code]


def axis_of(code: str) -> int:
    """Return which axis of everything counted is this criterion; KeyError when there is none."""
    return CRITERIA.index(_CRITERIA[code])


@cache
def possible(reason: Reason | None = None) -> Masks:
    """Return which combinations are possible, shape (options of each criterion in order …).

    With a reason, only pairs excluded for that reason are impossible. It depends on the criteria
    alone: made once, and not to be written in.
    """
    allowed = np.ones([len(criterion.options) for criterion in CRITERIA], dtype=np.bool_)
    for pair in IMPOSSIBLE:
        if reason in (None, pair.reason):
            allowed &= ~(_chosen(pair.first) & _chosen(pair.second))
    allowed.setflags(write=False)
    return allowed


def _chosen(choice: Choice) -> Masks:
    """Return where an option is chosen, with one axis per criterion and length 1 on the others."""
    code, option = choice
    axis = axis_of(code)
    mask = np.array([candidate == option for candidate in criterion_of(code).options])
    return mask.reshape([-1 if at == axis else 1 for at in range(len(CRITERIA))])
