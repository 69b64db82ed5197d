"""Answers of steunpunten moved between steunpunten, and tested again as the report does.

Everything is counted per steunpunt, so that a thousand shuffles of forty questions are some
millions of small sums and not a thousand screenings of people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from perspectief_core import splits
from perspectief_core.arrays import Floats, Ints, Masks
from perspectief_core.associations.predictors import (
    OF_CASELOADS,
    answers_of_places,
    column_spec,
    recorded_members,
)
from perspectief_core.associations.screening import Question
from perspectief_core.cohort.grouping import members
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data import contract
from perspectief_core.data.remembered import remembered
from perspectief_core.published.records import Kenmerk
from perspectief_core.shares import drawn
from perspectief_core.splits import ColumnSpec, TargetSpec
from perspectief_core.splits.binning import bins_of_counts, to_intervals
from perspectief_core.splits.contingency import Predictor
from perspectief_core.splits.examining import examine
from perspectief_core.splits.settings import INTERVALS
from perspectief_core.splits.test_result import Reason
from perspectief_core.steunpunten.counts import outcome_table, steunpunt_codes

DRAWS = 999
"""Shuffles, beside the order as it is."""
_MOST_PLACES = 1_000_000
_FEW_VALUES = 64
Sums: TypeAlias = npt.NDArray[np.floating[Any]]
SEED = 1
_ANSWERS_KEPT = 4
"""Answers of groups of steunpunten kept for the next question about them."""
_MOVED_KEPT = 6
"""Sums kept for the next outcome: of the report's questions no two need more."""
_UNIT = "_steunpunt"
"""A column name that is no characteristic."""


