"""In how many countings a claim holds, and which choice breaks it.

A claim is a yes or no for every combination of choices; combinations that count the same people are
one counting. The number of countings is not a measure of evidence: they share most of their people.
It says whether a conclusion hangs on one choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Masks
from perspectief_core.cohort.selection import CRITERIA, Criterion
from perspectief_core.results import aggregate
from perspectief_core.sensitivity.combinations import Combinations
from perspectief_core.sensitivity.distinct import Countings, countings
from perspectief_core.sensitivity.impossible import possible


@dataclass(frozen=True, slots=True)
class Break:
    """The option under which a claim fails most often: `fails` of `of` countings it can give."""

    criterion: str
    option: str
    fails: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One claim: in how many countings it holds.

    Parameters
    ----------
    claim
        Stable code.
    holds, of
        Different countings in which it holds, of those that say something.
    not_said
        Countings that say nothing: nobody is counted, or the outcome is left out.
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
    """Claims over all combinations of choices; `criteria` are the choices that were combined.

    `countings` is how many different ones the `combinations` are.
    """

    verdicts: tuple[Verdict, ...]
    criteria: tuple[Criterion, ...]
    combinations: int
    countings: int


def over_criteria(combined: Combinations, claims: Mapping[str, tuple[Masks, Floats]]) -> Verdicts:
    """Judge claims, each its `holds` and `number`, over all possible combinations of criteria.

    For claims that merging onward migration into the other outcomes does not touch.

    Examples
    --------
    Are there always people? In every counting there are.

    >>> from perspectief_core import load
    >>> from perspectief_core.sensitivity.combinations import combine, outcome_counts
    >>> combined = combine(load("data/synthetic"))
    >>> people = outcome_counts(combined).sum(axis=-1)
    >>> judged = over_criteria(combined, {"people": (people > 0, people.astype(float))})
    >>> judged.verdicts[0].holds == judged.countings, judged.verdicts[0].report
    (True, 733.0)
    """
    each = countings(combined)
    verdicts = tuple(judge(code, *said, CRITERIA, each) for code, said in claims.items())
    return Verdicts(verdicts, CRITERIA, int(possible().sum()), each.number)


def judge(
    claim: str,
    holds: Masks,
    number: Floats,
    criteria: tuple[Criterion, ...],
    each: Countings,
) -> Verdict:
    """Count in how many countings a claim holds.

    Parameters
    ----------
    claim : str
    holds : bool array, one axis per criterion
        The report's choice is first on every axis.
    number : float array of that shape
        What the claim is about; nan where it says nothing.
    criteria : tuple of Criterion
        The axes.
    each : Countings
        The different countings among the combinations that can occur.

    Examples
    --------
    >>> from perspectief_core.cohort.selection import Criterion
    >>> from perspectief_core.sensitivity.distinct import label
    >>> two = (Criterion(code="a", options=("x", "y")),)
    >>> each = label(np.array([3, 7]), np.ones(2, bool))
    >>> verdict = judge("c", np.array([True, False]), np.array([0.5, 0.1]), two, each)
    >>> verdict.holds, verdict.of, verdict.worst.option
    (1, 2, 'y')
    """
    held, value = each.of(holds), each.of(number)
    said = ~np.isnan(value)
    spot = (0,) * number.ndim
    known = value[said]
    in_report = not np.isnan(number[spot])
    return Verdict(
        claim=claim,
        holds=int(held[said].sum()),
        of=int(said.sum()),
        not_said=int((~said).sum()),
        in_report=bool(holds[spot]) if in_report else None,
        report=float(number[spot]) if in_report else None,
        low=float(known.min()) if known.size else None,
        high=float(known.max()) if known.size else None,
        worst=_worst(said & ~held, said, criteria, each),
    )


def _worst(
    fails: Masks, said: Masks, criteria: tuple[Criterion, ...], each: Countings
) -> Break | None:
    if not fails.any():
        return None
    breaks: list[tuple[float, Break]] = []
    for axis, criterion in enumerate(criteria):
        failed, total = (each.reached[axis][which].sum(axis=0).tolist() for which in (fails, said))
        breaks += [
            (failed[at] / total[at], Break(criterion.code, option, failed[at], total[at]))
            for at, option in enumerate(criterion.options)
            if total[at]
        ]
    # Among equals the first criterion and option: max keeps the first.
    return max(breaks, key=lambda pair: pair[0])[1]
