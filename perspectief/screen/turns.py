"""Lets pages run a few at a time, in the order they were asked for; knows when none runs.

One interpreter runs one thing at a time. Pages that all run at once are all ready last; in turn,
most are ready long before that, and none later. A part of a page that runs by itself is short and
waits for nobody; one that is not takes a turn for each of its steps.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore, local

AT_ONCE = 2
"""One long page does not keep the short ones waiting."""

_free = Semaphore(AT_ONCE)
_asked: set[object] = set()
_last = time.monotonic()
_own = local()
"""Whether this thread has a turn."""


@contextmanager
def turn() -> Iterator[None]:
    """Wait until the page may run, and hold the turn while it does; who has one keeps it."""
    global _last
    if getattr(_own, "held", False):
        yield
        return
    own = object()
    _asked.add(own)
    try:
        with _free:
            _own.held = True
            yield
    finally:
        _own.held = False
        _asked.discard(own)
        _last = time.monotonic()


def idle_seconds() -> float:
    """Return how long no page has run or waited for its turn; 0 while one does."""
    return 0.0 if _asked else time.monotonic() - _last
