"""The values of one column: labels that JSON can hold, in a fixed order, or numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from perspectief_core.arrays import Floats, Ints, pd
from perspectief_core.splits.contingency import Label
from perspectief_core.splits.faults import ColumnError, Fault

_SMALL_RANGE = 1 << 16
"""Whole numbers in so small a range are placed by their size."""
_EXACT = 1 << 52
"""Whole numbers below this are next to each other in floating point."""


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


def placed(numbers: Floats) -> tuple[Ints, Floats]:
    """Return the place of each number (finite, or nan) in a row of different ones, and that row.

    Missing ones (nan) have the place behind the last. The row may hold numbers that nobody has.

    Examples
    --------
    >>> place, row = placed(np.array([30.0, 28.0, np.nan, 30.0]))
    >>> place.tolist(), row.tolist()
    ([2, 0, 3, 2], [28.0, 29.0, 30.0])
    """
    low, high = np.fmin.reduce(numbers, initial=np.inf), np.fmax.reduce(numbers, initial=-np.inf)
    whole = low == np.floor(low) and abs(low) < _EXACT
    if not whole or not high - low < _SMALL_RANGE:
        return _looked_up(numbers)
    # Whole numbers have their place by size, which needs no looking up.
    row = np.arange(low, high + 1)
    missing = np.isnan(numbers)
    place = np.where(missing, len(row), numbers - low).astype(np.int64)
    # Back from the place, since a fraction far smaller than the lowest is lost on the way there.
    back = np.count_nonzero(place + low == numbers) + np.count_nonzero(missing)
    return (place, row) if back == len(numbers) else _looked_up(numbers)


def _looked_up(numbers: Floats) -> tuple[Ints, Floats]:
    place, distinct = pd.factorize(numbers)
    return np.where(place < 0, len(distinct), place), distinct
