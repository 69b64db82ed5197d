"""The one door that reads Parquet: a folder becomes an `Extract`, or every fault is reported.

An extract is a folder with `deelnemers.parquet`, `steunpunten.parquet`, `dtv.parquet` and
`manifest.json`. Hashes are checked before a file is parsed, the contract after. What comes after
`load` trusts the data.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from perspectief_core.data import contract
from perspectief_core.data.checking import check_table
from perspectief_core.data.contract import ColumnSpec, Fault, Kind, TableSpec
from perspectief_core.published import records

TABLES = ("deelnemers", "steunpunten", "dtv")
_MANIFEST_KEYS = (
    "kind",
    "peildatum",
    "date_precision",
    "rows",
    "sha256",
    "contract_version",
    "origin",
)
MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_ROWS = 100_000

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

INVENTED_COLUMNS = (
    "gemeente_ind_samenwerking",
    "dtv_regelmaat_volgens_dtv",
    "gemeente_dtv_samenwerking",
    "traject_bepaald_door",
)
"""Answers of steunpunten that no appendix prints: only a synthetic extract has them."""
INVENTED_LEVELS = ("antwoord_a", "antwoord_b", "antwoord_c")

ExtractKind = Literal["synthetic", "register"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an extract says of itself.

    Parameters
    ----------
    kind
        `synthetic` (made from published figures, no persons) or `register` (real, pseudonymised).
    peildatum
        The day at which outcomes were established.
    date_precision
        `month` when dates are first days of months, `day` otherwise.
    rows, sha256
        Row count and hash per file, keyed by table name.
    contract_version
        Version of the contract the files were made for.
    origin
        One line: from what, and by which program, the extract was made.
    dtv_rounding
        To what multiple published DT&V totals are rounded (10 in the minister's letter).
    """

    kind: ExtractKind
    peildatum: date
    date_precision: Literal["month", "day"]
    rows: dict[str, int]
    sha256: dict[str, str]
    contract_version: int
    origin: str
    dtv_rounding: int = 10


@dataclass(frozen=True, slots=True, eq=False)
class Extract:
    """A checked extract. Rows of persons stay inside the core; results are what leaves it."""

    manifest: Manifest
    deelnemers: pd.DataFrame
    steunpunten: pd.DataFrame
    dtv: pd.DataFrame

    @property
    def id(self) -> str:
        """First twelve hex digits of the hash over the files' hashes: names exactly these data."""
        joined = "".join(self.manifest.sha256[name] for name in TABLES)
        return hashlib.sha256(joined.encode()).hexdigest()[:12]


