"""What every page costs with many people: the first time, again, and in memory.

Run `.venv/bin/python -m benchmarks.large_pages [PEOPLE]` (default 1,000,000). The data are those of
`benchmarks.people`. Each page is made in process as it opens for everyone, by the script that the
screen runs, once in the order of the menu and once more: milliseconds on the clock and of CPU.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.people import write
from perspectief.report.words import shell
from perspectief.screen import loading, session
from perspectief.takeaway.paper import reading
from perspectief.takeaway.paper.reading import Asked

PEOPLE = 1_000_000


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds on the clock and of CPU that some work takes now."""
    clock, cpu = perf_counter(), process_time()
    work()
    return 1000 * (perf_counter() - clock), 1000 * (process_time() - cpu)


def main(people: int = PEOPLE) -> None:
    """Print the table of costs."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), people)
        os.environ["PERSPECTIEF_EXTRACT"] = folder
        loading.load()
        loaded = spent(session.prepare)
        # As the server does before it opens: what stays is no work for the collector.
        loading.settle()
    view = session.in_use()
    if view is None:
        raise SystemExit("the extract could not be loaded")
    print("page".ljust(18), "first", "CPU", "again", sep="\t")
    print("load".ljust(18), *(f"{ms:.0f}" for ms in loaded), sep="\t")
    for page in shell.PAGES:
        first, again = (
            spent(partial(reading.opened, view, Asked(page.name, "", {}))) for _ in range(2)
        )
        print(page.name.ljust(18), *(f"{ms:.0f}" for ms in (*first, again[0])), sep="\t")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {most:.0f} MB, of which writing the extract is a part")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
