"""Reading columns of any CSV or Parquet file that a command is pointed at."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from perspectief.cli.errors import DataError, UsageError

_PARQUET = b"PAR1"
_SEPARATORS = ",;\t"
_FAILURES = (
    pa.ArrowException,
    csv.Error,
    OSError,
    ValueError,
    TypeError,
    OverflowError,
    MemoryError,
)
"""What the readers raise on damaged or hostile files; pandas' own errors are ValueErrors."""
_Result = TypeVar("_Result")


def read_names(path: Path) -> list[str]:
    """Return the names of the columns.

    Raises
    ------
    UsageError
        The file cannot be opened.
    DataError
        The file is empty or is neither CSV nor Parquet.
    """
    if _is_parquet(path):
        return _reading(path, lambda: list(pq.ParquetFile(path).schema_arrow.names))
    return _reading(path, lambda: [str(name) for name in _csv(path, rows=0).columns])


def read_columns(path: Path, names: Sequence[str]) -> pd.DataFrame:
    """Return the named columns that the file has, and no others.

    A CSV may be separated by commas, semicolons or tabs, whichever its first line has most of; a
    blank and what pandas takes for missing (such as NA) are missing.

    Raises
    ------
    UsageError, DataError
        As `read_names`; also when the file has no rows.
    """
    if _is_parquet(path):
        frame = _reading(path, lambda: _parquet(path, names))
    else:
        frame = _reading(path, lambda: _csv(path, names=names))
    if not len(frame):
        raise DataError(f"`{path}` has no rows")
    return frame


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(len(_PARQUET))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot open `{path}`: {reason}") from error
    if not start:
        raise DataError(f"`{path}` is empty")
    return start == _PARQUET


def _reading(path: Path, read: Callable[[], _Result]) -> _Result:
    try:
        return read()
    except _FAILURES as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise DataError(f"cannot read `{path}`: {reason}") from error


def _parquet(path: Path, names: Sequence[str]) -> pd.DataFrame:
    file = pq.ParquetFile(path)
    present = [name for name in dict.fromkeys(names) if name in file.schema_arrow.names]
    # Without its metadata a file holds columns and nothing else to interpret.
    return pd.DataFrame(file.read(columns=present).replace_schema_metadata(None).to_pandas())


def _csv(path: Path, *, names: Sequence[str] = (), rows: int | None = None) -> pd.DataFrame:
    return pd.read_csv(
        path,
        sep=_separator(path),
        encoding="utf-8-sig",
        usecols=(lambda name: name in names) if names else None,
        nrows=rows,
        low_memory=False,
    )


def _separator(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        separator = max(_SEPARATORS, key=first.count)
        header = next(csv.reader([first], delimiter=separator), [])
        row = next(csv.reader(file, delimiter=separator), [])
    if len(row) > len(header):
        # Pandas takes the surplus for row labels; every column would hold its neighbour's values.
        raise ValueError("rows have more fields than the header")
    return separator
