"""Files in an object store, by addresses such as `s3://bucket/folder/file.parquet`.

What the store needs to know (keys, region, endpoint) comes from the environment as for any program
that uses it, or stands behind a question mark: `?region=eu-west-1&endpoint_override=HOST:PORT`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from perspectief.cli.errors import UsageError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

_SCHEME = "s3://"


def is_stored(asked: str) -> bool:
    """Return whether this is an address in an object store."""
    return asked.startswith(_SCHEME)


def open_stored(address: str) -> BinaryIO:
    """Return an object, open at its start; UsageError when it cannot be opened."""
    with _reporting(address):
        store, path = _store(address)
        return cast(BinaryIO, store.open_input_file(path))


def find_stored(address: str, endings: tuple[str, ...]) -> list[str]:
    """Return the addresses of one object, of all in a folder and below, or that a pattern fits.

    Of a folder those with one of these endings, but for what is hidden or being written.
    """
    from pyarrow.fs import FileSelector, FileType

    plain, mark, settings = address.partition("?")
    at = min((plain.find(sign) for sign in "*[" if sign in plain), default=-1)
    base = plain if at < 0 else plain[: plain.rindex("/", 0, at)]
    with _reporting(address):
        store, path = _store(base + mark + settings)
        if at < 0 and store.get_file_info(path).type == FileType.File:
            return [address]
        below = store.get_file_info(FileSelector(path, recursive=True, allow_not_found=True))
    names = [info.path[len(path) :] for info in below if info.type == FileType.File]
    if at < 0:
        fit = [name for name in names if name.endswith(endings) and not re.search("/[._]", name)]
    else:
        fit = [name for name in names if _pattern(plain[len(base) :]).fullmatch(name)]
    return [base.rstrip("/") + name + mark + settings for name in fit]


def _store(address: str) -> tuple[FileSystem, str]:
    # Only here: it takes a third of a second.
    from pyarrow.fs import FileSystem

    store, path = FileSystem.from_uri(address.rstrip("/"))
    return store, path


def _pattern(text: str) -> re.Pattern[str]:
    """Return a pattern of paths: `*` stays within a folder, `**/` goes through any."""
    parts = re.split(r"(\*\*/|\*|\[[^\]]+\])", text)
    signs = {"**/": "(?:.*/)?", "*": "[^/]*"}

    def written(part: str) -> str:
        return part.replace("[!", "[^") if part.startswith("[") else re.escape(part)

    pieces = (signs.get(part) or written(part) for part in parts)
    return re.compile("".join(pieces))


@contextmanager
def _reporting(address: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        # What stands behind the question mark may be a key.
        shown = address.partition("?")[0]
        raise UsageError(f"cannot open `{shown}`: {' '.join(str(error).split())[:300]}") from error
