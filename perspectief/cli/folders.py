"""Folders that are named on the command line."""

from __future__ import annotations

from pathlib import Path

from perspectief.cli.errors import UsageError


def check_folder(path: Path) -> None:
    """Raise UsageError unless `path` is a folder and may be looked at."""
    try:
        is_folder = path.is_dir()
    except OSError as error:
        raise UsageError(f"cannot look at `{path}`: {error.strerror}") from error
    if not is_folder:
        raise UsageError(f"no folder `{path}`")
