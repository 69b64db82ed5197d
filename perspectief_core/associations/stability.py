"""Does the first split come back? The screening repeated on bootstrap samples.

People are drawn with replacement. When the first split is of the steunpunten, whole steunpunten
are drawn instead: 20 steunpunten are the units then, not 733 people. One can ask for them where the
first split is about persons too: people of one steunpunt are alike in more than their
characteristics. People are coded once; a sample is a segment of rows to count, so that many samples
are counted and tested together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from perspectief_core.arrays import Ints
from perspectief_core.associations.predictors import cluster_members
from perspectief_core.associations.screening import Question, code_people
from perspectief_core.cohort.selecting import Cohort
from perspectief_core.data.remembered import remembered
from perspectief_core.results import aggregate
from perspectief_core.shares.intervals import Share, share
from perspectief_core.splits import Reason, Settings, examine
from perspectief_core.splits.contingency import Coded, count
from perspectief_core.splits.nested import Nest
from perspectief_core.splits.statistics import TIE

Unit = Literal["persoon", "steunpunt"]
UNITS: tuple[Unit, ...] = ("persoon", "steunpunt")
BATCHES, BATCH = 10, 50
"""Samples are drawn and tested in batches, so that one can tell how far the work is."""
SAMPLES = BATCHES * BATCH
SEED = 1

_NONE = -1
_KEPT = 4 * BATCHES
"""Batches kept until all of a question are there."""


@aggregate
@dataclass(frozen=True, slots=True)
class Batch:
    """First splits in one batch of samples: per predictor how often, and how often none.

    `unit` is what was drawn, `units` how many there are of it; `first` is the predictor of the
    first split on the data themselves, None when nothing splits.
    """

    unit: Unit
    units: int
    first: str | None
    times: tuple[tuple[str, int], ...]
    none: int


@dataclass(frozen=True, slots=True)
class Comeback:
    """How often a predictor made the first split in the samples."""

    kenmerk: str
    first: Share


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How steady the first split is.

    Parameters
    ----------
    question, unit, chosen
        What was asked; `unit` is what was drawn, and `chosen` whether that was asked for.
    units
        How many of those there are.
    first
        Predictor of the first split on the data themselves; None when nothing splits.
    same, none
        Samples in which that predictor splits first, and in which nothing splits; of 0 samples when
        nobody is counted.
    comebacks
        Predictors that split first at least once, most frequent first.
    """

    question: Question
    unit: Unit
    chosen: bool
    units: int
    first: str | None
    same: Share
    none: Share
    comebacks: tuple[Comeback, ...]


def stability(cohort: Cohort, question: Question, drawn: Unit | None = None) -> Stability:
    """Return how often the first split of a cluster comes back in `SAMPLES` bootstrap samples.

    Parameters
    ----------
    cohort : Cohort
    question : Question
    drawn : {"persoon", "steunpunt"}, optional
        What to draw; by default what the first split is about.

    Returns
    -------
    Stability
        When nothing splits on the data themselves, `same` counts the samples in which nothing
        splits either.

    Notes
    -----
    Bins of scale predictors stay those of the data themselves. In a sample in which nobody or
    everybody has the outcome nothing splits. Ties go to the report's order, as in a tree. The
    samples are the same every time: batch `i` is drawn with the seed (`SEED`, `i`).

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> steadiness = stability(everyone, Question("mob", "huiskamer"))
    >>> steadiness.unit, steadiness.units, steadiness.same.total
    ('steunpunt', 20, 500)

    Length of guidance is about persons: it splits first in nearly every sample of them, and in
    about as many samples of whole steunpunten.

    >>> asked = Question("in_begeleiding", "werkwijze")
    >>> [stability(everyone, asked, unit).same.count for unit in UNITS]
    [499, 493]
    """
    batches = [batch(cohort, question, number, drawn) for number in range(BATCHES)]
    start = batches[0]
    samples = SAMPLES if start.units else 0
    none = sum(run.none for run in batches)
    times = {name: 0 for name, _ in start.times}
    for run in batches:
        for name, hits in run.times:
            times[name] += hits
    ordered = sorted(times, key=lambda name: -times[name])
    return Stability(
        question=question,
        unit=start.unit,
        chosen=drawn is not None,
        units=start.units,
        first=start.first,
        same=share(none if start.first is None else times[start.first], samples),
        none=share(none, samples),
        comebacks=tuple(
            Comeback(name, share(times[name], samples)) for name in ordered if times[name]
        ),
    )


@remembered(_KEPT)
def batch(cohort: Cohort, question: Question, number: int, drawn: Unit | None = None) -> Batch:
    """Return batch `number` (from 0 up to `BATCHES`) of what `stability` adds up.

    Whoever wants to tell how far the work is asks for the batches one by one first.
    """
    people = code_people(cohort, question).recorded
    if people.nest is None:
        return Batch(drawn or "persoon", 0, None, (), 0)
    coded, names = people.written(), [predictor.name for predictor in people.predictors]
    once = np.ones((1, people.n), dtype=np.int64)
    first = int(_first_splits(coded, once, question.settings)[0])
    unit = drawn or _unit(names[first] if first >= 0 else None, question.cluster)
    samples = _times(people.nest, unit, np.random.default_rng((SEED, number)))
    first_splits = _first_splits(coded, samples, question.settings)
    times = np.bincount(first_splits[first_splits >= 0], minlength=len(names)).tolist()
    return Batch(
        unit=unit,
        units=people.n if unit == "persoon" else len(np.unique(people.nest.unit)),
        first=names[first] if first >= 0 else None,
        times=tuple(zip(names, times, strict=True)),
        none=int((first_splits == _NONE).sum()),
    )


def _unit(first: str | None, cluster: str) -> Unit:
    """Return what to draw: the steunpunten when the first split, or every predictor, is theirs."""
    levels: dict[str, Unit] = {member.kenmerk: member.niveau for member in cluster_members(cluster)}
    if first is not None:
        return levels[first]
    return "persoon" if "persoon" in levels.values() else "steunpunt"


def _times(people: Nest, unit: Unit, rng: np.random.Generator) -> Ints:
    """Return how often each person is in each sample, shape (samples, people)."""
    if unit == "persoon":
        return _drawn(len(people.unit), rng)
    _, place = np.unique(people.unit, return_inverse=True)
    return _drawn(int(place.max()) + 1, rng)[:, place]


def _drawn(units: int, rng: np.random.Generator) -> Ints:
    return rng.multinomial(units, np.full(units, 1 / units), size=BATCH)


def _first_splits(coded: Coded, times: Ints, settings: Settings) -> Ints:
    """Return the number of the predictor that splits first per sample; -1 when none does.

    Parameters
    ----------
    coded
        The people.
    times : shape (samples, people)
        How often each is in each sample.
    settings
        Rules.
    """
    samples, n = times.shape
    size = times.sum(axis=1)
    rows = np.repeat(np.tile(np.arange(n), samples), times.ravel())
    sample = np.repeat(np.arange(samples), size)
    examined = examine(count(coded.take(rows), sample, samples), coded.predictors, settings)
    splits = examined.reason == len(Reason)
    log_p = np.where(splits, examined.log_p_adjusted, np.inf).reshape(samples, -1)
    least = log_p.min(axis=1, keepdims=True)
    # Equal within the tolerance of ties: the first one given, as in a tree.
    first = (log_p <= least * (1 - TIE)).argmax(axis=1)
    return np.where(np.isfinite(least[:, 0]) & (size >= settings.min_parent), first, _NONE)
