"""A tree on a Dask cluster of 1, 2 and 4 workers of this machine, and what moves between them.

`python -m benchmarks.cluster` makes a file in a temporary folder and removes it. `ROWS=10000000` in
the environment sets its size. Workers are processes with one thread each; every run is the second
of its cluster, so that nothing is imported in it. Runs with threads alternate with them.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.streaming import NAMES, write

CREW = Path(__file__).parents[1] / "tests" / "cli" / "streaming" / "crew.py"


@contextlib.contextmanager
def cluster(folder: str, workers: int) -> Iterator[str]:
    """Yield the address of a scheduler with so many workers."""
    with subprocess.Popen(
        [sys.executable, CREW, folder, str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as crew:
        yield json.loads(crew.stdout.readline())["address"]
        crew.stdin.close()


def grow(path: Path, *options: str) -> tuple[float, str]:
    """Return the seconds of a tree of depth 3, and the tree."""
    from perspectief.cli.main import main as perspectief

    asked = [f"{name}:nominal" for name in NAMES]
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()) as out:
        perspectief(["chaid", str(path), "--target", "uit=ja", "--predictor", *asked, *options])
    return time.perf_counter() - start, out.getvalue()


def moved(path: Path) -> tuple[int, int, int]:
    """Return the bytes of a question and of the answer of one piece, and how many pieces."""
    from perspectief.cli.reading import Options, Plan
    from perspectief.cli.streaming.opening import open_files
    from perspectief.cli.streaming.places import Place
    from perspectief.cli.streaming.running import Runner, Threads
    from perspectief.cli.streaming.survey import Roles, survey

    plan = Plan(categories=("uit", *NAMES))
    opened = open_files(
        [Place(str(path))], lambda _: plan, Options(), lambda pieces: Runner(pieces, Threads())
    )
    task = partial(survey, asked=opened.asked, roles=Roles("uit", tuple(NAMES), (), None, "ja"))
    pieces = opened.runner.pieces
    answer = pickle.dumps(task(pieces[0]))
    return len(pickle.dumps((task, pieces[0]))), len(answer), len(pieces)


def main() -> None:
    """Print seconds by number of workers."""
    n = int(os.environ.get("ROWS", 10_000_000))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rijen.parquet"
        write(path, n)
        question, answer, pieces = moved(path)
        print(f"{n:,} rows x {len(NAMES)} predictors in {pieces} pieces, {os.cpu_count()} cores")
        print(f"  a piece: {question:,} bytes asked, {answer:,} bytes answered")
        for workers in (1, 2, 4):
            with cluster(folder, workers) as address:
                grow(path, "--cluster", address)
                here, tree = grow(path)
                there, same = grow(path, "--cluster", address)
            assert tree == same
            print(f"  {workers} workers {there:.2f} s, threads in the same minute {here:.2f} s")


if __name__ == "__main__":
    main()
