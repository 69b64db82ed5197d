"""Kinds of people: those who are alike in some columns, with how many of them there are.

Whatever follows from a few columns is worked out once per kind, of which there are some tens or
thousands, and not once per person. Kinds hold no fewer people than there are: they are for
analyses only, as a cohort is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Ints, pd
from perspectief_core.cohort.columns import Placed, Places
from perspectief_core.cohort.selecting import Cohort

Value = TypeVar("Value", bound=np.generic)

_SMALL = 1 << 16
"""Combinations that are counted by their number however few people there are."""
_SHORT = 1 << 10
"""Numbers that are as good as what they stand for, and need not be looked up for everyone."""
_MOST = 1 << 62
"""Combinations that can be numbered."""


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """People by kind.

    Parameters
    ----------
    people : DataFrame, a row per kind
        The columns that the kinds are made of, as everybody of that kind has them.
    times : int array, shape (kinds,)
        How many people are of each kind; at least one.
    numbers : Numbers
        Everyone's; internal to the core.
    present : int array, shape (kinds,)
        The number of each kind.
    """

    people: pd.DataFrame
    times: Ints
    numbers: Numbers
    present: Ints

    def where(self, holds: pd.Series) -> tuple[pd.DataFrame, Ints]:
        """Return the kinds of which something holds, and how many people are of each.

        Parameters
        ----------
        holds : Series of nullable booleans, shape (kinds,)
            Of a kind where it is missing it does not hold.
        """
        own = holds.to_numpy(dtype=bool, na_value=False)
        return self.people[own], self.times[own]

    def everyone(self, of_kinds: npt.NDArray[Value]) -> npt.NDArray[Value]:
        """Return what each person has, shape (n,), of what each kind has."""
        return np.take(self._by_number(of_kinds), self.numbers.each())

    def short(self, of_kinds: npt.NDArray[Value]) -> tuple[Places, npt.NDArray[Value]]:
        """Return a small number of each person, and what everyone with that number has.

        Parameters
        ----------
        of_kinds : shape (kinds,)
            What each kind has: whole numbers of one or two bytes, few of them different.
        """
        every, number = self._by_number(of_kinds), self.numbers.each()
        if number.dtype.itemsize <= 2 and len(every) <= _SHORT:
            return number, every
        return np.take(every, number), np.arange(every.max(initial=0) + 1, dtype=every.dtype)

    def _by_number(self, of_kinds: npt.NDArray[Value]) -> npt.NDArray[Value]:
        every = np.zeros(self.numbers.many, dtype=of_kinds.dtype)
        every[self.present] = of_kinds
        return every


def kinds(cohort: Cohort, *columns: str) -> Kinds:
    """Return the people of a cohort by what they have in some columns, worked out once.

    Raises
    ------
    ColumnMissingError
        When the extract lacks one of the columns.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> sexes = kinds(everyone, "geslacht")
    >>> sorted(zip(sexes.people["geslacht"], sexes.times.tolist()))
    [('man', 543), ('vrouw', 190)]
    """
    return cohort.once(("kinds", columns), lambda: _kinds(cohort, columns))


def linked(cohort: Cohort, *columns: str) -> tuple[pd.DataFrame, Ints]:
    """Return the kinds of the people found in the ministry's register, and how many are of each.

    Examples
    --------
    >>> from perspectief_core import Selection, load, select
    >>> everyone = select(load("data/synthetic"), Selection())
    >>> sexes, times = linked(everyone, "geslacht")
    >>> len(sexes), int(times.sum())
    (2, 715)
    """
    alike = kinds(cohort, "dmb_koppeling", *columns)
    return alike.where(alike.people["dmb_koppeling"])


def kinds_by(
    cohort: Cohort, name: str, of: Places, width: int, *columns: str
) -> tuple[Ints, Kinds]:
    """Return people by another number of theirs below `width` and by kind; and the kinds.

    Counted once for the same name and columns.
    """
    key = ("kinds by", name, columns)
    return cohort.once(key, lambda: _kinds_by(cohort, of, width, columns))


def _kinds(cohort: Cohort, columns: tuple[str, ...]) -> Kinds:
    numbers = Numbers([cohort.placed(column) for column in columns])
    return _of_counts(numbers.count(), numbers, columns)


def _kinds_by(
    cohort: Cohort, of: Places, width: int, columns: tuple[str, ...]
) -> tuple[Ints, Kinds]:
    # Loaded by who counts: an edition names groups and counts nobody.
    from perspectief_core.splits.contingency import tally

    numbers = Numbers([cohort.placed(column) for column in columns])
    table = tally(numbers.each(), of.astype(np.int64, copy=False), (numbers.many, width))
    alike = _of_counts(table.sum(axis=1), numbers, columns)
    return np.ascontiguousarray(table[alike.present].T), alike


def _of_counts(times: Ints, numbers: Numbers, columns: tuple[str, ...]) -> Kinds:
    present = np.flatnonzero(times)
    people = {
        column: placed.values.array.take(place)
        for column, placed, place in zip(
            columns, numbers.columns, numbers.places(present), strict=True
        )
    }
    return Kinds(pd.DataFrame(people), times[present], numbers, present)


class Numbers:
    """One number per person for the places in some columns: the same for the same places."""

    def __init__(self, columns: list[Placed]) -> None:
        self.columns = columns
        self._sizes = [len(column.values) for column in columns]
        self._different: Places | None = None
        self._number: Places | None = None
        self.many = prod(self._sizes)
        if self.many > max(4 * len(columns[0].place), _SMALL):
            self._look_up()

    def _look_up(self) -> None:
        """Number only what is there, of far more combinations than people."""
        if self.many >= _MOST:
            places = np.stack([column.place for column in self.columns], axis=1)
            rows, number = np.unique(places, axis=0, return_inverse=True)
            self._different, self._number = rows.T, number.reshape(-1)
            self.many = len(rows)
            return
        number, different = pd.factorize(self._mixed())
        self._different = np.stack(np.unravel_index(different, self._sizes))
        self._number, self.many = number, len(different)

    def each(self) -> Places:
        """Return everyone's number, shape (n,)."""
        return self._mixed() if self._number is None else self._number

    def _mixed(self) -> Places:
        first, *others = self.columns
        if not others:
            return first.place
        short = self.many <= 1 << 16
        wide: npt.DTypeLike = np.uint16 if short else np.int32 if self.many < 1 << 31 else np.int64
        number: Places = first.place.astype(wide)
        for column, size in zip(others, self._sizes[1:], strict=True):
            number *= size
            number += column.place
        return number

    def count(self) -> Ints:
        """Return how many people have each number."""
        return np.bincount(self.each(), minlength=self.many)

    def places(self, numbers: Ints) -> tuple[npt.NDArray[Any], ...]:
        """Return the places in each column that numbers stand for."""
        if self._different is not None:
            return tuple(self._different[:, numbers])
        return tuple(np.unravel_index(numbers, self._sizes))
