"""When people came and, if they did, left: inflow and exit as months.

Each person has a class (came before the start of the experiment or not; left within 6 months,
after 6 to 18, after more than 18, or is still there). A class and the steunpunt's own start leave a
list of possible (inflow, months) pairs; one is drawn, then some are redrawn until the published
mean durations hold.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief.intake.synthetic import targets
from perspectief.intake.synthetic.months import NONE, Months, first_days, first_full_month
from perspectief.intake.synthetic.search import Ints, Undo, descend
from perspectief_core import published

Band = Literal["under_6", "6_to_18", "over_18", "guided"]
BANDS: dict[Band, tuple[int, int]] = {
    "under_6": (1, 5),
    "6_to_18": (6, 18),
    "over_18": (19, 200),
    "guided": (6, 200),
}
# Most came in the first months of the experiment, when existing clients were registered.
LATER_INFLOW, EARLIER_INFLOW = 0.88, 0.985


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """Every possible pair of inflow and months for one class of persons, and how likely."""

    inflow: Months
    months: Months
    share: npt.NDArray[np.float64]


def add_dates(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the people with `instroom`, `uitstroom` and `uitstroomdatum_onbekend`."""
    opened = _start_months(people["steunpunt"])
    guided = (people["uitkomst"] == "in_begeleiding").to_numpy(dtype=bool)
    bands, early = _classes(people, opened, rng)
    options = [
        _options(int(start), bool(before), band)
        for start, before, band in zip(opened, early, bands, strict=True)
    ]
    picks = np.array([rng.choice(len(one.inflow), p=one.share) for one in options], dtype=np.int64)
    _fit_means(options, picks, guided, rng)
    inflow = np.array([one.inflow[pick] for one, pick in zip(options, picks, strict=True)])
    months = np.array([one.months[pick] for one, pick in zip(options, picks, strict=True)])
    unknown = rng.choice(np.flatnonzero(guided), targets.EXIT_DATE_UNKNOWN, replace=False)
    return people.assign(
        instroom=first_days(inflow),
        uitstroom=first_days(np.where(guided, NONE, inflow + months)),
        uitstroomdatum_onbekend=np.isin(np.arange(len(people)), unknown),
    )


def _start_months(steunpunt: pd.Series) -> Months:
    starts = published.steunpunten_table()["startdatum"].map(first_full_month)
    return steunpunt.map(starts).to_numpy(dtype=np.int64)


def _classes(
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


def _fit_means(
    options: list[Options], picks: Ints, guided: npt.NDArray[np.bool_], rng: np.random.Generator
) -> None:
    months = np.array([one.months[pick] for one, pick in zip(options, picks, strict=True)])
    wanted = ((guided, targets.MEAN_MONTHS_GUIDED), (~guided, targets.MEAN_MONTHS_EXITS))
    for group, mean in wanted:
        members, total = np.flatnonzero(group), mean * int(group.sum())
        descend(
            lambda members=members, total=total: abs(int(months[members].sum()) - total),  # type: ignore[misc]
            _redraw(options, picks, months, members, rng),
            f"mean duration of {mean} months",
        )


def _redraw(
    options: list[Options], picks: Ints, months: Months, members: Ints, rng: np.random.Generator
) -> Callable[[], Undo]:
    def change() -> Undo:
        who = int(rng.choice(members))
        before = int(picks[who])

        def put(pick: int) -> None:
            picks[who], months[who] = pick, options[who].months[pick]

        put(int(rng.choice(len(options[who].inflow), p=options[who].share)))
        return lambda: put(before)

    return change
