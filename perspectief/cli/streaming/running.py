"""One task per piece, as many at once as there are cores; results are added as they come.

When there is no piece left to begin, threads help with those that are under way.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from typing import Protocol, TypeVar

from perspectief.cli.streaming.parts import Piece, Shared

Result = TypeVar("Result")
Task = Callable[[Piece], Result]
Add = Callable[[Result, Result], Result]


class Progress:
    """How far a pass is, and how fast, on standard error when `shown`.

    That is in rows; of CSV, whose rows are not known beforehand, in bytes.
    """

    def __init__(self, number: int, *, shown: bool) -> None:
        self._number, self._shown = number, shown
        self._rows = self._bytes = 0
        self._start = time.monotonic()

    def add(self, piece: Piece) -> None:
        """Say that a piece more is counted."""
        self._rows += piece.rows
        self._bytes += piece.size
        self._say(end="")

    def end(self) -> None:
        """Say that the pass is over; what is said of it later is not shown."""
        self._say(end="\n")
        self._shown = False

    def _say(self, end: str) -> None:
        if self._shown:
            seconds = max(time.monotonic() - self._start, 1e-9)
            far = f"{self._rows:,} rows, {self._rows / seconds / 1e6:.1f} million a second"
            if self._bytes:
                far = f"{self._bytes / 1e6:,.0f} MB, {self._bytes / seconds / 1e6:.0f} a second"
            print(f"\rpass {self._number}: {far}", end=end, file=sys.stderr, flush=True)


class Workers(Protocol):
    """Who counts: threads here, or the machines of a cluster."""

    def total(
        self, pieces: Sequence[Piece], task: Task[Result], add: Add[Result], progress: Progress
    ) -> Result:
        """Return the sum of the results of all pieces; `add` must not mind their order."""


class Threads:
    """A thread per core. That is enough: reading and counting leave the interpreter free.

    A piece by itself, such as one large row group, is read by one and counted by all.
    """

    def total(
        self, pieces: Sequence[Piece], task: Task[Result], add: Add[Result], progress: Progress
    ) -> Result:
        """Return the sum of the results of all pieces."""
        total: Result | None = None
        for result, piece in _results(pieces, task):
            total = result if total is None else add(total, result)
            if piece is not None:
                progress.add(piece)
        if total is None:
            raise ValueError("there are no pieces")
        return total


class Runner:
    """Runs a function on every piece and adds the results.

    Parameters
    ----------
    pieces
        All rows, each once.
    workers
        Who runs it.
    progress
        Say rows and rows per second on standard error; None: on a terminal only.
    """

    def __init__(
        self, pieces: Sequence[Piece], workers: Workers, *, progress: bool | None = None
    ) -> None:
        self.pieces, self._workers = pieces, workers
        self._shown = sys.stderr.isatty() if progress is None and sys.stderr else bool(progress)
        self._passes = 0

    def run(self, task: Task[Result], add: Add[Result]) -> Result:
        """Return the sum of the results of all pieces; `add` must not mind their order."""
        self._passes += 1
        progress = Progress(self._passes, shown=self._shown)
        total = self._workers.total(self.pieces, task, add, progress)
        progress.end()
        return total


def _results(pieces: Sequence[Piece], task: Task[Result]) -> Iterator[tuple[Result, Piece | None]]:
    """Yield results, of a piece that several threads share more than one; the last with its piece.

    No more at once than can be worked on: what is done waits in memory.
    """
    cores = os.cpu_count() or 1
    left = (replace(piece, shared=Shared()) for piece in pieces)
    with ThreadPoolExecutor(cores) as pool:
        waiting: dict[Future[Result], Piece] = {}
        try:
            while True:
                while (piece := _next(left, waiting.values(), cores)) is not None:
                    waiting[pool.submit(_tried, task, piece)] = piece
                if not waiting:
                    return
                for done in wait(waiting, return_when=FIRST_COMPLETED).done:
                    piece = waiting.pop(done)
                    others = [own for own, at in waiting.items() if at is piece]
                    if done.exception() is not None:
                        wait(others)
                        raise _shared(piece).failure
                    yield done.result(), None if others else piece
        finally:
            for future in waiting:
                future.cancel()


def _next(left: Iterator[Piece], at_work: Collection[Piece], cores: int) -> Piece | None:
    """Return what to begin, or where to help; None when there is enough to do.

    A piece more than there are cores waits, so that no thread does while results are added.
    """
    if len(at_work) <= cores and (piece := next(left, None)) is not None:
        return piece
    going_on = [piece for piece in at_work if not _shared(piece).over]
    if len(at_work) >= cores or not going_on:
        return None
    return min(going_on, key=lambda piece: sum(other is piece for other in at_work))


def _tried(task: Task[Result], piece: Piece) -> Result:
    try:
        return task(piece)
    except BaseException as error:
        _shared(piece).fail(error)
        raise


def _shared(piece: Piece) -> Shared:
    assert piece.shared is not None
    return piece.shared
