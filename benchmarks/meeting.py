"""How long people wait when a whole meeting uses the dashboard at once.

`python -m benchmarks.meeting` starts the dashboard on this machine and speaks Streamlit's web
socket protocol as browsers do, in two parts:

1. **The same link at once.** Everybody opens one page within two seconds, on a server that nobody
   visited yet: until the first words, and until all of it.
2. **Each their own way.** Everybody thinks up to `--think` seconds, looks at a random page with a
   random selection, thinks again, and so on, for `--seconds`.

With `--copies` everybody stays with one of several copies, as behind nginx. The clients run on
the same machine and take part of the time that they measure. Wall time: a busy machine shows in it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from perspectief.report.words import shell
from tests.browser.server import Server, serve
from tests.places import SHIPPED

OPENING_SECONDS = 2.0
TIMEOUT_SECONDS = 60

FILTERS = ("", "geslacht=vrouw", "geslacht=man", "kinderen=een", "diagnose=ja", "uitstroom=true")


@dataclass(frozen=True, slots=True)
class Wait:
    """One view: seconds until the first words, and until all of it."""

    words: float
    whole: float


@dataclass(slots=True)
class Waits:
    """What everybody waited, and how often it went wrong."""

    views: list[Wait] = field(default_factory=list)
    errors: int = 0

    def line(self, name: str) -> str:
        """Return one row: how many views, and the waits in milliseconds."""
        whole = np.array([wait.whole for wait in self.views])
        p50, p95, p99, most = 1000 * np.quantile(whole, [0.5, 0.95, 0.99, 1])
        last_words = 1000 * max(wait.words for wait in self.views)
        numbers = "".join(f"{value:9.0f}" for value in (p50, p95, p99, most, last_words))
        return f"{name:22}{len(self.views):9}{numbers}{self.errors:9}"


class Visitor:
    """Somebody with the dashboard open."""

    def __init__(self, server: Server, socket: ClientConnection) -> None:
        self.server, self.socket = server, socket

    async def look(self, page: shell.PageEntry, query: str) -> Wait:
        """Go to a page with a selection and wait until all of it is there."""
        name = "" if page is shell.HOME else page.name
        message = BackMsg()
        message.rerun_script.page_name = name
        message.rerun_script.query_string = query
        message.rerun_script.context_info.url = f"{self.server.url}/{name}"
        begin = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        return await asyncio.wait_for(self._until_whole(begin), TIMEOUT_SECONDS)

    async def _until_whole(self, begin: float) -> Wait:
        words = 0.0
        answer = ForwardMsg()
        async for frame in self.socket:
            answer.ParseFromString(frame)  # type: ignore[arg-type]
            kind = answer.WhichOneof("type")
            if kind == "delta":
                element = answer.delta.new_element.WhichOneof("type")
                if element == "exception":
                    raise RuntimeError(answer.delta.new_element.exception.type)
                # The badge comes first; the page's own words come with its heading.
                if not words and element == "heading":
                    words = time.perf_counter() - begin
            elif kind == "script_finished":
                whole = time.perf_counter() - begin
                return Wait(words or whole, whole)
        raise ConnectionError("the server closed the connection")


def visitor(server: Server) -> connect:
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


async def open_at_once(servers: Sequence[Server], people: int, page: shell.PageEntry) -> Waits:
    """Let everybody open the same page within two seconds."""
    waits = Waits()

    async def visit(place: int) -> None:
        await asyncio.sleep(OPENING_SECONDS / people * place)
        server = servers[place % len(servers)]
        async with visitor(server) as socket:
            await _count(waits, Visitor(server, socket), page, "")

    await asyncio.gather(*(visit(place) for place in range(people)))
    return waits


async def wander(servers: Sequence[Server], people: int, asked: argparse.Namespace) -> Waits:
    """Let everybody go their own way until the time is over."""
    waits, queries = Waits(), selections(asked.selections)
    end = time.monotonic() + asked.seconds

    async def visit(place: int) -> None:
        chance, server = random.Random(asked.seed + place), servers[place % len(servers)]
        async with visitor(server) as socket:
            somebody = Visitor(server, socket)
            # Nobody begins with the others: that is what the first part measures.
            await asyncio.sleep(chance.uniform(0, asked.think))
            while time.monotonic() < end:
                page, query = chance.choice(shell.PAGES), chance.choice(queries)
                await _count(waits, somebody, page, query)
                await asyncio.sleep(chance.uniform(0, asked.think))

    await asyncio.gather(*(visit(place) for place in range(people)))
    return waits


async def _count(waits: Waits, somebody: Visitor, page: shell.PageEntry, query: str) -> None:
    try:
        waits.views.append(await somebody.look(page, query))
    except (RuntimeError, TimeoutError, ConnectionError):
        waits.errors += 1


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


def report(servers: Sequence[Server], asked: argparse.Namespace) -> None:
    """Print both parts; milliseconds."""
    heads = ("views", "p50", "p95", "p99", "most", "words", "errors")
    print(f"{asked.users} people; ms; `words`: the first words of whoever waited longest for them")
    print(f"{'':22}" + "".join(f"{head:>9}" for head in heads))
    print(asyncio.run(open_at_once(servers, asked.users, shell.HOME)).line("the same link"))
    before, used = memory(servers), processor(servers)
    for half in ("first half", "second half"):
        waits = asyncio.run(wander(servers, asked.users, asked))
        print(waits.line(f"own way, {half}"), flush=True)
        spent = 1000 * (processor(servers) - used) / max(len(waits.views), 1)
        print(f"{'':22}{spent:.0f} ms of processor a view; {before:.0f} → {memory(servers):.0f} MB")
        before, used = memory(servers), processor(servers)


def main(arguments: Sequence[str] = ()) -> None:
    """Print what a meeting waits."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.meeting")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--copies", type=int, default=1, help="of the dashboard")
    parser.add_argument("--seconds", type=float, default=45.0, help="of each half")
    parser.add_argument("--think", type=float, default=10.0, help="most seconds between two views")
    parser.add_argument("--selections", type=int, default=26, help="26 at most")
    parser.add_argument("--rest", type=float, default=0.0, help="seconds between start and first")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        logs = (Path(folder) / f"log{copy}" for copy in range(asked.copies))
        servers = [running.enter_context(serve(log)) for log in logs]
        time.sleep(asked.rest)
        report(servers, asked)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
