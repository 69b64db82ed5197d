"""How work that takes a while lets whoever waits know how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Each(Protocol):
    """Goes through parts in their order, as `iter` does, and may say meanwhile how far it is."""

    def __call__(self, parts: Sequence[T], /) -> Iterator[T]:
        """Return the parts, one by one."""
