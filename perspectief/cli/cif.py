"""`perspectief cif`: cumulative incidence of competing outcomes on any CSV or Parquet file."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import add as together
from typing import get_args

import numpy as np

from perspectief.cli import reading, streaming
from perspectief.cli.arguments import Subparsers, add_file
from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.printing import Cell, note, print_json, print_table
from perspectief.cli.streaming.cluster import hired
from perspectief.cli.streaming.files import find_files
from perspectief.cli.streaming.occurrences import Occurrences, occurrences
from perspectief.cli.streaming.opening import open_files
from perspectief.cli.streaming.running import Runner
from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits import ColumnError, Fault, check_known
from perspectief_core.survival.histories import Histories, Ties, histories
from perspectief_core.survival.incidence import (
    CauseCurve,
    CumulativeIncidence,
    cumulative_incidence,
)
from perspectief_core.survival.increments import increments

_LARGEST_EXACT = 2.0**53
_MOST_CAUSES = 50


@dataclass(frozen=True, slots=True)
class _People:
    """The histories in a file, the code of each cause, and why rows are not among them."""

    histories: Histories
    codes: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The columns of a file and their roles."""

    exit: str
    event: str
    entry: str | None


def add(subparsers: Subparsers) -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "cif", help="cumulative incidence of competing outcomes on any CSV or Parquet file"
    )
    add_file(parser)
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
    streaming.add_options(parser)
    reading.add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Estimate and print."""
    times = _times(args.times)
    people = _people(args, reading.read_options(args))
    if not people.histories.n:
        raise DataError(
            f"no row can be counted: {', '.join(people.left_out) or 'there is no time at risk'}"
        )
    incidence = cumulative_incidence(people.histories, people.codes, times, args.ties)
    _say(people, incidence, args.ties)
    if args.json:
        _print_json(incidence)
    else:
        _print_table(incidence)
    return 0


def _times(text: str) -> list[float]:
    try:
        times = [float(part) for part in text.split(",")]
    except ValueError:
        raise UsageError(f"--times `{text}` must be numbers such as 6,12,18") from None
    if not all(np.isfinite(time) and time >= 0 for time in times):
        raise UsageError(f"--times `{text}` must be numbers of at least 0")
    return times


def _people(args: argparse.Namespace, options: reading.Options) -> _People:
    def wanted(names: Sequence[str]) -> _Wanted:
        asked = [args.exit, args.event, *([] if args.entry is None else [args.entry])]
        columns = [reading.find_name(name, names) for name in asked]
        for name in columns:
            check_known(name, names)
        return _Wanted(columns[0], columns[1], None if args.entry is None else columns[2])

    def plan(names: Sequence[str]) -> reading.Plan:
        asked = wanted(names)
        times = (asked.exit,) if asked.entry is None else (asked.exit, asked.entry)
        return reading.Plan(numbers=times, whole=(asked.event,))

    try:
        files = find_files(args.file)
        with hired(args.cluster) as workers:
            hire = partial(Runner, workers=workers, progress=args.progress or None)
            opened = open_files(files, plan, options, hire)
            tally = opened.runner.run(partial(occurrences, asked=opened.asked), together)
    except ColumnError as error:
        kind = UsageError if error.fault is Fault.UNKNOWN else DataError
        raise kind(str(error)) from error
    if not tally.counts.sum():
        raise DataError(f"cannot read `{args.file}`: it has no rows")
    return _checked(tally, wanted(opened.names))


def _checked(tally: Occurrences, wanted: _Wanted) -> _People:
    exit_, event = _numbers(tally, wanted.exit), _numbers(tally, wanted.event)
    if (exit_ < 0).any():
        rows = _rows(int(tally.counts[exit_ < 0].sum()), "is not", "are not")
        raise DataError(f"`{wanted.exit}` must be 0 or more; {rows}")
    if ((event < 0) | (event % 1 != 0) & ~np.isnan(event)).any():
        raise DataError(f"`{wanted.event}` must hold 0 and whole numbers 1, 2, … for the outcomes")
    entry = None if wanted.entry is None else _numbers(tally, wanted.entry)
    codes = np.unique(event[event > 0])
    if len(codes) > _MOST_CAUSES:
        raise DataError(
            f"`{wanted.event}` has {len(codes)} different outcomes; at most {_MOST_CAUSES}"
        )
    # Causes are numbered 1, 2, …: codes in a file may be far apart.
    numbered = np.where(event > 0, np.searchsorted(codes, event) + 1, event)
    people = histories(exit_, numbered, entry, tally.counts)
    columns = {wanted.exit: exit_, wanted.event: event}
    if wanted.entry is not None and entry is not None:
        columns[wanted.entry] = entry
    left_out = _left_out(columns, tally.counts, people)
    return _People(people, tuple(str(int(code)) for code in codes.tolist()), left_out)


def _left_out(columns: Mapping[str, Floats], counts: Ints, people: Histories) -> tuple[str, ...]:
    """Return per reason how many rows do not count; each row has one, the first that holds."""
    known = np.ones(len(counts), dtype=bool)
    reasons = []
    for name, values in columns.items():
        lacks = known & np.isnan(values)
        known &= ~lacks
        if lacks.any():
            reasons.append(f"{_rows(int(counts[lacks].sum()), 'has', 'have')} no `{name}`")
    never = int(counts[known].sum()) - people.n
    if never:
        when = "an entry that is not before its exit" if len(columns) > 2 else "an exit at time 0"
        reasons.append(f"{_rows(never, 'has', 'have')} {when}")
    return tuple(reasons)


def _say(people: _People, incidence: CumulativeIncidence, ties: Ties) -> None:
    """Say on standard error what is easily overlooked in the estimates."""
    if people.left_out:
        note(f"not counted: {', '.join(people.left_out)}")
    followed = people.histories
    if not (followed.event == 0).any():
        codes = ", ".join(people.codes)
        note(
            f"nobody is censored: no row has event 0, and {codes} count as outcomes; is one of "
            "them a code for who was still followed?"
        )
    steps = increments(followed, len(people.codes), ties)
    gone = np.flatnonzero(steps.leaving > 1 - 1e-12)
    if len(gone) and followed.n > 1 and steps.exposed[gone[0]] <= 1:
        time = steps.times[gone[0]]
        if max(incidence.times) >= time:
            note(
                f"from {time:g} on the event-free share is 0 because the 1 person then at risk had "
                "an outcome"
            )


def _numbers(tally: Occurrences, name: str) -> Floats:
    """Return a column as floats, missing as nan."""
    values = tally.columns[name]
    if np.isinf(values).any() or (np.abs(values) > _LARGEST_EXACT).any():
        raise DataError(f"column `{name}` holds numbers that are too large")
    return values


def _rows(n: int, singular: str, more: str) -> str:
    return f"1 row {singular}" if n == 1 else f"{n} rows {more}"


def _print_json(incidence: CumulativeIncidence) -> None:
    print_json(
        {
            "times": [_plain(time) for time in incidence.times],
            "at_risk": list(incidence.at_risk),
            "event_free": list(incidence.event_free.cif),
            "causes": {
                curve.cause: {"cif": list(curve.cif), "se": list(curve.se)}
                for curve in incidence.causes
            },
        }
    )


def _plain(time: float) -> float | int:
    return int(time) if time.is_integer() else time


def _print_table(incidence: CumulativeIncidence) -> None:
    header = ["time", "at risk", "event free"]
    for curve in incidence.causes:
        header += [f"cause {curve.cause}", "se", "95 %"]
    rows: list[list[Cell]] = [
        [
            f"{time:g}",
            incidence.at_risk[row],
            _share(incidence.event_free.cif[row]),
            *(cell for curve in incidence.causes for cell in _cells(curve, row)),
        ]
        for row, time in enumerate(incidence.times)
    ]
    print_table(header, rows)
    print(f"\nn {incidence.n}, not counted {incidence.excluded}")


def _cells(curve: CauseCurve, row: int) -> Sequence[Cell]:
    low, high = curve.low[row], curve.high[row]
    interval = None if low is None or high is None else f"{_share(low)}–{_share(high)}"
    return _share(curve.cif[row]), _share(curve.se[row]), interval


def _share(value: float) -> str:
    return f"{value:.4f}"
