"""The one door that reads Parquet: a folder becomes an `Extract`, or every fault is reported.

An extract is a folder with `deelnemers.parquet`, `steunpunten.parquet`, `dtv.parquet` and
`manifest.json`. Each file is read once; its hash is checked before it is parsed, in a process of
its own, and the contract after. What comes after `load` trusts the data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from perspectief_core.data import manifest as manifests
from perspectief_core.data.apart import parse_apart
from perspectief_core.data.checking import AsOf, check_table
from perspectief_core.data.contract import Fault, TableSpec
from perspectief_core.data.files import UnreadableError, printable, read_plain
from perspectief_core.data.manifest import TABLES, ExtractKind, Manifest, Statement
from perspectief_core.data.parsing import Job, Limits, Parsed, Refused
from perspectief_core.data.tables import INVENTED_COLUMNS, INVENTED_LEVELS, table_spec

__all__ = [
    "INVENTED_COLUMNS",
    "INVENTED_LEVELS",
    "TABLES",
    "Extract",
    "ExtractFaultsError",
    "ExtractKind",
    "Manifest",
    "file_sha256",
    "identity",
    "load",
    "table_spec",
]

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_FAULTS = 100
LIMITS = Limits()
_ATTEMPTS = 3
_SHOWN_LEVELS = 40

Parse = Callable[[Mapping[str, Job], Limits], dict[str, Parsed | Refused]]

# Without these, one missing value turns whole numbers into floats and yes/no into objects.
_NULLABLE = {
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.uint8(): pd.UInt8Dtype(),
    pa.uint16(): pd.UInt16Dtype(),
    pa.uint32(): pd.UInt32Dtype(),
    pa.uint64(): pd.UInt64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """A checked extract. Rows of persons stay inside the core; results are what leaves it."""

    manifest: Manifest
    deelnemers: pd.DataFrame
    steunpunten: pd.DataFrame
    dtv: pd.DataFrame

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
            rest = Fault(faults[-1].table, "", "meer_fouten", more)
            faults = (*faults[:MAX_FAULTS], rest)
        self.faults = faults
        lines = (f"{f.table}.{f.column}: {f.rule} ({f.count})" for f in faults)
        super().__init__(f"{len(faults)} fault(s): " + "; ".join(lines))


def load(folder: Path | str, *, parse: Parse = parse_apart) -> Extract:
    """Read and check the extract in `folder`.

    Parameters
    ----------
    folder : path
        Folder with the three Parquet files and `manifest.json`; it may itself be a link, its files
        may not.
    parse : function, optional
        How bytes become tables: in a limited process of its own, unless they are known to be ours.

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
    released. Files may be replaced meanwhile: what is returned is one extract, as its manifest has
    it; when a change in between is the reason that it is faulty, it is read again. Dates become
    `datetime64`, categories ordered as in the contract.
    """
    for attempt in range(_ATTEMPTS):
        before = identity(folder)
        try:
            return _load_once(Path(folder), parse)
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
        Hash over the whole manifest and over size and time of the files; None when there is no
        manifest that can be read: then there is no extract, and one that was there is withdrawn.

    Notes
    -----
    The files count too, so that an extract whose manifest came before its files is looked at again
    when they arrive. It costs four looks at the disk; what is loaded is known by `Extract.id`.
    """
    folder = Path(folder)
    try:
        key = hashlib.sha256(read_plain(folder / manifests.FILE, manifests.MAX_BYTES))
    except UnreadableError:
        return None
    for name in TABLES:
        try:
            found = (folder / f"{name}.parquet").lstat()
        except (OSError, ValueError):
            key.update(b"-")
        else:
            key.update(f"{found.st_ino} {found.st_size} {found.st_mtime_ns};".encode())
    return key.hexdigest()


