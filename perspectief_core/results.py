"""What a result is: named counts and estimates over groups of people, declared where it is made."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from numbers import Number
from typing import TypeVar

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


@cache
def _names(cls: type) -> tuple[str, ...] | None:
    """Return the names of the fields of a dataclass; None of any other type."""
    return tuple(field.name for field in fields(cls)) if is_dataclass(cls) else None


def refuse_rows(value: object) -> None:
    """Raise DisclosureError unless a result is made of named numbers and codes all the way down.

    Dataclasses, tuples, sets and mappings of text, numbers, dates and None pass. Anything else is
    refused, known or not: a table, array or list could hold one line per person.
    """
    kind: type = type(value)
    names = _names(kind)
    if names is not None:
        for name in names:
            part = getattr(value, name)
            # Nearly all parts are these, and there may be a hundred thousand of them.
            if type(part) not in _PLAIN:
                refuse_rows(part)
    elif value is None or isinstance(value, (str, Number, np.bool_, date)):
        return
    elif isinstance(value, dict):
        for key, part in value.items():
            refuse_rows(key)
            refuse_rows(part)
    elif isinstance(value, (tuple, set, frozenset)):
        for part in value:
            refuse_rows(part)
    else:
        raise DisclosureError(f"a result may not carry a `{type(value).__name__}`")
