"""Counts to multiples of five: the only numbers that anything published is computed from."""

from __future__ import annotations

from typing import Self

BASE = 5
"""Published counts are multiples of this; a smaller count is not told apart from nobody."""


class Rounded(int):
    """A count of people rounded to a multiple of `BASE`.

    `Rounded(0)` means '0 to 4, not said'. It equals and hashes as the whole number it is, and sums
    of rounded counts are rounded counts, of small ones `UpTo` so many. Made of an exact count by
    `rounded`.

    Raises
    ------
    ValueError
        When it is made of a number that is not a multiple of `BASE`, or below zero: an exact count
        cannot pass for a rounded one.

    Examples
    --------
    >>> sum([Rounded(10), Rounded(25)]), type(sum([Rounded(10)])).__name__
    (35, 'Rounded')
    >>> Rounded(35).bounds, Rounded(5).bounds, Rounded(0).bounds
    ((33, 37), (5, 7), (0, 4))
    >>> (Rounded(0) + Rounded(0)).bounds
    (0, 8)
    """

    __slots__ = ()

    def __new__(cls, value: int = 0) -> Self:
        """Make a rounded count of a multiple of `BASE`."""
        if value < 0 or value % BASE:
            raise ValueError(f"a rounded count must be a multiple of {BASE}, from 0 on")
        return super().__new__(cls, value)

    def __add__(self, other: int) -> int:
        """Return the sum: a rounded count when both are (or the other is the 0 of `sum`)."""
        total = int(self) + int(other)
        if isinstance(other, Rounded) and not total:
            return UpTo(self.bounds[1] + other.bounds[1])
        return Rounded(total) if isinstance(other, Rounded) or not other else total

    __radd__ = __add__

    @property
    def small(self) -> bool:
        """Whether it stands for fewer than `BASE` people, perhaps for nobody."""
        return not self

    @property
    def bounds(self) -> tuple[int, int]:
        """The smallest and largest exact count that it can stand for."""
        if self.small:
            return 0, BASE - 1
        return max(BASE, int(self) - BASE // 2), int(self) + BASE // 2


class UpTo(Rounded):
    """A sum of counts that each stand for fewer than `BASE`: from nobody to `most` people."""

    most: int

    def __new__(cls, most: int) -> Self:
        """Make the sum of which no more is known."""
        total = super().__new__(cls)
        total.most = most
        return total

    @property
    def bounds(self) -> tuple[int, int]:
        """The smallest and largest exact count that it can stand for."""
        return 0, self.most


def rounded(count: int) -> Rounded:
    """Return a count as it may be published: under five as 0, halves up.

    A count that is rounded already stays as it is.

    Examples
    --------
    >>> [int(rounded(count)) for count in (0, 4, 5, 7, 8, 12, 13, 733)]
    [0, 0, 5, 5, 10, 10, 15, 735]
    """
    exact = int(count)
    return Rounded(0 if exact < BASE else (2 * exact + BASE) // (2 * BASE) * BASE)


def possible(count: int) -> tuple[int, int]:
    """Return the smallest and the largest count that a count can stand for: itself unless rounded.

    Examples
    --------
    >>> possible(Rounded(35)), possible(36)
    ((33, 37), (36, 36))
    """
    return count.bounds if isinstance(count, Rounded) else (int(count), int(count))
