"""What someone who knows the method can say of the true table, from the one that ships.

`python -m synthesis.attacker` runs the noise from the shipped table, some times over. Exchanges
forth are as likely as exchanges back, so that what the noise makes of the shipped table is what the
true one may have been; steunpunten that draw from everybody are left out. Nothing here knows the
true table. It prints the table of decision 0021, and writes for each published test the range that
the noise gives: the audit reads that.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from perspectief_core.audit.noise import RANGES
from perspectief_core.data import extract
from perspectief_core.data.extract import Extract
from synthesis import noise
from synthesis.annealing import BIJLAGEN, CLASS_OF_OUTCOME, Problem, classes_of
from synthesis.fidelity import SHIPPED
from synthesis.moves import ANALYSES
from synthesis.places import matched, place_problem
from synthesis.search import Ints

RUNS, AROUND, EVERY = 4, 1_500, 50
MIDDLE = (0.025, 0.975)
FARTHER = 3


@dataclass(frozen=True, slots=True)
class Certainty:
    """What can be said of the true numbers behind the shipped cells of one outcome.

    Parameters
    ----------
    spread
        Standard deviation of true minus shipped.
    zero, same, more
        Chance that a cell that ships as 1–4 is really 0, just that, or at least three more; mean
        over such cells, NaN when there are none.
    surest
        Highest chance of any one number in any such cell.
    """

    spread: float
    zero: float
    same: float
    more: float
    surest: float


def shipped_problem(data: Extract) -> tuple[Problem, Ints]:
    """Return the problem of the steunpunten, and the table that an extract holds."""
    codes, people = matched().index, data.deelnemers
    places = codes.get_indexer(pd.Index(people["steunpunt"]))
    classes = classes_of(people["uitkomst"].astype(str))
    return place_problem(), noise.counted(places, classes, len(codes))


def draws(problem: Problem, table: Ints, rng: np.random.Generator) -> Iterator[Ints]:
    """Yield what the noise can make of a table: some after about as many exchanges as it takes."""
    for _ in range(RUNS):
        steps = noise.exchanges(problem, noise.from_everybody(table, rng), rng)
        yield from islice(steps, noise.STEPS - AROUND, noise.STEPS + AROUND, EVERY)


def certainty(table: Ints, drawn: Ints) -> Certainty:
    """Return what draws, shape (n_draws, n_units), say of the cells of one outcome."""
    spread = float(np.sqrt(((drawn - table) ** 2).mean()))
    few = (table >= 1) & (table <= 4)
    if not few.any():
        return Certainty(spread, *(math.nan,) * 4)
    own, seen = table[few], drawn[:, few]
    counts = [np.unique(column, return_counts=True)[1].max() for column in seen.T]
    return Certainty(
        spread=spread,
        zero=float((seen == 0).mean()),
        same=float((seen == own).mean()),
        more=float((seen >= own + FARTHER).mean()),
        surest=float(max(counts) / len(drawn)),
    )


def markdown(table: Ints, drawn: Ints) -> str:
    """Return the table of decision 0021."""
    lines = [
        "| outcome | SD of a cell | 1–4 is really 0 | just that | three or more above | surest |",
        "|---|---|---|---|---|---|",
    ]
    for outcome, at in CLASS_OF_OUTCOME.items():
        certain = certainty(table[:, at], drawn[:, :, at])
        shares = " | ".join(map(_told, (certain.zero, certain.same, certain.more, certain.surest)))
        lines.append(f"| {outcome} | {certain.spread:.1f} | {shares} |")
    return "\n".join(lines)


def _told(share: float) -> str:
    return "no such cell" if math.isnan(share) else f"{share:.0%}"


def write_ranges(path: Path, problem: Problem, drawn: Ints, names: str) -> None:
    """Write per published test what the noise gives: chi-square, degrees of freedom, yes and no."""
    all_results = [noise.Tests(problem, table).results for table in drawn]
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file, lineterminator="\n")
        write.writerow(("sha256", "bijlage", "kenmerk", "chi2_low", "chi2_high", "df", "answers"))
        for at, predictor in enumerate(problem.predictors):
            for analysis in range(ANALYSES):
                given = [results[at, analysis] for results in all_results]
                low, high = np.quantile([result.chi2 for result in given], MIDDLE)
                df = sorted({result.df for result in given})
                answers = sorted({"ja" if result.significant else "nee" for result in given})
                row = (names, BIJLAGEN[analysis], predictor.kenmerk, f"{low:.2f}", f"{high:.2f}")
                write.writerow((*row, ";".join(map(str, df)), ";".join(answers)))


def main() -> None:
    """Print the attacker's view of the shipped extract, and renew the ranges of the audit."""
    data = extract.load(SHIPPED)
    problem, table = shipped_problem(data)
    drawn = np.array(list(draws(problem, table, np.random.default_rng(1))))
    large = table.sum(axis=1) >= noise.SMALL
    print(f"{len(drawn)} draws\n\n{markdown(table[large], drawn[:, large])}")
    write_ranges(RANGES, problem, drawn, data.manifest.sha256["deelnemers"])


if __name__ == "__main__":
    main()
