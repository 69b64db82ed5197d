"""Where a file is: its path, and the values that the names of the folders above it give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from perspectief.cli.errors import DataError
from perspectief.cli.reading.opening import check_kind, open_plain
from perspectief.cli.streaming.stores import is_stored, open_stored

_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, Spark and Arrow call a folder of rows that miss the value."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file by its path, or by its address in an object store."""

    path: str

    def open(self) -> BinaryIO:
        """Return the file, open at its start; errors as `open_plain`."""
        if not self.is_stored:
            return open_plain(Path(self.path))
        file = open_stored(self.path)
        check_kind(str(self), file.read(16))
        file.seek(0)
        return file

    @property
    def is_stored(self) -> bool:
        """Whether it is in an object store."""
        return is_stored(self.path)

    @property
    def folders(self) -> dict[str, str | None]:
        """Values of all rows by column: those of folders such as `jaar=2010`; None is missing."""
        values: dict[str, str | None] = {}
        for folder in Path(str(self)).parts[:-1]:
            name, equals, value = (unquote(part) for part in folder.partition("="))
            if not equals or not name:
                continue
            if name in values:
                raise DataError(f"`{self}` has two folders that give `{name}`")
            values[name] = None if value == _NO_VALUE else value
        return values

    def __str__(self) -> str:
        # What stands behind the question mark of an address may be a key.
        return self.path.partition("?")[0] if self.is_stored else self.path
