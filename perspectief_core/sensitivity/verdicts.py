"""In how many combinations a claim holds, and which choice breaks it.

A claim is a yes or no for every combination of choices. The number of combinations is not a measure
of evidence: they share most of their people. It says whether a conclusion hangs on one choice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Floats, Masks
from perspectief_core.cohort.selection import Criterion
from perspectief_core.results import aggregate

State = npt.NDArray[np.int8]
HOLDS, FAILS, NOT_SAID = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Break:
    """The option under which a claim fails most often: `fails` of `of` combinations with it."""

    criterion: str
    option: str
    fails: int
    of: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """One claim: in how many combinations it holds.

    Parameters
    ----------
    claim
        Stable code.
    holds, of
        Combinations in which it holds, of those that say something.
    not_said
        Possible combinations that say nothing: nobody is counted, or the outcome is left out.
    in_report
        Whether it holds under the report's choices; None when that cannot be said.
    report, low, high
        The number that the claim is about: under the report's choices, and its smallest and
        largest value. None when there is none.
    worst
        The option under which it fails most often; None when it never fails.
    """

    claim: str
    holds: int
    of: int
    not_said: int
    in_report: bool | None
    report: float | None
    low: float | None
    high: float | None
    worst: Break | None


@aggregate
@dataclass(frozen=True, slots=True)
class Verdicts:
    """Claims over all combinations of choices; `criteria` are the choices that were combined."""

    verdicts: tuple[Verdict, ...]
    criteria: tuple[Criterion, ...]
    combinations: int


def state_of(holds: Masks, number: Floats) -> State:
    """Return 1 where a claim holds, 0 where it fails, −1 where its number is nan."""
    return np.where(np.isnan(number), NOT_SAID, holds).astype(np.int8)


def judge(
    claim: str,
    state: State,
    number: Floats,
    criteria: tuple[Criterion, ...],
    possible: Masks,
) -> Verdict:
    """Count in how many combinations a claim holds.

    Parameters
    ----------
    claim : str
    state : int array, one axis per criterion
        1 holds, 0 fails, −1 says nothing; the report's choice is first on every axis.
    number : float array of that shape
        What the claim is about; nan where it says nothing.
    criteria : tuple of Criterion
        The axes.
    possible : bool array that broadcasts to that shape
        Combinations that can occur.
    """
    allowed = np.broadcast_to(possible, state.shape)
    said = allowed & (state != NOT_SAID)
    spot = (0,) * state.ndim
    known = number[said]
    report = float(number[spot]) if said[spot] else None
    return Verdict(
        claim,
        int((state[said] == HOLDS).sum()),
        int(said.sum()),
        int((allowed & ~said).sum()),
        bool(state[spot] == HOLDS) if said[spot] else None,
        report,
        float(known.min()) if known.size else None,
        float(known.max()) if known.size else None,
        _worst(state, said, criteria),
    )


def _worst(state: State, said: Masks, criteria: tuple[Criterion, ...]) -> Break | None:
    places = np.flatnonzero(said)
    fails = (state.ravel()[places] == FAILS).astype(np.float64)
    if not fails.any():
        return None
    found: list[tuple[float, Break]] = []
    for criterion, spots in zip(criteria, np.unravel_index(places, state.shape), strict=True):
        size = len(criterion.options)
        failed = np.bincount(spots, fails, minlength=size).astype(np.int64).tolist()
        total = np.bincount(spots, minlength=size).tolist()
        found += [
            (failed[at] / total[at], Break(criterion.code, option, failed[at], total[at]))
            for at, option in enumerate(criterion.options)
            if total[at]
        ]
    # Among equals the first criterion and option: max keeps the first.
    return max(found, key=lambda pair: pair[0])[1]
