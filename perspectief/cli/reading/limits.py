"""How much of a file is taken in: a file of a few kilobytes may unfold to gigabytes."""

from __future__ import annotations

from collections.abc import Sequence

from perspectief.cli.errors import DataError

MOST_COLUMNS = 10_000
MOST_WHOLE = 50_000_000
"""Bytes of a CSV that is read in one piece; a cell takes at least one."""
MOST_FOLDED_CELLS = 6_000_000
MOST_CELLS_PER_BYTE = 10
"""A file with more cells in a byte than this is folded: its rows are not worth a gigabyte."""
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


def check_folded(rows: int, columns: int, size: int) -> None:
    """Raise a DataError when a small file, of `size` bytes, holds very many cells."""
    cells = rows * columns
    if cells > MOST_FOLDED_CELLS and cells > MOST_CELLS_PER_BYTE * size:
        raise DataError(
            f"it unfolds to {rows:,} rows from {size:,} bytes: that is not taken for a table"
        )


def check_length(texts: Sequence[str | None], name: str) -> None:
    """Raise a DataError when a value is too long."""
    if any(text is not None and len(text) > MOST_CHARACTERS for text in texts):
        raise DataError(f"column `{name}` has a value of more than {MOST_CHARACTERS:,} characters")
