"""The columns of people as whole numbers, each worked out once for everybody.

A value has a place: 0 when it is missing, and from 1 on by its category, its size or as it comes.
What a place stands for is the same for a part of the people, whose places are only taken.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from perspectief_core.arrays import Masks, pd
from perspectief_core.data import contract

Places: TypeAlias = npt.NDArray[np.integer[Any]]
"""A whole number from 0 up per person, in as few bytes as hold it."""

_NAMES = frozenset({contract.DEELNEMERS.key})
_SMALL_RANGE = 1 << 16
"""Numbers in so small a range have their place by size."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """One column.

    Parameters
    ----------
    place : array of whole numbers, shape (n,)
        The place of each person's value in `values`.
    values : Series, shape (places,)
        What the places stand for, of the type of the column; the first is missing.
    """

    place: Places
    values: pd.Series

    def of(self, counted: Masks) -> Placed:
        """Return the column of the people who are counted."""
        return Placed(self.place[counted], self.values)


class Columns:
    """The columns of a table of people, placed when they are asked for.

    Parameters
    ----------
    people : DataFrame of shape (n, …)
    whole : Columns, optional
        Those of a table of which these are all people, or some.
    counted : bool array, optional
        Who of those these are; by default all.
    changed : collection of str
        The columns in which they have other values there, or that are not there.
    """

    def __init__(
        self,
        people: pd.DataFrame,
        whole: Columns | None = None,
        counted: Masks | None = None,
        changed: Collection[str] = (),
    ) -> None:
        self._people, self._whole, self._counted = people, whole, counted
        self._changed = frozenset(changed)
        self._placed: dict[str, Placed] = {}

    def placed(self, column: str) -> Placed:
        """Return a column; KeyError when it is not there."""
        if column not in self._placed:
            self._placed[column] = self._find(column)
        return self._placed[column]

    def place_all(self) -> None:
        """Place every column but those that name people, on all cores, before anybody asks."""
        names = [column for column in self._people if column not in _NAMES]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(self.placed, names))

    def _find(self, column: str) -> Placed:
        if self._whole is None or column in self._changed:
            return placed(self._people[column])
        whole = self._whole.placed(column)
        return whole if self._counted is None else whole.of(self._counted)


def placed(values: pd.Series) -> Placed:
    """Return a column of people by place.

    Examples
    --------
    >>> column = placed(pd.Series([7, None, 5], dtype="Int64"))
    >>> column.place.tolist(), column.values.tolist()
    ([3, 0, 1], [<NA>, 5, 6, 7])
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        return _placed(values.cat.codes.to_numpy(), list(values.cat.categories), values)
    if pd.api.types.is_integer_dtype(values.dtype):
        return _by_size(values)
    codes, different = pd.factorize(values)
    return _placed(codes, list(different), values)


def _by_size(values: pd.Series) -> Placed:
    """Return whole numbers by their size, unless these are far apart."""
    missing = values.isna().to_numpy(dtype=bool)
    gaps = bool(missing.any())
    numbers = values.to_numpy(dtype=np.int64, na_value=0, copy=True)
    known = numbers[~missing] if gaps else numbers
    low, high = (int(known.min()), int(known.max())) if len(known) else (0, -1)
    if high - low >= _SMALL_RANGE:
        codes, different = pd.factorize(values)
        return _placed(codes, list(different), values)
    # In place: new memory takes longer than what is done with it.
    numbers -= low
    if gaps:
        numbers[missing] = -1
    return _placed(numbers, list(range(low, high + 1)), values)


def _placed(codes: Places, different: list[Any], values: pd.Series) -> Placed:
    """Return a column of which the codes, -1 for missing, stand for different values."""
    plain = isinstance(values.dtype, np.dtype) and values.dtype.kind in "iu"
    # Where nothing can be missing, what stands for it is never looked up.
    every = pd.Series([0 if plain else None, *different], dtype=values.dtype)
    narrow = np.min_scalar_type(len(different))
    # In so few bytes -1 is the highest number, and one more is 0.
    return Placed(codes.astype(narrow) + narrow.type(1), every)
