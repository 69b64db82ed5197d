"""How near the shipped extract is to Bijlagen 14–20, and how near it was before the noise.

`python -m synthesis.fidelity` repeats the search in memory, says how many printed results it
meets without noise, forgets it, and writes `docs/fidelity.md` about the shipped extract.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from unittest import mock

import pandas as pd

from perspectief_core.associations import readings
from perspectief_core.associations.readings import Reading
from perspectief_core.associations.screening import BIJLAGE, Question, ScreeningRow, screening
from perspectief_core.cohort.selecting import Cohort, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import extract, remembered
from perspectief_core.data.extract import Extract
from perspectief_core.data.writing import extract_bytes
from synthesis import build
from synthesis.effort import Effort
from synthesis.synthesise import ABOUT, origins_of

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "data" / "synthetic"
PAGE = ROOT / "docs" / "fidelity.md"
SEED = 2011
ROUNDING, NEAR, ROUGH = 0.05, 0.05, 0.20
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
    rough
        Chi-square within 20 per cent.
    df
        Degrees of freedom right.
    agree
        Yes or no right.
    """

    exact: int
    near: int
    rough: int
    df: int
    agree: int
    tests: int
    answers: int

    def __add__(self, other: Score) -> Score:
        """Return both together."""
        return Score(
            self.exact + other.exact,
            self.near + other.near,
            self.rough + other.rough,
            self.df + other.df,
            self.agree + other.agree,
            self.tests + other.tests,
            self.answers + other.answers,
        )


NOTHING = Score(0, 0, 0, 0, 0, 0, 0)


def scored_rows(cohort: Cohort) -> Iterator[tuple[int, ScreeningRow]]:
    """Yield each row of Bijlagen 14–20 with the number of its appendix, tested on these people."""
    for (outcome, only_exits), bijlage in sorted(BIJLAGE.items(), key=lambda pair: pair[1]):
        for row in screening(cohort, Question(outcome, only_exits=only_exits)).rows:
            yield bijlage, row


def score(row: ScreeningRow) -> Score:
    """Return the score of one row."""
    printed, test = row.printed, row.test
    if printed is None:
        return NOTHING
    # Of invented answers too, of which `row.agrees` says nothing: they are searched to come out.
    agree = int(test is not None and test.significant == (printed.samenhang == "ja"))
    if printed.chi2 is None or test is None:
        return Score(0, 0, 0, 0, agree, int(printed.chi2 is not None), 1)
    off, df = abs(test.chi2 - printed.chi2), int(test.df == printed.df)
    exact = df * int(off <= ROUNDING + FLOAT_SLACK)
    near, rough = (int(off <= share * printed.chi2) for share in (NEAR, ROUGH))
    return Score(exact, near, rough, df, agree, 1, 1)


WITHOUT_NOISE = Score(88, 93, 95, 95, 514, 95, 518)
"""What the search meets at least before the noise: `main` fails when it meets less of anything."""


def fidelity_page(data: Extract) -> str:
    """Return the page that says how near an extract is to Bijlagen 14–20, as Markdown."""
    rows = list(scored_rows(select(data, Selection())))
    groups = [("all", _together(row for _, row in rows))]
    for level, name in (("steunpunt", "of steunpunten"), ("persoon", "of persons")):
        groups.append((name, _together(row for _, row in rows if row.kenmerk.niveau == level)))
    for bijlage in sorted(BIJLAGE.values()):
        members = (row for at, row in rows if at == bijlage)
        groups.append((f"Bijlage {bijlage}", _together(members)))
    lines = [_line(name, each) for name, each in groups]
    misses = [_miss(at, row) for at, row in rows if _missed(row)]
    return "\n".join(
        [*_HEAD, _line("without noise, all", WITHOUT_NOISE), *lines, *_MISSES, *misses, ""]
    )


def _together(rows: Iterable[ScreeningRow]) -> Score:
    return sum(map(score, rows), NOTHING)


def _line(name: str, each: Score) -> str:
    tests = [f"{n} of {each.tests}" for n in (each.exact, each.near, each.rough, each.df)]
    return f"| {' | '.join([name, *tests, f'{each.agree} of {each.answers}'])} |"


def _missed(row: ScreeningRow) -> bool:
    each = score(row)
    return each.answers > each.agree or each.tests > each.exact


def _miss(bijlage: int, row: ScreeningRow) -> str:
    printed, test = row.printed, row.test
    if printed is None or test is None:
        return f"| {bijlage} | {row.kenmerk.kenmerk} | | not tested |"
    chi2 = "" if printed.chi2 is None else f", {printed.chi2} ({printed.df})"
    computed = f"{'ja' if test.significant else 'nee'}, {test.chi2:.2f} ({test.df})"
    return f"| {bijlage} | {row.kenmerk.kenmerk} | {printed.samenhang}{chi2} | {computed} |"


