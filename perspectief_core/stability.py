"""Does the first split come back? The screening repeated on bootstrap samples.

People are drawn with replacement. When the first split is of the steunpunten, whole steunpunten
are drawn instead: 20 steunpunten are the units then, not 733 people. People are coded once; a
sample is a segment of rows to count, so that many samples are counted and tested together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from perspectief_core.cohort import Cohort
from perspectief_core.contingency import Coded, count
from perspectief_core.disclosure import aggregate
from perspectief_core.intervals import Share, share
from perspectief_core.predictors import cluster_members
from perspectief_core.screening import CodedPeople, Question, code_people
from perspectief_core.splits import Reason, Settings, examine
from perspectief_core.splits.statistics import TIE

Unit = Literal["persoon", "steunpunt"]
SAMPLES = 500
BATCH = 50
"""Samples worked on at once: a tenth of the way, and a few megabytes."""

_NONE = -1

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Progress:
    """Who wants to know how far the work is: called with a part of 0–1."""

    tell: Callable[[float], object] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Comeback:
    """How often a predictor made the first split in the samples."""

    kenmerk: str
    first: Share


@aggregate
@dataclass(frozen=True, slots=True)
class Stability:
    """How steady the first split is.

    Parameters
    ----------
    question, unit
        What was asked; `unit` is what was drawn.
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
    units: int
    first: str | None
    same: Share
    none: Share
    comebacks: tuple[Comeback, ...]


def stability(
    cohort: Cohort, question: Question, *, seed: int = 1, progress: Progress | None = None
) -> Stability:
    """Return how often the first split of a cluster comes back in `SAMPLES` bootstrap samples.

    Parameters
    ----------
    cohort : Cohort
    question : Question
    seed : int
        Fixes the samples.
    progress : Progress, optional
        Is told after every batch how far the work is.

    Returns
    -------
    Stability
        When nothing splits on the data themselves, `same` counts the samples in which nothing
        splits either.

    Notes
    -----
    Bins of scale predictors stay those of the data themselves. In a sample in which nobody or
    everybody has the outcome nothing splits. Ties go to the report's order, as in a tree.

    References
    ----------
    Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall.
    """
    people = code_people(cohort, question)
    if people.coded is None:
        nothing = share(0, 0)
        return Stability(question, "persoon", 0, None, nothing, nothing, ())
    names = [predictor.name for predictor in people.coded.predictors]
    once = np.ones((1, people.n), dtype=np.int64)
    first = int(_first_splits(people.coded, once, question.settings)[0])
    unit = _unit(names[first] if first >= 0 else None, question.cluster)
    times = _times(people, unit, np.random.default_rng(seed))
    batches = []
    for start in range(0, SAMPLES, BATCH):
        batch = times[start : start + BATCH]
        batches.append(_first_splits(people.coded, batch, question.settings))
        if progress is not None:
            progress.tell((start + BATCH) / SAMPLES)
    found = np.concatenate(batches)
    return Stability(
        question=question,
        unit=unit,
        units=people.n if unit == "persoon" else len(np.unique(people.steunpunt)),
        first=names[first] if first >= 0 else None,
        same=share(int((found == first).sum()), SAMPLES),
        none=share(int((found == _NONE).sum()), SAMPLES),
        comebacks=_comebacks(found, names),
    )


def _comebacks(found: Ints, names: list[str]) -> tuple[Comeback, ...]:
    times = np.bincount(found[found >= 0], minlength=len(names))
    order = np.argsort(-times, kind="stable")
    return tuple(Comeback(names[i], share(int(times[i]), SAMPLES)) for i in order if times[i])


def _unit(first: str | None, cluster: str) -> Unit:
    levels = {kenmerk.kenmerk: kenmerk.niveau for kenmerk in cluster_members(cluster)}
    return "steunpunt" if first is not None and levels[first] == "steunpunt" else "persoon"


def _times(people: CodedPeople, unit: Unit, rng: np.random.Generator) -> Ints:
    """Return how often each person is in each sample, shape (samples, people)."""
    if unit == "persoon":
        return _drawn(people.n, rng)
    _, place = np.unique(people.steunpunt, return_inverse=True)
    return _drawn(int(place.max()) + 1, rng)[:, place]


def _drawn(units: int, rng: np.random.Generator) -> Ints:
    return rng.multinomial(units, np.full(units, 1 / units), size=SAMPLES)


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
