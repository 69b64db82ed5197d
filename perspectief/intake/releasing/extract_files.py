"""The files of the extract as bytes: three tables and the manifest."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from perspectief.intake.settings import Settings
from perspectief_core.data import contract, extract
from perspectief_core.data.extract import Extract
from perspectief_core.data.writing import About, Origin, extract_bytes
from perspectief_core.published import records

ORIGINS: dict[str, str] = {
    "register": "Gemaakt uit registratielijsten van steunpunten en ministerie: gepseudonimiseerd, "
    "niet anoniem",
    "synthetic": "Nagemaakt: uit verzonnen lijsten; geen echte personen",
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
    origins = {name: dict.fromkeys(map(str, frame.columns), kind) for name, frame in tables.items()}
    origins["steunpunten"] = _steunpunt_origins(tables["steunpunten"])
    about = About(
        kind=settings.soort,
        peildatum=settings.peildatum,
        origin=ORIGINS[settings.soort],
        generator=GENERATOR,
    )
    # Not as hard as for the shipped files: a large register would wait for it.
    return extract_bytes(tables, origins, about, {"intake": account}, level=9)


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


def check_extract(files: Mapping[str, bytes]) -> None:
    """Check the files against the contract; raises when anything is wrong."""
    extract.assemble(files)
