"""How much of a file is taken in at once: a file of a few kilobytes may unfold to gigabytes.

How many rows a Parquet file has is not bounded: they are counted in parts that stay small, and
sorted or mostly constant columns of an honest table fold to hardly a byte a row.
"""

from __future__ import annotations

from collections.abc import Sequence

from perspectief.cli.errors import DataError

MOST_COLUMNS = 10_000
MOST_WHOLE = 50_000_000
"""Bytes of a CSV that is read in one piece; a cell takes at least one."""
MOST_VALUES = 100_000
"""Different values of a column of categories."""
MOST_CHARACTERS = 131_072
"""In one field; also where the csv module stops."""
MOST_LINE = 1 << 24
"""Characters in one line, or in one row of several lines."""
MOST_FOOTER = 1 << 26
"""Bytes of the description at the end of a Parquet file."""
MOST_UNFOLDED = 1 << 29
"""Bytes of the columns asked for, in one row group, uncompressed."""
BATCH_ROWS = 1 << 14
BATCH_CHARACTERS = 1 << 23


def check_columns(n: int) -> None:
    """Raise a DataError when there are too many columns."""
    if n > MOST_COLUMNS:
        raise DataError(f"there are {n:,} columns; at most {MOST_COLUMNS:,} are read")


def check_length(texts: Sequence[str | None], name: str) -> None:
    """Raise a DataError when a value is too long."""
    if any(text is not None and len(text) > MOST_CHARACTERS for text in texts):
        raise DataError(f"column `{name}` has a value of more than {MOST_CHARACTERS:,} characters")
