"""Writing an extract: the same tables always give the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from perspectief_core.data import contract, extract
from perspectief_core.data.contract import ColumnSpec

Origin = Literal[
    "gepubliceerd",
    "gereconstrueerd",
    "gereconstrueerd, met ruis",
    "indeling van dit project",
    "synthetisch",
    "register",
]

ARROW_TYPES: dict[contract.Kind, pa.DataType] = {
    "text": pa.string(),
    "category": pa.string(),
    "integer": pa.int16(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
DTV_ROUNDING = 10
"""The minister's letter rounds its totals to tens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the manifest says besides rows and hashes; see `extract.Manifest`."""

    kind: extract.ExtractKind
    peildatum: date
    origin: str
    generator: str


def write_extract(
    folder: Path,
    tables: dict[str, pd.DataFrame],
    origins: dict[str, dict[str, Origin]],
    about: About,
) -> None:
    """Write the Parquet files and the manifest of an extract.

    Parameters
    ----------
    folder : Path
        Made when it does not exist; files of an earlier extract in it are replaced.
    tables : dict of DataFrame
        `deelnemers`, `steunpunten` and `dtv`; columns that the contract does not know are refused.
    origins : dict
        Per table and column, where its values come from: kept as metadata of the column.
    about : About

    Raises
    ------
    ValueError
        When a table is missing or a column is not in the contract.

    Notes
    -----
    No statistics are written (they would repeat values outside the data pages), and pages carry a
    checksum. The manifest comes last: a folder without one is not an extract.
    """
    files = extract_bytes(tables, origins, about)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").unlink(missing_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def extract_bytes(
    tables: Mapping[str, pd.DataFrame],
    origins: Mapping[str, Mapping[str, Origin]],
    about: About,
    more: Mapping[str, object] | None = None,
    level: int = 19,
) -> dict[str, bytes]:
    """Return the content of every file of an extract by name, the manifest last.

    Parameters
    ----------
    tables, origins, about
        As for `write_extract`.
    more
        Further blocks of the manifest.
    level
        How hard zstd works, 1 to 22: 19 is for files that are kept under version control.

    Raises
    ------
    ValueError
        When a table is missing or a column is not in the contract.
    """
    if set(tables) != set(extract.TABLES):
        raise ValueError(f"`tables` must be {', '.join(extract.TABLES)}")
    files = {
        f"{name}.parquet": _parquet(arrow_table(name, tables[name], origins[name]), level)
        for name in extract.TABLES
    }
    files["manifest.json"] = _manifest(tables, files, about, more or {})
    return files


def arrow_table(name: str, frame: pd.DataFrame, origins: Mapping[str, Origin]) -> pa.Table:
    """Return a table with the types of the contract and the origin of each column as metadata."""
    specs = {spec.name: spec for spec in extract.table_spec(name).columns}
    if unknown := [str(column) for column in frame if column not in specs]:
        raise ValueError(f"`{name}` has columns that the contract does not know: {unknown}")
    fields, arrays = [], []
    for column in frame:
        array = _array(frame[column], specs[str(column)])
        metadata = {"herkomst": origins[str(column)]}
        fields.append(pa.field(str(column), array.type, metadata=metadata))
        arrays.append(array)
    return pa.table(arrays, schema=pa.schema(fields))


def _array(values: pd.Series, spec: ColumnSpec) -> pa.Array:
    kind = spec.kind
    if kind == "number" and pd.api.types.is_integer_dtype(values.dtype):
        kind = "integer"
    if kind == "date":
        return pa.array(values.astype("datetime64[s]"), from_pandas=True).cast(pa.date32())
    return pa.array(values, type=ARROW_TYPES[kind], from_pandas=True)


def _parquet(table: pa.Table, level: int) -> bytes:
    out = io.BytesIO()
    pq.write_table(
        table,
        out,
        version="2.6",
        compression="zstd",
        compression_level=level,
        write_statistics=False,
        write_page_checksum=True,
        # Keeps the metadata of the columns, which Parquet itself has no place for.
        store_schema=True,
    )
    return out.getvalue()


def _manifest(
    tables: Mapping[str, pd.DataFrame],
    files: Mapping[str, bytes],
    about: About,
    more: Mapping[str, object],
) -> bytes:
    contents = {
        "kind": about.kind,
        "peildatum": about.peildatum.isoformat(),
        "date_precision": "month",
        "origin": about.origin,
        "generator": about.generator,
        "dtv_rounding": DTV_ROUNDING,
        "contract_version": contract.CONTRACT_VERSION,
        "rows": {name: len(tables[name]) for name in extract.TABLES},
        "sha256": {
            name: hashlib.sha256(files[f"{name}.parquet"]).hexdigest() for name in extract.TABLES
        },
        **more,
    }
    return (json.dumps(contents, indent=2, ensure_ascii=False) + "\n").encode()
