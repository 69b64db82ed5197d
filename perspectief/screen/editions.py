"""Which published edition is on the screen, where the dashboard shows one and no extract."""

from __future__ import annotations

import os
from pathlib import Path

from perspectief.publishing.bundle import BundleError
from perspectief.publishing.edition import Opened, open_edition
from perspectief.screen.remembering import Memory

_opened = Memory[Opened](2)


def path() -> Path | None:
    """Return the file of the edition to show; None where an extract is shown."""
    given = os.environ.get("PERSPECTIEF_BUNDLE")
    return Path(given) if given else None


def current(file: Path) -> Opened:
    """Return the edition in a file; one that takes its place is opened instead.

    Raises
    ------
    BundleError
        When there is none that can be used.
    """
    try:
        found = file.stat()
    except OSError as error:
        raise BundleError("absent") from error
    key = (str(file), found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return _opened.get(key, lambda: open_edition(file))
