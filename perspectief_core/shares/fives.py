"""Counts to multiples of five: the only numbers that anything published is computed from."""

from __future__ import annotations

from typing import Self

BASE = 5
"""Published counts are multiples of this; a smaller count is not told apart from nobody."""


class Rounded(int):
    """A count of people rounded to a multiple of `BASE`.

    `Rounded(0)` means '0 to 4, not said'. It equals and hashes as the whole number it is. A sum of
    rounded counts is a count `Between` what those allow. Made of an exact count by `rounded`.

    Raises
    ------
    ValueError
        When it is made of a number that is not a multiple of `BASE`, or below zero: an exact count
        cannot pass for a rounded one.

    Examples
    --------
    >>> Rounded(35).bounds, Rounded(5).bounds, Rounded(0).bounds
    ((33, 37), (5, 7), (0, 4))
    >>> sum([Rounded(10), Rounded(25)]), type(sum([Rounded(10)])).__name__
    (35, 'Rounded')
    >>> (Rounded(5) + Rounded(0)).bounds
    (5, 11)
    """

    __slots__ = ()

    def __new__(cls, value: int = 0) -> Self:
        """Make a rounded count of a multiple of `BASE`."""
        if value < 0 or value % BASE:
            raise ValueError(f"a rounded count must be a multiple of {BASE}, from 0 on")
        return super().__new__(cls, value)

    def __add__(self, other: int) -> int:
        """Return the sum: `Between` when both are rounded, and itself with the 0 of `sum`."""
        if not isinstance(other, Rounded):
            return int(self) + other if other else self
        ends = (mine + theirs for mine, theirs in zip(self.bounds, other.bounds, strict=True))
        return Between(int(self) + int(other), *ends)

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

    def without(self, *parts: Rounded) -> Rounded:
        """Return how many are left without some parts that were rounded by themselves.

        Examples
        --------
        >>> left = Rounded(735).without(Rounded(475))
        >>> int(left), left.bounds
        (260, (256, 264))
        """
        value = int(self) - sum(map(int, parts))
        low = self.bounds[0] - sum(part.bounds[1] for part in parts)
        high = self.bounds[1] - sum(part.bounds[0] for part in parts)
        return made_of(max(value, 0), max(low, 0), max(high, 0))

    def at_most(self, total: Rounded) -> Rounded:
        """Return the same count of people who are all among `total`."""
        most = total.bounds[1]
        low, high = (min(end, most) for end in self.bounds)
        return made_of(min(int(self), int(total)), low, high)


class Between(Rounded):
    """A count made of several published ones: their `value`, and from `low` to `high` people.

    Two with other bounds are not equal, as they are not written alike.
    """

    low: int
    high: int

    def __new__(cls, value: int, low: int, high: int) -> Self:
        """Make a count of which the bounds are no longer those of one rounding."""
        count = super().__new__(cls, value)
        count.low, count.high = low, high
        return count

    def __getnewargs__(self) -> tuple[int, int, int]:  # type: ignore[override]
        """Return what a copy is made of."""
        return int(self), self.low, self.high

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same number, and of another rounded one within the same bounds."""
        alike = not isinstance(other, Rounded) or self.bounds == other.bounds
        return alike and int(self) == other

    def __ne__(self, other: object) -> bool:
        """Tell the opposite, which a whole number would tell by itself."""
        return not self == other

    def __hash__(self) -> int:
        """Return the hash of the number, as it can equal one."""
        return hash(int(self))

    @property
    def bounds(self) -> tuple[int, int]:
        """The smallest and largest exact count that it can stand for."""
        return self.low, self.high


def made_of(value: int, low: int, high: int) -> Rounded:
    """Return a count made of published ones: as one that was rounded itself where it is as sure.

    Parameters
    ----------
    value : int
        What their numbers give, a multiple of `BASE`.
    low, high : int
        The smallest and largest exact count that they allow.

    Examples
    --------
    >>> made_of(125, 121, 129).bounds, type(made_of(0, 0, 4)).__name__
    ((121, 129), 'Rounded')
    """
    plain = Rounded(value)
    least, most = plain.bounds
    return plain if least <= low and high <= most else Between(value, low, high)


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
