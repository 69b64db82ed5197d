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
import pandas as pd

from perspectief_core import contract, sensitivity
from perspectief_core.cohort import select
from perspectief_core.combinations import Masks, count_combinations
from perspectief_core.extract import Extract, load
from perspectief_core.selection import CRITERIA, Selection

SHIPPED = Path(__file__).parent.parent / "data" / "synthetic"
SHAPES = {1_152: (3, 4, 2, 3, 2, 2, 4), 10_368: (3, 4, 3, 3, 4, 2, 3, 4)}


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """Return the median time of `runs` runs, in milliseconds."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return 1000 * median(times)


def rerun_everything(extract: Extract) -> list[pd.Series]:
    """Select anew for every combination that the grid has, and count with pandas."""
    found = []
    for choices in product(*(criterion.options for criterion in CRITERIA)):
        codes = (criterion.code for criterion in CRITERIA)
        selection = Selection().only(**dict(zip(codes, choices, strict=True)))
        found.append(select(extract, selection).people["uitkomst"].value_counts())
    return found


def random_masks(shape: tuple[int, ...], people: int) -> list[Masks]:
    """Return masks that keep nine in ten people, the first option everyone."""
    rng = np.random.default_rng(0)
    masks = [rng.random((options, people)) < 0.9 for options in shape]
    for options in masks:
        options[0] = True
    return masks


def pandas_loop(outcome: pd.Series, masks: list[Masks]) -> list[pd.Series]:
    """Combine ready masks and count with pandas, one combination at a time."""
    return [
        outcome[np.logical_and.reduce(chosen)].value_counts()
        for chosen in product(*(list(options) for options in masks))
    ]


def main() -> None:
    extract = load(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED)
    grid = milliseconds(lambda: sensitivity.grid(extract), 15)
    rerun = milliseconds(lambda: rerun_everything(extract), 1)
    combinations = len(sensitivity.grid(extract).combinations)
    print(f"criteria of the dashboard, {combinations} combinations × 6 outcomes")
    print(f"  grid                   {grid:10.1f} ms")
    print(f"  select anew each time  {rerun:10.1f} ms   {rerun / grid:6.0f} ×")
    names = extract.deelnemers["uitkomst"].astype("str")
    outcome = names.map({code: at for at, code in enumerate(contract.OUTCOMES)}).to_numpy()
    for size, shape in SHAPES.items():
        masks = random_masks(shape, len(outcome))
        counted = milliseconds(lambda masks=masks: count_combinations(outcome, 6, masks), 9)
        looped = milliseconds(lambda masks=masks: pandas_loop(names, masks), 1)
        print(f"random criteria, {size} combinations × 6 outcomes, {len(outcome)} people")
        print(f"  from counts            {counted:10.1f} ms")
        print(f"  pandas loop over masks {looped:10.1f} ms   {looped / counted:6.0f} ×")


if __name__ == "__main__":
    main()
