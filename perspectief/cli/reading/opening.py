"""Opening a file that may be anything: only a plain file is read, and what it is is said."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from perspectief.cli.errors import DataError, UsageError

PARQUET = b"PAR1"
_OTHER_KINDS = {
    b"PARE": "is an encrypted Parquet file",
    b"PK\x03\x04": "is an Excel workbook or a zip file: save it as 'CSV UTF-8', or unpack it",
    b"\xd0\xcf\x11\xe0": "is an Excel workbook: save it as 'CSV UTF-8'",
    b"\x1f\x8b": "is compressed (gzip): unpack it first",
    b"\x28\xb5\x2f\xfd": "is compressed (zstd): unpack it first",
    b"BZh": "is compressed (bzip2): unpack it first",
    b"\xfd7zXZ": "is compressed (xz): unpack it first",
    b"ARROW1": "is an Arrow file: write it as Parquet",
    b"SQLite format 3": "is a database: export a table as Parquet or CSV",
}


def open_plain(path: Path) -> BinaryIO:
    """Return a plain file, open at its start.

    Raises
    ------
    UsageError
        It is not there, may not be read, or is a folder, a pipe or a device.
    DataError
        It is empty, or visibly something else than CSV or Parquet.
    """
    try:
        # Without NONBLOCK a pipe that nobody writes to would hold us here.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot open `{path}`: {reason}") from error
    file = os.fdopen(number, "rb") if stat.S_ISREG(os.fstat(number).st_mode) else None
    if file is None:
        os.close(number)
        raise UsageError(f"cannot open `{path}`: it is not a plain file")
    try:
        check_kind(path, file.read(16))
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def is_parquet(file: BinaryIO) -> bool:
    """Return whether a file starts as Parquet; it is left at its start."""
    start = file.read(len(PARQUET))
    file.seek(0)
    return start == PARQUET


def check_kind(path: Path | str, start: bytes) -> None:
    """Raise a DataError when a file is empty or, by how it starts, something else."""
    if not start:
        raise DataError(f"`{path}` is empty")
    for mark, what in _OTHER_KINDS.items():
        if start.startswith(mark):
            raise DataError(f"`{path}` {what}")
