"""The release desk: who asked for an edition, who looked at it, and what left; in plain files.

Beside an edition stands its log, one line of JSON for each step, each with the digest of the line
before, and the head of the log, a small file with the number of lines and the digest of the last.
A line that is changed or taken away is found, the last ones too, as long as the head is not changed
with it: who can write both files can make another log. An edition leaves when two people approved
of the very bytes that leave, neither of them who asked, and nobody refused. Each of the three has
an account of the machine of their own, or the log says that they had not.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

if sys.platform != "win32":
    import pwd
else:
    import getpass

Step = Literal["request", "approve", "refuse", "release"]
Fault = Literal[
    "no_request",
    "asked_twice",
    "log_damaged",
    "file_differs",
    "own_request",
    "own_account",
    "twice",
    "account_twice",
    "too_few",
    "refused",
    "exists",
    "nameless",
]

APPROVALS = 2
"""How many people must approve, besides who asked."""


class DeskError(Exception):
    """A step that the desk does not take; `fault` says why, as a code."""

    def __init__(self, fault: Fault) -> None:
        self.fault: Fault = fault
        super().__init__(f"the desk refuses: {fault}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the log.

    `who` is the name that was given, `account` the one of the machine, and `same_account` whether
    it was said that others of this log use it too; `file` is the sha256 of the edition as it was
    then, `audit` what the audit found, `before` the digest of the line before.
    """

    step: Step
    who: str
    account: str
    when: str
    file: str
    note: str = ""
    audit: Mapping[str, int] = field(default_factory=dict)
    before: str = ""
    same_account: bool = False

    @property
    def line(self) -> str:
        """The entry as it stands in the log."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    @property
    def digest(self) -> str:
        """What the next line says of this one."""
        return hashlib.sha256(self.line.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Person:
    """Who takes a step, at what time; `same_account` when several work under one account."""

    name: str
    now: datetime
    same_account: bool = False

    def entry(self, step: Step, edition: Path, note: str) -> Entry:
        """Return the line of a step about an edition; raises DeskError without a name."""
        if not _same(self.name):
            raise DeskError("nameless")
        return Entry(
            step=step,
            who=self.name,
            account=account(),
            when=self.now.isoformat(timespec="seconds"),
            file=file_sha256(edition),
            note=note,
            same_account=self.same_account,
        )


def account() -> str:
    """Return the account of the machine that runs this process, whatever the environment says."""
    if sys.platform == "win32":
        return getpass.getuser()
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def log_of(edition: Path) -> Path:
    """Return where the log of an edition stands."""
    return edition.with_name(f"{edition.name}.log")


def head_of(edition: Path) -> Path:
    """Return where the head of the log of an edition stands."""
    return edition.with_name(f"{edition.name}.log.head")


def request(edition: Path, person: Person, why: str, audit: Mapping[str, int]) -> Entry:
    """Write who asks for an edition to be released, what for, and what the audit found.

    Raises
    ------
    DeskError
        When it was asked for already, or nobody asks.
    """
    check_unasked(edition)
    return _add(edition, replace(person.entry("request", edition, why), audit=dict(audit)), [])


def check_unasked(edition: Path) -> None:
    """Refuse what would take the place of an edition that was asked for.

    Raises
    ------
    DeskError
        When it was.
    """
    if log_of(edition).exists() or head_of(edition).exists():
        raise DeskError("asked_twice")


def review(edition: Path, person: Person, step: Literal["approve", "refuse"], note: str) -> Entry:
    """Write that somebody approved of an edition, or refused it.

    Raises
    ------
    DeskError
        When it is who asked, or they did so before, by name or by account; or the edition is not
        the one asked for. Of the account it is not asked when the person says that it is shared.
    """
    log = read(edition)
    entry = person.entry(step, edition, note)
    _check_file(log, entry)
    if _same(entry.who) == _same(log[0].who):
        raise DeskError("own_request")
    if _same(entry.who) in {_same(earlier.who) for earlier in log[1:]}:
        raise DeskError("twice")
    if not entry.same_account:
        if entry.account == log[0].account:
            raise DeskError("own_account")
        if entry.account in {earlier.account for earlier in log[1:]}:
            raise DeskError("account_twice")
    return _add(edition, entry, log)


def release(edition: Path, to: Path, person: Person) -> Entry:
    """Copy an edition to where it leaves from, and write the digest of what left.

    Raises
    ------
    DeskError
        When too few people approved, somebody refused, the edition is not the one they saw, the log
        was changed, or there is a file already.
    """
    log = read(edition)
    entry = replace(person.entry("release", edition, str(to)), audit=log[0].audit)
    _check_file(log, entry)
    if any(earlier.step == "refuse" for earlier in log):
        raise DeskError("refused")
    if len(approvals(log)) < APPROVALS:
        raise DeskError("too_few")
    if to.exists():
        raise DeskError("exists")
    part = to.with_name(f"{to.name}.part")
    shutil.copyfile(edition, part)
    if file_sha256(part) != entry.file:
        part.unlink()
        raise DeskError("file_differs")
    part.chmod(0o444)
    # In the log before it leaves: what left is always in it.
    written = _add(edition, entry, log)
    part.replace(to)
    return written


def approvals(log: list[Entry]) -> tuple[str, ...]:
    """Return who approved."""
    return tuple(entry.who for entry in log if entry.step == "approve")


def read(edition: Path) -> list[Entry]:
    """Return the log of an edition.

    Raises
    ------
    DeskError
        When there is none, or it is not as it was written.
    """
    path, head = log_of(edition), head_of(edition)
    if not path.is_file() and not head.exists():
        raise DeskError("no_request")
    try:
        last = head.read_text("utf-8")
        log = [Entry(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    except (OSError, TypeError, ValueError) as error:
        raise DeskError("log_damaged") from error
    before = ["", *(entry.digest for entry in log)]
    chained = all(entry.before == digest for entry, digest in zip(log, before, strict=False))
    if not log or log[0].step != "request" or not chained or last != _head(log):
        raise DeskError("log_damaged")
    return log


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_file(log: list[Entry], entry: Entry) -> None:
    if any(earlier.file != entry.file for earlier in log):
        raise DeskError("file_differs")


def _add(edition: Path, entry: Entry, log: list[Entry]) -> Entry:
    chained = replace(entry, before=log[-1].digest if log else "")
    with log_of(edition).open("a", encoding="utf-8") as file:
        file.write(f"{chained.line}\n")
        file.flush()
        os.fsync(file.fileno())
    # Put in its place at once, so that there is never half of it.
    part = head_of(edition).with_suffix(".part")
    part.write_text(_head([*log, chained]), "utf-8")
    part.replace(head_of(edition))
    return chained


def _head(log: list[Entry]) -> str:
    """Return what the head says of a log: how many lines, and the digest of the last."""
    return json.dumps({"lines": len(log), "digest": log[-1].digest}, sort_keys=True)


def _same(name: str) -> str:
    """Return a name as it is compared: capitals and spaces make nobody another person."""
    return " ".join(name.casefold().split())
