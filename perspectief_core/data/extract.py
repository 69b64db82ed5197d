"""The one door that reads Parquet: a folder becomes an `Extract`, or every fault is reported.

An extract is a folder with `deelnemers.parquet`, `steunpunten.parquet`, `dtv.parquet` and
`manifest.json`. Each file is read once; its hash is checked before it is parsed, in a process of
its own, and the contract after. What comes after `load` trusts the data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perspectief_core.arrays import pd
from perspectief_core.data import manifest
from perspectief_core.data.contract import Fault, TableSpec
from perspectief_core.data.files import UnreadableError, printable, read_plain
from perspectief_core.data.manifest import TABLES, ExtractKind, Manifest, Statement
from perspectief_core.data.tables import INVENTED_COLUMNS, INVENTED_LEVELS, table_spec

if TYPE_CHECKING:
    from perspectief_core.data.parsing import Parsed, Refused

__all__ = [
    "INVENTED_COLUMNS",
    "INVENTED_LEVELS",
    "TABLES",
    "Extract",
    "ExtractFaultsError",
    "ExtractKind",
    "Manifest",
    "assemble",
    "identity",
    "load",
    "table_spec",
]

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_FAULTS = 100
_ATTEMPTS = 3

_FILES = (manifest.FILE, *(f"{name}.parquet" for name in TABLES))

Contents = bytes | UnreadableError


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """A checked extract. Rows of persons stay inside the core; results are what leaves it."""

    manifest: Manifest
    deelnemers: pd.DataFrame
    steunpunten: pd.DataFrame
    dtv: pd.DataFrame

    @property
    def places(self) -> dict[str, str]:
        """Names of the steunpunten by code, in the order of their table."""
        table = self.steunpunten
        return dict(zip(table["steunpunt"].tolist(), table["naam"].tolist(), strict=True))

    @property
    def id(self) -> str:
        """First twelve hex digits of the hash over all that decides a number: names these data."""
        said = self.manifest
        decides = [
            said.kind,
            said.peildatum.isoformat(),
            said.date_precision,
            said.dtv_rounding,
            said.contract_version,
            *(said.sha256[name] for name in TABLES),
        ]
        return hashlib.sha256(json.dumps(decides).encode()).hexdigest()[:12]


class ExtractFaultsError(Exception):
    """An extract breaks its contract; `faults` holds every fault, none with a person's value.

    Of more than `MAX_FAULTS` the rest is counted in a last fault, `meer_fouten`.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        more = len(faults) - MAX_FAULTS
        if more > 0:
            rest = Fault(table=faults[-1].table, column="", rule="meer_fouten", count=more)
            faults = (*faults[:MAX_FAULTS], rest)
        self.faults = faults
        lines = (f"{f.table}.{f.column}: {f.rule} ({f.count})" for f in faults)
        super().__init__(f"{len(faults)} fault(s): " + "; ".join(lines))


def load(folder: Path | str) -> Extract:
    """Read and check the extract in `folder`.

    Parameters
    ----------
    folder : path
        Folder with the three Parquet files and `manifest.json`; it may itself be a link, its files
        may not.

    Returns
    -------
    Extract

    Raises
    ------
    ExtractFaultsError
        With every fault of every file, gathered before raising.

    Notes
    -----
    A file whose hash differs from the manifest's is not parsed: what it holds is not what was
    released; others are parsed in a limited process of their own. Files may be replaced meanwhile:
    what is returned is one extract, as its manifest has it; when a change in between is the reason
    that it is faulty, it is read again. Dates become `datetime64`, categories ordered as in the
    contract.
    """
    for attempt in range(_ATTEMPTS):
        before = identity(folder)
        try:
            return _checked(_read_files(Path(folder)))
        except ExtractFaultsError:
            if attempt == _ATTEMPTS - 1 or identity(folder) == before:
                raise
    raise AssertionError("the last attempt returns or raises")


def identity(folder: Path | str) -> str | None:
    """Return a key that changes when the extract in `folder` is replaced, without parsing it.

    Parameters
    ----------
    folder : path
        Folder of an extract.

    Returns
    -------
    str or None
        Hash over the whole manifest and over size and times of the files; None when there is no
        manifest that can be read: then there is no extract, and one that was there is withdrawn.

    Notes
    -----
    The files count too, so that an extract whose manifest came before its files is looked at again
    when they arrive. It costs four looks at the disk; what is loaded is known by `Extract.id`.
    """
    folder = Path(folder)
    try:
        key = hashlib.sha256(read_plain(folder / manifest.FILE, manifest.MAX_BYTES))
    except UnreadableError:
        return None
    for name in TABLES:
        try:
            status = (folder / f"{name}.parquet").lstat()
        except (OSError, ValueError):
            key.update(b"-")
        else:
            marks = status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
            key.update(f"{marks};".encode())
    return key.hexdigest()


