"""Which published edition is on the screen, where the dashboard shows one and no extract."""

from __future__ import annotations

import os
from collections.abc import Hashable
from pathlib import Path

from perspectief.publishing.bundle import BundleError


def path() -> Path | None:
    """Return the file of the edition to show; None where an extract is shown."""
    given = os.environ.get("PERSPECTIEF_BUNDLE")
    return Path(given) if given else None


def identity(file: Path) -> Hashable:
    """Return a key that changes when another edition takes the place of the one in `file`.

    Raises
    ------
    BundleError
        When there is none.
    """
    try:
        status = file.stat()
    except OSError as error:
        raise BundleError("absent") from error
    return str(file), status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
