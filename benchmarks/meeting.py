"""How long people wait when a whole meeting uses the dashboard at once.

`python -m benchmarks.meeting` starts the dashboard on this machine and speaks Streamlit's web
socket protocol as browsers do, in two parts:

1. **The same link at once.** Everybody opens one page within two seconds, on a server that nobody
   visited yet: until the first words, and until all of it.
2. **Each their own way.** Everybody thinks up to `--think` seconds, looks at a random page with a
   random selection, thinks again, and so on, for `--seconds`.

With `--copies` everybody stays with one of several copies, as behind nginx; with `--bundle` they
show a published edition, with the groups that it offers. Copies start as those of `deploy/`: they
make figures for up to `--warm` seconds before they listen. `--rest 0` is a cold start, and the time
to connect counts. A view that fails, as a reader sees it, that does not come in time or whose
connection is lost is an error, and whoever met it opens the dashboard anew. Under the figures stand
the goals. The clients run on the same machine and take part of the time that they measure. Wall
time: a busy machine shows in it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import numpy as np
import pandas as pd
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from benchmarks.faults import PageError, check
from perspectief.publishing.edition import open_edition
from perspectief.report.words import shell
from perspectief_core.cohort.selection import to_query
from tests.browser.server import Server, serve
from tests.places import SHIPPED

OPENING_SECONDS = 2.0
TIMEOUT_SECONDS = 60

FILTERS = ("", "geslacht=vrouw", "geslacht=man", "kinderen=een", "diagnose=ja", "uitstroom=true")
HEADS = ("views", "p50", "p95", "p99", "most", "words", "errors")
GOALS: dict[str, dict[int, dict[str, float]]] = {
    "extract": {50: {"p95": 250, "p99": 600, "words": 2500}, 100: {"p95": 600}},
    "edition": {50: {"p95": 100}},
}
"""Milliseconds, by what is shown and for how many people; none goes wrong for anybody."""
GOAL_MEMORY = 400
"""MB a copy."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One view: seconds until the first words, and until all of it."""

    words: float
    whole: float


@dataclass(slots=True)
class Waits:
    """What everybody waited, and how often what went wrong."""

    views: list[Wait] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        """Return one row: how many views, and the waits in milliseconds."""
        return f"{name:22}{len(self.views):9}{self._waits()}{self.faults.total():9}"

    def _waits(self) -> str:
        if not self.views:
            return f"{'-':>9}" * 5
        whole = np.array([wait.whole for wait in self.views])
        p50, p95, p99, most = 1000 * np.quantile(whole, [0.5, 0.95, 0.99, 1])
        last_words = 1000 * max(wait.words for wait in self.views)
        return "".join(f"{value:9.0f}" for value in (p50, p95, p99, most, last_words))


class Visitor:
    """Somebody with the dashboard open, who opens it anew when it was lost."""

    def __init__(self, server: Server, timeout: float = TIMEOUT_SECONDS) -> None:
        self.server, self.timeout = server, timeout
        self.socket: ClientConnection | None = None

    async def aclose(self) -> None:
        """Close the dashboard; what it still sends is for nobody."""
        socket, self.socket = self.socket, None
        if socket is not None:
            with suppress(OSError, WebSocketException):
                await socket.close()

    async def look(self, page: shell.PageEntry, query: str) -> Wait:
        """Go to a page with a selection and wait until all of it is there.

        Raises
        ------
        PageError
            When the page fails, and says so.
        OSError, TimeoutError, WebSocketException
            When the server is lost, or too late.
        """
        begin = time.perf_counter()
        try:
            return await asyncio.wait_for(self._whole(page, query, begin), self.timeout)
        except BaseException:
            # What comes late would be taken for the next view.
            await self.aclose()
            raise

    async def _whole(self, page: shell.PageEntry, query: str, begin: float) -> Wait:
        if self.socket is None:
            self.socket = await connection(self.server)
        name = "" if page is shell.HOME else page.name
        message = BackMsg()
        message.rerun_script.page_name = name
        message.rerun_script.query_string = query
        message.rerun_script.context_info.url = f"{self.server.url}/{name}"
        await self.socket.send(message.SerializeToString())
        words = 0.0
        answer = ForwardMsg()
        async for frame in self.socket:
            answer.ParseFromString(frame)  # type: ignore[arg-type]
            is_whole = check(answer)
            passed = time.perf_counter() - begin
            if is_whole:
                return Wait(words or passed, passed)
            # The badge comes first; the page's own words come with its heading.
            if not words and answer.delta.new_element.WhichOneof("type") == "heading":
                words = passed
        raise ConnectionError("the server closed the connection")


def connection(server: Server) -> connect:
    """Return the connection of somebody who opens the dashboard."""
    address = server.url.replace("http://", "ws://", 1)
    return connect(
        f"{address}/_stcore/stream",
        subprotocols=["streamlit"],
        origin=server.url,
        max_size=None,
        open_timeout=TIMEOUT_SECONDS,
    )


def selections(number: int) -> list[str]:
    """Return queries as a meeting asks them: the report's, groups of people, steunpunten."""
    places = pd.read_parquet(SHIPPED / "steunpunten.parquet", columns=["steunpunt"])["steunpunt"]
    return [*FILTERS, *(f"steunpunt={code}" for code in sorted(places))][:number]


def offered(bundle: Path) -> list[str]:
    """Return queries of everyone and of every group that an edition offers."""
    return ["", *(urlencode(to_query(selection)) for selection in open_edition(bundle).offers)]


