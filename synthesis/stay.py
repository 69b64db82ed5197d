"""How long people had been in the Netherlands when they came to the steunpunt.

Bijlage 4 prints a mean and a standard deviation per steunpunt. Whole months with exactly those
moments are searched per steunpunt, from a draw in which 60 % became known in 2001 or 2002; then
stays are swapped within steunpunten until that holds exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief_core.associations.predictors import LAST_YEARS
from perspectief_core.published import records
from synthesis import targets
from synthesis.annealing import classes_of
from synthesis.effort import Effort, Search
from synthesis.months import Months, month
from synthesis.noise import SMALL
from synthesis.search import (
    Ints,
    SearchError,
    Undo,
    descend,
    divided,
    swap,
)
from synthesis.watching import Watch

FIRST_KNOWN = month(1994, 1)
PEAK = (month(2001, 1), month(2003, 1))
SHORTEST_STAY = 6
KNOWN_BEFORE_PEAK = 0.4
"""Invented share, of those not known in 2001–2002, who were known before."""
ATTEMPTS = 60
TRIES = 15_000
HEAT = (0.5, 0.02)


@dataclass(frozen=True, slots=True)
class Moments:
    """Sum of the stays, and the range their sum of squares must lie in, for one steunpunt."""

    total: int
    squares: tuple[float, float]


def moments(n: int, mean: float, sd: float) -> Moments:
    """Return the moments that print as this mean (two decimals) and SD (three, n − 1)."""
    total = round(n * mean)
    low, high = ((n - 1) * bound**2 + total**2 / n for bound in (sd - 0.00049, sd + 0.00049))
    return Moments(total, (low, high))


def stays(people: pd.DataFrame, rng: np.random.Generator, effort: Effort) -> Months:
    """Return months in the Netherlands at inflow for everyone, matched or not.

    Notes
    -----
    Bijlage 4 and the years 2001–2002 hold for the matched; the others only get a likely stay, from
    which their age follows. Steunpunten under `SMALL` people get the stays of anybody: a mean and
    SD of a few people all but name each of them.
    """
    inflow = (people["instroom"].dt.year * 12 + people["instroom"].dt.month - 1).to_numpy(np.int64)
    linked = people["dmb_koppeling"].to_numpy(dtype=bool)
    table = records.months_in_nl().drop("totaal")
    in_peak = _peak_counts(table)
    stay = _draw(inflow, np.zeros(len(people), dtype=bool), rng)
    for name, row in table.iterrows():
        members = np.flatnonzero(linked & (people["steunpunt"] == name).to_numpy())
        if len(members) < SMALL:
            continue
        wanted = moments(int(row["n"]), row["gemiddelde_maanden"], row["sd_maanden"])
        stay[members] = _with_moments(inflow[members], wanted, in_peak[str(name)], rng)
    _small_places(inflow, stay, people, rng)
    _fit_years(inflow, stay, people, Search(rng, effort))
    return stay


def _small_places(
    inflow: Months, stay: Months, people: pd.DataFrame, rng: np.random.Generator
) -> None:
    """Give the people of small steunpunten the stay of anybody who could have had it there."""
    sizes = people["steunpunt"].map(people["steunpunt"].value_counts()).to_numpy()
    for who in np.flatnonzero(sizes < SMALL):
        possible = (sizes >= SMALL) & (stay <= inflow[who] - FIRST_KNOWN)
        stay[who] = stay[rng.choice(np.flatnonzero(possible))]


def _peak_counts(table: pd.DataFrame) -> dict[str, int]:
    """Return how many people per steunpunt start off as known in 2001–2002."""
    sizes, means = table["n"], table["gemiddelde_maanden"]
    mean_share = targets.KNOWN_IN_2001_2002 / sizes.sum()
    overall = float(np.average(means, weights=sizes))
    shares = (mean_share + 0.008 * (means - overall)).clip(0.15, 0.92)
    return {str(name): int(count) for name, count in (sizes * shares).round().items()}


def _draw(inflow: Months, in_peak: npt.NDArray[np.bool_], rng: np.random.Generator) -> Months:
    earlier = rng.random(len(inflow)) < KNOWN_BEFORE_PEAK
    before = PEAK[0] - 1 - np.minimum(rng.geometric(0.03, len(inflow)), PEAK[0] - FIRST_KNOWN - 1)
    after = rng.integers(PEAK[1], np.maximum(inflow - SHORTEST_STAY, PEAK[1]) + 1)
    peak = rng.integers(*PEAK, len(inflow))
    known = np.where(in_peak, peak, np.where(earlier, before, after))
    return np.maximum(inflow - known, SHORTEST_STAY)


def _with_moments(
    inflow: Months, wanted: Moments, in_peak: int, rng: np.random.Generator
) -> Months:
    chosen = np.zeros(len(inflow), dtype=bool)
    for attempt in range(ATTEMPTS):
        chosen[:] = False
        chosen[rng.choice(len(inflow), min(in_peak, len(inflow)), replace=False)] = True
        stay = _draw(inflow, chosen, rng)
        try:
            _fit_moments(inflow, stay, wanted, rng)
        except SearchError:
            if attempt == ATTEMPTS - 1:
                raise
        else:
            break
    return stay


def _fit_moments(inflow: Months, stay: Months, wanted: Moments, rng: np.random.Generator) -> None:
    low, high = wanted.squares

    def off_total() -> float:
        return abs(int(stay.sum()) - wanted.total)

    def off_squares() -> float:
        squares = int((stay**2).sum())
        return max(low - squares, squares - high, 0)

    descend(off_total, _step(inflow, stay, 1, rng), "mean stay", tries=20_000)
    descend(off_squares, _step(inflow, stay, 2, rng), "spread of stays", tries=6_000)


def _step(
    inflow: Months, stay: Months, people: int, rng: np.random.Generator
) -> Callable[[], Undo]:
    """Return a change of one stay, or of two that keeps their sum; within what is possible."""
    longest = inflow - FIRST_KNOWN

    def change() -> Undo:
        who = rng.choice(len(stay), people, replace=False)
        step = int(rng.integers(1, 13)) * np.array([1, -1][:people]) * rng.choice((-1, 1))
        changed = stay[who] + step
        if ((changed < SHORTEST_STAY) | (changed > longest[who])).any():
            return lambda: None
        before = stay[who].copy()
        stay[who] = changed

        def undo() -> None:
            stay[who] = before

        return undo

    return change


def _fit_years(inflow: Months, stay: Months, people: pd.DataFrame, search: Search) -> None:
    """Swap stays within steunpunten until the published number was known in 2001–2002.

    Then on, until the year and the stay hang together with the outcomes as published.
    """
    linked = people["dmb_koppeling"].to_numpy(dtype=bool)
    classes = classes_of(people["uitkomst"])
    watch = Watch(classes[linked], (("jaar_bekend_nl", "ordinal"), ("duur_verblijf_nl", "scale")))

    def off_years() -> float:
        known = inflow[linked] - stay[linked]
        return abs(int(((known >= PEAK[0]) & (known < PEAK[1])).sum()) - targets.KNOWN_IN_2001_2002)

    def off_all() -> float:
        year = (inflow[linked] - stay[linked]) // 12
        group = np.searchsorted(LAST_YEARS, year)
        return 10 * off_years() + watch.cost(pd.Series(group), pd.Series(stay[linked]))

    change = _swaps(inflow, stay, people["steunpunt"].where(linked), search.rng)
    descend(off_years, change, "known in 2001 or 2002")
    search.tell("stay in the Netherlands", search.cool(off_all, change, TRIES, HEAT))


def _swaps(
    inflow: Months, stay: Months, place: pd.Series, rng: np.random.Generator
) -> Callable[[], Undo]:
    _, members = divided(place)
    sizes = np.array([len(group) for group in members])

    def change() -> Undo:
        group: Ints = members[int(rng.choice(len(members), p=sizes / sizes.sum()))]
        i, j = (int(person) for person in rng.choice(group, 2, replace=False))
        if stay[i] > inflow[j] - FIRST_KNOWN or stay[j] > inflow[i] - FIRST_KNOWN:
            return lambda: None
        return swap(stay, i, j)

    return change