class ExtractFaultsError(Exception):
    """An extract breaks its contract; `faults` holds every fault, none with a person's value."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        lines = (f"{f.table}.{f.column}: {f.rule} ({f.count})" for f in faults)
        super().__init__(f"{len(faults)} fault(s): " + "; ".join(lines))


def load(folder: Path | str) -> Extract:
    """Read and check the extract in `folder`.

    Parameters
    ----------
    folder : path
        Folder with the three Parquet files and `manifest.json`.

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
    released. Dates become `datetime64`, categories ordered as in the contract.
    """
    folder = Path(folder)
    manifest, faults = _read_manifest(folder / "manifest.json")
    frames: dict[str, pd.DataFrame] = {}
    for name in TABLES:
        frame, found = _read_table(folder / f"{name}.parquet", name, manifest)
        faults.extend(found)
        if frame is not None:
            faults.extend(check_table(frame, table_spec(name)))
            frames[name] = frame
    faults.extend(_cross_table_faults(frames))
    if faults or manifest is None:
        raise ExtractFaultsError(tuple(faults))
    return Extract(manifest, **{name: _typed(frames[name], table_spec(name)) for name in TABLES})


def table_spec(name: str) -> TableSpec:
    """Return the contract of table `name`; steunpunten take theirs from the published columns."""
    if name == "deelnemers":
        return contract.DEELNEMERS
    if name == "dtv":
        return contract.DTV
    columns = (*contract.STEUNPUNTEN_KEY, *_published_columns(), *_invented_columns())
    return TableSpec("steunpunten", columns, key="steunpunt")


def _published_columns() -> tuple[ColumnSpec, ...]:
    key = {column.name for column in contract.STEUNPUNTEN_KEY}
    return tuple(
        ColumnSpec(
            column.kolom,
            _published_kind(column),
            tuple(column.levels()),
            nullable=True,
            required=False,
        )
        for column in records.steunpunt_columns()
        if column.kolom not in key
    )


def _invented_columns() -> tuple[ColumnSpec, ...]:
    return tuple(
        ColumnSpec(name, "category", INVENTED_LEVELS, nullable=True, required=False)
        for name in INVENTED_COLUMNS
    )


def _published_kind(column: records.SteunpuntKolom) -> Kind:
    if column.eenheid == "datum":
        return "date"
    return "number" if column.schaal == "scale" else "category"


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hex digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_manifest(path: Path) -> tuple[Manifest | None, list[Fault]]:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        if missing := [key for key in _MANIFEST_KEYS if key not in raw]:
            return None, [Fault("manifest", key, "kolom_ontbreekt") for key in missing]
        manifest = Manifest(
            kind=raw["kind"],
            peildatum=date.fromisoformat(raw["peildatum"]),
            date_precision=raw["date_precision"],
            rows={name: int(raw["rows"][name]) for name in TABLES},
            sha256={name: str(raw["sha256"][name]) for name in TABLES},
            contract_version=int(raw["contract_version"]),
            origin=str(raw["origin"]),
            dtv_rounding=int(raw.get("dtv_rounding", 10)),
        )
    except FileNotFoundError:
        return None, [Fault("manifest", "manifest.json", "bestand_ontbreekt")]
    except KeyError as error:
        return None, [Fault("manifest", str(error.args[0]), "kolom_ontbreekt")]
    except (ValueError, TypeError, AttributeError, OSError):
        return None, [Fault("manifest", "manifest.json", "onleesbaar")]
    return manifest, _manifest_faults(manifest)


def _manifest_faults(manifest: Manifest) -> list[Fault]:
    faults = []
    if manifest.kind not in ("synthetic", "register"):
        faults.append(Fault("manifest", "kind", "onbekende_waarde", allowed="synthetic, register"))
    if manifest.date_precision not in ("month", "day"):
        faults.append(Fault("manifest", "date_precision", "onbekende_waarde", allowed="month, day"))
    if manifest.contract_version != contract.CONTRACT_VERSION:
        allowed = str(contract.CONTRACT_VERSION)
        faults.append(Fault("manifest", "contract_version", "onbekende_waarde", allowed=allowed))
    if manifest.dtv_rounding < 1:
        faults.append(Fault("manifest", "dtv_rounding", "buiten_bereik", allowed="1 of hoger"))
    return faults


def _read_table(
    path: Path, name: str, manifest: Manifest | None
) -> tuple[pd.DataFrame | None, list[Fault]]:
    def fault(rule: str, allowed: str = "") -> tuple[None, list[Fault]]:
        return None, [Fault(name, path.name, rule, allowed=allowed)]

    if not path.is_file():
        return fault("bestand_ontbreekt")
    if path.stat().st_size > MAX_FILE_BYTES:
        return fault("bestand_te_groot", f"{MAX_FILE_BYTES // 1024 // 1024} MB")
    if manifest is not None and file_sha256(path) != manifest.sha256[name]:
        return fault("hash_klopt_niet")
    try:
        if pq.read_metadata(path).num_rows > MAX_ROWS:
            return fault("te_veel_rijen", str(MAX_ROWS))
        table = pq.read_table(path, page_checksum_verification=True)
        table.validate(full=True)
        frame = table.to_pandas(
            ignore_metadata=True, date_as_object=False, types_mapper=_NULLABLE.get
        )
    except (pa.ArrowException, OSError, ValueError, MemoryError):
        return fault("onleesbaar")
    if manifest is not None and len(frame) != manifest.rows[name]:
        return frame, [
            Fault(name, path.name, "aantal_rijen_klopt_niet", len(frame), str(manifest.rows[name]))
        ]
    return frame, []


def _cross_table_faults(frames: dict[str, pd.DataFrame]) -> list[Fault]:
    if not {"deelnemers", "steunpunten"} <= frames.keys():
        return []
    people, places = frames["deelnemers"], frames["steunpunten"]
    if "steunpunt" not in people or "steunpunt" not in places:
        return []
    stray = int((~people["steunpunt"].isin(places["steunpunt"])).sum())
    if not stray:
        return []
    allowed = ", ".join(sorted(places["steunpunt"].dropna().astype(str)))
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
