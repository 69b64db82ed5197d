"""Keeps the C library from holding on to memory that nothing uses any more.

Streamlit runs every page in a new thread, and glibc gives up to sixteen threads on two cores a heap
of their own, none of which can use what is free in another. It also learns to take large arrays
from those heaps, where they leave holes, instead of from the system, which gets them back at once.
Arrow, which holds the texts of tables, brings a heap of its own besides.

What is asked here comes after Streamlit's first threads, whose four heaps all others go on to use.
With `MALLOC_ARENA_MAX=1` in the environment, as in `deploy/`, there is one from the start: after
2,000 views a copy then takes 28 MB less.
"""

from __future__ import annotations

import ctypes
import os
import time
from threading import Thread

HEAPS = 1
FROM_SYSTEM = 1 << 20
"""Bytes: arrays from this size on come from the system itself."""
PAUSE_SECONDS = 30.0
# Names of `malloc.h`.
_M_ARENA_MAX, _M_MMAP_THRESHOLD = -8, -3


def be_thrifty() -> bool:
    """Ask the C library for one heap, and to give back what is free in it now and then.

    To be called before the threads that run pages, which keep the heap they have, and before Arrow
    is loaded, which an edition never does.

    Returns
    -------
    bool
        Whether it will; not where another C library than glibc is in use.
    """
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallopt") or not hasattr(library, "malloc_trim"):
        return False
    asked = ((_M_ARENA_MAX, HEAPS), (_M_MMAP_THRESHOLD, FROM_SYSTEM))
    done = all(library.mallopt(name, value) == 1 for name, value in asked)
    Thread(target=_give_back, args=(library,), name="giving back", daemon=True).start()
    return done


def _give_back(library: ctypes.CDLL) -> None:
    while True:
        time.sleep(PAUSE_SECONDS)
        # Without the interpreter's lock: pages go on meanwhile.
        library.malloc_trim(0)
