"""Thousands of records at once, from their columns: in less than half of the time of one by one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from functools import cache
from itertools import repeat
from typing import Any, TypeVar, cast

T = TypeVar("T")


def records(cls: type[T], *columns: Sequence[Any]) -> tuple[T, ...]:
    """Return a record of each row of some columns.

    Parameters
    ----------
    cls : type
        A frozen, slotted dataclass that does nothing but hold its fields.
    columns : sequences of one length
        The values of each field, in the order of the fields.

    Raises
    ------
    ValueError
        When there is not a column for each field, or they are not of one length.

    Examples
    --------
    >>> from perspectief_core.shares.intervals import Interval
    >>> records(Interval, (0.1, 0.2), (0.3, 0.4))
    (Interval(low=0.1, high=0.3), Interval(low=0.2, high=0.4))
    """
    setters = _setters(cast(Any, cls))
    if len(columns) != len(setters) or len(set(map(len, columns))) > 1:
        raise ValueError(f"`columns` must be {len(setters)} of one length, for `{cls.__name__}`")
    made = tuple(map(object.__new__, repeat(cls, len(columns[0]))))
    for setter, column in zip(setters, columns, strict=True):
        # What `__init__` of a frozen dataclass does too, past the guard of `__setattr__`.
        _exhaust(map(setter, made, column))
    return made


@cache
def _setters(cls: type) -> tuple[Callable[[Any, Any], None], ...]:
    """Return what sets each field of a dataclass."""
    if hasattr(cls, "__post_init__") or not hasattr(cls, "__slots__"):
        raise ValueError(f"`{cls.__name__}` must be a slotted dataclass that only holds fields")
    return tuple(getattr(cls, field.name).__set__ for field in fields(cls))


def _exhaust(calls: Iterable[object]) -> None:
    deque(calls, maxlen=0)
