"""Counts that are held: a new edition says once more what an earlier one said.

Who has both knows what changed between them. A count that moved from one class into the next can
have moved by a single person, and would say of that one what became of them.
"""

from __future__ import annotations

from functools import lru_cache

from perspectief_core.disclosure.policies import SMALLEST_VIEW
from perspectief_core.shares.fives import BASE, Rounded

REACH = 2 * SMALLEST_VIEW
"""No count that differs by more identifies."""


def identifies(before: int, now: int) -> bool:
    """Tell whether two published counts differ by so little that a few people can be all of it.

    Examples
    --------
    10 can be 12 and 15 can be 13; from 10 to 25 it is at least eleven people.

    >>> [identifies(Rounded(10), Rounded(now)) for now in (10, 15, 20, 25)]
    [False, True, True, False]
    """
    (low, high), (now_low, now_high) = Rounded(before).bounds, Rounded(now).bounds
    return 0 < max(now_low - high, low - now_high) < SMALLEST_VIEW


def near(count: int) -> tuple[Rounded, ...]:
    """Return every rounded count that could be held at this one, with itself.

    Examples
    --------
    >>> list(map(int, near(Rounded(15))))
    [0, 5, 10, 15, 20, 25]
    """
    around = {Rounded(max(0, count + step)) for step in range(-REACH, REACH + 1, BASE)}
    return tuple(sorted(each for each in around if each == count or identifies(count, each)))


@lru_cache(maxsize=100_000)
def holding(now: int, before: tuple[int, ...], total: int) -> Rounded:
    """Return what a new edition says of a count, beside what earlier ones said.

    Parameters
    ----------
    now : int
        The rounded count.
    before : tuple of int
        What every earlier edition says that says something, oldest first.
    total : int
        Of how many people; no more are said.

    Returns
    -------
    Rounded
        The count itself where it identifies beside none of them, or else the nearest of theirs that
        identifies beside none, or else the newest.

    Examples
    --------
    >>> [int(holding(now, (10,), 100)) for now in (10, 15, 20, 25)]
    [10, 10, 10, 25]

    15 identifies beside 0 and 20, and is nearest to 20; 5 beside 0.

    >>> int(holding(15, (0, 20), 100)), int(holding(5, (0, 20), 100))
    (20, 0)
    """
    said = [Rounded(min(count, total)) for count in before]
    for candidate in sorted({Rounded(now), *said}, key=lambda count: abs(count - now)):
        if not any(identifies(earlier, candidate) for earlier in before):
            return candidate
    return said[-1]


@lru_cache(maxsize=100_000)
def stands_for(said: int, before: tuple[int, ...], total: int) -> tuple[int, int]:
    """Return the fewest and the most people that a count can stand for in a new edition.

    Examples
    --------
    All but four at most are in one class with all of them.

    >>> stands_for(10, (10,), 100), stands_for(25, (10,), 100), stands_for(100, (10,), 100)
    ((0, 22), (23, 27), (94, 102))
    """
    every = (Rounded(count) for count in range(0, total + 1, BASE))
    each = [_ends(count, total) for count in every if holding(count, before, total) == said]
    each.append(_ends(Rounded(said), total))
    return min(low for low, _ in each), max(high for _, high in each)


def _ends(count: Rounded, total: int) -> tuple[int, int]:
    low, high = count.bounds
    return (max(BASE, low - BASE + 1) if count and count == total else low), high
