"""Who people are: sex, origin, children and health.

Sex, children and health are searched so that their tests on the outcomes come out as published;
origin is dealt out at random within each sex. Then origin and health are swapped between people
with the same outcome until the shares per steunpunt span the published range; such swaps change
nothing that was counted per outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

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
from synthesis.effort import Effort, Search
from synthesis.moves import CLASSES
from synthesis.search import Ints, descend, swap_within

Flags = npt.NDArray[np.bool_]
Words = npt.NDArray[np.object_]
SEARCH = Schedule(500_000, 0.6, 0.03, starts=24)
HEALTH_SEARCH = Schedule(500_000, 2.0, 0.02, starts=200)
MORE_THAN_ONE_CHILD = (0.7, 0.23, 0.07)
"""Invented shares of parents with one, two and three children."""


@dataclass(frozen=True, slots=True)
class SharesByPlace:
    """The lowest and highest percentage that larger steunpunten must have of a group of people."""

    member: Flags
    low: int
    high: int


def add_background(people: pd.DataFrame, rng: np.random.Generator, effort: Effort) -> pd.DataFrame:
    """Return the people with sex, origin, children, diagnosis and complaints."""
    search = Search(rng, effort)
    classes = classes_of(people["uitkomst"])
    sex, children = _family(classes, search)
    diagnosis = _health("psychiatrische_diagnose", classes, search)
    complaints = _health("lichamelijke_klachten", classes, search)
    origin = _origins(sex, rng)
    strata = people["uitkomst"] + " " + pd.Series(sex)
    wanted = tuple(_shares(origin == code, code) for code in ("angola", "sierra_leone"))
    origin = origin[_spread(people["steunpunt"], strata, wanted, rng)]
    outcome = people["uitkomst"]
    wanted = (_shares(diagnosis == "ja", "diagnosis"),)
    diagnosis = diagnosis[_spread(people["steunpunt"], outcome, wanted, rng)]
    wanted = (_shares(complaints == "ja", "complaints"),)
    complaints = complaints[_spread(people["steunpunt"], outcome, wanted, rng)]
    return people.assign(
        geslacht=sex,
        herkomst=origin,
        kinderen_nl=children,
        psychiatrische_diagnose=diagnosis,
        lichamelijke_klachten=complaints,
    )


def _family(classes: Ints, search: Search) -> tuple[Words, Ints]:
    """Return sex and number of children of everyone, tied to the outcomes as published."""
    counts = records.origin_by_sex()
    parents = {"vrouw": targets.WOMEN_WITH_CHILDREN, "man": targets.MEN_WITH_CHILDREN}
    units = [(sex, number) for sex in parents for number in range(3)]
    sex_of, number_of = (np.array(part) for part in zip(*units, strict=True))
    everyone = np.ones(CLASSES, dtype=np.int64)
    sizes: list[int] = []
    goals: list[Goal] = []
    for sex, number in parents.items():
        total = int(counts[sex].sum())
        two = round(number * sum(MORE_THAN_ONE_CHILD[1:]))
        sizes += [total - number, number - two, two]
        women, parent = sex_of == sex, (sex_of == sex) & (number_of > 0)
        goals += [Goal(np.outer(women, everyone), total), Goal(np.outer(parent, everyone), number)]
    problem = Problem(
        classes=classes,
        predictors=(
            Predictor("sekse", "nominal", (sex_of == "man").astype(np.int64)),
            Predictor("kinderen", "ordinal", number_of.astype(np.int64)),
        ),
        low=np.zeros(len(units), dtype=np.int64),
        high=np.full(len(units), len(classes)),
        allowed=np.ones((len(units), CLASSES), dtype=np.int64),
        goals=tuple(goals),
        person_moves=40,
    )
    start = search.rng.permutation(np.repeat(np.arange(len(units)), sizes))
    best = search.best(problem, start, SEARCH, "sex and children")
    more = search.rng.random(len(best)) < MORE_THAN_ONE_CHILD[2] / sum(MORE_THAN_ONE_CHILD[1:])
    return sex_of[best].astype(object), number_of[best] + (more & (number_of[best] == 2))


def _health(name: str, classes: Ints, search: Search) -> Words:
    """Return yes, no or unknown for everyone; how many are so may change by some."""
    (yes, more_yes), (unknown, more_unknown) = targets.HEALTH[name]
    codes = np.array(["ja", "nee", "onbekend"], dtype=object)
    allowed = np.ones((3, CLASSES), dtype=np.int64)
    goals: tuple[Goal, ...] = ()
    if name == "psychiatrische_diagnose":
        allowed[0, CLASS_OF_OUTCOME["terugkeer"]] = 0
        member = np.zeros((3, CLASSES), dtype=np.int64)
        member[0, CLASS_OF_OUTCOME["mob"]] = 1
        goals = (Goal(member, targets.MOST_DIAGNOSIS_MOB, at_most=True),)
    problem = Problem(
        classes=classes,
        predictors=(Predictor(name, "nominal", np.arange(3)),),
        low=np.array([yes - more_yes, 0, unknown - more_unknown]),
        high=np.array([yes + more_yes, len(classes), unknown + more_unknown]),
        allowed=allowed,
        goals=goals,
        person_moves=30,
    )
    free = classes != CLASS_OF_OUTCOME["terugkeer"]
    units = np.ones(len(classes), dtype=np.int64)
    units[search.rng.choice(np.flatnonzero(free), yes, replace=False)] = 0
    units[search.rng.choice(np.flatnonzero(units == 1), unknown, replace=False)] = 2
    words: Words = codes[search.best(problem, units, HEALTH_SEARCH, name.replace("_", " "))]
    return words


def _origins(sex: Words, rng: np.random.Generator) -> Words:
    """Return origins, at random within each sex (Bijlage 3)."""
    counts = records.origin_by_sex()
    origin = np.full(len(sex), "", dtype=object)
    for name in ("vrouw", "man"):
        codes = np.repeat(counts.index.to_numpy(dtype=object), counts[name])
        origin[sex == name] = rng.permutation(codes)
    return origin


def _shares(member: Flags, name: str) -> SharesByPlace:
    return SharesByPlace(member, *targets.SHARES_BY_STEUNPUNT[name])


def _spread(
    steunpunt: pd.Series,
    strata: pd.Series,
    wanted: tuple[SharesByPlace, ...],
    rng: np.random.Generator,
) -> Ints:
    """Return an order of the attributes that gives the shares wanted at the larger steunpunten."""
    place, names = pd.factorize(steunpunt, sort=True)
    sizes = np.bincount(place, minlength=len(names))
    goals = [(shares.member, *_goals(sizes, shares, rng)) for shares in wanted]
    order = np.arange(len(steunpunt))

    def off_goals() -> float:
        total = 0
        for member, low, high in goals:
            counts = np.bincount(place[member[order]], minlength=len(names))
            total += int((np.maximum(low - counts, 0) + np.maximum(counts - high, 0)).sum())
        return total

    change = swap_within(strata, order, rng)
    descend(off_goals, change, "shares per steunpunt")
    return order


def _goals(sizes: Ints, shares: SharesByPlace, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Return the fewest and most members per steunpunt; one must print the lowest, one the highest.

    Smaller steunpunten are free.
    """
    large = sizes >= targets.SMALLEST_WITH_SHARE
    fewest = np.where(large, np.ceil((shares.low - 0.49) * sizes / 100), 0).astype(np.int64)
    most = np.where(large, np.floor((shares.high + 0.49) * sizes / 100), sizes).astype(np.int64)
    prints_low = large & (fewest <= (shares.low + 0.49) * sizes / 100)
    prints_high = large & (most >= (shares.high - 0.49) * sizes / 100)
    lowest = int(rng.choice(np.flatnonzero(prints_low)))
    highest = int(rng.choice(np.flatnonzero(prints_high & (np.arange(len(sizes)) != lowest))))
    most[lowest], fewest[highest] = fewest[lowest], most[highest]
    return fewest, most
