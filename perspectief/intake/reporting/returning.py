"""Marking the sender's workbook, in a process of its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from perspectief.intake.reading.process import run_apart
from perspectief.intake.validating.findings import Finding
from perspectief.intake.validating.words import RULES


def marked_workbook(path: Path, findings: Sequence[Finding], csv: bool) -> bytes | None:
    """Return the workbook with the found cells marked; None when it cannot be opened for writing.

    Parameters
    ----------
    path : Path
        The file as sent; it is only read.
    findings
        What was found in it.
    csv : bool
        Whether it is a text file, whose one sheet gets a name.
    """
    marks = [_mark(cell, csv) for cell in _per_cell(findings)]
    done = run_apart("perspectief.intake.reporting.marking", path, json.dumps(marks).encode())
    return done.stdout if done is not None and done.returncode == 0 else None


def _per_cell(findings: Sequence[Finding]) -> list[list[Finding]]:
    cells: dict[tuple[str, int, int], list[Finding]] = {}
    for finding in findings:
        if finding.column >= 0:
            key = (finding.place.sheet, finding.place.row, finding.column)
            cells.setdefault(key, []).append(finding)
    return list(cells.values())


def _mark(findings: list[Finding], csv: bool) -> dict[str, object]:
    first = findings[0]
    words = [RULES[finding.rule] for finding in findings]
    return {
        "sheet": "lijst" if csv else first.place.sheet,
        "row": first.place.row,
        "column": first.column,
        "level": "fout" if any(w.level == "fout" for w in words) else "let op",
        "text": "\n".join(f"{w.wrong}\n{w.mend}" for w in words),
    }
