"""What functions remember of persons, in one place, so that all of it can be forgotten at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")

_forgetting: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator that remembers the last `most` answers of a function about persons.

    As `functools.lru_cache`, but `forget` empties it: an extract that is withdrawn must leave no
    trace in memory.

    Examples
    --------
    >>> @remembered(2)
    ... def double(number):
    ...     print("asked")
    ...     return 2 * number
    >>> double(4), double(4)
    asked
    (8, 8)
    >>> forget()
    >>> double(4)
    asked
    8
    """

    def remember(function: Callable[P, T]) -> Callable[P, T]:
        kept = lru_cache(maxsize=most)(function)
        _forgetting.append(kept.cache_clear)
        return cast("Callable[P, T]", kept)

    return remember


def forget() -> None:
    """Forget every answer about persons of every function."""
    for clear in _forgetting:
        clear()
