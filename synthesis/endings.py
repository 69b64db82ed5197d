"""Who ended guidance: the published shares of all exits, and of three groups of steunpunten."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from synthesis import targets
from synthesis.percentages import count_behind
from synthesis.search import Ints, SearchError, Undo, descend, swap

EXITS_PER_GROUP = (0.35, 0.36, 0.29)
"""Invented: the share of the exits at each of the three groups of steunpunten."""
DRAWS = 5_000
CODES = tuple(targets.ENDED_BY)
MOSTLY = np.array([CODES.index(code) for _, code, _ in targets.ENDED_MOSTLY_BY])


def ended_by(exits_at: pd.Series, rng: np.random.Generator) -> npt.NDArray[np.object_]:
    """Return who ended guidance for every exit, None for who is still guided.

    Parameters
    ----------
    exits_at : Series of steunpunten, shape (n,)
        Missing for who is still in guidance.
    rng : Generator

    Notes
    -----
    In each group of steunpunten the group's own code has the published share, and is the most
    frequent one at every steunpunt of the group.
    """
    left = np.flatnonzero(exits_at.notna())
    place, _ = pd.factorize(exits_at.iloc[left], sort=True)
    exits = np.bincount(place)
    group = _groups(exits, rng)[place]
    codes = _deal(group, rng)
    for number in range(len(MOSTLY)):
        _make_most_frequent(codes, place, np.flatnonzero(group == number), number, rng)
    ended = np.full(len(exits_at), None, dtype=object)
    ended[left] = np.array(CODES, dtype=object)[codes]
    return ended


def _groups(exits: Ints, rng: np.random.Generator) -> Ints:
    """Return the group of every steunpunt, so that the groups have about the wanted exits."""
    numbers = np.repeat(np.arange(3), [group[0] for group in targets.ENDED_MOSTLY_BY])
    wanted = np.array(EXITS_PER_GROUP) * exits.sum()
    for _ in range(DRAWS):
        drawn = rng.permutation(numbers)
        sizes = np.bincount(drawn, weights=exits)
        if (abs(sizes - wanted) <= 3).all() and None not in _own_counts(sizes.astype(np.int64)):
            return drawn
    raise SearchError("who ended guidance: no groups of steunpunten of the right size")


def _own_counts(sizes: Ints) -> list[int | None]:
    printed = (percentage for _, _, percentage in targets.ENDED_MOSTLY_BY)
    return [
        count_behind(percentage, size)
        for percentage, size in zip(printed, sizes.tolist(), strict=True)
    ]


def _deal(group: Ints, rng: np.random.Generator) -> Ints:
    """Deal out codes: each group its share of its own, the others at random without the own."""
    codes = np.full(len(group), -1)
    left = np.array(list(targets.ENDED_BY.values()))
    for number, count in enumerate(_own_counts(np.bincount(group))):
        if count is None:
            raise SearchError("who ended guidance: a group without the published percentage")
        codes[rng.choice(np.flatnonzero(group == number), count, replace=False)] = MOSTLY[number]
        left[MOSTLY[number]] -= count
    if left.min() < 0:
        raise SearchError("who ended guidance: the groups of steunpunten need too many")
    rest = np.flatnonzero(codes < 0)
    dealt = rng.permutation(np.repeat(np.arange(len(CODES)), left))
    own = MOSTLY[group[rest]]
    descend(lambda: float((dealt == own).sum()), _swaps(dealt, rng), "who ended guidance")
    codes[rest] = dealt
    return codes


def _make_most_frequent(
    codes: Ints, place: Ints, members: Ints, number: int, rng: np.random.Generator
) -> None:
    """Swap codes between the steunpunten of a group until its own is everywhere the most."""
    within, local = codes[members], pd.factorize(place[members])[0]
    n_places, own = local.max() + 1, MOSTLY[number]

    def short() -> float:
        counts = np.bincount(local * len(CODES) + within, minlength=n_places * len(CODES))
        table = counts.reshape(n_places, len(CODES))
        others = np.delete(table, own, axis=1).max(axis=1)
        return float(np.maximum(others - table[:, own] + 1, 0).sum())

    descend(short, _swaps(within, rng), "who ended guidance per steunpunt")
    codes[members] = within


def _swaps(values: Ints, rng: np.random.Generator) -> Callable[[], Undo]:
    def change() -> Undo:
        i, j = (int(index) for index in rng.integers(0, len(values), 2))
        return swap(values, i, j)

    return change
