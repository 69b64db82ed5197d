"""Lists worked on abreast, one process per core; none outlives the run."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def each(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Yield `work(item)` of every item, in the order of the items.

    Parameters
    ----------
    work
        Function that can be pickled: of a module, or a `functools.partial` of one.
    items
        What it is called with; items and results are copied between processes.

    Raises
    ------
    concurrent.futures.process.BrokenProcessPool
        When a process is stopped from outside.
    """
    cores = min(os.cpu_count() or 1, len(items))
    if cores < 2:
        yield from map(work, items)
        return
    # Not forked: pyarrow and pandas run threads, and a fork takes their locks along.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, context, initializer=_leave_with_parent) as pool:
        yield from pool.map(work, items)


def _leave_with_parent() -> None:
    """End this process when the run is gone: it holds personal data, and would wait for ever."""
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
