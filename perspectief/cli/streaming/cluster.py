"""The workers of a Dask cluster: the same function per piece, results added there in a tree.

What goes to a worker is where its rows are and what to count; what comes back is counts.
"""

from __future__ import annotations

import copy
import logging
import threading
import time
from asyncio import CancelledError
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError as NotRun
from contextlib import contextmanager
from functools import partial, reduce
from typing import TYPE_CHECKING, cast

from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.streaming.parts import Piece
from perspectief.cli.streaming.running import Add, Progress, Result, Task, Threads, Workers

if TYPE_CHECKING:
    from distributed import Client, Future

_SCHEMES = ("tcp://", "tls://")
_CONNECT_SECONDS = 10
_LOOK_SECONDS = 1.0
_PATIENCE_SECONDS = 60.0
"""How long a cluster may be without workers; one that grows on demand starts with none."""
_TOGETHER = 8
"""So many results are added by one task."""


@contextmanager
def hired(address: str | None) -> Iterator[Workers]:
    """Yield who counts: the workers of the cluster at an address, or without one threads here.

    Raises
    ------
    UsageError
        The address is none, nobody answers, or Dask is not installed.
    """
    if address is None:
        yield Threads()
        return
    client = _client(address)
    try:
        yield Cluster(client)
    finally:
        client.close()


def _client(address: str) -> Client:
    if not address.startswith(_SCHEMES):
        raise UsageError(
            f"--cluster `{address}` must be the address of a scheduler, such as "
            "tcp://127.0.0.1:8786"
        )
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "--cluster needs Dask, which is not installed: pip install 'perspectief[cluster]'"
        ) from error
    # What went wrong is said in one line; the log of the connection would come between.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no scheduler of Dask answers at `{address}`") from error


class Cluster:
    """Workers of Dask; one that is lost is replaced by the scheduler, which has its pieces redone.

    Workers need the same version of this product, and must see the files under the same names.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def total(
        self, pieces: Sequence[Piece], task: Task[Result], add: Add[Result], progress: Progress
    ) -> Result:
        """Return the sum of the results of all pieces."""
        if not pieces:
            raise ValueError("there are no pieces")
        submit = partial(self._client.submit, pure=False)
        # As a result of its own what is asked goes once to every worker, and can be made again.
        asked = submit(_same, task)
        level = self._client.map(_apply, [asked] * len(pieces), pieces, pure=False)
        _follow(level, pieces, progress)
        while len(level) > 1:
            groups = (level[at : at + _TOGETHER] for at in range(0, len(level), _TOGETHER))
            # Before further pieces: what waits to be added takes memory.
            level = [submit(_sum, add, *group, priority=1) for group in groups]
        return cast(Result, self._result(level[0]))

    def _result(self, total: Future) -> object:
        from distributed import KilledWorker

        seen = time.monotonic()
        try:
            while True:
                try:
                    return total.result(timeout=_LOOK_SECONDS)
                except TimeoutError:
                    if total.done():
                        return total.result()
                now = time.monotonic()
                seen = now if self._client.nthreads() else seen
                if now - seen > _PATIENCE_SECONDS:
                    raise DataError("the cluster has no workers: nothing is counted")
        except KilledWorker as error:
            raise DataError(
                "the cluster lost several workers over the same rows; have they enough memory?"
            ) from error
        except (CancelledError, NotRun, OSError) as error:
            raise DataError("the scheduler of the cluster is gone") from error


def _follow(futures: Sequence[Future], pieces: Sequence[Piece], progress: Progress) -> None:
    """Say how far it is, without keeping results that are already added."""
    lock = threading.Lock()

    def done(_: Future, piece: Piece) -> None:
        with lock:
            progress.add(piece)

    for future, piece in zip(futures, pieces, strict=True):
        future.add_done_callback(partial(done, piece=piece))


def _same(task: Task[Result]) -> Task[Result]:
    return task


def _apply(task: Task[Result], piece: Piece) -> Result:
    return task(piece)


def _sum(add: Add[Result], *results: Result) -> Result:
    # A copy: what a worker holds may be needed again when another is lost, and `add` may change it.
    return reduce(add, results[1:], copy.deepcopy(results[0]))
