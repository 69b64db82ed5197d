"""The log of who looked at what: who, when, page, selection and policy; never what they saw.

One line of JSON for each view, on the disk before the view is shown. Each process has its own file,
a new one every day and whenever it is full, so nothing is renamed or thrown away here: how long the
log is kept is for the host. What cannot be written is not shown.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock

PLACE = "PERSPECTIEF_TRAIL"
MOST_BYTES = 10_000_000
_OWNER_ONLY = 0o600


class TrailError(Exception):
    """The log cannot be written; nothing may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One view. `selection` is the query of the address: codes of filters and choices."""

    who: str
    name: str
    page: str
    selection: dict[str, list[str]]
    policy: str
    extract: str


class Trail:
    """Writes entries to a folder; safe to use from many threads of one process.

    Parameters
    ----------
    folder : Path
        Made when it is not there.
    most_bytes : int
        After this size a new file begins.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most_bytes
        self._number = 1
        self._lock = Lock()

    def write(self, entry: Entry, now: datetime | None = None) -> None:
        """Add an entry; when this returns it survives the end of the process and of the power.

        Raises
        ------
        TrailError
            When it cannot be written whole.
        """
        at = now or datetime.now(UTC)
        line = json.dumps({"at": at.isoformat(timespec="milliseconds"), **asdict(entry)})
        try:
            with self._lock:
                self._append(f"{line}\n".encode(), at)
        except OSError as error:
            raise TrailError("the log of views cannot be written") from error

    def _append(self, line: bytes, at: datetime) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._file(at)
        while path.exists() and path.stat().st_size + len(line) > self._most:
            self._number += 1
            path = self._file(at)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        opened = os.open(path, flags, _OWNER_ONLY)
        try:
            if os.write(opened, line) != len(line):
                raise OSError("the line was cut off")
            os.fsync(opened)
        finally:
            os.close(opened)

    def _file(self, at: datetime) -> Path:
        return self._folder / f"inzage-{at:%Y-%m-%d}-{os.getpid()}-{self._number:04}.jsonl"

    def try_out(self) -> None:
        """Raise TrailError when nothing can be written here; leaves nothing behind."""
        probe = self._folder / f".probe-{os.getpid()}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe.write_bytes(b"x")
            probe.unlink()
        except OSError as error:
            raise TrailError("the log of views cannot be written") from error


@cache
def trail() -> Trail | None:
    """Return the log that the environment names; None when it names none."""
    place = os.environ.get(PLACE)
    return Trail(Path(place)) if place else None


def write(entry: Entry) -> None:
    """Add an entry to the log of this process; TrailError when there is none."""
    own = trail()
    if own is None:
        raise TrailError("no place for the log of views")
    own.write(entry)
