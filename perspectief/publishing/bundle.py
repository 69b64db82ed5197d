"""One file with every answer of a published edition, and nothing else: no persons, no program.

The file is an SQLite database of three tables. `about` says of what extract the edition is, how it
was made, and of which types its results are. `answers` gives, for the text of every ask (`asking`),
the digest of what is answered. `contents` has what is answered, once, under its digest: a protected
result as text (`encoding`), the reason why it is withheld, or the column that the extract lacks for
it. A bundle is made as a `Draft` and read as a `Bundle`.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from json.encoder import encode_basestring_ascii
from pathlib import Path
from threading import Lock
from typing import Any, Literal, cast, get_args

from perspectief.publishing.encoding import Codec, EncodingError
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.data.manifest import ExtractKind
from perspectief_core.disclosure.policies import Policy, Reason, Withheld
from perspectief_core.disclosure.protecting import Protected

APPLICATION = 0x50525350
"""Marks the file as a bundle, whatever its name is: `PRSP`."""
FORMAT = 1
RANDOMISED, LOT = "randomised", "lot"
"""Parameters of an edition of drawn results: of how many of 100 people, and the mark of the key."""

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, said TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE contents (digest TEXT PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE answers (ask TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
"""

Answer = Protected[Any] | Withheld | ColumnMissingError
"""What can be answered: a result, that it may not be shown, or that the extract lacks a column."""

Fault = Literal["absent", "not_a_bundle", "damaged", "other_program", "unfinished_differs", "empty"]


class BundleError(Exception):
    """A bundle cannot be used or made; `fault` says why, as a code."""

    def __init__(self, fault: Fault) -> None:
        self.fault: Fault = fault
        super().__init__(f"the bundle cannot be used: {fault}")


class MissingAnswerError(Exception):
    """An edition has no answer to what is asked: it was made for other asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Of what extract an edition is, and how it is made; two with the same are the same edition.

    `parameters` are those of the policy, `places` the names of the steunpunten by code, and
    `program` is the version of this program; `previous` the checksums of the editions that it was
    laid beside, with a space between them, empty for a first one.
    """

    extract_id: str
    kind: ExtractKind
    peildatum: str
    origin: str
    policy: Policy
    parameters: Mapping[str, int]
    places: Mapping[str, str]
    program: str
    previous: str = ""

    @property
    def randomised(self) -> int:
        """Of how many of 100 people the results were drawn by lot."""
        return self.parameters.get(RANDOMISED, 0)

    @property
    def lot(self) -> tuple[int, int]:
        """That number and the mark of the key, so that it can be told which lot it was."""
        return self.randomised, self.parameters.get(LOT, 0)