def shuffled(cluster: str = "alles") -> tuple[Kenmerk, ...]:
    """Return the characteristics of a cluster that can be shuffled: real answers of steunpunten.

    Invented answers say nothing. The number of people per member of staff is no answer: it follows
    from how many are still there, and so from the outcome.
    """
    return tuple(
        kenmerk
        for kenmerk in recorded_members(cluster)
        if kenmerk.niveau == "steunpunt" and kenmerk.kenmerk not in OF_CASELOADS
    )


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The answers of the steunpunten to one question.

    `place` is the code of each steunpunt's answer; a number is coded by its rank among the numbers
    given, since its classes are made per shuffle.
    """

    predictor: Predictor
    place: Ints
    scale: bool


def people_of(cohort: Cohort, question: Question) -> tuple[tuple[str, ...], Ints]:
    """Return the steunpunten with people who count, and those people without and with the outcome.

    The people have the shape (steunpunten, 2).
    """
    codes, table = steunpunt_codes(cohort), outcome_table(cohort)
    counted, reached = (table @ _among(outcomes) for outcomes in _asked(question))
    filled = np.flatnonzero(counted)
    people = np.column_stack([counted - reached, reached])
    return tuple(codes[at] for at in filled.tolist()), people[filled]


def _asked(question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """Return the outcomes that count, and those of them that are asked for."""
    counted = frozenset(contract.OUTCOMES) - question.left_out
    return counted, counted & frozenset(members(question.outcome))


def _among(outcomes: frozenset[str]) -> Ints:
    """Return 1 for each outcome that is one of these, else 0."""
    return np.array([outcome in outcomes for outcome in contract.OUTCOMES], dtype=np.int64)


def answers_of(cohort: Cohort, cluster: str, codes: tuple[str, ...]) -> tuple[Answers, ...]:
    """Return the answers of the steunpunten to every question of a cluster that can be shuffled."""
    names = {kenmerk.kenmerk for kenmerk in shuffled(cluster)}
    return tuple(answer for answer in _all_answers(cohort, codes) if answer.predictor.name in names)


@remembered(_ANSWERS_KEPT)
def _all_answers(cohort: Cohort, codes: tuple[str, ...]) -> tuple[Answers, ...]:
    """Code the answers, which are the same whatever the outcome or the cluster."""
    if not codes:
        return ()
    specs = {kenmerk.kenmerk: column_spec(kenmerk) for kenmerk in shuffled()}
    frame = answers_of_places(cohort, shuffled()).reindex(list(codes))
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


def _coded(predictor: Predictor, place: Ints, scale: bool) -> Answers:
    if not scale:
        return Answers(predictor, place, scale)
    bins = to_intervals(np.arange(INTERVALS, dtype=np.float64))
    return Answers(Predictor(predictor.name, "scale", bins, predictor.missing), place, scale)


def orders(units: int) -> Ints:
    """Return the order as it is, then `DRAWS` random ones, as `drawn.orders` does."""
    return drawn.orders(units, DRAWS, _MOST_PLACES, SEED)


def tests(cohort: Cohort, question: Question, codes: tuple[str, ...]) -> tuple[Masks, Floats]:
    """Return per order and question of `answers_of` whether the test says yes, and its log p.

    Moving the people of steunpunten to other answers is the same as moving the answers.
    """
    names = {kenmerk.kenmerk for kenmerk in shuffled(question.cluster)}
    every, draws = _all_answers(cohort, codes), len(orders(len(codes))) - 1
    counted, reached = (_moved(cohort, codes, asked, draws) for asked in _asked(question))
    chosen = [at for at, answer in enumerate(every) if answer.predictor.name in names]
    predictors = tuple(every[at].predictor for at in chosen)
    shape = (draws + 1, len(chosen), max(predictor.size for predictor in predictors), 2)
    counts = np.zeros(shape, dtype=np.int64)
    for place, at in enumerate(chosen):
        table = np.stack([counted[at] - reached[at], reached[at]], axis=2)
        table = _in_bins(every[at], table) if every[at].scale else table
        counts[:, place, : table.shape[1]] = table
    examined = examine(counts, predictors, question.settings)
    yes: Masks = (examined.reason == len(Reason)).reshape(shape[:2])
    return yes, examined.log_p_adjusted.reshape(shape[:2])


@remembered(_MOVED_KEPT)
def _moved(
    cohort: Cohort, codes: tuple[str, ...], outcomes: frozenset[str], draws: int
) -> tuple[Sums, ...]:
    """Return the people with some outcomes per order and answer, of each question.

    Of several outcomes asked about those who count are the same.
    """
    place = {code: at for at, code in enumerate(steunpunt_codes(cohort))}
    people = (outcome_table(cohort) @ _among(outcomes))[[place[code] for code in codes]]
    # Sums of people are exact in floating point, which is many times as fast.
    exact: Sums = people.astype(drawn.shortest(int(people.sum())))
    answers, order = _all_answers(cohort, codes), orders(len(codes))
    return _sums(answers, _alike(cohort, codes), exact[order])


@remembered(1)
def _alike(cohort: Cohort, codes: tuple[str, ...]) -> Sums:
    """Return 1 where a steunpunt gave an answer, else 0, for all questions with few answers."""
    places = [answer.place for answer in _all_answers(cohort, codes)]
    few = [place for place in places if place.max() < _FEW_VALUES]
    together = np.zeros((sum(int(place.max()) + 1 for place in few), len(codes)), dtype=np.float32)
    first = 0
    for place in few:
        together[first + place, np.arange(len(codes))] = 1
        first += int(place.max()) + 1
    return np.ascontiguousarray(together.T)


def _sums(answers: tuple[Answers, ...], alike: Sums, people: Sums) -> tuple[Sums, ...]:
    """Return the people of every answer to each question, shape (orders, answers).

    `people` has the shape (orders, steunpunten). Few answers of all questions are added in one
    multiplication; of many that would cost more than putting alike ones beside each other.
    """
    values = [int(answer.place.max()) + 1 for answer in answers]
    ends = np.cumsum([many for many in values if many <= _FEW_VALUES], dtype=np.int64)
    ready = iter(np.split(people @ alike, ends, axis=1))
    return tuple(
        next(ready) if many <= _FEW_VALUES else _beside_each_other(answer, many, people)
        for answer, many in zip(answers, values, strict=True)
    )


def _beside_each_other(answer: Answers, many: int, people: Sums) -> Sums:
    """Return the people of every answer to one question, shape (orders, answers)."""
    order = np.argsort(answer.place, kind="stable")
    first = np.searchsorted(answer.place[order], np.arange(many))
    sums: Sums = np.add.reduceat(people[:, order], first, axis=1)
    return sums


def _in_bins(answers: Answers, table: Sums) -> Floats:
    """Return the people of every class of a number, which are made anew per order."""
    last = table.shape[1] - answers.predictor.missing
    place = bins_of_counts(table[:, :last].sum(axis=2).astype(np.int64))
    size = answers.predictor.size
    cell = (np.arange(len(table))[:, None] * size + place).ravel()
    binned: Floats = np.empty((len(table), size, table.shape[2]))
    for side in range(table.shape[2]):
        people = np.bincount(cell, table[:, :last, side].ravel(), len(table) * size)
        binned[..., side] = people.reshape(len(table), size)
    if answers.predictor.missing:
        binned[:, -1] = table[:, -1]
    return binned
