"""Counting a Parquet file in parts, beside DuckDB and the CHAID package, and the memory it takes.

`python -m benchmarks.streaming` makes files under a temporary folder and removes them. In the
environment, `ROWS=10000000` sets the size of the file that DuckDB counts too, `PREDICTORS=20` how
many there are. With `FILES=10` nothing but a tree of depth 3 is measured, once, of so many links to
that file in one folder: the rows of ten files for the disk of one.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

N_PREDICTORS = int(os.environ.get("PREDICTORS", "10"))
NAMES = [f"x{at}" for at in range(N_PREDICTORS)]
_CHUNK = 1_000_000


def write(path: Path, n: int) -> None:
    """Write `n` rows: predictors of 2 to 20 values, every fourth as numbers, and an outcome."""
    rng = np.random.default_rng(20110401)
    writer: pq.ParquetWriter | None = None
    for start in range(0, n, _CHUNK):
        rows = min(_CHUNK, n - start)
        score, columns = np.zeros(rows), {}
        for at, name in enumerate(NAMES):
            levels = 2 + at * 7 % 19
            codes = rng.integers(0, levels, rows)
            score += 1.5 * (codes / levels - 0.5) * (at < 5)
            words = pa.array([f"w{level}" for level in range(levels)])
            text = pa.DictionaryArray.from_arrays(codes.astype(np.int32), words).cast(pa.string())
            columns[name] = pa.array(codes * 3) if at % 4 == 3 else text
        yes = (rng.random(rows) < 1 / (1 + np.exp(0.8 - score))).astype(np.int32)
        columns["uit"] = pa.DictionaryArray.from_arrays(yes, ["nee", "ja"]).cast(pa.string())
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def ours(path: Path) -> list[int]:
    """Count every predictor against the outcome, with all checks; return the sizes of the cells."""
    from perspectief.cli.reading import Options, Plan
    from perspectief.cli.streaming.opening import open_files
    from perspectief.cli.streaming.places import Place
    from perspectief.cli.streaming.running import Runner, Threads
    from perspectief_core.splits import ColumnSpec, TargetSpec

    plan = Plan(categories=("uit", *NAMES))
    specs = [ColumnSpec(name, "nominal") for name in NAMES]
    target = TargetSpec("uit", "ja")
    place = Place(str(path))
    opened = open_files([place], lambda _: plan, Options(), lambda p: Runner(p, Threads()))
    counts = opened.survey(target, specs, None).rows(target, specs, 10).count(0, 1)
    return sorted(counts[counts > 0].tolist())


def duckdb_counts(path: Path) -> list[int]:
    """Count the same tables with DuckDB, on as many threads as there are cores."""
    import duckdb

    with duckdb.connect() as database:
        counts: list[int] = []
        for name in NAMES:
            query = f"select count(*) from '{path}' group by {name}, uit"
            counts += [count for (count,) in database.execute(query).fetchall()]
    return sorted(counts)


def timed(task: Callable[[Path], list[int]], path: Path) -> tuple[float, list[int]]:
    start = time.perf_counter()
    result = task(path)
    return time.perf_counter() - start, result


def against_duckdb(path: Path, n: int) -> None:
    """Take turns, so that a busy moment meets both."""
    taken: dict[str, list[float]] = {"ours": [], "duckdb": []}
    for _ in range(5):
        own, mine = timed(ours, path)
        other, theirs = timed(duckdb_counts, path)
        assert mine == theirs
        taken["ours"].append(own)
        taken["duckdb"].append(other)
    own, other = (statistics.median(taken[name]) for name in ("ours", "duckdb"))
    size = path.stat().st_size / 1e6
    print(f"{n:,} rows x {N_PREDICTORS} predictors, {size:.0f} MB, {os.cpu_count()} cores")
    print(f"  the same {len(mine)} counts: ours {own:.2f} s, DuckDB {other:.2f} s", end="")
    print(f"   {own / other:.2f} times DuckDB's time")


_CHILD = """
import resource, sys
from perspectief.cli.main import main
code = main(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)
sys.exit(code)
"""


def command(path: Path) -> tuple[float, float, int]:
    """Return wall and CPU seconds of a tree of depth 3, start included, and its peak MB."""
    predictors = [f"{name}:nominal" for name in NAMES]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    asked = ["chaid", path, "--target", "uit=ja", "--predictor", *predictors]
    done = subprocess.run([sys.executable, "-c", _CHILD, *asked], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu, int(done.stderr.split()[-1])


def of_links(path: Path, files: int) -> tuple[float, float, int]:
    """Return what `command` does, of a folder with so many links to one file."""
    folder = path.parent / "koppelingen"
    folder.mkdir()
    for number in range(files):
        (folder / f"{number:03d}.parquet").hardlink_to(path)
    return command(folder)


def say(rows: int, spent: tuple[float, float, int]) -> None:
    wall, cpu, peak = spent
    print(f"  {rows:>12,} rows   {wall:6.1f} s   {cpu:6.1f} s   {peak} MB")


def against_chaid(path: Path) -> None:
    """Grow a tree of depth 3 with the CHAID package; no imports counted, for neither."""
    from CHAID import NominalColumn, Tree

    from perspectief.cli.main import main as perspectief

    n = 1_000_000
    write(path, n)
    start = time.process_time()
    frame = pq.read_table(path).to_pandas()
    columns = [NominalColumn(frame[name].to_numpy(), name=name) for name in NAMES]
    options = {"max_depth": 3, "min_parent_node_size": 100, "min_child_node_size": 50}
    Tree(columns, NominalColumn(frame["uit"].to_numpy(), name="uit"), options).build_tree()
    other = time.process_time() - start
    asked = [f"{name}:nominal" for name in NAMES]
    start = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        perspectief(["chaid", str(path), "--target", "uit=ja", "--predictor", *asked])
    own = time.process_time() - start
    print(f"{n:,} rows, a tree of depth 3 from the file: CPU seconds, without imports")
    print(f"  ours {own:.2f} s, CHAID 5.5.1 {other:.1f} s   {other / own:.0f} times less")


def main() -> None:
    n, files = int(os.environ.get("ROWS", "10000000")), int(os.environ.get("FILES", "0"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rijen.parquet"
        write(path, n)
        if not files:
            against_duckdb(path, n)
        print(f"a tree of depth 3 on {N_PREDICTORS} predictors: seconds, CPU seconds, peak MB")
        if files:
            say(n * files, of_links(path, files))
            return
        for rows in (n // 4, n, 2 * n):
            write(path, rows)
            say(rows, command(path))
        against_chaid(path)


if __name__ == "__main__":
    main()