_HEAD = (
    "# How near the synthetic extract is to Bijlagen 14–20",
    "",
    "Made by `make fidelity` from the shipped extract; a test holds this page to it. Printed are",
    "95 chi-squares with degrees of freedom, and 518 times yes or no. The first line is of the",
    "search before the noise, repeated in memory and kept nowhere: it proves the engine and the",
    "codings. What ships has deliberate noise in outcomes per steunpunt. Of the results 28 answers",
    "and 3 chi-squares are of four questions with answers invented to fit. What holds exactly",
    "besides, and what none of this says about real steunpunten:",
    "[0020](decisions/0020-synthetic-extract.md) and [0021](decisions/0021-calibration.md).",
    "",
    "| characteristics | χ² within 0.05, df right | χ² within 5 % | within 20 % | df right "
    "| yes/no right |",
    "|---|---|---|---|---|---|",
)
_MISSES = (
    "",
    "## What is not met",
    "",
    "| Bijlage | characteristic | printed: χ² (df) | here: χ² (df) |",
    "|---|---|---|---|",
)


def exact_extract(effort: Effort) -> Extract:
    """Return the extract without noise, in memory alone.

    It proves that engine and codings give what was printed. It is never written, and nothing of it
    is said but how many published results it meets.
    """
    tables = build.synthesise(SEED, effort, None)
    return extract.assemble(extract_bytes(tables, origins_of(tables), ABOUT))


def main() -> int:
    """Say what is met without noise and with it, and write the page; return 1 when too little is.

    Without noise the extract is made in memory, told of in a few counts, and forgotten. With
    `--page` only the page is written: enough after another extract ships.
    """
    if "--page" in sys.argv[1:]:
        PAGE.write_text(fidelity_page(extract.load(SHIPPED)), encoding="utf-8")
        return 0
    shipped = extract.load(SHIPPED)
    exact = exact_extract(Effort(1.0, _say))
    whole, noised = (total_score(data) for data in (exact, shipped))
    spread = _spread(exact, shipped)
    needed = needed_readings(exact)
    del exact
    _say(f"without noise, in memory: {_told(whole)}")
    _say(f"readings that make more come out: {len(needed)} of {len(readings.READINGS)}")
    _say(f"as shipped: {_told(noised)}")
    _say(f"noise: standard deviation {spread:.1f} a cell")
    PAGE.write_text(fidelity_page(shipped), encoding="utf-8")
    return int(meets_less(whole, WITHOUT_NOISE) or needed != readings.READINGS)


def meets_less(met: Score, least: Score) -> bool:
    """Return whether a score has less of anything than another."""
    return any(one < other for one, other in zip(astuple(met), astuple(least), strict=True))


def total_score(data: Extract) -> Score:
    """Return how many printed results an extract meets."""
    return _together(row for _, row in scored_rows(select(data, Selection())))


def needed_readings(data: Extract) -> tuple[Reading, ...]:
    """Return the readings without which fewer printed results of their question come out."""
    needed, every = [], readings.READINGS
    for reading in every:
        with_it, without = (
            _disagreements_read(data, reading.kolom, read)
            for read in (every, tuple(set(every) - {reading}))
        )
        if with_it < without:
            needed.append(reading)
    return tuple(needed)


def _disagreements_read(data: Extract, column: str, read: tuple[Reading, ...]) -> int:
    """Count as `_disagreements`, with these readings; what is remembered is of one of both."""
    remembered.forget()
    with mock.patch.object(readings, "READINGS", read):
        disagreements = _disagreements(data, column)
    remembered.forget()
    return disagreements


def _disagreements(data: Extract, column: str) -> int:
    """Count the printed results of a column that do not come out, over all appendices."""
    rows = scored_rows(select(data, Selection()))
    each = _together(row for _, row in rows if row.kenmerk.kolom == column)
    return each.answers - each.agree + each.tests - each.exact


def _told(each: Score) -> str:
    return (
        f"{each.exact} of 95 within 0.05, {each.near} within 5 %, {each.rough} within 20 %, "
        f"{each.df} degrees of freedom, {each.agree} of 518 answers"
    )


def _spread(exact: Extract, shipped: Extract) -> float:
    tables = [
        pd.crosstab(
            data.deelnemers["steunpunt"].astype(str), data.deelnemers["uitkomst"].astype(str)
        )
        for data in (exact, shipped)
    ]
    return float(((tables[0] - tables[1]).to_numpy() ** 2).mean() ** 0.5)


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
