"""The values of one column: labels that JSON can hold, in a fixed order, or numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits.contingency import Label
from perspectief_core.splits.faults import ColumnError, Fault

_SMALL_RANGE = 1 << 16
"""Whole numbers in so small a range are counted by their size."""


def factorize(values: pd.Series[Any], name: str) -> tuple[Ints, list[Label]]:
    """Return the code of each value (-1 when missing) and the label of each code."""
    try:
        codes, uniques = pd.factorize(values, use_na_sentinel=True)
    except TypeError as error:
        message = f"`{name}` must hold text, numbers, dates or booleans"
        raise ColumnError(name, Fault.NOT_PLAIN, message) from error
    if isinstance(values.dtype, pd.CategoricalDtype):
        return codes.astype(np.int64), categories_of(uniques, name)
    labels = [label_of(value, name) for value in uniques]
    return codes.astype(np.int64), labels


def categories_of(values: Iterable[object], name: str) -> list[Label]:
    """Return categories as labels: numbers among objects stay as they are, 1.0 and not 1."""
    kept = getattr(getattr(values, "categories", values), "dtype", None) == np.dtype(object)
    return [
        value if kept and isinstance(value, float) else label_of(value, name) for value in values
    ]


def label_of(value: object, name: str) -> Label:
    """Return a value as JSON can hold it; where a blank made a whole number 1.0, it is 1 again."""
    plain = value.item() if isinstance(value, np.generic) else value
    if isinstance(plain, Decimal):
        plain = float(plain)
    if isinstance(plain, float) and plain.is_integer():
        return int(plain)
    if isinstance(plain, str | bool | int | float):
        return plain
    if isinstance(plain, date | pd.Timestamp):
        return plain.isoformat()
    raise ColumnError(name, Fault.NOT_PLAIN, f"`{name}` must hold text, numbers, dates or booleans")


def ordered(labels: list[Label]) -> list[Label]:
    """Return labels in a fixed order: numbers by size before text by alphabet."""
    return sorted(labels, key=lambda label: (isinstance(label, str), label))


def ranks(labels: list[Label], order: list[Label]) -> Ints:
    """Return the place in `order` of each label; the extra last entry is for missing (-1)."""
    place = {label: rank for rank, label in enumerate(order)}
    return np.array([place[label] for label in labels] + [0], dtype=np.int64)


def same_label(label: Label, asked: Label) -> bool:
    """Return whether a category is the one asked for, also when it was asked for as text."""
    if isinstance(label, bool):
        return str(label).lower() == str(asked).lower()
    return label == asked or str(label) == str(asked)


def numbers_of(values: pd.Series[Any], name: str) -> Floats:
    """Return a numeric column as floating point numbers; missing is nan."""
    if not pd.api.types.is_numeric_dtype(values.dtype) or pd.api.types.is_complex_dtype(
        values.dtype
    ):
        message = f"`{name}` must be numeric, but holds {values.dtype}"
        raise ColumnError(name, Fault.NOT_NUMERIC, message)
    return values.to_numpy(dtype=np.float64, na_value=np.nan)


def different(numbers: Floats) -> tuple[Ints, Floats]:
    """Return the place of each number (finite, or nan) among the different ones, and those.

    Missing ones (nan) have the place behind the last.

    Examples
    --------
    >>> place, numbers = different(np.array([30.0, 10.0, np.nan, 30.0]))
    >>> place.tolist(), numbers.tolist()
    ([1, 0, 2, 1], [10.0, 30.0])
    """
    known = ~np.isnan(numbers)
    low = np.min(numbers, initial=np.inf, where=known)
    size = np.max(numbers, initial=-np.inf, where=known) - low + 1
    if not 1 <= size < _SMALL_RANGE:
        return _looked_up(numbers)
    # Missing ones stand one above the highest.
    offset = np.where(known, numbers - low, size).astype(np.int64)
    if np.count_nonzero(offset + low == numbers) < np.count_nonzero(known):
        return _looked_up(numbers)
    # Counted by size, which needs no looking up.
    present = np.bincount(offset, minlength=int(size) + 1) > 0
    distinct = np.flatnonzero(present[:-1])
    rank = np.cumsum(present) - 1
    rank[-1] = len(distinct)
    return rank[offset], distinct + low


def _looked_up(numbers: Floats) -> tuple[Ints, Floats]:
    place, distinct = pd.factorize(numbers)
    return np.where(place < 0, len(distinct), place), distinct
