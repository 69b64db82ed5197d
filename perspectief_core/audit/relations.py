"""Bijlagen 14–20: which of the 74 characteristics hang together with an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from perspectief_core.associations.screening import (
    BIJLAGE,
    Question,
    Screening,
    ScreeningRow,
    screening,
)
from perspectief_core.audit.cells import Cell
from perspectief_core.audit.facts import Facts
from perspectief_core.audit.rows import AuditRow, NotComputableError, Value
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.data.extract import table_spec
from perspectief_core.published.records import ChaidRow, Kenmerk


def rows(facts: Facts) -> Iterator[AuditRow]:
    """Yield yes or no of all 518 rows, and p, χ² and degrees of freedom where they are printed.

    Everything is tested with the report's settings; Bijlagen 18–20 are about those who left.
    """
    for (outcome, only_exits), appendix in sorted(BIJLAGE.items(), key=lambda pair: pair[1]):
        screened = screening(facts.cohort, Question(outcome, only_exits=only_exits))
        for row in screened.rows:
            if row.printed is not None:
                yield from _cells(facts, f"bijlage_{appendix}", screened, row, row.printed)


def _cells(
    facts: Facts, file: str, screened: Screening, row: ScreeningRow, line: ChaidRow
) -> Iterator[AuditRow]:
    printed: dict[str, Value | None] = {
        "samenhang": line.samenhang,
        "p": line.p,
        "chi2": line.chi2,
        "df": line.df,
    }
    for measure, value in printed.items():
        if value is not None:
            cell = Cell(file, line.kenmerk, measure, row.kenmerk.label, "samenhang")
            judged = cell.judge(value, partial(_value, facts, screened, row, measure))
            yield _within_noise(facts, judged, screened.question.bijlage, line)


def _within_noise(facts: Facts, row: AuditRow, bijlage: int | None, line: ChaidRow) -> AuditRow:
    """Return the row as `binnen_de_ruis` when it differs by no more than the noise explains."""
    given = facts.noise.get((bijlage or 0, line.kenmerk))
    if row.verdict == "wijkt_af" and given and given.holds(row.printed.measure, line):
        return replace(row, verdict="binnen_de_ruis")
    return row


def _value(facts: Facts, screened: Screening, row: ScreeningRow, measure: str) -> Value:
    facts.need("deelnemers")
    if row.test is None:
        _explain_absence(facts, row.kenmerk)
    if row.test is None or screened.constant:
        raise NotComputableError("niemand")
    if measure == "samenhang":
        return "ja" if row.test.significant else "nee"
    values = {"p": row.test.p_adjusted, "chi2": row.test.chi2, "df": row.test.df}
    return values[measure]


def _explain_absence(facts: Facts, kenmerk: Kenmerk) -> None:
    """Raise for the first column that the characteristic lacks."""
    for column in kenmerk.afgeleid_van or (kenmerk.kolom,):
        tables = [
            name
            for name in ("deelnemers", "steunpunten")
            if column in {spec.name for spec in table_spec(name).columns}
        ]
        if not tables:
            raise NotComputableError("geen_kolom")
        if not any(column in getattr(facts.extract, name) for name in tables):
            raise ColumnMissingError(tables[0], column)
