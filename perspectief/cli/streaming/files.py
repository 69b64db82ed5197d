"""Which files are meant: one, all in a folder and below, or those that a pattern fits."""

from __future__ import annotations

import glob
from pathlib import Path

from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.reading.opening import is_parquet, open_plain

_PATTERN = "*?["
MOST_FILES = 100_000


def find_files(asked: str) -> list[Path] | None:
    """Return the Parquet files that are meant, in order; None for one file of another kind.

    Raises
    ------
    UsageError
        Nothing fits, or a file cannot be opened.
    DataError
        One of several files is no Parquet.
    """
    path = Path(asked)
    if path.is_dir():
        found = _in_folder(path)
    elif not path.exists() and any(sign in asked for sign in _PATTERN):
        # Path.glob takes no absolute pattern.
        found = sorted(Path(one) for one in glob.glob(asked, recursive=True))  # noqa: PTH207
    else:
        return [path] if _is_parquet(path) else None
    if not found:
        raise UsageError(f"cannot open `{asked}`: there is no Parquet file")
    if len(found) > MOST_FILES:
        raise DataError(f"`{asked}` has {len(found):,} files; at most {MOST_FILES:,} are read")
    for one in found:
        if not _is_parquet(one):
            raise DataError(f"`{one}` is no Parquet file; several files are read as Parquet only")
    return found


def _in_folder(folder: Path) -> list[Path]:
    """Return the Parquet files below a folder, but for what is hidden or being written."""
    found = [
        one
        for one in folder.rglob("*.parquet")
        if not any(part.startswith(("_", ".")) for part in one.relative_to(folder).parts)
    ]
    return sorted(found)


def _is_parquet(path: Path) -> bool:
    with open_plain(path) as file:
        return is_parquet(file)
