"""When people came and, if they did, left: inflow and exit as months.

A start is drawn per person, possible at the person's steunpunt. Then inflow and months in guidance
change between people, until the published counts and mean durations hold and the tests of both on
the outcomes come out as published; last, each outcome's dates are dealt out among its own people,
so that nobody came before the steunpunt began.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief_core.published import records
from synthesis import targets
from synthesis.annealing import (
    CLASS_OF_OUTCOME,
    Goal,
    Predictor,
    Problem,
    Schedule,
    classes_of,
)
from synthesis.coding import levels_of
from synthesis.effort import Effort, Search
from synthesis.months import NONE, Months, first_days, first_full_month
from synthesis.moves import CLASSES
from synthesis.search import Ints, SearchError

Band = Literal["under_6", "6_to_18", "over_18", "guided"]
BANDS: dict[Band, tuple[int, int]] = {
    "under_6": (1, 5),
    "6_to_18": (6, 18),
    "over_18": (19, 200),
    "guided": (6, 200),
}
# Most came in the first months of the experiment, when existing clients were registered.
LATER_INFLOW, EARLIER_INFLOW = 0.88, 0.985
GUIDED, MOB = CLASS_OF_OUTCOME["in_begeleiding"], CLASS_OF_OUTCOME["mob"]
ALONE = 30
SEARCH = Schedule(3_000_000, 3.0, 0.02, starts=36)


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """Every possible pair of inflow and months for one class of persons, and how likely."""

    inflow: Months
    months: Months
    share: npt.NDArray[np.float64]


def add_dates(people: pd.DataFrame, rng: np.random.Generator, effort: Effort) -> pd.DataFrame:
    """Return the people with `instroom`, `uitstroom` and `uitstroomdatum_onbekend`."""
    opened = _start_months(people["steunpunt"])
    classes = classes_of(people["uitkomst"])
    inflow, months = _draw(people, opened, rng)
    inflow, months = _calibrate(inflow, months, classes, opened, Search(rng, effort))
    order = _deal(inflow, classes, opened, rng)
    inflow, months = inflow[order], months[order]
    guided = classes == GUIDED
    unknown = rng.choice(np.flatnonzero(guided), targets.EXIT_DATE_UNKNOWN, replace=False)
    return people.assign(
        instroom=first_days(inflow),
        uitstroom=first_days(np.where(guided, NONE, inflow + months)),
        uitstroomdatum_onbekend=np.isin(np.arange(len(people)), unknown),
    )


def _start_months(steunpunt: pd.Series) -> Months:
    starts = records.steunpunten_table()["startdatum"].map(first_full_month)
    return steunpunt.map(starts).to_numpy(dtype=np.int64)


def _draw(people: pd.DataFrame, opened: Months, rng: np.random.Generator) -> tuple[Months, Months]:
    bands, early = _bands(people, opened, rng)
    options = [
        _options(int(start), bool(before), band)
        for start, before, band in zip(opened, early, bands, strict=True)
    ]
    picks = [int(rng.choice(len(option.inflow), p=option.share)) for option in options]
    pairs = [
        (option.inflow[pick], option.months[pick])
        for option, pick in zip(options, picks, strict=True)
    ]
    inflow, months = np.array(pairs, dtype=np.int64).T
    return inflow, months


def _bands(
    people: pd.DataFrame, opened: Months, rng: np.random.Generator
) -> tuple[list[Band], npt.NDArray[np.bool_]]:
    """Return the band of every person, and who came before the start of the experiment."""
    outcome = people["uitkomst"].to_numpy(dtype=object)
    old = opened < targets.START
    bands = np.where(outcome == "in_begeleiding", "guided", "6_to_18").astype(object)

    def draw(pool: npt.NDArray[np.bool_], size: int) -> Ints:
        return rng.choice(np.flatnonzero(pool), size, replace=False)

    left, mob = bands == "6_to_18", outcome == "mob"
    over, under = targets.MOB_OVER_18_MONTHS, targets.MOB_UNDER_6_MONTHS
    bands[draw(left & mob & old, over)] = "over_18"
    bands[draw(left & ~mob & old, targets.EXITS_OVER_18_MONTHS - over)] = "over_18"
    bands[draw((bands == "6_to_18") & mob, under)] = "under_6"
    bands[draw((bands == "6_to_18") & ~mob, targets.EXITS_UNDER_6_MONTHS - under)] = "under_6"
    early = bands == "over_18"
    early[draw((bands == "guided") & old, targets.GUIDED_OVER_18_MONTHS)] = True
    rest = targets.INFLOW_BEFORE_START - int(early.sum())
    early[draw(left & old & ~early, rest)] = True
    return list(bands), early


@cache
def _options(opened: int, early: bool, band: Band) -> Options:
    first = opened if early else max(opened, targets.START)
    last = targets.START if early else targets.INFLOW_CLOSED
    low, high = BANDS[band]
    inflow, months = (
        grid.ravel() for grid in np.meshgrid(np.arange(first, last), np.arange(low, high + 1))
    )
    end = inflow + months
    if band == "guided":
        possible = end == targets.PEILDATUM
    else:
        possible = (end >= targets.START) & (end < targets.PEILDATUM)
    inflow, months = inflow[possible], months[possible]
    weight = EARLIER_INFLOW ** (last - inflow) if early else LATER_INFLOW ** (inflow - first)
    return Options(inflow, months, weight / weight.sum())


def _calibrate(
    inflow: Months, months: Months, classes: Ints, opened: Months, search: Search
) -> tuple[Months, Months]:
    """Return the dates after the search; people keep their outcome."""
    first = int(inflow.min())
    pairs = np.array(
        [
            (came, stayed)
            for came in range(first, targets.INFLOW_CLOSED)
            for stayed in range(1, targets.PEILDATUM - came + 1)
            if came + stayed >= targets.START
        ],
        dtype=np.int64,
    )
    unit_of = {pair: unit for unit, pair in enumerate(map(tuple, pairs.tolist()))}
    units = np.array([unit_of[pair] for pair in zip(inflow.tolist(), months.tolist(), strict=True)])
    problem = _problem(pairs, classes, opened)
    best = search.best(problem, units, SEARCH, "inflow and duration")
    return pairs[best, 0], pairs[best, 1]


def _problem(pairs: Ints, classes: Ints, opened: Months) -> Problem:
    came, stayed = pairs.T
    there = came + stayed == targets.PEILDATUM
    allowed = np.repeat(~there[:, None], CLASSES, axis=1)
    allowed[:, GUIDED] = there & (stayed >= BANDS["guided"][0])
    guided = np.arange(CLASSES) == GUIDED
    mob = np.arange(CLASSES) == MOB

    def count(unit: npt.NDArray[np.bool_], group: npt.NDArray[np.bool_]) -> Ints:
        return np.outer(unit, group).astype(np.int64)

    everyone = guided | ~guided
    return Problem(
        classes=classes,
        predictors=(
            Predictor("duur_perspectief", "scale", levels_of(pd.Series(stayed))),
            Predictor("datum_instroom", "scale", levels_of(pd.Series(came))),
        ),
        low=np.zeros(len(pairs), dtype=np.int64),
        high=np.full(len(pairs), len(classes)),
        allowed=allowed.astype(np.int64),
        goals=(
            Goal(count(came < targets.START, everyone), targets.INFLOW_BEFORE_START),
            Goal(count(stayed > 18, guided), targets.GUIDED_OVER_18_MONTHS),
            Goal(count(stayed < 6, ~guided), targets.EXITS_UNDER_6_MONTHS),
            Goal(count(stayed < 6, mob), targets.MOB_UNDER_6_MONTHS),
            Goal(count(stayed > 18, mob), targets.MOB_OVER_18_MONTHS),
            _mean(stayed, guided, targets.MEAN_MONTHS_GUIDED, classes),
            _mean(stayed, ~guided, targets.MEAN_MONTHS_EXITS, classes),
            *_open_enough(came, classes, opened),
        ),
        person_moves=ALONE,
    )


def _mean(stayed: Months, group: npt.NDArray[np.bool_], mean: int, classes: Ints) -> Goal:
    total = mean * int(group[classes].sum())
    return Goal(np.outer(stayed, group).astype(np.int64), total, penalty=60)


def _open_enough(came: Months, classes: Ints, opened: Months) -> Iterator[Goal]:
    """Yield that of no outcome more people came early than were at steunpunten open by then."""
    for group in range(CLASSES):
        member = np.arange(CLASSES) == group
        for month in np.unique(opened)[1:]:
            most = int((opened[classes == group] < month).sum())
            yield Goal(np.outer(came < month, member).astype(np.int64), most, at_most=True)


def _deal(inflow: Months, classes: Ints, opened: Months, rng: np.random.Generator) -> Ints:
    """Return whose dates each person gets: of the same outcome, and not before the steunpunt began.

    The steunpunten that began last choose first.
    """
    order = np.full(len(inflow), NONE)
    for group in range(CLASSES):
        free = list(np.flatnonzero(classes == group))
        people = rng.permutation(np.flatnonzero(classes == group))
        for who in people[np.argsort(-opened[people], kind="stable")]:
            possible = [at for at in free if inflow[at] >= opened[who]]
            if not possible:
                raise SearchError("inflow: more people came early than steunpunten were open")
            order[who] = possible[int(rng.integers(len(possible)))]
            free.remove(order[who])
    return order
