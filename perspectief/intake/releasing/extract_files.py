"""The files of the extract as bytes: three tables and the manifest."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping

import pandas as pd
import pyarrow.parquet as pq

from perspectief.intake.settings import Settings
from perspectief_core.data import contract, extract
from perspectief_core.data.extract import Extract
from perspectief_core.data.writing import Origin, arrow_table
from perspectief_core.published import records

ORIGINS: dict[str, str] = {
    "register": "Gemaakt uit registratielijsten van steunpunten en ministerie: gepseudonimiseerd, "
    "niet anoniem",
    "synthetic": "Synthetisch: gemaakt uit verzonnen lijsten; geen echte personen",
}
GENERATOR = "perspectief intake run"


def extract_files(
    people: pd.DataFrame, basis: Extract | None, settings: Settings, account: Mapping[str, object]
) -> dict[str, bytes]:
    """Return the bytes per file of the extract.

    Parameters
    ----------
    people
        The table `deelnemers`.
    basis
        Extract whose steunpunten and DT&V caseload are taken over; without it the published
        answers of the steunpunten, and no DT&V caseload.
    settings
        Kind and peildatum.
    account
        Block `intake` of the manifest: lists, counts per step, measures.
    """
    tables = {"deelnemers": people, **_other_tables(basis)}
    kind: Origin = "register" if settings.soort == "register" else "synthetisch"
    files = {}
    for name, frame in tables.items():
        origins: dict[str, Origin] = dict.fromkeys(map(str, frame.columns), kind)
        if name == "steunpunten":
            origins = _steunpunt_origins(frame)
        files[f"{name}.parquet"] = _parquet(name, frame, origins)
    files["manifest.json"] = _manifest(tables, files, settings, account)
    return files


def _other_tables(basis: Extract | None) -> dict[str, pd.DataFrame]:
    if basis is not None:
        return {"steunpunten": basis.steunpunten, "dtv": basis.dtv}
    known = {spec.name for spec in extract.table_spec("steunpunten").columns}
    table = records.steunpunten_table().reset_index()
    steunpunten = table[[name for name in table if name in known]]
    dtv = pd.DataFrame({spec.name: pd.Series(dtype="object") for spec in contract.DTV.columns})
    return {"steunpunten": steunpunten, "dtv": dtv}


def _steunpunt_origins(frame: pd.DataFrame) -> dict[str, Origin]:
    origins: dict[str, Origin] = dict.fromkeys(map(str, frame.columns), "gepubliceerd")
    origins.update({c.kolom: c.herkomst_gegevens for c in records.steunpunt_columns()})
    origins.update(dict.fromkeys(extract.INVENTED_COLUMNS, "synthetisch"))
    return origins


def _parquet(name: str, frame: pd.DataFrame, origins: dict[str, Origin]) -> bytes:
    out = io.BytesIO()
    # As `writing`: no statistics, which would repeat the extremes, and a checksum per page.
    pq.write_table(
        arrow_table(name, frame, origins),
        out,
        version="2.6",
        compression="zstd",
        compression_level=9,
        write_statistics=False,
        write_page_checksum=True,
        store_schema=True,
    )
    return out.getvalue()


def _manifest(
    tables: Mapping[str, pd.DataFrame],
    files: Mapping[str, bytes],
    settings: Settings,
    account: Mapping[str, object],
) -> bytes:
    said = {
        "kind": settings.soort,
        "peildatum": settings.peildatum.isoformat(),
        "date_precision": "month",
        "origin": ORIGINS[settings.soort],
        "generator": GENERATOR,
        "dtv_rounding": 10,
        "contract_version": contract.CONTRACT_VERSION,
        "rows": {name: len(tables[name]) for name in extract.TABLES},
        "sha256": {
            name: hashlib.sha256(files[f"{name}.parquet"]).hexdigest() for name in extract.TABLES
        },
        "intake": account,
    }
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


def check_extract(files: Mapping[str, bytes]) -> None:
    """Check the files against the contract; raises when anything is wrong."""
    extract.assemble(files)
