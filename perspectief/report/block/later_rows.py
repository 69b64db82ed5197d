"""Rows of a table that are made when they are read.

Of thousands of steunpunten a page shows some sixty rows; the others are for whoever takes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

Row = TypeVar("Row")


class LaterRows(Sequence[Row], Generic[Row]):
    """As a tuple of rows, of which only those that are read are made.

    Whoever goes through all of them makes them once: these are then kept.

    Parameters
    ----------
    many : int
        How many there are.
    make : function
        Gives the row at a place from 0 on; of the same place always the same row.

    Examples
    --------
    >>> rows = LaterRows(5000, lambda at: (at, 10 * at))
    >>> len(rows), rows[-1], rows[:2]
    (5000, (4999, 49990), ((0, 0), (1, 10)))
    """

    __slots__ = ("_made", "_make", "_places")

    def __init__(self, many: int, make: Callable[[int], Row]) -> None:
        self._places, self._make = range(many), make
        self._made: tuple[Row, ...] | None = None

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, at: int | slice) -> Row | tuple[Row, ...]:
        if self._made is not None:
            return self._made[at]
        if isinstance(at, slice):
            return tuple(map(self._make, self._places[at]))
        return self._make(self._places[at])

    def __iter__(self) -> Iterator[Row]:
        return iter(self._whole())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, LaterRows):
            return self is other or self._whole() == other._whole()
        return self._whole() == other

    def __hash__(self) -> int:
        return hash(self._whole())

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return tuple, (self._whole(),)

    def _whole(self) -> tuple[Row, ...]:
        if self._made is None:
            self._made = tuple(map(self._make, self._places))
        return self._made
