"""What a result is: named counts and estimates over groups of people, declared where it is made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from itertools import chain
from numbers import Number
from operator import attrgetter
from typing import TypeVar, cast

import numpy as np

T = TypeVar("T")

RESULTS: set[type] = set()


class DisclosureError(Exception):
    """A result may not be shown: no rule for its type, rows in it, or a policy that is not met."""


def aggregate(cls: type[T]) -> type[T]:
    """Declare a result type as counts and estimates over groups of people, never rows.

    Class decorator. What may be seen of it is up to the policies of `disclosure.protecting`.
    """
    RESULTS.add(cls)
    return cls


_PLAIN = frozenset({str, int, float, bool, type(None)})
_MANY = 32
"""So many values of one type are looked at together."""


@cache
def _parts(cls: type) -> Callable[[object], tuple[object, ...]] | None:
    """Return what gives the parts of a dataclass; None of any other type."""
    if not is_dataclass(cls):
        return None
    names = [field.name for field in fields(cls)]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def refuse_rows(value: object) -> None:
    """Raise DisclosureError unless a result is made of named numbers and codes all the way down.

    Dataclasses, tuples, sets and mappings of text, numbers, dates and None pass. Anything else is
    refused, known or not: a table, array or list could hold one line per person.
    """
    kind: type = type(value)
    parts_of = _parts(kind)
    if parts_of is not None:
        parts = parts_of(value)
        # Nearly all parts are these, and there may be a hundred thousand of them.
        if not _PLAIN.issuperset(map(type, parts)):
            for part in parts:
                if type(part) not in _PLAIN:
                    refuse_rows(part)
    elif value is None or isinstance(value, (str, Number, np.bool_, date)):
        return
    elif isinstance(value, dict):
        for key, part in value.items():
            refuse_rows(key)
            refuse_rows(part)
    elif isinstance(value, (tuple, set, frozenset)):
        _refuse_among(value)
    else:
        raise DisclosureError(f"a result may not carry a `{type(value).__name__}`")


def _refuse_among(values: Collection[object]) -> None:
    """Refuse rows in any of these; of many of one type all are looked at part by part."""
    kinds = set(map(type, values))
    if len(values) < _MANY or len(kinds) > 1:
        for value in values:
            if type(value) not in _PLAIN:
                refuse_rows(value)
        return
    (kind,) = kinds
    if is_dataclass(kind):
        for field in fields(kind):
            _refuse_among(tuple(map(attrgetter(field.name), values)))
    elif kind is tuple:
        _refuse_among(tuple(chain.from_iterable(cast(Iterable[tuple[object, ...]], values))))
    elif kind not in _PLAIN:
        for value in values:
            refuse_rows(value)
