"""Who people are: sex, origin, children and health.

Attributes are dealt out at random among all people, except where a published figure ties them to
an outcome. Then they are swapped between people with the same outcome until the shares per
steunpunt span the published range; such swaps change nothing that was counted per outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from perspectief.intake.synthetic import targets
from perspectief.intake.synthetic.search import Ints, Undo, descend, swap
from perspectief_core import published

Flags = npt.NDArray[np.bool_]
MORE_THAN_ONE_CHILD = (0.7, 0.23, 0.07)
"""Invented shares of parents with one, two and three children."""


@dataclass(frozen=True, slots=True)
class SharesByPlace:
    """The lowest and highest percentage that larger steunpunten must have of a group of people."""

    member: Flags
    low: int
    high: int


def add_background(people: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the people with sex, origin, children, diagnosis and complaints."""
    identity = _identities(rng)
    diagnosis = _diagnosis(people["uitkomst"], rng)
    complaints = rng.permutation(_yes_no(targets.COMPLAINTS, targets.COMPLAINTS_UNKNOWN))
    origin = identity["herkomst"].to_numpy(dtype=object)
    angola, sierra_leone = (_shares(origin == code, code) for code in ("angola", "sierra_leone"))
    identity = identity.iloc[_spread(people, (angola, sierra_leone), rng)]
    diagnosis = diagnosis[_spread(people, (_shares(diagnosis == "ja", "diagnosis"),), rng)]
    complaints = complaints[_spread(people, (_shares(complaints == "ja", "complaints"),), rng)]
    return people.assign(
        **{str(name): identity[name].to_numpy() for name in identity},
        psychiatrische_diagnose=diagnosis,
        lichamelijke_klachten=complaints,
    )


def _identities(rng: np.random.Generator) -> pd.DataFrame:
    """Return sex, origin and children of 733 people in random order (Bijlage 3)."""
    counts = published.origin_by_sex()
    sexes = [
        pd.DataFrame({"geslacht": sex, "herkomst": np.repeat(counts.index, counts[sex])})
        for sex in ("vrouw", "man")
    ]
    people = pd.concat(sexes, ignore_index=True)
    children = np.zeros(len(people), dtype=np.int64)
    parents = {"vrouw": targets.WOMEN_WITH_CHILDREN, "man": targets.MEN_WITH_CHILDREN}
    for sex, number in parents.items():
        members = np.flatnonzero(people["geslacht"] == sex)
        chosen = rng.choice(members, number, replace=False)
        children[chosen] = rng.choice((1, 2, 3), number, p=MORE_THAN_ONE_CHILD)
    return people.assign(kinderen_nl=children).iloc[rng.permutation(len(people))]


def _yes_no(yes: int, unknown: int) -> npt.NDArray[np.object_]:
    rest = sum(targets.OUTCOMES.values()) - yes - unknown
    return np.repeat(np.array(["ja", "onbekend", "nee"], dtype=object), (yes, unknown, rest))


def _diagnosis(outcome: pd.Series, rng: np.random.Generator) -> npt.NDArray[np.object_]:
    """Deal out diagnoses: none to people who returned, few to those who left for elsewhere."""
    values = np.full(len(outcome), "nee", dtype=object)
    mob = np.flatnonzero(outcome == "mob")
    others = np.flatnonzero(~outcome.isin(["mob", "terugkeer"]))
    values[rng.choice(mob, targets.DIAGNOSIS_MOB, replace=False)] = "ja"
    rest = targets.DIAGNOSIS - targets.DIAGNOSIS_MOB
    values[rng.choice(others, rest, replace=False)] = "ja"
    without = np.flatnonzero(values == "nee")
    values[rng.choice(without, targets.DIAGNOSIS_UNKNOWN, replace=False)] = "onbekend"
    return values


def _shares(member: Flags, name: str) -> SharesByPlace:
    return SharesByPlace(member, *targets.SHARES_BY_STEUNPUNT[name])


def _spread(
    people: pd.DataFrame, wanted: tuple[SharesByPlace, ...], rng: np.random.Generator
) -> Ints:
    """Return an order of the attributes that gives the shares wanted at the larger steunpunten."""
    place, names = pd.factorize(people["steunpunt"], sort=True)
    sizes = np.bincount(place, minlength=len(names))
    goals = [(shares.member, *_goals(sizes, shares, rng)) for shares in wanted]
    order = np.arange(len(people))

    def off_goals() -> float:
        total = 0
        for member, low, high in goals:
            counts = np.bincount(place[member[order]], minlength=len(names))
            total += int((np.maximum(low - counts, 0) + np.maximum(counts - high, 0)).sum())
        return total

    change = _swap_within_outcome(people["uitkomst"], order, rng)
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


def _swap_within_outcome(
    outcome: pd.Series, order: Ints, rng: np.random.Generator
) -> Callable[[], Undo]:
    codes = pd.factorize(outcome, sort=True)[0]
    members = [np.flatnonzero(codes == code) for code in range(codes.max() + 1)]

    def change() -> Undo:
        i = int(rng.integers(len(order)))
        return swap(order, i, int(rng.choice(members[codes[i]])))

    return change
