"""What a number means: more than chance or not, and how few people say nothing.

The only place with these limits; every result that has a p value or a number of people answers by
them. Wording is for others. What keeps people from being recognised is another thing, and has
limits of its own (`disclosure.policies`): those may rise while a number goes on meaning the same.
"""

from __future__ import annotations

ALPHA = 0.05
"""At or under this p something is more than chance, as in the rule by which CHAID splits."""

FEWEST = 10
"""With fewer people there is no percentage and no mean: it would say most about one of them."""

FEWEST_TO_CONCLUDE = 30
"""With fewer people nothing is concluded."""

MOST_SMALL_CELLS = 0.2
"""With a larger share (0–1) of cells that expect fewer than 5, a chi-square p is a rough guide."""


def more_than_chance(p: float | None) -> bool:
    """Tell whether a p value is at most `ALPHA`; None, where nothing could be tested, is not.

    Examples
    --------
    >>> more_than_chance(0.05), more_than_chance(0.051), more_than_chance(None)
    (True, False, False)
    """
    return p is not None and p <= ALPHA


def expected_by_chance(tests: int) -> float:
    """Return how many of so many tests chance alone makes 'more than chance', at most.

    Examples
    --------
    >>> round(expected_by_chance(39), 2)
    1.95
    """
    return ALPHA * tests


def enough(n: int) -> bool:
    """Tell whether `n` people are enough for a percentage or a mean.

    Examples
    --------
    >>> enough(9), enough(10)
    (False, True)
    """
    return n >= FEWEST


def enough_to_conclude(n: int) -> bool:
    """Tell whether `n` people are enough to conclude anything from.

    Examples
    --------
    >>> enough_to_conclude(29), enough_to_conclude(30)
    (False, True)
    """
    return n >= FEWEST_TO_CONCLUDE
