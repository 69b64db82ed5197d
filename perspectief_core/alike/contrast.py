"""What two steunpunten share that few others have, and what they differ in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from perspectief_core.alike.answers import published_answers
from perspectief_core.alike.gower import compare


@dataclass(frozen=True, slots=True)
class Contrast:
    """Columns on which two gave the same answer, the rarest answer first, and another answer, the
    farthest apart first."""

    shared: tuple[str, ...]
    differ: tuple[str, ...]


def contrast(first: str, second: str) -> Contrast:
    """Return what two published steunpunten share and differ in.

    Raises
    ------
    ValueError
        When one of them has no published answers.

    Notes
    -----
    Equally rare, or equally far apart: the order of the appendices.

    Examples
    --------
    >>> pair = contrast("hengelo", "enschede")
    >>> pair.shared[:2], len(pair.differ)
    (('hoofdorganisatie', 'studie_stage'), 5)
    """
    answers = published_answers()
    for code in (first, second):
        if code not in answers.places:
            raise ValueError(f"`{code}` is not one of {', '.join(answers.places)}")
    a, b = answers.places.index(first), answers.places.index(second)
    one, other = answers.values[:, a], answers.values[:, b]
    holders = (answers.values == one[:, None]).sum(axis=1)
    near = compare(answers).alike[:, a, b]
    columns = [question.column for question in answers.questions]
    both = np.isfinite(one) & np.isfinite(other)
    same = np.flatnonzero(both & (one == other)).tolist()
    apart = np.flatnonzero(both & (one != other)).tolist()
    return Contrast(
        tuple(columns[at] for at in sorted(same, key=lambda at: holders[at])),
        tuple(columns[at] for at in sorted(apart, key=lambda at: near[at])),
    )