async def open_at_once(servers: Sequence[Server], people: int, page: shell.PageEntry) -> Waits:
    """Let everybody open the same page within two seconds."""
    waits = Waits()

    async def visit(place: int) -> None:
        await asyncio.sleep(OPENING_SECONDS / people * place)
        async with aclosing(Visitor(servers[place % len(servers)])) as somebody:
            await count(waits, somebody, page, "")

    await asyncio.gather(*(visit(place) for place in range(people)))
    return waits


async def wander(
    servers: Sequence[Server], queries: Sequence[str], asked: argparse.Namespace
) -> Waits:
    """Let everybody go their own way until the time is over."""
    waits = Waits()
    end = time.monotonic() + asked.seconds

    async def visit(place: int) -> None:
        chance = random.Random(asked.seed + place)
        async with aclosing(Visitor(servers[place % len(servers)])) as somebody:
            # Nobody begins with the others: that is what the first part measures.
            await asyncio.sleep(chance.uniform(0, asked.think))
            while time.monotonic() < end:
                await count(waits, somebody, chance.choice(shell.PAGES), chance.choice(queries))
                await asyncio.sleep(chance.uniform(0, asked.think))

    await asyncio.gather(*(visit(place) for place in range(asked.users)))
    return waits


async def count(waits: Waits, somebody: Visitor, page: shell.PageEntry, query: str) -> None:
    """Let somebody look, and note how long it took or what went wrong."""
    try:
        waits.views.append(await somebody.look(page, query))
    except (PageError, OSError, TimeoutError, WebSocketException) as error:
        said = str(error) if isinstance(error, PageError) else type(error).__name__
        waits.faults[f"{page.name}: {said}"] += 1


def memory(servers: Sequence[Server]) -> float:
    """Return the memory of the largest copy in MB."""
    stats = (
        Path(f"/proc/{server.process}/statm").read_text(encoding="ascii") for server in servers
    )
    return max(int(stat.split()[1]) for stat in stats) * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor(servers: Sequence[Server]) -> float:
    """Return the seconds of processor that the copies used so far."""
    stats = (Path(f"/proc/{server.process}/stat").read_text(encoding="ascii") for server in servers)
    # After the name in brackets, which may hold spaces: user and system time are fields 14 and 15.
    used = (ticks for stat in stats for ticks in stat.rpartition(")")[2].split()[11:13])
    return sum(map(int, used)) / os.sysconf("SC_CLK_TCK")


def report(servers: Sequence[Server], queries: Sequence[str], asked: argparse.Namespace) -> None:
    """Print both parts; milliseconds."""
    print(f"{asked.users} people; ms; `words`: the first words of whoever waited longest for them")
    print(f"{'':22}" + "".join(f"{head:>9}" for head in HEADS))
    at_once = asyncio.run(open_at_once(servers, asked.users, shell.HOME))
    print(at_once.line("the same link"), flush=True)
    goals = GOALS["edition" if asked.bundle else "extract"].get(asked.users, {})
    print(goal_line(goals, ("words",)))
    faults = at_once.faults
    before, used = memory(servers), processor(servers)
    for half in ("first half", "second half"):
        waits = asyncio.run(wander(servers, queries, asked))
        print(waits.line(f"own way, {half}"), flush=True)
        print(goal_line(goals, ("p95", "p99")))
        spent = 1000 * (processor(servers) - used) / max(len(waits.views), 1)
        print(
            f"{'':22}{spent:.0f} ms of processor a view; {before:.0f} → {memory(servers):.0f} MB "
            f"(goal {GOAL_MEMORY})"
        )
        before, used = memory(servers), processor(servers)
        faults += waits.faults
    for fault, times in faults.most_common():
        print(f"{times} × {fault}")


def goal_line(goals: Mapping[str, float], asked: Sequence[str]) -> str:
    """Return the row under a row of figures: what they should be at most."""
    known = {head: goals[head] for head in asked if head in goals} | {"errors": 0}
    cells = (f"{known[head]:9.0f}" if head in known else " " * 9 for head in HEADS)
    return f"{'  goal: at most':22}{''.join(cells)}"


def main(arguments: Sequence[str] = ()) -> None:
    """Print what a meeting waits."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.meeting")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--copies", type=int, default=1, help="of the dashboard")
    parser.add_argument("--seconds", type=float, default=45.0, help="of each half")
    parser.add_argument("--think", type=float, default=10.0, help="most seconds between two views")
    parser.add_argument("--selections", type=int, default=26, help="26 at most; not of an edition")
    parser.add_argument(
        "--rest", type=float, default=0.0, help="seconds between start and first; 0: a cold start"
    )
    parser.add_argument(
        "--warm", type=float, default=60.0, help="seconds to make figures before it listens"
    )
    parser.add_argument("--bundle", type=Path, help="an edition, as `perspectief publish` writes")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    shown = {"PERSPECTIEF_WARM": str(asked.warm)}
    queries = selections(asked.selections)
    if asked.bundle is not None:
        shown["PERSPECTIEF_BUNDLE"] = str(asked.bundle.resolve())
        queries = offered(asked.bundle)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        logs = (Path(folder) / f"log{copy}" for copy in range(asked.copies))
        servers = [running.enter_context(serve(log, **shown)) for log in logs]
        time.sleep(asked.rest)
        report(servers, queries, asked)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
