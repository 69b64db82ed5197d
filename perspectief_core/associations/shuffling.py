"""Answers of steunpunten moved between steunpunten, and tested again as the report does.

Everything is counted per steunpunt, so that a thousand shuffles of forty questions are some
millions of small sums and not a thousand screenings of people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
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
from perspectief_core.splits import ColumnSpec, Settings, TargetSpec
from perspectief_core.splits.binning import bins_of_counts, to_intervals
from perspectief_core.splits.contingency import Predictor
from perspectief_core.splits.examining import examine
from perspectief_core.splits.settings import INTERVALS
from perspectief_core.splits.test_result import Reason
from perspectief_core.steunpunten.counts import outcome_table, steunpunt_codes

DRAWS = 999
"""Shuffles, beside the order as it is."""
_MOST_PLACES, _FEWEST_DRAWS = 1_000_000, 199
_FEW_VALUES = 64
_EXACT_IN_SHORT = 1 << 24
"""Sums of people below this are exact in single precision."""
Sums: TypeAlias = npt.NDArray[np.floating[Any]]
SEED = 1
_ANSWERS_KEPT = 4
"""Answers of groups of steunpunten kept for the next question about them."""
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
    codes, outcomes = steunpunt_codes(cohort), contract.OUTCOMES
    table = outcome_table(cohort)
    counted = [code not in question.left_out for code in outcomes]
    reached = [code in members(question.outcome) for code in outcomes]
    people = np.column_stack(
        [table @ np.logical_and(counted, wanted) for wanted in (np.logical_not(reached), reached)]
    )
    filled = np.flatnonzero(people.sum(axis=1))
    return tuple(codes[at] for at in filled.tolist()), people[filled]


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
    """Return the order as it is, then `DRAWS` random ones; shape (1 + draws, units).

    Of so many units that these would be more than a million numbers there are fewer, and at least
    `_FEWEST_DRAWS`.
    """
    return _orders(units, min(DRAWS, max(_MOST_PLACES // max(units, 1), _FEWEST_DRAWS)))


@lru_cache(1)
def _orders(units: int, draws: int) -> Ints:
    order = np.tile(np.arange(units), (draws, 1))
    at_random = np.random.default_rng(SEED).permuted(order, axis=1)
    return np.vstack([np.arange(units), at_random])


def tests(answers: tuple[Answers, ...], people: Ints, settings: Settings) -> tuple[Masks, Floats]:
    """Return per order and question whether the test says yes, and its log p.

    `people` has the shape (orders, steunpunten, 2): moving the people of steunpunten to other
    answers is the same as moving the answers.
    """
    # Sums of people are exact in floating point, which is many times as fast.
    units_last = np.ascontiguousarray(np.swapaxes(people, 1, 2))
    exact: Sums = units_last.astype(np.float64)
    if people[0].sum() < _EXACT_IN_SHORT:
        exact = units_last.astype(np.float32)
    width = max(answer.predictor.size for answer in answers)
    counts = np.zeros((len(people), len(answers), width, 2), dtype=np.int64)
    for at, (answer, sums) in enumerate(zip(answers, _sums(answers, exact), strict=True)):
        table = np.swapaxes(sums, 1, 2).astype(np.int64)
        table = _in_bins(answer, table) if answer.scale else table
        counts[:, at, : table.shape[1]] = table
    examined = examine(counts, tuple(answer.predictor for answer in answers), settings)
    shape = (len(people), len(answers))
    yes: Masks = (examined.reason == len(Reason)).reshape(shape)
    return yes, examined.log_p_adjusted.reshape(shape)


def _sums(answers: tuple[Answers, ...], people: Sums) -> Iterator[Sums]:
    """Yield the people of every answer to each question, shape (orders, 2, answers).

    `people` has units last. Few answers of all questions are added in one multiplication; of many
    that would cost more than putting alike ones beside each other.
    """
    values = [int(answer.place.max()) + 1 for answer in answers]
    few = [answer for answer, many in zip(answers, values, strict=True) if many <= _FEW_VALUES]
    members = [answer.place[:, None] == np.arange(answer.place.max() + 1) for answer in few]
    ends = np.cumsum([0, *(member.shape[1] for member in members)])
    together = np.hstack([people[0].T[:, :0], *members]).astype(people.dtype)
    # As one table of two rows an order: thousands of small multiplications cost far more.
    flat = people.reshape(-1, people.shape[2]) @ together
    product = flat.reshape(*people.shape[:2], -1)
    ready = (product[..., start:end] for start, end in pairwise(ends.tolist()))
    for answer, many in zip(answers, values, strict=True):
        if many <= _FEW_VALUES:
            yield next(ready)
            continue
        order = np.argsort(answer.place, kind="stable")
        first = np.searchsorted(answer.place[order], np.arange(many))
        yield np.add.reduceat(people[..., order], first, axis=-1)


def _in_bins(answers: Answers, table: Ints) -> Ints:
    """Return the people of every class of a number, which are made anew per order."""
    last = table.shape[1] - answers.predictor.missing
    place = bins_of_counts(table[:, :last].sum(axis=2))
    binned = np.zeros((len(table), answers.predictor.size, 2), dtype=np.int64)
    for value in range(last):
        binned[np.arange(len(table)), place[:, value]] += table[:, value]
    if answers.predictor.missing:
        binned[:, -1] = table[:, -1]
    return binned
