"""What a dashboard of a published edition costs: to start, to run a page again, and in memory.

Run `python -m benchmarks.edition BUNDLE`. Seconds and milliseconds are of the processor, of the
server alone; the clients are this process. Of every page ten times ten runs of one user: the
quickest ten, and the middle ones. A busy machine shows in it all the same.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.meeting import memory, processor
from benchmarks.rerun import Client
from perspectief.report.words import shell
from tests.browser.server import Server, serve

RUNS = 10
GOAL_START, GOAL_RUN, GOAL_MEMORY = 2.0, 30.0, 250.0
REST_SECONDS = 8.0
"""In which the pages that are not asked yet are loaded."""


def runs(server: Server, page: shell.PageEntry) -> list[float]:
    """Return milliseconds of processor for a run of a page that was seen before, in tens."""
    client = Client(server, page)
    client.run()
    times = []
    for _ in range(RUNS):
        before = processor([server])
        for _ in range(RUNS):
            client.run()
        times.append(1000 * (processor([server]) - before) / RUNS)
    client.socket.close()
    return times


def sessions(server: Server, number: int) -> float:
    """Return the memory in MB with so many sessions: each saw a page, and then chose a filter."""
    clients = [Client(server, shell.PAGES[place % len(shell.PAGES)]) for place in range(number)]
    for query in ("", "geslacht=vrouw"):
        for client in clients:
            client.run(query)
    used = memory([server])
    for client in clients:
        client.socket.close()
    return used


def report(server: Server, number: int) -> None:
    """Print what the server used."""
    Client(server, shell.HOME).run()
    print(f"until the home page stood: {processor([server]):.1f} s (goal {GOAL_START:.0f})")
    time.sleep(REST_SECONDS)
    print(f"with every page loaded: {processor([server]):.1f} s, {memory([server]):.0f} MB")
    print(f"one run again, ms (goal {GOAL_RUN:.0f}): quickest, middle")
    for page in shell.PAGES:
        times = runs(server, page)
        print(f"{page.name:18}{min(times):7.0f}{statistics.median(times):7.0f}", flush=True)
    print(f"{number} sessions: {sessions(server, number):.0f} MB (goal {GOAL_MEMORY:.0f})")


def main(arguments: Sequence[str] = ()) -> None:
    """Print what an edition costs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.edition")
    parser.add_argument("bundle", nargs="?", type=Path, help="as `perspectief publish` writes it")
    parser.add_argument("--sessions", type=int, default=50)
    asked = parser.parse_args(arguments)
    if asked.bundle is None:
        print("give the file of an edition: `perspectief publish data/synthetic --out BUNDLE`")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder) / "log", PERSPECTIEF_BUNDLE=str(asked.bundle.resolve())) as server,
    ):
        report(server, asked.sessions)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
