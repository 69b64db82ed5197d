"""Which extract is on the screen: the one in the folder, as long as it is there and sound.

An extract may be replaced, broken or withdrawn while the dashboard runs. Before every run of a page
the folder is looked at. What is new is loaded aside, while others go on with what they have; it
comes in use when it is sound and whole. When it is not, the last good one stays, and it is said
since when. An extract whose manifest is gone is withdrawn: nothing of it is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from perspectief_core.data import extract
from perspectief_core.data.extract import Extract, ExtractFaultsError

RETRY_SECONDS = 10.0
"""How long a failure stands before the same files are tried again: a cause may pass (memory, a
right to read), but to read a file that unfolds costs seconds, and every visitor would pay them."""


@dataclass(frozen=True, slots=True)
class Later:
    """An extract that came later and cannot be used: when it was first seen, and its faults."""

    seen: datetime
    faults: int


@dataclass(frozen=True, slots=True)
class InUse:
    """An extract in use, the identity it was loaded under, since when, and a broken later one."""

    extract: Extract
    identity: str | None
    since: datetime
    later: Later | None = None


@dataclass(frozen=True, slots=True)
class _Failure:
    identity: str | None
    seen: datetime
    tried: float
    error: ExtractFaultsError


class Supply:
    """Keeps the extract of one folder up to date; safe to use from many threads.

    Parameters
    ----------
    folder : Path
        Folder of the extract.
    forget : function
        Called when another extract comes in use or the one in use is withdrawn, so that nothing
        that was made of it is kept.
    clock : function, optional
        Seconds that pass, for `RETRY_SECONDS`.
    """

    def __init__(
        self,
        folder: Path,
        forget: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.folder = folder
        self._forget = forget
        self._clock = clock
        self._used: InUse | None = None
        self._failure: _Failure | None = None
        self._loading = Lock()

    @property
    def used(self) -> InUse | None:
        """What is in use, without a look at the folder."""
        return self._used

    def current(self) -> InUse:
        """Return the extract to show now.

        Raises
        ------
        ExtractFaultsError
            When there is none: the one in the folder has faults and no good one came before it, or
            it is withdrawn.
        """
        identity, used = self._look()
        if used is not None and used.identity == identity:
            return used
        # Whoever has nothing to show waits for the load; others go on with what they have.
        if self._loading.acquire(blocking=used is None):
            try:
                self._renew()
            finally:
                self._loading.release()
            used = self._used
        failure = self._failure
        if failure is None:
            assert used is not None, "what was not loaded has failed"
            return used
        if used is None:
            raise failure.error.with_traceback(None)
        return replace(used, later=Later(failure.seen, len(failure.error.faults)))

    def _look(self) -> tuple[str | None, InUse | None]:
        """Return what is in the folder and what is in use; nothing is when it is withdrawn."""
        identity = extract.identity(self.folder)
        if identity is None and self._used is not None:
            self._used = None
            self._forget()
        return identity, self._used

    def _renew(self) -> None:
        """Load what is in the folder now, unless that was done meanwhile or failed just before."""
        identity, used = self._look()
        if used is not None and used.identity == identity:
            return
        failure = self._failure
        known = failure if failure is not None and failure.identity == identity else None
        if known is not None and self._clock() - known.tried < RETRY_SECONDS:
            return
        now = datetime.now().astimezone()
        try:
            loaded = extract.load(self.folder)
        except ExtractFaultsError as error:
            seen = known.seen if known is not None else now
            self._failure = _Failure(identity, seen, self._clock(), error)
            return
        self._used, self._failure = InUse(loaded, identity, now), None
        self._forget()
