"""One task per piece, as many at once as there are cores; results are added as they come."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

from perspectief.cli.streaming.parts import Piece

Result = TypeVar("Result")


class Runner:
    """Runs a function on every piece and adds the results.

    Threads are enough: reading and counting leave the interpreter free.

    Parameters
    ----------
    pieces
        All rows, each once.
    progress
        Say rows and rows per second on standard error; None: on a terminal only.
    """

    def __init__(self, pieces: Sequence[Piece], *, progress: bool | None = None) -> None:
        self.pieces = pieces
        self._shown = sys.stderr.isatty() if progress is None and sys.stderr else bool(progress)
        self._passes = 0

    def run(
        self, task: Callable[[Piece], Result], add: Callable[[Result, Result], Result]
    ) -> Result:
        """Return the sum of the results of all pieces; `add` must not mind their order."""
        self._passes += 1
        start, rows = time.monotonic(), 0
        total: Result | None = None
        for piece, result in self._results(task):
            total = result if total is None else add(total, result)
            rows += piece.rows
            self._say(rows, time.monotonic() - start, end="")
        self._say(rows, time.monotonic() - start, end="\n")
        if total is None:
            raise ValueError("there are no pieces")
        return total

    def _results(self, task: Callable[[Piece], Result]) -> Iterator[tuple[Piece, Result]]:
        cores = os.cpu_count() or 1
        with ThreadPoolExecutor(cores) as pool:
            waiting: dict[Future[Result], Piece] = {}
            left = iter(self.pieces)
            try:
                while True:
                    # No more at once than can be worked on: what is done waits in memory.
                    while len(waiting) <= cores and (piece := next(left, None)) is not None:
                        waiting[pool.submit(task, piece)] = piece
                    if not waiting:
                        return
                    for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                        yield waiting.pop(done), done.result()
            finally:
                for one in waiting:
                    one.cancel()

    def _say(self, rows: int, seconds: float, end: str) -> None:
        if self._shown:
            pace = rows / max(seconds, 1e-9) / 1e6
            text = f"\rpass {self._passes}: {rows:,} rows, {pace:.1f} million a second"
            print(text, end=end, file=sys.stderr, flush=True)
