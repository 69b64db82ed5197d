"""The door: from a path and what is wanted to columns, or one line that says why not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from perspectief.cli.errors import DataError
from perspectief.cli.reading import parquet
from perspectief.cli.reading.columns import CategoryBuilder, Numbers
from perspectief.cli.reading.header import Header, Planner, find_header
from perspectief.cli.reading.lines import Lines
from perspectief.cli.reading.numbers import (
    DUTCH,
    ENGLISH,
    NumberBuilder,
    NumberFormat,
    Writing,
)
from perspectief.cli.reading.opening import open_plain
from perspectief.cli.reading.options import Options
from perspectief.cli.reading.plan import Plan, Table
from perspectief.cli.reading.rows import Rows
from perspectief_core.splits import ColumnError

FAILURES = (
    pa.ArrowException,
    csv.Error,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    MemoryError,
)
"""What the readers raise on damaged or hostile files."""


def read(path: Path, planner: Planner, options: Options | None = None) -> Table:
    """Return the columns of a CSV that are wanted, all rows at once.

    Parameters
    ----------
    path : Path
        A CSV.
    planner : callable
        Gets the names of the columns and says which are wanted, and as what. It may be called more
        than once, for each way in which the header can be read.
    options : Options
        How the file was written, as far as it does not show.

    Raises
    ------
    UsageError
        The file cannot be opened.
    DataError
        It is empty, damaged, or can be read in two ways.
    ColumnError
        A column is not there or cannot be used as asked.
    """
    options = options or Options()
    with open_plain(path) as file, reporting(path):
        with csv_rows(file, planner, options) as (header, rows):
            table = _csv_columns(header, rows, options)
        if not table.n_rows:
            raise DataError("it has no rows")
        return table


@contextmanager
def csv_rows(file: BinaryIO, planner: Planner, options: Options) -> Iterator[tuple[Header, Rows]]:
    """Yield the header of a CSV and its rows, to be read once; the file stays open."""
    lines = Lines(file, options.encoding)
    try:
        header = find_header(lines, planner, options.separator)
        yield header, Rows(header, lines)
    finally:
        lines.detach()


@contextmanager
def reporting(path: Path | str) -> Iterator[None]:
    """Say of which file the fault is that is found in it."""
    try:
        yield
    except DataError as error:
        raise DataError(f"cannot read `{path}`: {error}") from error
    except ColumnError:
        raise
    except FAILURES as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise DataError(f"cannot read `{path}`: {reason}") from error


class _Builders:
    """The columns wanted, while their parts come in."""

    def __init__(self, plan: Plan, options: Options, writing: Mapping[str, Writing]) -> None:
        self.plan = plan
        self.missing = options.missing
        self.n_rows = 0
        self.categories = {name: CategoryBuilder(name, options.missing) for name in plan.categories}
        self.numbers = {
            name: NumberBuilder(name, writing[name], whole=name in plan.whole)
            for name in plan.names
            if name not in self.categories
        }

    def finish(self, names: Sequence[str], formats: tuple[NumberFormat, ...]) -> Table:
        return Table(
            names,
            self.n_rows,
            {name: builder.finish() for name, builder in self.categories.items()},
            {name: Numbers(builder.finish()) for name, builder in self.numbers.items()},
            formats,
        )


def _csv_columns(header: Header, rows: Rows, options: Options) -> Table:
    formats = formats_of(options.numbers, expected=DUTCH if header.separator == ";" else ENGLISH)
    writing = Writing(formats)
    builders = _Builders(header.plan, options, dict.fromkeys(header.names, writing))
    places = {name: header.names.index(name) for name in header.plan.names}
    for batch in rows:
        builders.n_rows += len(batch.rows)
        for name, at in places.items():
            texts = pa.array([row[at] for row in batch.rows], pa.string())
            if name in builders.categories:
                builders.categories[name].add(texts)
            else:
                builders.numbers[name].add(parquet.without(texts, options.missing), batch.lines)
    return builders.finish(header.names, formats)


def formats_of(said: NumberFormat | None, expected: NumberFormat) -> tuple[NumberFormat, ...]:
    """Return how numbers may be written, the expected way first."""
    if said is None:
        return (DUTCH, ENGLISH) if expected == DUTCH else (ENGLISH, DUTCH)
    if said.decimal is not None:
        return (said,)
    signs = (",", ".") if expected == DUTCH else (".", ",")
    return tuple(NumberFormat(sign, said.thousands) for sign in signs)
