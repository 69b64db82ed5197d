"""Speed of the split engine, beside the CHAID package from PyPI and a plain numpy count.

`python -m benchmarks.chaid` prints CPU times of one run on the same data, the ratios and the
machine. CPU time, because wall time triples on a busy machine.
"""

from __future__ import annotations

import platform
import statistics
import time
import tracemalloc
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from perspectief_core.splits import Settings, compiled, grow, screen, screen_counts
from perspectief_core.splits.contingency import Coded, Predictor, Target, count

N_PREDICTORS = 80
LEVELS = tuple(2 + i % 19 for i in range(N_PREDICTORS))
PARENT, CHILD, DEPTH = 100, 50, 3
ROOT = Path(__file__).parent.parent


def cpu(task: Callable[[], object], times: int) -> float:
    """Median CPU seconds of a task."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        task()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def rows(n: int, kinds: str, seed: int = 20110401) -> Coded:
    """Return `n` rows: 80 predictors of 2 to 20 levels, an outcome that depends on five of them."""
    rng = np.random.default_rng(seed)
    codes = np.array([rng.integers(0, levels, n) for levels in LEVELS]).astype(np.uint8)
    strength = {11: 3.0, 22: 2.0, 33: 2.0, 44: 1.5, 14: 2.0}
    score = sum(weight * (codes[i] / LEVELS[i] - 0.5) for i, weight in strength.items())
    outcome = (rng.random(n) < 1 / (1 + np.exp(0.8 - score))).astype(np.uint8)
    predictors = tuple(
        Predictor(f"x{i}", "ordinal" if kinds == "mixed" and i % 2 else "nominal", tuple(range(c)))
        for i, c in enumerate(LEVELS)
    )
    return Coded(
        predictors=predictors,
        codes=codes,
        target=Target("y", ("0", "1")),
        outcome=outcome,
        weights=None,
        rows=np.arange(n),
    )


def peer(coded: Coded, depth: int) -> Callable[[], object]:
    """Return a task that builds the same tree with the CHAID package."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from CHAID import NominalColumn, OrdinalColumn, Tree
    columns = [
        (NominalColumn if predictor.kind == "nominal" else OrdinalColumn)(
            codes.astype(int), name=predictor.name
        )
        for predictor, codes in zip(coded.predictors, coded.codes, strict=True)
    ]
    options = {
        "alpha_merge": 0.05,
        "max_depth": depth,
        "min_parent_node_size": PARENT,
        "min_child_node_size": CHILD,
    }

    def build() -> object:
        outcome = NominalColumn(coded.outcome.astype(str), name="y")
        tree = Tree(columns, outcome, options)
        tree.build_tree()
        return tree

    return build


def against_peer(kinds: str) -> None:
    coded = rows(733, kinds)
    settings = Settings(min_parent=PARENT, min_child=CHILD, max_depth=DEPTH)
    print(f"\n733 rows, {N_PREDICTORS} {kinds} predictors of 2-20 levels, two classes")
    for name, ours, depth in (
        ("screening", lambda: screen(coded, settings), 1),
        ("tree of depth 3", lambda: grow(coded, settings), DEPTH),
    ):
        own = cpu(ours, 200)
        other = cpu(peer(coded, depth), 3 if depth == 1 else 1)
        line = f"{own * 1e3:9.3f} ms   CHAID 5.5.1 {other:7.3f} s"
        print(f"  {name:16s}{line}   {other / own:6.0f} times as fast")


def plain_counts(coded: Coded) -> list[np.ndarray]:
    """Count with the plain loop that anyone would write first."""
    return [
        np.bincount(codes * np.uint8(2) + coded.outcome, minlength=2 * levels)
        for codes, levels in zip(coded.codes, LEVELS, strict=True)
    ]


def at_a_million() -> None:
    coded = rows(1_000_000, "mixed")
    own, plain = cpu(lambda: count(coded), 5), cpu(lambda: plain_counts(coded), 5)
    counts = count(coded)
    for table, reference in zip(counts[0], plain_counts(coded), strict=True):
        assert (table.ravel()[: len(reference)] == reference).all()
    after = cpu(lambda: screen_counts(counts[0], coded.predictors), 50)
    tree = cpu(lambda: grow(coded), 1)
    tracemalloc.start()
    count(coded)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print("\n1,000,000 rows, 80 mixed predictors")
    print(f"  counting       {own * 1e3:9.1f} ms   plain numpy.bincount {plain * 1e3:7.1f} ms")
    print(f"  after counting {after * 1e3:9.2f} ms   tree of depth 3 {tree:7.2f} s")
    print(
        f"  counting needs {peak / 1e6:.0f} MB on top of {coded.codes.nbytes / 1e6:.0f} MB of codes"
    )


def the_report() -> None:
    """Time the 518 tests of Bijlagen 14-20 on the shipped extract, coding included."""
    from perspectief_core.associations.screening import BIJLAGE, Question, screening
    from perspectief_core.cohort.selecting import select
    from perspectief_core.cohort.selection import Selection
    from perspectief_core.data.extract import load

    cohort = select(load(ROOT / "data" / "synthetic"), Selection())

    def all_tables() -> int:
        screenings = (
            screening(cohort, Question(outcome, only_exits=exits)) for outcome, exits in BIJLAGE
        )
        return sum(len(screened.rows) for screened in screenings)

    start = time.process_time()
    n_rows = all_tables()
    first = time.process_time() - start
    print(f"\nBijlagen 14-20, {n_rows} rows on the shipped extract")
    print(f"  first time {first:.3f} s   again {cpu(all_tables, 5):.3f} s")


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(names)} x {names[0]}" if names else platform.machine()


def main() -> None:
    engine = "compiled kernel" if compiled.AVAILABLE else "numpy (no kernel was built)"
    print(f"{_processor()}, Python {platform.python_version()}, {engine}")
    against_peer("nominal")
    against_peer("mixed")
    at_a_million()
    the_report()


if __name__ == "__main__":
    main()
