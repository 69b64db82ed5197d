"""Types of working method beside each other on everything, with steunpunten as units.

The questions are those of `beside`. People of one steunpunt resemble each other, so that every row
is tested by shuffling the types over the steunpunten, and every range counts how much steunpunten
of one type differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import scipy

from perspectief_core.arrays import Floats, Ints, Masks, pd
from perspectief_core.beside.beside import BesideEachOther, BesideGroup, Topic, judged
from perspectief_core.beside.beside_rows import (
    TOPICS,
    Mean,
    Measured,
    Question,
    Value,
    at_month,
    counted,
)
from perspectief_core.cohort.filters import types_in
from perspectief_core.cohort.grouping import grouping
from perspectief_core.cohort.selecting import Cohort, ColumnMissingError
from perspectief_core.differences import seeing
from perspectief_core.differences.holm import holm
from perspectief_core.differences.seeing import Seen
from perspectief_core.durations.curves import whole_month_ties
from perspectief_core.durations.groups import GroupMoment, moments_of
from perspectief_core.durations.timelines import timelines
from perspectief_core.people.summaries import summarise
from perspectief_core.shares import intervals
from perspectief_core.shares.clusters import cluster_interval
from perspectief_core.shares.flags import GroupCounts
from perspectief_core.shares.intervals import Share
from perspectief_core.steunpunten.shuffled_types import shuffled_p, shuffles
from perspectief_core.steunpunten.werkwijzen import Typology, types_of
from perspectief_core.survival.histories import Z
from perspectief_core.survival.logrank import logrank


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Steunpunten with people: who belongs to each, its type by number, and how many types."""

    members: tuple[Masks, ...]
    type: Ints
    types: int

    @property
    def freedom(self) -> int:
        """Steunpunten less types."""
        return len(self.members) - self.types

    def of_type(self, at: int) -> Masks:
        """Return the people of a type."""
        own = [m for m, kind in zip(self.members, self.type.tolist(), strict=True) if kind == at]
        return np.asarray(np.logical_or.reduce(own), dtype=bool)


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Per steunpunt what was counted, what would be when nothing differs, and its weight.

    The variance of counted less expected is `unit` times the weight, for people taken one by one.
    """

    counted: Floats
    expected: Floats
    weight: Floats
    unit: float


def beside_types(cohort: Cohort, topic: Topic, typology: Typology) -> BesideEachOther:
    """Lay the types of a typology beside each other.

    Parameters
    ----------
    cohort : Cohort
    topic : {"uitkomsten", "getallen", "jongeren"}
        As in `beside.beside`.
    typology : {"6", "4", "2"}

    Returns
    -------
    BesideEachOther
        Groups are the types with people, in contract order.

    Raises
    ------
    ValueError
        When topic or typology is unknown.

    Notes
    -----
    Test of every row: the types are shuffled over the steunpunten with people, and the sum over
    types of (counted − expected)² / weight is compared (`shuffled_types.shuffled_p`). Counted and
    expected are the number with something and its share of the people; a sum of numbers and the
    mean; people who left and those expected by the log-rank test. Holm over the rows of the topic.
    Ranges of shares and means: a ratio estimator with Student's t (`clusters`). Those of speed, and
    the chance of seeing a large difference: widened by how much more than chance steunpunten of one
    type differ (Pearson's χ²/df, at least 1).

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> sides = beside_types(everyone, "uitkomsten", "2")
    >>> [(group.code, group.n) for group in sides.groups], len(sides.rows_with("verschilt"))
    ([('zacht', 535), ('hard', 198)], 0)
    """
    if topic not in TOPICS:
        raise ValueError(f"`topic` must be one of {', '.join(TOPICS)}; found `{topic}`")
    codes, places = _places(cohort, typology)
    missing: list[str] = []
    rows = list(_rows(cohort, topic, places, missing)) if codes else []
    comparisons = sum(row.p is not None for row in rows)
    adjusted = zip(rows, holm([row.p for row in rows]), strict=True)
    return BesideEachOther(
        topic=topic,
        groups=tuple(
            BesideGroup(code, int(places.of_type(at).sum())) for at, code in enumerate(codes)
        ),
        rows=tuple(judged(row, p, codes, comparisons) for row, p in adjusted),
        comparisons=comparisons,
        missing=tuple(missing),
        typology=typology,
    )


def _places(cohort: Cohort, typology: str) -> tuple[tuple[str, ...], _Places]:
    """Return the types with people and the steunpunten; those without a known type are left out."""
    levels, steunpunten = types_in(typology), grouping(cohort, "steunpunt")
    labels = types_of(cohort, typology, steunpunten.codes)
    members = [steunpunten.index == at for at in range(len(steunpunten.codes))]
    kept = [
        (m, levels.index(label))
        for m, label in zip(members, labels, strict=True)
        if m.any() and label in levels
    ]
    used = sorted({kind for _, kind in kept})
    kinds = np.array([used.index(kind) for _, kind in kept], dtype=np.int64)
    codes = tuple(levels[kind] for kind in used)
    return codes, _Places(tuple(m for m, _ in kept), kinds, len(codes))


def _rows(cohort: Cohort, topic: Topic, places: _Places, missing: list[str]) -> Iterator[Measured]:
    for question in TOPICS[topic](cohort):
        try:
            yield _measured(question, cohort, places)
        except ColumnMissingError as error:
            missing.append(error.column)


def _measured(question: Question, cohort: Cohort, places: _Places) -> Measured:
    if question.answers is None:
        return _pace(question.code, cohort, places)
    answers = question.answers(cohort)
    if question.kind == "share":
        return _share(question.code, counted(answers, places.members), places)
    return _number(question.code, answers.astype("Float64"), places)


def _share(code: str, counts: GroupCounts, places: _Places) -> Measured:
    share = counts.together.share
    values = tuple(_of_type(counts, places.type == at) for at in range(places.types))
    if share is None or share in (0, 1):
        return _untested(code, values)
    totals = counts.totals.astype(np.float64)
    sums = _Sums(counts.hits.astype(np.float64), share * totals, totals, share * (1 - share))
    low, high = large = seeing.as_shares(share)
    effect = (high - low) / np.sqrt(sums.unit)
    return Measured(
        code=code, values=values, p=_p(sums, places), seen=_seen(effect, sums, places), large=large
    )


def _untested(code: str, values: tuple[Value, ...]) -> Measured:
    return Measured(code=code, values=values, p=None, seen=lambda one, other, alpha: 0.0)


def _of_type(counts: GroupCounts, own: Masks) -> Share:
    part = counts.where(own).filled
    share = part.together
    if len(part.codes) < 2:
        # One steunpunt says nothing of how far another would have been.
        return replace(share, low=0.0, high=1.0)
    interval = cluster_interval(part)
    return replace(share, low=interval.low, high=interval.high)


def _number(code: str, answers: pd.Series, places: _Places) -> Measured:
    known = answers.notna().to_numpy(dtype=bool)
    numbers = answers.fillna(0.0).to_numpy(dtype=np.float64)
    sums = np.array([numbers[own].sum() for own in places.members])
    totals = np.array([float((known & own).sum()) for own in places.members])
    values = tuple(
        _mean(answers[places.of_type(at)], sums[places.type == at], totals[places.type == at])
        for at in range(places.types)
    )
    spread = float(numbers[known].std()) if known.any() else 0.0
    if not spread:
        return _untested(code, values)
    told = _Sums(sums, numbers[known].mean() * totals, totals, spread**2)
    seen = _seen(seeing.DEVIATIONS, told, places)
    return Measured(
        code=code, values=values, p=_p(told, places), seen=seen, step=seeing.DEVIATIONS * spread
    )


def _mean(answers: pd.Series, sums: Floats, totals: Floats) -> Mean:
    summary, filled = summarise(answers), totals > 0
    m = int(filled.sum())
    if summary.mean is None or m < 2:
        return Mean(summary, None)
    residual = (sums - summary.mean * totals)[filled]
    error = float(np.sqrt(m / (m - 1) * (residual**2).sum())) / float(totals.sum())
    return Mean(summary, intervals.by_student(summary.mean, error, m - 1))


def _pace(code: str, cohort: Cohort, places: _Places) -> Measured:
    """Measure how fast an outcome comes: counted and expected by the log-rank test."""
    lines, ties = timelines(cohort, corrected=True), whole_month_ties(cohort)
    moments = [
        at_month(moments_of(lines.of(places.of_type(at)), None, ties)) for at in range(places.types)
    ]
    test = logrank(tuple(lines.of(own) for own in places.members), None, ties)
    if test is None or test.p is None or not sum(test.observed):
        return _untested(code, tuple(moments))
    expected = np.array(test.expected)
    sums = _Sums(np.array(test.observed), expected, expected, 1.0)
    wider = (
        float(scipy.special.stdtrit(max(places.freedom, 1), 0.975))
        / Z
        * np.sqrt(_beyond(sums, places))
    )
    values = tuple(None if moment is None else _widened(moment, wider) for moment in moments)
    seen = _seen(np.log(seeing.HAZARD_RATIO), sums, places)
    return Measured(code=code, values=values, p=_p(sums, places), seen=seen)


def _widened(moment: GroupMoment, factor: float) -> GroupMoment:
    """Return a moment with its interval wider on the logit scale."""
    if moment.interval is None or not 0 < moment.share < 1:
        return moment
    middle = scipy.special.logit(moment.share)
    ends = (
        middle + factor * (scipy.special.logit(end) - middle)
        for end in (moment.interval.low, moment.interval.high)
    )
    low, high = (float(scipy.special.expit(end)) for end in ends)
    return replace(moment, interval=intervals.interval(low, high))


def _p(sums: _Sums, places: _Places) -> float | None:
    """Return p by shuffled types over the steunpunten that have any weight; None with one type."""
    used = sums.weight > 0
    kinds = places.type[used]
    if len(np.unique(kinds)) < 2:
        return None
    membership = (kinds[:, None] == np.arange(places.types)).astype(np.int64)
    units = GroupCounts(tuple(map(str, np.flatnonzero(used))), kinds, kinds)
    residual = (sums.counted - sums.expected)[used]
    return shuffled_p(membership, residual, sums.weight[used], shuffles(units))


def _per_type(values: Floats, places: _Places) -> Floats:
    return np.bincount(places.type, values, minlength=places.types).astype(np.float64)


def _beyond(sums: _Sums, places: _Places) -> float:
    """Return how much more than chance steunpunten of one type differ: χ²/df, at least 1."""
    total = _per_type(sums.expected, places)
    ratio = np.divide(
        _per_type(sums.counted, places), total, out=np.ones(places.types), where=total > 0
    )
    residual = sums.counted - ratio[places.type] * sums.expected
    used = sums.weight > 0
    freedom = int(used.sum()) - places.types
    if freedom < 1:
        return 1.0
    return max(1.0, float((residual[used] ** 2 / (sums.unit * sums.weight[used])).sum()) / freedom)


def _seen(effect: float, sums: _Sums, places: _Places) -> Seen:
    weight, beyond = _per_type(sums.weight, places), _beyond(sums, places)

    def information(one: int, other: int) -> float:
        return seeing.both(float(weight[one]), float(weight[other])) / beyond

    return seeing.seen_clustered(effect, information, places.freedom)
