"""What chance gives when steunpunten are the units: their answers shuffled over them.

The report's test counts people as if each had been drawn apart. All people of a steunpunt share its
answers, and steunpunten differ in outcomes whatever they answered; so that test says yes to a
characteristic of steunpunten far too easily. Here whole sets of answers change places between the
steunpunten, and every characteristic is tested again, bins and merging of categories included.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from perspectief_core import splits
from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.associations.coding import who_counts
from perspectief_core.associations.predictors import (
    OF_CASELOADS,
    answers_of_places,
    cluster_members,
    column_spec,
    invented,
)
from perspectief_core.associations.screening import Question
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.published.records import Kenmerk
from perspectief_core.results import aggregate
from perspectief_core.shares import meaning
from perspectief_core.splits import ColumnSpec, Settings, TargetSpec
from perspectief_core.splits.binning import to_intervals
from perspectief_core.splits.contingency import Predictor
from perspectief_core.splits.examining import examine
from perspectief_core.splits.test_result import Reason

SCALE_BINS = 10
"""Most classes of a number, as when people are coded."""
DRAWS = 999
"""Shuffles, beside the order as it is."""
SEED = 1
FEWEST_UNITS = 2
_UNIT = "_steunpunt"
"""A column name that is no characteristic."""
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
    """

    question: Question
    steunpunten: int
    draws: int
    rows: tuple[ByChance, ...]
    mean: float
    low: int
    high: int
    p: float | None

    @property
    def found(self) -> int:
        """Number of yes on the answers as they are."""
        return sum(row.significant for row in self.rows)

    @property
    def more_than_chance(self) -> bool:
        """Whether there are more yes than shuffled answers give."""
        return meaning.more_than_chance(self.p)

    @property
    def strongest(self) -> ByChance | None:
        """The characteristic with the least `p_any`; of equals the first in the report's order."""
        return min(self.rows, key=lambda row: row.p_any, default=None)

    def of(self, kenmerk: str) -> ByChance | None:
        """Return the row of a characteristic; None when it was not shuffled."""
        return next((row for row in self.rows if row.kenmerk == kenmerk), None)


