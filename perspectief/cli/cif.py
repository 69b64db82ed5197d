"""`perspectief cif`: cumulative incidence of competing outcomes on any CSV or Parquet file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, get_args

import numpy as np
import pandas as pd

from perspectief.cli.datafile import read_columns, read_names
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import Cell, print_json, print_table
from perspectief_core.arrays import Floats
from perspectief_core.splits import ColumnError, check_known
from perspectief_core.survival.histories import Histories, Ties, histories
from perspectief_core.survival.incidence import (
    CauseCurve,
    CumulativeIncidence,
    cumulative_incidence,
)

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_LARGEST_EXACT = 2.0**53


@dataclass(frozen=True, slots=True)
class _People:
    """The histories in a file, and the code in the file of each cause."""

    histories: Histories
    codes: tuple[str, ...]


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "cif", help="cumulative incidence of competing outcomes on any CSV or Parquet file"
    )
    parser.add_argument("file", metavar="FILE", help="CSV (comma, semicolon or tab) or Parquet")
    parser.add_argument(
        "--exit", required=True, metavar="COLUMN", help="time of the outcome, or of the last sight"
    )
    parser.add_argument(
        "--event", required=True, metavar="COLUMN", help="0 last seen without outcome, 1… which one"
    )
    parser.add_argument(
        "--entry", metavar="COLUMN", help="time from which someone was followed; default: from 0"
    )
    parser.add_argument(
        "--times", required=True, metavar="T,T,…", help="where to estimate, such as 6,12,18"
    )
    parser.add_argument(
        "--ties",
        choices=get_args(Ties),
        default="outcomes_first",
        help="who is last seen at the time of an outcome counts then: fully, half, or not",
    )
    parser.add_argument("--json", action="store_true", help="JSON instead of a table")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Estimate and print."""
    times = _times(args.times)
    people = _people(args)
    found = cumulative_incidence(people.histories, people.codes, times, args.ties)
    if not found.n:
        raise DataError("no row can be counted: none has an exit after its entry, and an event")
    if found.excluded:
        rows = _rows(found.excluded, "has", "have")
        print(f"perspectief: not counted: {rows} no time at risk", file=sys.stderr)
    if args.json:
        _print_json(found)
    else:
        _print_table(found)
    return 0


def _times(text: str) -> list[float]:
    try:
        times = [float(part) for part in text.split(",")]
    except ValueError:
        raise UsageError(f"--times `{text}` must be numbers such as 6,12,18") from None
    if not all(np.isfinite(time) and time >= 0 for time in times):
        raise UsageError(f"--times `{text}` must be numbers of at least 0")
    return times


def _people(args: argparse.Namespace) -> _People:
    path = Path(args.file)
    wanted = [args.exit, args.event, *([] if args.entry is None else [args.entry])]
    known = read_names(path)
    try:
        for name in wanted:
            check_known(name, known)
    except ColumnError as error:
        raise UsageError(str(error)) from error
    frame = read_columns(path, wanted)
    exit_ = _numbers(frame, args.exit)
    if (exit_ < 0).any():
        rows = _rows(int((exit_ < 0).sum()), "is not", "are not")
        raise DataError(f"`{args.exit}` must be 0 or more; {rows}")
    event = _numbers(frame, args.event)
    if ((event < 0) | (event % 1 != 0) & ~np.isnan(event)).any():
        raise DataError(f"`{args.event}` must hold 0 and whole numbers 1, 2, … for the outcomes")
    entry = None if args.entry is None else _numbers(frame, args.entry)
    return _coded(exit_, event, entry)


def _coded(exit_: Floats, event: Floats, entry: Floats | None) -> _People:
    """Number the causes that occur 1, 2, …: codes in a file may be far apart."""
    codes = np.unique(event[event > 0])
    numbered = np.where(event > 0, np.searchsorted(codes, event) + 1, event)
    return _People(
        histories(exit_, numbered, entry), tuple(str(int(code)) for code in codes.tolist())
    )


def _numbers(frame: pd.DataFrame, name: str) -> Floats:
    """Return a column as floats, missing as nan; refuse anything that is not a number."""
    column = frame[name]
    if isinstance(column, pd.DataFrame):
        raise DataError(f"column `{name}` occurs more than once")
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_complex_dtype(column):
        raise DataError(f"column `{name}` must be numeric")
    values: Floats = column.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.isinf(values).any() or (np.abs(values) > _LARGEST_EXACT).any():
        raise DataError(f"column `{name}` holds numbers that are too large")
    return values


def _rows(n: int, one: str, more: str) -> str:
    return f"1 row {one}" if n == 1 else f"{n} rows {more}"


def _print_json(found: CumulativeIncidence) -> None:
    print_json(
        {
            "times": [_plain(time) for time in found.times],
            "at_risk": list(found.at_risk),
            "event_free": list(found.event_free.cif),
            "causes": {
                curve.cause: {"cif": list(curve.cif), "se": list(curve.se)}
                for curve in found.causes
            },
        }
    )


def _plain(time: float) -> float | int:
    return int(time) if time.is_integer() else time


def _print_table(found: CumulativeIncidence) -> None:
    header = ["time", "at risk", "event free"]
    for curve in found.causes:
        header += [f"cause {curve.cause}", "se", "95 %"]
    rows: list[list[Cell]] = [
        [
            f"{time:g}",
            found.at_risk[row],
            _share(found.event_free.cif[row]),
            *(cell for curve in found.causes for cell in _cells(curve, row)),
        ]
        for row, time in enumerate(found.times)
    ]
    print_table(header, rows)
    print(f"\nn {found.n}, not counted {found.excluded}")


def _cells(curve: CauseCurve, row: int) -> Sequence[Cell]:
    low, high = curve.low[row], curve.high[row]
    interval = None if low is None or high is None else f"{_share(low)}–{_share(high)}"
    return _share(curve.cif[row]), _share(curve.se[row]), interval


def _share(value: float) -> str:
    return f"{value:.4f}"
