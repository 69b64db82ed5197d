"""Which combinations of inclusion criteria are possible: pairs of options that are not combined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perspectief_core.arrays import Masks
from perspectief_core.cohort.selection import CRITERIA, Criterion

Choice = tuple[str, str]
"""A criterion and one of its options."""
_CRITERIA = {criterion.code: criterion for criterion in CRITERIA}


@dataclass(frozen=True, slots=True)
class ImpossiblePair:
    """Two options that are not combined, and why.

    `zelfde_groep`: together they count the same people as another combination. `niet_bekend`: the
    data cannot say who is meant.
    """

    first: Choice
    second: Choice
    reason: Literal["zelfde_groep", "niet_bekend"]


IMPOSSIBLE = (
    # Who came by 1 October 2010 is then everyone there is: no limit and the report's limit agree.
    ImpossiblePair(("peildatum", "2010-10-01"), ("instroom_tot", "geen_grens"), "zelfde_groep"),
    # Twelve months before the last peildatum is that limit.
    ImpossiblePair(("peildatum", "2011-04-01"), ("instroom_tot", "2010-04-01"), "zelfde_groep"),
    # Twelve months before any peildatum lies before each of these limits.
    ImpossiblePair(("volgtijd", "12_maanden"), ("instroom_tot", "2010-07-01"), "zelfde_groep"),
    ImpossiblePair(("volgtijd", "12_maanden"), ("instroom_tot", "2010-04-01"), "zelfde_groep"),
    ImpossiblePair(("volgtijd", "12_maanden"), ("instroom_tot", "geen_grens"), "zelfde_groep"),
    # Who was waiting is recorded once, for the last peildatum.
    ImpossiblePair(("wachtenden", "weglaten"), ("peildatum", "2011-01-01"), "niet_bekend"),
    ImpossiblePair(("wachtenden", "weglaten"), ("peildatum", "2010-10-01"), "niet_bekend"),
)


def criterion_of(code: str) -> Criterion:
    """Return the criterion with this code; KeyError when there is none."""
    return _CRITERIA[code]


def possible(reason: Literal["zelfde_groep", "niet_bekend"] | None = None) -> Masks:
    """Return which combinations are possible, shape (options of each criterion in order …).

    With a reason, only pairs excluded for that reason are impossible.
    """
    allowed = np.ones([len(criterion.options) for criterion in CRITERIA], dtype=np.bool_)
    for pair in IMPOSSIBLE:
        if reason in (None, pair.reason):
            allowed &= ~(_chosen(pair.first) & _chosen(pair.second))
    return allowed


def _chosen(choice: Choice) -> Masks:
    """Return where an option is chosen, with one axis per criterion and length 1 on the others."""
    code, option = choice
    axis, criterion = next((at, c) for at, c in enumerate(CRITERIA) if c.code == code)
    mask = np.array([one == option for one in criterion.options])
    return mask.reshape([-1 if at == axis else 1 for at in range(len(CRITERIA))])
