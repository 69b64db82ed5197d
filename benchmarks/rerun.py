"""How long the server needs for one run of each page, with one user and no browser.

`python -m benchmarks.rerun` starts the dashboard, speaks Streamlit's web socket protocol as a
browser does, and times from the request until the message that the script has finished. `same` is
the same view again (results cached); `new` is a selection that this server has not seen, each of
the twenty steunpunten once. Wall time: a busy machine shows in it.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from benchmarks.faults import check
from perspectief.report.words import shell
from tests.browser.server import ROOT, Server, serve

SAME_RUNS = 30
GOAL_SECONDS = 0.1
TIMEOUT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of the runs of one page, and the bytes that one run sends."""

    page: str
    first: float
    same: tuple[float, ...]
    new: tuple[float, ...]
    sent: int


class Client:
    """One user: an open web socket and the page it shows."""

    def __init__(self, server: Server, page: shell.PageEntry) -> None:
        host = server.url.removeprefix("http://")
        # `legacy`: opened here and closed by `close`, not by a context manager.
        self.socket: ClientConnection = connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=server.url,
            max_size=None,
            legacy=True,
        )
        self.url = f"{server.url}/{'' if page is shell.HOME else page.name}"
        self.page_name = "" if page is shell.HOME else page.name
        self.page_hash = ""

    def run(self, query: str = "") -> tuple[float, int]:
        """Run the page once; return seconds until it has finished, and bytes received."""
        message = BackMsg()
        request = message.rerun_script
        request.query_string = query
        request.page_name = self.page_name if not self.page_hash else ""
        request.page_script_hash = self.page_hash
        request.context_info.url = self.url
        start = time.perf_counter()
        self.socket.send(message.SerializeToString())
        return self._until_finished(start)

    def _until_finished(self, start: float) -> tuple[float, int]:
        received = 0
        while True:
            frame = self.socket.recv(timeout=TIMEOUT_SECONDS)
            received += len(frame)
            answer = ForwardMsg()
            answer.ParseFromString(frame)
            if answer.WhichOneof("type") == "navigation":
                self.page_hash = answer.navigation.page_script_hash
            elif check(answer):
                return time.perf_counter() - start, received


def measure(server: Server, page: shell.PageEntry, queries: Sequence[str]) -> Timing:
    """Time one page: the first run of a session, the same view again, and new selections."""
    client = Client(server, page)
    first, _ = client.run()
    new = tuple(client.run(query)[0] for query in queries)
    client.run()
    same = [client.run() for _ in range(SAME_RUNS)]
    client.socket.close()
    return Timing(page.name, first, tuple(t for t, _ in same), new, same[-1][1])


def p95(seconds: Sequence[float]) -> float:
    """Return the 95th percentile by linear interpolation."""
    return statistics.quantiles(seconds, n=20, method="inclusive")[-1]


def line(timing: Timing) -> str:
    """Return one row of the table, in milliseconds and kilobytes."""
    cells = (
        timing.first,
        statistics.median(timing.same),
        p95(timing.same),
        statistics.median(timing.new),
        p95(timing.new),
    )
    mark = "" if p95(timing.same) <= GOAL_SECONDS else "  over the goal"
    numbers = "".join(f"{1000 * cell:9.0f}" for cell in cells)
    return f"{timing.page:18}{numbers}{timing.sent / 1000:9.0f}{mark}"


def main() -> None:
    """Print the table; milliseconds, and kilobytes per run."""
    steunpunten = pd.read_parquet(ROOT / "data" / "synthetic" / "steunpunten.parquet")
    queries = [f"steunpunt={code}" for code in sorted(steunpunten["steunpunt"])]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with serve(Path(folder) / "log") as server:
            print(f"start to healthy, everything loaded: {time.perf_counter() - start:.1f} s")
            print(f"one run of a page, ms; goal: 95 % of `same` within {1000 * GOAL_SECONDS:.0f}")
            heads = ("first", "same p50", "same p95", "new p50", "new p95", "kB")
            print(f"{'page':18}" + "".join(f"{head:>9}" for head in heads))
            for page in shell.PAGES:
                print(line(measure(server, page, queries)), flush=True)


if __name__ == "__main__":
    main()
