"""How old people were: at inflow, when they became known, and at their first hearing.

Everyone was a minor when first known and at least 18 at inflow. Ages are whole years that follow
from a birth month, which is drawn here, adjusted until the published means hold, and not kept.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from synthesis import targets
from synthesis.annealing import classes_of
from synthesis.effort import Search
from synthesis.months import Months
from synthesis.search import Ints, Undo, descend, divided
from synthesis.watching import Watch

Flags = npt.NDArray[np.bool_]
YOUNGEST_KNOWN, ADULT = 5 * 12, 18 * 12
TRIES = 12_000
HEAT = (0.5, 0.02)
REGISTERED = (("leeftijd_bekend_nl", "scale"), ("leeftijd_binnenkomst", "scale"))
MEAN_MONTHS_BEFORE_ADULT = 22
"""Invented: how long before the age of 18 people became known, on average."""


def add_ages(people: pd.DataFrame, stay: Months, search: Search) -> pd.DataFrame:
    """Return the people with the ages and, for the matched, when they became known."""
    linked = people["dmb_koppeling"].to_numpy(dtype=bool)
    known = _known(people, stay, linked, search)
    inflow = people["instroom"].dt.year * 12 + people["instroom"].dt.month - 1
    # The first hearing follows soon after registration, and all were minors then.
    hearing = np.minimum(search.rng.geometric(0.35, len(people)) - 1, ADULT - 1 - known)
    return people.assign(
        leeftijd_instroom=(known + stay) // 12,
        jaar_bekend_nl=_of_linked((inflow - stay) // 12, linked),
        leeftijd_bekend_nl=_of_linked(pd.Series(known // 12), linked),
        leeftijd_eerste_gehoor=_of_linked(pd.Series((known + hearing) // 12), linked),
        verblijf_nl_maanden=_of_linked(pd.Series(stay), linked),
    )


def _known(people: pd.DataFrame, stay: Months, linked: Flags, search: Search) -> Months:
    """Return at how many months of age people became known."""
    lowest = np.maximum(YOUNGEST_KNOWN, ADULT - stay)
    before_adult = search.rng.exponential(MEAN_MONTHS_BEFORE_ADULT, len(people)).astype(np.int64)
    known = np.maximum(ADULT - 1 - before_adult, lowest)
    totals = _totals(people, stay, linked)
    watch = Watch(classes_of(people["uitkomst"]), (("leeftijd_instroom", "scale"), *REGISTERED))

    def off_totals() -> float:
        return float(
            sum(
                abs(int(((known + later)[group] // 12).sum()) - total)
                for group, later, total in totals
            )
        )

    def off_all() -> float:
        at_inflow, at_known = (pd.Series(months // 12) for months in (known + stay, known))
        at_arrival = pd.Series(np.floor((known + stay) // 12 - stay / 12))
        registered = (at_known.where(linked), at_arrival.where(linked))
        return 100 * off_totals() + watch.cost(at_inflow, *registered)

    descend(off_totals, _older_or_younger(known, lowest, search.rng), "mean ages")
    alike = people["geslacht"] + people["dmb_koppeling"].astype(str)
    change = _year_for_year(known, lowest, alike, search.rng)
    search.tell("ages", search.cool(off_all, change, TRIES, HEAT))
    return known


def _totals(
    people: pd.DataFrame, stay: Months, linked: Flags
) -> tuple[tuple[Flags, Months, int], ...]:
    """Return of which people the ages, how much later, must add up to what."""
    women = (people["geslacht"] == "vrouw").to_numpy(dtype=bool)
    return (
        (women, stay, round(targets.MEAN_AGE_WOMEN * int(women.sum()))),
        (~women, stay, round(targets.MEAN_AGE_MEN * int((~women).sum()))),
        (linked, np.zeros_like(stay), round(targets.MEAN_AGE_KNOWN * int(linked.sum()))),
    )


def _of_linked(values: pd.Series, linked: Flags) -> pd.Series:
    return values.astype("Int64").where(linked)


def _older_or_younger(
    known: Months, lowest: Months, rng: np.random.Generator
) -> Callable[[], Undo]:
    """Return changes of one person by some months."""

    def change() -> Undo:
        who, step = rng.integers(0, len(known), 1), int(rng.integers(-8, 9))
        return _moved(known, lowest, who, np.array([step]))

    return change


def _year_for_year(
    known: Months, lowest: Months, alike: pd.Series, rng: np.random.Generator
) -> Callable[[], Undo]:
    """Return changes of two people alike by opposite whole years: these keep every mean."""
    codes, members = divided(alike)

    def change() -> Undo:
        one = int(rng.integers(len(known)))
        other = int(rng.choice(members[codes[one]]))
        if one == other:
            return lambda: None
        years = 12 * int(rng.integers(1, 4))
        return _moved(known, lowest, np.array([one, other]), np.array([years, -years]))

    return change


def _moved(known: Months, lowest: Months, who: Ints, step: Ints) -> Undo:
    """Make people older or younger when known, if they may be; return what undoes it."""
    before = known[who]
    if ((before + step < lowest[who]) | (before + step >= ADULT)).any():
        return lambda: None
    known[who] += step

    def undo() -> None:
        known[who] = before

    return undo