def assemble(files: Mapping[str, bytes]) -> Extract:
    """Check the files of an extract that are in memory, and make the extract of them.

    Parameters
    ----------
    files : dict of bytes
        Contents by file name: the manifest and the three tables.

    Raises
    ------
    ExtractFaultsError
        With every fault of every file; a file that is not among `files` is one.
    """
    absent = UnreadableError("bestand_ontbreekt")
    return _checked({name: files.get(name, absent) for name in _FILES})


def _read_files(folder: Path) -> dict[str, Contents]:
    contents: dict[str, Contents] = {}
    for name in _FILES:
        most = manifest.MAX_BYTES if name == manifest.FILE else MAX_FILE_BYTES
        try:
            contents[name] = read_plain(folder / name, most)
        except UnreadableError as error:
            contents[name] = error
    return contents


def _checked(files: Mapping[str, Contents]) -> Extract:
    # Arrow and pandas come with the first extract: who shows an edition opens none.
    from perspectief_core.data import parsing
    from perspectief_core.data.apart import parse_apart
    from perspectief_core.data.checking import check_references
    from perspectief_core.data.frames import typed
    from perspectief_core.data.parsing import Job, Refused

    statement = _statement(files[manifest.FILE])
    faults = list(statement.faults)
    jobs: dict[str, Job] = {}
    refused: dict[str, Refused] = {}
    for name in TABLES:
        contents = _promised(files[f"{name}.parquet"], name, statement)
        if isinstance(contents, Refused):
            refused[name] = contents
        else:
            jobs[name] = Job(contents, _handed_over(table_spec(name)))
    answers = refused | parse_apart(jobs, parsing.Limits())
    frames: dict[str, pd.DataFrame] = {}
    for name in TABLES:
        faults.extend(_table_faults(name, answers[name], statement, frames))
    faults.extend(check_references(frames))
    if faults or statement.manifest is None:
        raise ExtractFaultsError(tuple(faults))
    tables = {name: typed(frames[name], table_spec(name)) for name in TABLES}
    return Extract(statement.manifest, **tables)


def _handed_over(spec: TableSpec) -> dict[str, str]:
    """Return as what each column is handed over: codes of another table with each text once."""
    from perspectief_core.data.frames import refers

    return {
        column.name: "category" if refers(spec, column) else column.kind for column in spec.columns
    }


def _statement(contents: Contents) -> Statement:
    if isinstance(contents, bytes):
        return manifest.parse_manifest(contents)
    fault = Fault(
        table="manifest", column=manifest.FILE, rule=contents.rule, allowed=contents.allowed
    )
    return Statement(manifest=None, faults=(fault,))


def _promised(contents: Contents, name: str, statement: Statement) -> bytes | Refused:
    """Return the contents of a table, when they are what the manifest promises."""
    from perspectief_core.data.parsing import Refused

    if not isinstance(contents, bytes):
        return Refused(contents.rule, contents.allowed)
    promised = statement.sha256
    if promised is not None and hashlib.sha256(contents).hexdigest() != promised[name]:
        return Refused("hash_klopt_niet")
    return contents


def _table_faults(
    name: str, answer: Parsed | Refused, statement: Statement, frames: dict[str, pd.DataFrame]
) -> list[Fault]:
    """Return the faults of one table, and put it in `frames` when it could be read."""
    from perspectief_core.data.checking import AsOf, check_table
    from perspectief_core.data.frames import frame_of
    from perspectief_core.data.parsing import Refused

    spec, file = table_spec(name), f"{name}.parquet"
    if isinstance(answer, Refused):
        where = printable(answer.column) if answer.column else file
        return [Fault(table=spec.name, column=where, rule=answer.rule, allowed=answer.allowed)]
    frame, odd = frame_of(answer)
    frames[name] = frame
    faults = [
        Fault(
            table=spec.name,
            column=column.name,
            rule="verkeerd_type",
            count=odd[column.name],
            allowed=column.kind,
        )
        for column in spec.columns
        if column.name in odd
    ]
    if statement.rows is not None and answer.rows != statement.rows[name]:
        promised = str(statement.rows[name])
        faults.append(
            Fault(
                table=spec.name,
                column=file,
                rule="aantal_rijen_klopt_niet",
                count=answer.rows,
                allowed=promised,
            )
        )
    as_of = AsOf(statement.peildatum, statement.by_month) if statement.peildatum else AsOf()
    return faults + list(check_table(frame, spec, as_of, (*odd, *answer.unknown)))
