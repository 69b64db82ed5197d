"""Where a file is: its path, and the values that the names of the folders above it give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from perspectief.cli.errors import DataError
from perspectief.cli.reading.opening import open_plain

_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, Spark and Arrow call a folder of rows that miss the value."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file by its path."""

    path: str

    def open(self) -> BinaryIO:
        """Return the file, open at its start; errors as `open_plain`."""
        return open_plain(Path(self.path))

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return Path(self.path).stat().st_size

    @property
    def folders(self) -> dict[str, str | None]:
        """Values of all rows by column: those of folders such as `jaar=2010`; None is missing."""
        found: dict[str, str | None] = {}
        for folder in Path(self.path).parts[:-1]:
            name, equals, value = (unquote(part) for part in folder.partition("="))
            if not equals or not name:
                continue
            if name in found:
                raise DataError(f"`{self.path}` has two folders that give `{name}`")
            found[name] = None if value == _NO_VALUE else value
        return found

    def __str__(self) -> str:
        return self.path