def shuffled(cluster: str = "alles") -> tuple[Kenmerk, ...]:
    """Return the characteristics of a cluster that can be shuffled: real answers of steunpunten.

    Invented answers say nothing. The number of people per member of staff is no answer: it follows
    from how many are still there, and so from the outcome.
    """
    return tuple(
        kenmerk
        for kenmerk in cluster_members(cluster)
        if kenmerk.niveau == "steunpunt"
        and not invented(kenmerk)
        and kenmerk.kenmerk not in OF_CASELOADS
    )


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
    because they depend on how many people a steunpunt has. With `b` of `m` shuffles at least as
    strong, ties included, p = (b + 1) / (m + 1). The null hypothesis is that the sets of answers
    could as well have been those of other steunpunten.

    References
    ----------
    Westfall, P. H. & Young, S. S. (1993). Resampling-based multiple testing. Wiley. Phipson, B. &
    Smyth, G. K. (2010). Permutation p-values should never be zero. SAGMB 9(1), 39.

    Examples
    --------
    The report's test says yes to 12 of the 39; shuffled answers give more.

    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> found = chance(everyone, Question("verblijfsvergunning"))
    >>> found.steunpunten, len(found.rows), found.mean > found.found
    (20, 39, True)
    """
    codes, people = _people(cohort, question)
    answers = _answers(cohort, question.cluster, codes)
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
        )
    outcomes = people[_orders(len(codes))]
    significant, log_p = _tests(answers, outcomes, question.settings)
    return _compared(question, answers, significant, log_p)


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """The answers of the steunpunten to one question.

    `place` is the code of each steunpunt's answer; a number is coded by its rank among the numbers
    given, since its classes are made per shuffle.
    """

    predictor: Predictor
    place: Ints
    scale: bool


def _people(cohort: Cohort, question: Question) -> tuple[npt.NDArray[np.str_], Ints]:
    """Return the steunpunten with people who count, and those people without and with the outcome.

    The shapes are (steunpunten,) and (steunpunten, 2).
    """
    counted = cohort.people[who_counts(cohort, question.left_out)]
    codes, place = np.unique(counted["steunpunt"].to_numpy(dtype=str), return_inverse=True)
    reached = (counted["uitkomst"] == question.outcome).to_numpy(dtype=np.int64)
    cells = np.bincount(2 * place + reached, minlength=2 * len(codes))
    return codes, cells.astype(np.int64).reshape(len(codes), 2)


def _answers(cohort: Cohort, cluster: str, codes: npt.NDArray[np.str_]) -> tuple[_Answers, ...]:
    """Return the answers of the steunpunten to every question that can be shuffled."""
    if not len(codes):
        return ()
    specs = {kenmerk.kenmerk: column_spec(kenmerk) for kenmerk in shuffled(cluster)}
    frame = answers_of_places(cohort, shuffled(cluster)).reindex(codes)
    # A number is an ordinal here: each of its values a category, in order.
    by_value = [
        ColumnSpec(name, "ordinal") if spec.kind == "scale" else spec
        for name, spec in specs.items()
        if name in frame
    ]
    coded = splits.encode(frame.assign(**{_UNIT: "x"}), by_value, TargetSpec(_UNIT))
    return tuple(
        _coded(predictor, row.astype(np.int64), specs[predictor.name].kind == "scale")
        for predictor, row in zip(coded.predictors, coded.codes, strict=True)
    )


def _coded(predictor: Predictor, place: Ints, scale: bool) -> _Answers:
    if not scale:
        return _Answers(predictor, place, scale)
    bins = to_intervals(np.arange(SCALE_BINS, dtype=np.float64))
    return _Answers(Predictor(predictor.name, "scale", bins, predictor.missing), place, scale)


def _orders(units: int) -> Ints:
    """Return the order as it is, then `DRAWS` random ones; shape (1 + draws, units)."""
    order = np.tile(np.arange(units), (DRAWS, 1))
    at_random = np.random.default_rng(SEED).permuted(order, axis=1)
    return np.vstack([np.arange(units), at_random])


def _tests(answers: tuple[_Answers, ...], people: Ints, settings: Settings) -> tuple[Masks, Floats]:
    """Return per order and question whether the test says yes, and its log p.

    `people` has the shape (orders, steunpunten, 2): moving the people of steunpunten to other
    answers is the same as moving the answers.
    """
    width = max(one.predictor.size for one in answers)
    counts = np.zeros((len(people), len(answers), width, 2), dtype=np.int64)
    for at, one in enumerate(answers):
        table = _table(one, people)
        counts[:, at, : table.shape[1]] = table
    examined = examine(counts, tuple(one.predictor for one in answers), settings)
    shape = (len(people), len(answers))
    yes: Masks = (examined.reason == len(Reason)).reshape(shape)
    return yes, examined.log_p_adjusted.reshape(shape)


def _table(one: _Answers, people: Ints) -> Ints:
    """Return the people of every answer, shape (orders, answers, 2)."""
    values = int(one.place.max()) + 1
    member = (one.place[:, None] == np.arange(values)).astype(np.int64)
    table: Ints = np.swapaxes(np.swapaxes(people, 1, 2) @ member, 1, 2)
    return _in_bins(one, table) if one.scale else table


def _in_bins(one: _Answers, table: Ints) -> Ints:
    """Return the people of every class of a number, by the rule of `quantile_cuts` per order."""
    last = table.shape[1] - one.predictor.missing
    size = table[:, :last].sum(axis=2)
    doubled_rank = 2 * size.cumsum(axis=1) - size + 1
    place = doubled_rank * SCALE_BINS // (2 * (size.sum(axis=1, keepdims=True) + 1))
    binned = np.zeros((len(table), one.predictor.size, 2), dtype=np.int64)
    for value in range(last):
        binned[np.arange(len(table)), place[:, value]] += table[:, value]
    if one.predictor.missing:
        binned[:, -1] = table[:, -1]
    return binned


def _compared(
    question: Question, answers: tuple[_Answers, ...], significant: Masks, log_p: Floats
) -> Chance:
    """Return the first order beside all the others."""
    number = significant.sum(axis=1)
    low, high = np.quantile(number[1:], (0.025, 0.975), method="inverted_cdf")
    # log p is at most 0: a bound a little nearer to 0 counts ties as at least as strong.
    bound = log_p[0] * (1 - _SAME)
    alone = _share_as_strong(log_p[1:] <= bound)
    of_any = _share_as_strong(log_p[1:].min(axis=1, keepdims=True) <= bound)
    rows = tuple(
        ByChance(one.predictor.name, bool(yes), float(p), float(p_any))
        for one, yes, p, p_any in zip(answers, significant[0], alone, of_any, strict=True)
    )
    return Chance(
        question=question,
        steunpunten=len(answers[0].place),
        draws=DRAWS,
        rows=rows,
        mean=float(number[1:].mean()),
        low=int(low),
        high=int(high),
        p=float(_share_as_strong(number[1:, None] >= number[0])[0]),
    )


def _share_as_strong(as_strong: Masks) -> Floats:
    """Return (b + 1) / (m + 1) per column, `b` of the `m` rows being true."""
    share: Floats = (1 + as_strong.sum(axis=0)) / (1 + len(as_strong))
    return share
