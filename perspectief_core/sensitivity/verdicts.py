"""In how many combinations a claim holds, and which choice breaks it.

A claim is a yes or no for every combination of choices. The number of combinations is not a measure
of evidence: they share most of their people. It says whether a conclusion hangs on one choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Masks
from perspectief_core.cohort.selection import CRITERIA, Criterion
from perspectief_core.results import aggregate
from perspectief_core.sensitivity.impossible import possible


@dataclass(frozen=True, slots=True)
class Break:
    """The option under which a claim fails most often: `fails` of `of` combinations with it."""

    criterion: str
    option: str
    fails: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
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


def over_criteria(claims: Mapping[str, tuple[Masks, Floats]]) -> Verdicts:
    """Judge claims, each its `holds` and `number`, over all possible combinations of criteria."""
    verdicts = tuple(judge(code, *said, CRITERIA, possible()) for code, said in claims.items())
    return Verdicts(verdicts, CRITERIA, int(possible().sum()))


def judge(
    claim: str,
    holds: Masks,
    number: Floats,
    criteria: tuple[Criterion, ...],
    allowed: Masks,
) -> Verdict:
    """Count in how many combinations a claim holds.

    Parameters
    ----------
    claim : str
    holds : bool array, one axis per criterion
        The report's choice is first on every axis.
    number : float array of that shape
        What the claim is about; nan where it says nothing.
    criteria : tuple of Criterion
        The axes.
    allowed : bool array that broadcasts to that shape
        Combinations that can occur.

    Examples
    --------
    >>> from perspectief_core.cohort.selection import Criterion
    >>> two = (Criterion("a", ("x", "y")),)
    >>> found = judge("c", np.array([True, False]), np.array([0.5, 0.1]), two, np.ones(2, bool))
    >>> found.holds, found.of, found.worst.option
    (1, 2, 'y')
    """
    possible_here = np.broadcast_to(allowed, number.shape)
    said = possible_here & ~np.isnan(number)
    spot = (0,) * number.ndim
    known = number[said]
    return Verdict(
        claim=claim,
        holds=int(holds[said].sum()),
        of=int(said.sum()),
        not_said=int((possible_here & ~said).sum()),
        in_report=bool(holds[spot]) if said[spot] else None,
        report=float(number[spot]) if said[spot] else None,
        low=float(known.min()) if known.size else None,
        high=float(known.max()) if known.size else None,
        worst=_worst(holds, said, criteria),
    )


def _worst(holds: Masks, said: Masks, criteria: tuple[Criterion, ...]) -> Break | None:
    places = np.flatnonzero(said)
    fails = (~holds.ravel()[places]).astype(np.float64)
    if not fails.any():
        return None
    found: list[tuple[float, Break]] = []
    for criterion, spots in zip(criteria, np.unravel_index(places, holds.shape), strict=True):
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