class Draft:
    """A bundle that is being made, beside the place where it will stand; it can be resumed.

    Parameters
    ----------
    out : path
        Where the bundle will stand once it is finished; until then that place is left alone.
    edition : Edition
        What is made. An unfinished draft of the same edition is continued.
    codec : Codec
        The result types that may occur.

    Raises
    ------
    BundleError
        When an unfinished draft of another edition stands there, or something else.
    """

    def __init__(self, out: Path, edition: Edition, codec: Codec) -> None:
        self._out = out
        self._edition = edition
        self._codec = codec
        self._part = out.with_name(f"{out.name}.part")
        self._file = sqlite3.connect(self._part)
        try:
            self._begin()
        except BaseException:
            self._file.close()
            raise

    @property
    def edition(self) -> Edition:
        """What is made."""
        return self._edition

    def __contains__(self, ask: str) -> bool:
        cursor = self._file.execute("SELECT 1 FROM answers WHERE ask = ?", (ask,))
        return cursor.fetchone() is not None

    def put(self, ask: str, answer: Answer) -> None:
        """Store the answer to an ask; as `put_all`."""
        self.put_all([(ask, answer)])

    def put_all(self, answers: Iterable[tuple[str, Answer]]) -> None:
        """Store answers to asks, all or none; only what passed the gate under the edition's policy.

        Raises
        ------
        ValueError
            When the result is of another extract, or passed under another policy.
        EncodingError
            When a part of it is of a type that is not declared.
        """
        with self._file:
            for ask, answer in answers:
                kind, body = self._stored(answer)
                digest = _digest(kind, body)
                self._file.execute(
                    "INSERT OR IGNORE INTO contents VALUES (?, ?, ?)", (digest, kind, body)
                )
                self._file.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (ask, digest))

    def _stored(self, answer: Answer) -> tuple[str, str]:
        """Return the kind and the text of an answer."""
        if isinstance(answer, Withheld):
            # Who knows which views were hidden only for their siblings knows the others are small.
            return "withheld", "too_few" if answer.reason == "siblings" else answer.reason
        if isinstance(answer, ColumnMissingError):
            return "missing", self._codec.write((answer.table, answer.column))
        source, own = answer.provenance, self._edition
        if (source.extract_id, source.policy) != (own.extract_id, own.policy):
            raise ValueError("a bundle holds results of its own extract and policy only")
        return "shown", self._codec.write(answer.value)

    def answers(self) -> Iterator[tuple[str, object]]:
        """Yield every ask with its answer: what an audit of the edition looks at."""
        yield from _answers(self._file, self._codec)

    def finish(self, audit: Mapping[str, int], made: date) -> str:
        """Close the bundle, put it in its place as a file to read only, and return its checksum.

        Parameters
        ----------
        audit : dict of int
            What the audit of the answers found.
        made : date
            Printed on every page of the edition.

        Raises
        ------
        BundleError
            When there is no answer in it.
        """
        if self._file.execute("SELECT count(*) FROM answers").fetchone()[0] == 0:
            raise BundleError("empty")
        with self._file:
            self._say("audit", json.dumps(dict(audit), sort_keys=True))
            self._say("made", made.isoformat())
            self._file.execute(
                "DELETE FROM contents WHERE digest NOT IN (SELECT digest FROM answers)"
            )
            checksum = _checksum(self._file)
            self._say("checksum", checksum)
        self._file.execute("VACUUM")
        self.close()
        self._part.chmod(0o444)
        self._part.replace(self._out)
        return checksum

    def close(self) -> None:
        """Let go of the file; what was put stays, to be continued."""
        self._file.close()

    def _begin(self) -> None:
        edition = json.dumps(asdict(self._edition), sort_keys=True)
        try:
            if not self._file.execute("SELECT 1 FROM sqlite_master").fetchone():
                self._file.executescript(
                    f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT};"
                    f"BEGIN; {_TABLES} COMMIT;"
                )
                with self._file:
                    self._say("edition", edition)
                    self._say("types", self._codec.types)
            said = _said(self._file)
            if (said.get("edition"), said.get("types")) != (edition, self._codec.types):
                raise BundleError("unfinished_differs")
        except sqlite3.DatabaseError as error:
            raise BundleError("unfinished_differs") from error

    def _say(self, name: str, said: str) -> None:
        self._file.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, said))