def _load_once(folder: Path, parse: Parse) -> Extract:
    statement = _read_manifest(folder)
    faults = list(statement.faults)
    jobs: dict[str, Job] = {}
    refused: dict[str, Refused] = {}
    for name in TABLES:
        read = _read_file(folder, name, statement)
        if isinstance(read, Refused):
            refused[name] = read
        else:
            kinds = {column.name: column.kind for column in table_spec(name).columns}
            jobs[name] = Job(read, kinds)
    found = refused | parse(jobs, LIMITS)
    frames: dict[str, pd.DataFrame] = {}
    for name in TABLES:
        faults.extend(_table_faults(name, found[name], statement, frames))
    faults.extend(_cross_table_faults(frames))
    if faults or statement.manifest is None:
        raise ExtractFaultsError(tuple(faults))
    typed = {name: _typed(frames[name], table_spec(name)) for name in TABLES}
    return Extract(statement.manifest, **typed)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hex digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_manifest(folder: Path) -> Statement:
    try:
        contents = read_plain(folder / manifests.FILE, manifests.MAX_BYTES)
    except UnreadableError as error:
        fault = Fault("manifest", manifests.FILE, error.rule, allowed=error.allowed)
        return Statement(None, (fault,))
    return manifests.parse_manifest(contents)


def _read_file(folder: Path, name: str, statement: Statement) -> bytes | Refused:
    try:
        contents = read_plain(folder / f"{name}.parquet", MAX_FILE_BYTES)
    except UnreadableError as error:
        return Refused(error.rule, error.allowed)
    promised = statement.sha256
    if promised is not None and hashlib.sha256(contents).hexdigest() != promised[name]:
        return Refused("hash_klopt_niet")
    return contents


def _table_faults(
    name: str, found: Parsed | Refused, statement: Statement, frames: dict[str, pd.DataFrame]
) -> list[Fault]:
    """Return the faults of one table, and put it in `frames` when it could be read."""
    spec, file = table_spec(name), f"{name}.parquet"
    if isinstance(found, Refused):
        where = printable(found.column) if found.column else file
        return [Fault(spec.name, where, found.rule, allowed=found.allowed)]
    frame, odd = _frame(found)
    frames[name] = frame
    faults = [
        Fault(spec.name, column.name, "verkeerd_type", odd[column.name], column.kind)
        for column in spec.columns
        if column.name in odd
    ]
    if statement.rows is not None and found.rows != statement.rows[name]:
        promised = str(statement.rows[name])
        faults.append(Fault(spec.name, file, "aantal_rijen_klopt_niet", found.rows, promised))
    as_of = AsOf(statement.peildatum, statement.by_month) if statement.peildatum else AsOf()
    return faults + list(check_table(frame, spec, as_of, (*odd, *found.unknown)))


def _frame(found: Parsed) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the table, without the columns that hold another kind, and the rows that have that."""
    table = pa.ipc.open_stream(found.ipc).read_all()
    frame = table.to_pandas(ignore_metadata=True, date_as_object=False, types_mapper=_NULLABLE.get)
    if not table.num_columns:
        frame = pd.DataFrame(index=pd.RangeIndex(found.rows))
    # What is there and still counts as missing: not-a-number, and a moment that stands for none.
    odd = {
        column: int(frame[column].isna().sum()) - table[column].null_count
        for column in table.column_names
    }
    odd = {column: count for column, count in odd.items() if count}
    return frame.drop(columns=list(odd)), found.odd | odd


def _cross_table_faults(frames: dict[str, pd.DataFrame]) -> list[Fault]:
    if not {"deelnemers", "steunpunten"} <= frames.keys():
        return []
    people, places = frames["deelnemers"], frames["steunpunten"]
    if "steunpunt" not in people or "steunpunt" not in places:
        return []
    # Without a steunpunt is another fault.
    stray = int((~people["steunpunt"].dropna().isin(places["steunpunt"])).sum())
    if not stray:
        return []
    codes = sorted({printable(code) for code in places["steunpunt"].dropna()})
    more = ["…"] if len(codes) > _SHOWN_LEVELS else []
    allowed = ", ".join(codes[:_SHOWN_LEVELS] + more)
    return [Fault("deelnemers", "steunpunt", "onbekende_waarde", stray, allowed)]


def _typed(frame: pd.DataFrame, spec: TableSpec) -> pd.DataFrame:
    typed = frame.copy()
    for column in spec.columns:
        if column.name not in typed:
            continue
        if column.kind == "category":
            dtype = pd.CategoricalDtype(list(column.levels))
            typed[column.name] = typed[column.name].astype("string").astype(dtype)
        elif column.kind == "integer":
            typed[column.name] = typed[column.name].astype("Int64")
        elif column.kind == "boolean":
            typed[column.name] = typed[column.name].astype("boolean")
        elif column.kind == "date":
            # A column without a single date arrives as objects.
            typed[column.name] = pd.to_datetime(typed[column.name])
    return typed
