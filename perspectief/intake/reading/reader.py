"""Reading one file in a process of its own, so that a bad file takes nothing with it."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path
from typing import Any

from perspectief.intake.reading.process import run_apart
from perspectief.intake.reading.refusals import REFUSALS, Refusal
from perspectief.intake.reading.workbook import Refused, Sheet, Workbook
from perspectief.intake.values.value import Cell


def read_file(path: Path) -> Workbook | Refused:
    """Return the cells of a file, or why it cannot be read.

    Parameters
    ----------
    path : Path
        An .xlsx, .xls, .xlsb or .ods workbook or a text file; told by its content.

    Returns
    -------
    Workbook or Refused

    Notes
    -----
    The process has limits on memory, processor time and files (it can write none). A workbook that
    needs more is refused: the largest real list is a thousand times smaller.
    """
    done = run_apart("perspectief.intake.reading.parsing", path)
    return Refused("te_lang_bezig") if done is None else _outcome(done)


def _outcome(done: subprocess.CompletedProcess[bytes]) -> Workbook | Refused:
    if done.returncode == 0:
        said = json.loads(done.stdout)
        return Refused(_known(said["refused"])) if "refused" in said else _workbook(said)
    if done.returncode == -24:  # SIGXCPU
        return Refused("te_lang_bezig")
    # The Rust library stops the process when it cannot have the memory it asks for.
    if b"memory allocation" in done.stderr or b"MemoryError" in done.stderr:
        return Refused("te_veel_cellen")
    return Refused("beschadigd")


def _known(reason: str) -> Refusal:
    return next((known for known in REFUSALS if known == reason), "beschadigd")


def _workbook(said: dict[str, Any]) -> Workbook:
    return Workbook(
        said["form"],
        said["from_1904"],
        tuple(said["notes"]),
        tuple(_sheet(sheet) for sheet in said["sheets"]),
    )


def _sheet(said: dict[str, Any]) -> Sheet:
    merged = ((first[0], first[1], last[0], last[1]) for first, last in said["merged"])
    return Sheet(
        said["name"],
        said["hidden"],
        [[_cell(cell) for cell in row] for row in said["rows"]],
        tuple(merged),
        frozenset((row, column) for row, column in said["failed"]),
    )


def _cell(said: object) -> Cell:
    if isinstance(said, dict):
        return dt.date.fromisoformat(said["d"]) if "d" in said else str(said["t"])
    if isinstance(said, str):
        return said if said and not said.isspace() else None
    if isinstance(said, bool | float):
        return said
    return float(said) if isinstance(said, int) else None
