"""How near the shipped extract is to Bijlagen 14–20, and whether it can be made again.

`python -m synthesis.fidelity` makes the shipped extract anew from its seed, compares the
files byte for byte, and writes `docs/fidelity.md`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from perspectief_core.associations.screening import BIJLAGE, Question, ScreeningRow, screening
from perspectief_core.cohort.selecting import Cohort, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import extract
from perspectief_core.data.extract import Extract
from synthesis.synthesise import synthesise_extract

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "data" / "synthetic"
PAGE = ROOT / "docs" / "fidelity.md"
PROTOTYPE = (48, 72, 92, 507)
"""Reached by the throw-away prototype that preceded this generator, in the order of `Score`."""
ROUNDING, NEAR = 0.05, 0.05
FLOAT_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Score:
    """How many printed results are met: of `tests` with a chi-square, and of `answers` yes or no.

    Parameters
    ----------
    exact
        Chi-square within rounding (0.05) and degrees of freedom right.
    near
        Chi-square within 5 per cent.
    df
        Degrees of freedom right.
    agree
        Yes or no right.
    """

    exact: int
    near: int
    df: int
    agree: int
    tests: int
    answers: int

    def __add__(self, other: Score) -> Score:
        """Return both together."""
        return Score(
            self.exact + other.exact,
            self.near + other.near,
            self.df + other.df,
            self.agree + other.agree,
            self.tests + other.tests,
            self.answers + other.answers,
        )


def scored_rows(cohort: Cohort) -> Iterator[tuple[int, ScreeningRow]]:
    """Yield each row of Bijlagen 14–20 with the number of its appendix, tested on these people."""
    for (outcome, only_exits), bijlage in sorted(BIJLAGE.items(), key=lambda pair: pair[1]):
        for row in screening(cohort, Question(outcome, only_exits=only_exits)).rows:
            yield bijlage, row


def score(row: ScreeningRow) -> Score:
    """Return the score of one row."""
    printed, test = row.printed, row.test
    agree = int(row.agrees is True)
    if printed is None:
        return Score(0, 0, 0, 0, 0, 0)
    if printed.chi2 is None or test is None:
        return Score(0, 0, 0, agree, int(printed.chi2 is not None), 1)
    off, df = abs(test.chi2 - printed.chi2), int(test.df == printed.df)
    exact = df * int(off <= ROUNDING + FLOAT_SLACK)
    return Score(exact, int(off <= NEAR * printed.chi2), df, agree, 1, 1)


def fidelity_page(data: Extract) -> str:
    """Return the page that says how near an extract is to Bijlagen 14–20, as Markdown."""
    rows = list(scored_rows(select(data, Selection())))
    nothing = Score(0, 0, 0, 0, 0, 0)
    whole = sum((score(row) for _, row in rows), nothing)
    groups = [("all", whole)]
    for level, name in (("steunpunt", "of steunpunten"), ("persoon", "of persons")):
        members = (score(row) for _, row in rows if row.kenmerk.niveau == level)
        groups.append((name, sum(members, nothing)))
    for bijlage in sorted(BIJLAGE.values()):
        members = (score(row) for at, row in rows if at == bijlage)
        groups.append((f"Bijlage {bijlage}", sum(members, nothing)))
    lines = [_line(name, each) for name, each in groups]
    prototype = "| prototype | {} of 95 | {} of 95 | {} of 95 | {} of 518 |".format(*PROTOTYPE)
    misses = [_miss(at, row) for at, row in rows if _missed(row)]
    return "\n".join([*_HEAD, lines[0], prototype, *lines[1:], *_MISSES, *misses, ""])


def _line(name: str, each: Score) -> str:
    tests = [f"{n} of {each.tests}" for n in (each.exact, each.near, each.df)]
    return f"| {' | '.join([name, *tests, f'{each.agree} of {each.answers}'])} |"


def _missed(row: ScreeningRow) -> bool:
    each = score(row)
    return each.answers > each.agree or each.tests > each.exact


def _miss(bijlage: int, row: ScreeningRow) -> str:
    printed, test = row.printed, row.test
    if printed is None or test is None:
        return f"| {bijlage} | {row.kenmerk.kenmerk} | | not tested |"
    chi2 = "" if printed.chi2 is None else f", {printed.chi2} ({printed.df})"
    found = f"{'ja' if test.significant else 'nee'}, {test.chi2:.2f} ({test.df})"
    return f"| {bijlage} | {row.kenmerk.kenmerk} | {printed.samenhang}{chi2} | {found} |"


_HEAD = (
    "# How near the synthetic extract is to Bijlagen 14–20",
    "",
    "Made by `make fidelity` from the shipped extract; a test holds this page to it. Printed are",
    "95 chi-squares with degrees of freedom, and 518 times yes or no. What holds exactly besides,",
    "and what none of this says about real steunpunten:",
    "[0020](decisions/0020-synthetic-extract.md) and [0021](decisions/0021-calibration.md).",
    "",
    "| characteristics | χ² within 0.05, df right | χ² within 5 % | df right | yes/no right |",
    "|---|---|---|---|---|",
)
_MISSES = (
    "",
    "## What is not met",
    "",
    "| Bijlage | characteristic | printed: χ² (df) | here: χ² (df) |",
    "|---|---|---|---|",
)


def main() -> int:
    """Make the shipped extract anew, compare, write the page; return 1 when a file differs."""
    seed = json.loads((SHIPPED / "manifest.json").read_text(encoding="utf-8"))["seed"]
    with TemporaryDirectory() as folder:
        made = Path(folder)
        synthesise_extract(seed, made, _say)
        different = [
            path.name
            for path in sorted(made.iterdir())
            if path.read_bytes() != (SHIPPED / path.name).read_bytes()
        ]
    PAGE.write_text(fidelity_page(extract.load(SHIPPED)), encoding="utf-8")
    _say(f"different: {', '.join(different)}" if different else "the files are the shipped ones")
    return int(bool(different))


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
