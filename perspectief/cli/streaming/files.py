"""Which files are meant: one, all in a folder and below, or those that a pattern fits."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path

from perspectief.cli.errors import DataError, UsageError
from perspectief.cli.reading.limits import MOST_WHOLE
from perspectief.cli.reading.opening import is_parquet
from perspectief.cli.streaming.places import Place
from perspectief.cli.streaming.stores import find_stored, is_stored

_PATTERN = "*?["
_ENDINGS = (".parquet", ".csv")
MOST_FILES = 100_000


def find_files(asked: str) -> list[Place]:
    """Return the files that are meant, in order: Parquet or CSV, one of both.

    Raises
    ------
    UsageError
        Nothing fits, or a file cannot be opened.
    DataError
        There are files of both kinds, or too many.
    """
    path = Path(asked)
    if is_stored(asked):
        files = sorted(Place(address) for address in find_stored(asked, _ENDINGS))
    elif path.is_dir():
        files = _in_folder(path)
    elif not path.exists() and any(sign in asked for sign in _PATTERN):
        # Path.glob takes no absolute pattern.
        files = sorted(Place(name) for name in glob.glob(asked, recursive=True))  # noqa: PTH207
    else:
        files = [Place(asked)]
    if not files:
        raise UsageError(f"cannot open `{Place(asked)}`: there is no Parquet or CSV file")
    if len(files) > MOST_FILES:
        raise DataError(
            f"`{Place(asked)}` has {len(files):,} files; at most {MOST_FILES:,} are read"
        )
    _check_one_kind(files)
    return files


def fits_whole(files: Sequence[Place]) -> bool:
    """Return whether there is one CSV only, so small that it is best read once and kept."""
    return (
        len(files) == 1
        and not files[0].is_stored
        and not files[0].folders
        and not _is_parquet(files[0])
        and Path(files[0].path).stat().st_size <= MOST_WHOLE
    )


def _in_folder(folder: Path) -> list[Place]:
    """Return the files below a folder, but for what is hidden or being written."""
    files = [
        Place(str(path))
        for ending in _ENDINGS
        for path in folder.rglob(f"*{ending}")
        if not any(part.startswith(("_", ".")) for part in path.relative_to(folder).parts)
    ]
    return sorted(files)


def _check_one_kind(files: Sequence[Place]) -> None:
    first, *rest = files
    kind = _is_parquet(first)
    for file in rest:
        if _is_parquet(file) != kind:
            other, this = (file, first) if kind else (first, file)
            raise DataError(
                f"`{other}` is no Parquet file and `{this}` is: files that are read together are "
                "all Parquet or all CSV; a pattern such as 'FOLDER/**/*.parquet' says which"
            )


def _is_parquet(place: Place) -> bool:
    with place.open() as file:
        return is_parquet(file)
