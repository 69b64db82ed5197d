"""Remembers what was made: once for all sessions, the least recently used forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Condition
from typing import Generic, TypeVar, cast

T = TypeVar("T")
_ABSENT = object()


class Memory(Generic[T]):
    """Holds at most `most` things, each under a key of everything that decides it.

    Safe to use from many threads. What two sessions ask for at once is made by the first and waited
    for by the second; when making it fails, the failure is the first one's and the second tries.
    Making one thing may ask for others, but not for itself.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._busy: set[Hashable] = set()
        self._changed = Condition()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is kept under `key`; where nothing is, what `make` returns."""
        with self._changed:
            kept = self._find(key)
            while kept is _ABSENT and key in self._busy:
                self._changed.wait()
                kept = self._find(key)
            if kept is not _ABSENT:
                return cast(T, kept)
            self._busy.add(key)
        try:
            made = make()
            with self._changed:
                self._keep(key, made)
        finally:
            with self._changed:
                self._busy.remove(key)
                self._changed.notify_all()
        return made

    def clear(self) -> None:
        """Forget everything; what is being made at this moment is still kept when it is done."""
        with self._changed:
            self._kept.clear()

    def _find(self, key: Hashable) -> object:
        kept = self._kept.get(key, _ABSENT)
        if kept is not _ABSENT:
            self._kept.move_to_end(key)
        return kept

    def _keep(self, key: Hashable, made: T) -> None:
        self._kept[key] = made
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


def key_of(part: object) -> Hashable:
    """Return a key that is the same for the same part: its structure, not how it prints.

    Lists, tuples and mappings are taken apart; the rest must be hashable, as codes, numbers,
    functions and protected results are. Parts of another type are other parts: True is not 1.

    Raises
    ------
    TypeError
        When it is used, if a part is not hashable.
    """
    if isinstance(part, Mapping):
        return tuple((name, key_of(value)) for name, value in part.items())
    if isinstance(part, (list, tuple)):
        return tuple(key_of(value) for value in part)
    return type(part), part
