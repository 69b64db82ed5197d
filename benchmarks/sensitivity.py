"""How long every combination of inclusion criteria takes, beside plain pandas loops.

Run `.venv/bin/python benchmarks/sensitivity.py [EXTRACT]`. Each line is the median of several runs
in one process; the ratios say more than the milliseconds.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from perspectief_core.cohort.selecting import select
from perspectief_core.cohort.selection import CRITERIA, Selection
from perspectief_core.data.extract import Extract, load
from perspectief_core.sensitivity import ranges
from perspectief_core.sensitivity.claims import claims
from perspectief_core.sensitivity.claims_screening import screening_claims
from perspectief_core.sensitivity.combinations import combine, outcome_counts
from perspectief_core.sensitivity.curve import curve
from perspectief_core.sensitivity.impossible import possible

SHIPPED = Path(__file__).parent.parent / "data" / "synthetic"


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """Return the median time of `runs` runs, in milliseconds."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return 1000 * median(times)


def rerun_some(extract: Extract, step: int) -> int:
    """Select anew for every `step`th combination and count with pandas; return how many."""
    chosen = list(product(*(criterion.options for criterion in CRITERIA)))[::step]
    codes = [criterion.code for criterion in CRITERIA]
    for choices in chosen:
        selection = Selection().only(**dict(zip(codes, choices, strict=True)))
        select(extract, selection).people["uitkomst"].value_counts()
    return len(chosen)


def main() -> None:
    extract = load(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
    combinations = combine(extract)
    every = int(np.prod([len(criterion.options) for criterion in CRITERIA]))
    counted = milliseconds(lambda: outcome_counts(combine(extract)), 9)
    rerun = milliseconds(lambda: rerun_some(extract, 97), 1) * 97
    print(
        f"criteria of the dashboard, {every} combinations × 6 outcomes, {possible().sum()} possible"
    )
    print(f"  from counts                 {counted:10.1f} ms")
    print(f"  select anew (extrapolated)  {rerun:10.1f} ms   {rerun / counted:6.0f} ×")
    for name, work in (
        ("counts alone", lambda: outcome_counts(combinations)),
        ("range of an outcome", lambda: ranges.ranges(combinations, "mob")),
        ("tornado", lambda: ranges.tornado(combinations, "mob")),
        ("curve", lambda: curve(combinations, "mob")),
        ("claims on both sides", lambda: claims(combinations)),
        ("a screening of 74 × 1,632", lambda: screening_claims(combinations, "mob")),
    ):
        print(f"  {name:<27} {milliseconds(work, 5):10.1f} ms")


if __name__ == "__main__":
    main()
