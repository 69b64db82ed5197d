"""Which published edition is on the screen: alone, or beside an extract for one of the roles."""

from __future__ import annotations

import os
from collections.abc import Hashable
from pathlib import Path

from perspectief.publishing.bundle import BundleError
from perspectief.screen import signing_in


class NothingPublishedError(BundleError):
    """There is no edition to show to who may see nothing else."""

    def __init__(self) -> None:
        super().__init__("absent")


def path() -> Path | None:
    """Return the file of the edition, which need not be there; None where none is configured."""
    given = os.environ.get("PERSPECTIEF_BUNDLE")
    return Path(given) if given else None


def alone() -> bool:
    """Tell whether an edition is all there is to show.

    Beside an extract it stands only where people sign in: each role is then shown one of the two.
    """
    beside = signing_in.is_on() and os.environ.get("PERSPECTIEF_EXTRACT")
    return path() is not None and not beside


def to_show() -> Path:
    """Return the file of the edition.

    Raises
    ------
    NothingPublishedError
        When none is configured, or beside an extract none is there.
    """
    file = path()
    if file is None or not (alone() or file.exists()):
        raise NothingPublishedError
    return file


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