class Bundle:
    """A finished bundle, open to read. Safe to use from many threads.

    Parameters
    ----------
    path : path
        The file.
    codec : Codec
        The result types that may occur.
    program : str
        Version of this program. Another one asks other things, or reads the answers otherwise.

    Raises
    ------
    BundleError
        When the file is absent, is no bundle, is damaged, or is of another program: of another
        version, or with result types of other names or fields.

    Notes
    -----
    On opening, the checksum over all asks and the digests of their answers is compared; the digest
    of an answer when it is read. This finds damage, not forgery: for that, compare the checksum
    with the one that was published.
    """

    def __init__(self, path: Path, codec: Codec, program: str) -> None:
        if not path.is_file():
            raise BundleError("absent")
        self._codec = codec
        self._lock = Lock()
        self._file = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        try:
            self._open(program)
        except BaseException:
            self._file.close()
            raise

    def __contains__(self, ask: str) -> bool:
        with self._lock:
            cursor = self._file.execute("SELECT 1 FROM answers WHERE ask = ?", (ask,))
            return cursor.fetchone() is not None

    def answer(self, ask: str) -> object:
        """Return the result that is the answer to `ask`.

        Raises
        ------
        Withheld
            When the answer is that it may not be shown.
        ColumnMissingError
            When the extract lacks a column for it.
        MissingAnswerError
            When the edition has no answer to it.
        BundleError
            When the answer is damaged, or cannot be read by this program.
        """
        with self._lock:
            try:
                content = self._file.execute(
                    "SELECT contents.digest, kind, body FROM answers "
                    "LEFT JOIN contents USING (digest) WHERE ask = ?",
                    (ask,),
                ).fetchone()
            except sqlite3.DatabaseError as error:
                raise BundleError("damaged") from error
        if content is None:
            raise MissingAnswerError("the edition has no answer to this")
        answer = _read(self._codec, *content)
        if isinstance(answer, (Withheld, ColumnMissingError)):
            raise answer
        return answer

    def answers(self) -> Iterator[tuple[str, object]]:
        """Yield every ask with its answer (a result, or why there is none), in order of asks."""
        yield from _answers(self._file, self._codec)

    def asks(self, beginning: str) -> Iterator[tuple[str, bool]]:
        """Yield every ask that begins so, and whether a result is the answer, in order of asks."""
        rows = self._file.execute(
            "SELECT ask, kind FROM answers JOIN contents USING (digest) "
            "WHERE substr(ask, 1, ?) = ? ORDER BY ask",
            (len(beginning), beginning),
        )
        for ask, kind in rows:
            yield ask, kind == "shown"

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _open(self, program: str) -> None:
        try:
            marks = [
                self._file.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("application_id", "user_version")
            ]
            if marks[0] != APPLICATION:
                raise BundleError("not_a_bundle")
            if marks[1] != FORMAT:
                raise BundleError("other_program")
            said = _said(self._file)
            if said.get("checksum") != _checksum(self._file):
                raise BundleError("damaged")
        except sqlite3.DatabaseError as error:
            raise BundleError("not_a_bundle" if _is_no_database(error) else "damaged") from error
        try:
            self.edition = Edition(**json.loads(said["edition"]))
        except TypeError as error:
            raise BundleError("other_program") from error
        self.audit: Mapping[str, int] = json.loads(said["audit"])
        self.made = date.fromisoformat(said["made"])
        self.checksum = said["checksum"]
        # A result type can be moved or changed without another version of the program.
        if self.edition.program != program or said.get("types") != self._codec.types:
            raise BundleError("other_program")


def _is_no_database(error: sqlite3.DatabaseError) -> bool:
    return error.sqlite_errorcode == sqlite3.SQLITE_NOTADB


def _said(file: sqlite3.Connection) -> dict[str, str]:
    return dict(file.execute("SELECT name, said FROM about"))


def _digest(kind: str, body: str) -> str:
    return hashlib.sha256(f"{kind}\n{body}".encode()).hexdigest()


def _checksum(file: sqlite3.Connection) -> str:
    """Return the hash over what is said about the edition and over every ask and its digest."""
    key = hashlib.sha256()
    for name, said in sorted(_said(file).items()):
        if name != "checksum":
            key.update(json.dumps([name, said]).encode())
    # As `json.dumps` writes a row; asking that for each of thousands is a fortieth of a start.
    written = encode_basestring_ascii
    for ask, digest in file.execute("SELECT ask, digest FROM answers ORDER BY ask"):
        key.update(f"[{written(ask)}, {written(digest)}]".encode())
    return key.hexdigest()


def _answers(file: sqlite3.Connection, codec: Codec) -> Iterator[tuple[str, object]]:
    for ask, *content in file.execute(
        "SELECT ask, contents.digest, kind, body FROM answers LEFT JOIN contents USING (digest) "
        "ORDER BY ask"
    ):
        yield ask, _read(codec, *content)


def _read(codec: Codec, digest: str | None, kind: str | None, body: str | None) -> object:
    if kind is None or body is None or digest != _digest(kind, body):
        raise BundleError("damaged")
    if kind == "withheld":
        if body not in get_args(Reason):
            raise BundleError("damaged")
        return Withheld(cast(Reason, body))
    try:
        value = codec.read(body)
    except EncodingError as error:
        # Its digest fits: so it was written, of what this program does not know.
        raise BundleError("other_program") from error
    if kind == "missing":
        return ColumnMissingError(*cast(tuple[str, str], value))
    return value
