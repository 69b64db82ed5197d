"""What chance gives when steunpunten are the units: their answers shuffled over them.

The report's test counts people as if each had been drawn apart. All people of a steunpunt share its
answers, and steunpunten differ in outcomes whatever they answered; so that test says yes to a
characteristic of steunpunten far too easily. Here whole sets of answers change places between the
steunpunten, and every characteristic is tested again, bins and merging of categories included.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from perspectief_core.arrays import Floats, Masks
from perspectief_core.associations.screening import Question
from perspectief_core.associations.shuffling import (
    Answers,
    answers_of,
    people_of,
    tests,
)
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.published import records
from perspectief_core.results import aggregate
from perspectief_core.shares import meaning
from perspectief_core.shares.drawn import monte_carlo_p

FEWEST_UNITS = 2
_SAME = 1e-9
"""Relative difference under which two p values are the same: a tie counts against a finding."""


@aggregate
@dataclass(frozen=True, slots=True)
class ByChance:
    """One characteristic of steunpunten.

    `p` is how often shuffled answers make its own test at least as strong; `p_any` how often they
    make that of any of the characteristics so (max-T), which corrects for looking at all of them.
    """

    kenmerk: str
    significant: bool
    p: float
    p_any: float

    @property
    def more_than_chance(self) -> bool:
        """Whether shuffled answers seldom make any characteristic as strong."""
        return meaning.more_than_chance(self.p_any)


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How many yes the report's test gives for steunpunten, and how many with answers shuffled.

    Parameters
    ----------
    question
        What was asked.
    steunpunten
        How many were shuffled: those with people who count.
    draws
        Number of shuffles; 0 when there was nothing to shuffle.
    rows
        The characteristics, in the report's order; empty when there was nothing to shuffle.
    mean
        Number of yes that shuffled answers give on average.
    low, high
        In 95 of 100 shuffles the number lies between these two.
    p
        How often shuffled answers give at least as many yes; None when nothing was shuffled.
    printed
        Number of yes that the report prints for these characteristics; None when it prints none.
    p_printed
        How often shuffled answers give at least that many.
    """

    question: Question
    steunpunten: int
    draws: int
    rows: tuple[ByChance, ...]
    mean: float
    low: int
    high: int
    p: float | None
    printed: int | None
    p_printed: float | None

    @property
    def found(self) -> int:
        """Number of yes on the answers as they are."""
        return sum(row.significant for row in self.rows)

    @property
    def more_than_chance(self) -> bool:
        """Whether there are more yes than shuffled answers give."""
        return meaning.more_than_chance(self.p)

    @property
    def printed_more_than_chance(self) -> bool:
        """Whether the report prints more yes than shuffled answers give."""
        return meaning.more_than_chance(self.p_printed)

    @property
    def strongest(self) -> ByChance | None:
        """The characteristic with the least `p_any`; of equals the first in the report's order."""
        return min(self.rows, key=lambda row: row.p_any, default=None)

    def of(self, kenmerk: str) -> ByChance | None:
        """Return the row of a characteristic; None when it was not shuffled."""
        return next((row for row in self.rows if row.kenmerk == kenmerk), None)


def chance(cohort: Cohort, question: Question) -> Chance:
    """Return what the report's test finds among steunpunten, beside what chance gives.

    Parameters
    ----------
    cohort : Cohort
    question : Question
        Of its cluster, the characteristics of `shuffled` take part.

    Returns
    -------
    Chance
        Without rows when fewer than two steunpunten have people who count, when everybody or
        nobody has the outcome, or when the extract has none of the characteristics.

    Notes
    -----
    A shuffle moves the sets of answers of steunpunten, so that answers that go together keep doing
    so. The statistic is the adjusted p of the report's test; classes of numbers are made anew,
    because they depend on how many people a steunpunt has. p is that of `monte_carlo_p`, ties
    included. The null hypothesis is that the sets of answers could as well have been those of other
    steunpunten.

    References
    ----------
    Westfall, P. H. & Young, S. S. (1993). Resampling-based multiple testing. Wiley.

    Examples
    --------
    The report says yes to 12 of the 39; shuffled answers give more.

    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> luck = chance(everyone, Question("verblijfsvergunning"))
    >>> luck.steunpunten, len(luck.rows), luck.printed, luck.mean > luck.printed
    (20, 39, 12, True)
    """
    codes, people = people_of(cohort, question)
    answers = answers_of(cohort, question.cluster, codes)
    if not answers or len(codes) < FEWEST_UNITS or not people.any(axis=0).all():
        return Chance(
            question=question,
            steunpunten=len(codes),
            draws=0,
            rows=(),
            mean=0.0,
            low=0,
            high=0,
            p=None,
            printed=None,
            p_printed=None,
        )
    significant, log_p = tests(cohort, question, codes)
    return _compared(question, answers, significant, log_p)


def _compared(
    question: Question, answers: tuple[Answers, ...], significant: Masks, log_p: Floats
) -> Chance:
    """Return the first order beside all the others."""
    number = significant.sum(axis=1)
    low, high = np.quantile(number[1:], (0.025, 0.975), method="inverted_cdf")
    # log p is at most 0: a bound a little nearer to 0 counts ties as at least as strong.
    bound = log_p[0] * (1 - _SAME)
    alone = monte_carlo_p(log_p[1:] <= bound)
    of_any = monte_carlo_p(log_p[1:].min(axis=1, keepdims=True) <= bound)
    rows = tuple(
        ByChance(answer.predictor.name, bool(yes), float(p), float(p_any))
        for answer, yes, p, p_any in zip(answers, significant[0], alone, of_any, strict=True)
    )
    printed = _printed_yes(question, {row.kenmerk for row in rows})
    least = number[1:, None] >= [number[0], math.inf if printed is None else printed]
    p, p_printed = monte_carlo_p(least).tolist()
    return Chance(
        question=question,
        steunpunten=len(answers[0].place),
        draws=len(number) - 1,
        rows=rows,
        mean=float(number[1:].mean()),
        low=int(low),
        high=int(high),
        p=p,
        printed=printed,
        p_printed=None if printed is None else p_printed,
    )


def _printed_yes(question: Question, names: Collection[str]) -> int | None:
    """Return how many of these characteristics the report's appendix says yes to."""
    if question.bijlage is None:
        return None
    rows = records.chaid_rows(question.bijlage)
    return sum(row.samenhang == "ja" for row in rows if row.kenmerk in names)
