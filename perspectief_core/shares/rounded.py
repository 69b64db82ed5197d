"""Counts that were published rounded, and how high or low a share of them can have been.

Parts and total are rounded each by itself, so they bind each other: a low count with a high total
is only possible where the other parts can fill it. Every whole number is tried.
"""

from __future__ import annotations

from dataclasses import dataclass

Fraction = tuple[int, int]
"""A count and the total it is of."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A number as published and what it can have been, low ≤ value ≤ high; equal when exact."""

    value: int
    low: int
    high: int

    def plus(self, other: Whole) -> Whole:
        """Return this and other people together."""
        return Whole(self.value + other.value, self.low + other.low, self.high + other.high)

    def minus(self, part: Whole) -> Whole:
        """Return this sum without one of its parts."""
        low = max(self.low - part.low, 0)
        return Whole(self.value - part.value, low, self.high - part.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One outcome on one side.

    Parameters
    ----------
    count
        People with the outcome.
    total
        People the share is of.
    rest, left_out
        Who is in the total without the outcome, and who is not in the total; open cases are in
        one of the two, unless the outcome is being open itself.
    open
        Cases without an outcome yet; None where the outcome is being open itself.
    everyone
        All people: count, rest and left out together.
    """

    count: Whole
    total: Whole
    rest: Whole
    left_out: Whole
    open: Whole | None
    everyone: Whole

    @property
    def published(self) -> Fraction:
        """Count and total as published."""
        return self.count.value, self.total.value

    @property
    def by_rounding(self) -> tuple[Fraction, Fraction]:
        """Count and total at the lowest and the highest share that rounding allows."""
        return _ends(self.count, self.rest, self.left_out, self.everyone)

    @property
    def by_open_cases(self) -> tuple[Fraction, Fraction] | None:
        """Count and total if none and if all of the open cases still end this way."""
        if self.open is None:
            return None
        count, everyone = self.count.value, self.everyone.value
        return _fraction(count, everyone), _fraction(count + self.open.value, everyone)

    @property
    def by_both(self) -> tuple[Fraction, Fraction]:
        """The lowest and the highest share that rounding and open cases together allow."""
        if self.open is None:
            return self.by_rounding
        none, others = Whole(0, 0, 0), self.rest.plus(self.left_out)
        return (
            _ends(self.count, others, none, self.everyone)[0],
            _ends(self.count.plus(self.open), others.minus(self.open), none, self.everyone)[1],
        )


def _ends(count: Whole, rest: Whole, left_out: Whole, everyone: Whole) -> tuple[Fraction, Fraction]:
    """Return count and total at the lowest and the highest share that whole numbers allow.

    Everyone is count, rest and left out together, each within its own range.
    """
    allowed: list[Fraction] = []
    for people in range(count.low, count.high + 1):
        fewest = max(rest.low, everyone.low - people - left_out.high)
        most = min(rest.high, everyone.high - people - left_out.low)
        if fewest <= most:
            allowed += [(people, people + others) for others in (fewest, most)]
    shares = [fraction for fraction in allowed if fraction[1]]
    if not shares:
        return (0, 0), (0, 0)
    return min(shares, key=_share_of), max(shares, key=_share_of)


def _share_of(fraction: Fraction) -> float:
    return fraction[0] / fraction[1]


def _fraction(count: int, total: int) -> Fraction:
    return min(count, total), total
