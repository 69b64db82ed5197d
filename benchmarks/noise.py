"""What noise would do for an edition: how far counts would be off, and of whom something follows.

Run `python -m benchmarks.noise`. The attacker knows what became of everybody in the shipped extract
but one, sees every published count of the six outcomes, and knows how they are made. `certain` are
the persons of whom the outcome follows for sure, `nearly` those of whom it is over 95 % likely. A
count comes out differently for every view, as with cell keys, and the same whenever it is asked.

By lot (`randomised`) the results of people are drawn and then rounded as published, on average over
some keys; that attacker is even told whose result was counted as what.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from perspectief_core.arrays import Floats, Ints, pd
from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract
from perspectief_core.data.extract import Extract, load
from perspectief_core.disclosure.closing import closed_lattice, shown_of
from perspectief_core.disclosure.randomising import Lot, randomised
from perspectief_core.published.shipped import shipped
from perspectief_core.shares.fives import BASE, rounded

NEVER = -1e9
"""The logarithm of the chance of what cannot be."""
Chances = Floats
"""Of every exact count (rows), the chance of every published one."""


def fixed(most: int) -> Chances:
    """Return rounding as it is published: always to the same multiple."""
    table = np.zeros((most, most + 2 * BASE))
    table[np.arange(most), [int(rounded(count)) for count in range(most)]] = 1
    return table


def either_way(most: int) -> Chances:
    """Return rounding up or down, with the chance that makes it right on average."""
    table = np.zeros((most, most + 2 * BASE))
    counts = np.arange(most)
    below = counts // BASE * BASE
    table[counts, below] += 1 - counts % BASE / BASE
    table[counts, below + BASE] += counts % BASE / BASE
    return table


def noise(spread: float, reach: int) -> Callable[[int], Chances]:
    """Return normal noise of a standard deviation, cut off at `reach`, and then rounding."""

    def chances(most: int) -> Chances:
        steps = np.arange(-reach, reach + 1)
        weights = np.exp(-((steps / spread) ** 2) / 2)
        table = np.zeros((most, most + reach + 2 * BASE))
        for step, weight in zip(steps.tolist(), (weights / weights.sum()).tolist(), strict=True):
            moved = np.maximum(np.arange(most) + step, 0)
            np.add.at(table, (np.arange(most), (2 * moved + BASE) // (2 * BASE) * BASE), weight)
        return table

    return chances


WAYS: dict[str, Callable[[int], Chances]] = {
    "to 5, as published": fixed,
    "to 5, either way": either_way,
    "noise of 2 (at most 3)": noise(2, 3),
    "noise of 3 (at most 5)": noise(3, 5),
    "noise of 5 (at most 20)": noise(5, 20),
    "noise of 10 (at most 40)": noise(10, 40),
}


def outcome_chances(members: Floats, has: Ints, shown: Ints, chances: Chances) -> Floats:
    """Return how likely every outcome of everybody is to who knows all others, as `has`."""
    with np.errstate(divide="ignore"):
        likely = np.maximum(np.log(chances), NEVER)
    counts = (members @ has).astype(np.int64)
    have = likely[counts, shown] - likely[np.maximum(counts - 1, 0), shown]
    lack = likely[counts + 1, shown] - likely[counts, shown]
    logs = np.where(has == 1, members.T @ have, members.T @ lack) + np.log(has.mean(axis=0))
    relative = np.exp(logs - logs.max(axis=1, keepdims=True))
    likelihood: Floats = relative / relative.sum(axis=1, keepdims=True)
    return likelihood


PERCENTS = (5, 10, 15, 20)
KEYS = 20


def by_lot(extract: Extract, percent: int, members: Floats) -> tuple[float, float, float]:
    """Return how far counts are off, what part of them by more than 5, and of whom it is likely."""
    true = has_outcome(select(extract, Selection()).people)
    # Of who seems to have an outcome, and has it: as likely as `most_likely` says of that outcome.
    likely = 1 - percent / 100 * (1 - true.mean(axis=0))
    published, counts = np.vectorize(lambda count: int(rounded(count))), members @ true
    off, nearly = [], []
    for key in range(KEYS):
        lot = Lot(percent, key.to_bytes(16))
        drawn = has_outcome(select(randomised(extract, lot), Selection()).people)
        off.append(np.abs(published((members @ drawn).astype(np.int64)) - counts))
        nearly.append(((drawn * true) @ (likely > 0.95)).sum())
    return float(np.mean(off)), float(np.mean(np.array(off) > BASE)), float(np.mean(nearly))


def has_outcome(people: pd.DataFrame) -> Ints:
    """Return who has which outcome, shape (persons, outcomes)."""
    outcome = people["uitkomst"].astype(str).to_numpy()[:, None]
    has: Ints = (outcome == np.array(contract.OUTCOMES)).astype(np.int64)
    return has


def main() -> None:
    """Print the table."""
    extract = load(shipped("synthetic"))
    people = select(extract, Selection()).people
    lattice = closed_lattice(people)
    members = lattice.members[shown_of(lattice)].astype(float)
    has = has_outcome(people)
    counts = (members @ has).astype(np.int64)
    rng = np.random.default_rng(1)
    heads = ("off by", "over 5", "certain", "nearly")
    print(f"{'':26}" + "".join(f"{head:>9}" for head in heads))
    for name, way in WAYS.items():
        chances = way(len(people) + 2)
        below = chances.cumsum(axis=1)
        drawn = rng.random(counts.shape)
        shown = np.array(
            [
                [np.searchsorted(below[count], chance) for count, chance in zip(*row, strict=True)]
                for row in zip(counts, drawn, strict=True)
            ]
        )
        true = outcome_chances(members, has, shown, chances)[has == 1]
        off = np.abs(shown - counts)
        told = (true > 1 - 1e-9).sum(), (true > 0.95).sum()
        print(f"{name:26}{off.mean():9.1f}{100 * (off > BASE).mean():7.0f} %", end="")
        print("".join(f"{number:9}" for number in told))
    for percent in PERCENTS:
        off_by, far, nearly = by_lot(extract, percent, members)
        print(f"{f'by lot, {percent} of 100':26}{off_by:9.1f}{100 * far:7.0f} %{0:9}{nearly:9.0f}")


if __name__ == "__main__":
    main()
