"""Small random extracts that satisfy the contract, for tests of the core."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from perspectief_core.cohort.selecting import Cohort, select
from perspectief_core.cohort.selection import Selection
from perspectief_core.data import contract
from perspectief_core.data.extract import TABLES, Extract, ExtractKind, Manifest

PEILDATUM = date(2011, 4, 1)
STEUNPUNTEN = ("almere", "breda", "delft", "ede", "gouda", "heerlen", "kampen", "zwolle")
CHANCES = (0.62, 0.15, 0.03, 0.13, 0.02, 0.05)
DTYPES = {"integer": "Int64", "boolean": "boolean", "date": "datetime64[ns]"}


def make_cohort(extract: Extract | None = None, **choices: object) -> Cohort:
    return select(extract or make_extract(), Selection(**choices))  # type: ignore[arg-type]


def make_extract(n: int = 200, seed: int = 0, kind: ExtractKind = "synthetic") -> Extract:
    """A valid extract of `n` persons; optional columns are all there, some values missing."""
    rng = np.random.default_rng(seed)
    frames = {
        "deelnemers": _deelnemers(n, rng),
        "steunpunten": _steunpunten(rng),
        "dtv": _dtv(2 * n, rng),
    }
    return Extract(_manifest(frames, kind), **frames)


def all_alike(n: int) -> Extract:
    """A valid extract in which everybody left in the same way: nobody has other results."""
    extract = make_extract(n)
    people = extract.deelnemers
    alike = people.assign(
        uitkomst=people["uitkomst"].mask(people["uitkomst"].notna(), "mob"),
        beeindigd_door=people["beeindigd_door"].fillna("client"),
        uitstroom=people["instroom"] + pd.DateOffset(months=1),
        wacht_op_beslissing=pd.array([False] * n, dtype="boolean"),
        uitstroomdatum_onbekend=pd.array([False] * n, dtype="boolean"),
    )
    return replace(extract, deelnemers=alike)


def with_people(people: dict[str, list], base: Extract | None = None) -> Extract:
    """An extract whose persons have exactly these values; other columns keep a plain value."""
    n = len(next(iter(people.values())))
    plain = {
        "persoon": [f"p{i}" for i in range(n)],
        "steunpunt": ["almere"] * n,
        "geslacht": ["man"] * n,
        "leeftijd_instroom": [20] * n,
        "herkomst": ["angola"] * n,
        "instroom": ["2010-01-01"] * n,
        "uitstroom": [None] * n,
        "uitkomst": ["in_begeleiding"] * n,
        "dmb_koppeling": [True] * n,
    }
    frame = pd.DataFrame(plain | people)
    extract = base or make_extract(1)
    return replace(extract, deelnemers=_typed(frame, contract.DEELNEMERS))


def stays(*rows: tuple[str, str | None, str]) -> Cohort:
    """Return the cohort of people with an inflow, an exit or None, and an outcome."""
    start, end, outcome = (list(column) for column in zip(*rows, strict=True))
    return make_cohort(with_people({"instroom": start, "uitstroom": end, "uitkomst": outcome}))


def write_extract(extract: Extract, folder: Path) -> Path:
    """Write the extract as the three Parquet files and the manifest that `load` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        frame = getattr(extract, name)
        plain = {c: "string" for c in frame if isinstance(frame[c].dtype, pd.CategoricalDtype)}
        frame.astype(plain).to_parquet(folder / f"{name}.parquet", index=False)
    write_manifest(extract, folder)
    return folder


def write_manifest(extract: Extract, folder: Path, **changes: object) -> None:
    """Write a manifest with the hashes and row counts of the files as they are now."""
    files = {name: folder / f"{name}.parquet" for name in TABLES}
    raw = asdict(extract.manifest) | {
        "peildatum": extract.manifest.peildatum.isoformat(),
        "rows": {name: len(pd.read_parquet(path)) for name, path in files.items()},
        "sha256": {name: file_sha256(path) for name, path in files.items()},
    }
    (folder / "manifest.json").write_text(json.dumps(raw | changes), encoding="utf-8")


def file_sha256(path: Path) -> str:
    """The hash that a manifest promises of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _deelnemers(n: int, rng: np.random.Generator) -> pd.DataFrame:
    outcome = rng.choice(contract.OUTCOMES, n, p=CHANCES)
    guided = outcome == "in_begeleiding"
    start = np.datetime64("2008-06") + rng.integers(0, 30, n)
    room = (np.datetime64("2011-03") - start).astype(int)
    ends = start + (rng.random(n) * (room + 1)).astype(int)
    undated = guided | (rng.random(n) < 0.03)
    linked = rng.random(n) < 0.9
    people: dict[str, object] = {
        "persoon": [f"p{i:04d}" for i in range(n)],
        "steunpunt": rng.choice(STEUNPUNTEN, n),
        "instroom": start.astype("datetime64[ns]"),
        "uitstroom": pd.Series(ends.astype("datetime64[ns]")).mask(undated),
        "uitkomst": outcome,
        "dmb_koppeling": linked,
    }
    for spec in contract.DEELNEMERS.columns:
        if spec.name not in people:
            people[spec.name] = _values(spec, n, rng)
    frame = pd.DataFrame(people)
    frame["beeindigd_door"] = frame["beeindigd_door"].mask(guided)
    for name in ("wacht_op_beslissing", "uitstroomdatum_onbekend"):
        frame[name] = frame[name].mask(~guided, False)
    for spec in contract.DEELNEMERS.columns:
        if spec.linked:
            frame[spec.name] = frame[spec.name].mask(~linked)
    order = [spec.name for spec in contract.DEELNEMERS.columns]
    return _typed(frame[order], contract.DEELNEMERS)


def _values(spec: contract.ColumnSpec, n: int, rng: np.random.Generator) -> pd.Series:
    if spec.kind == "category":
        values = pd.Series(rng.choice(spec.levels, n), dtype=object)
    elif spec.kind == "boolean":
        values = pd.Series(rng.random(n) < 0.2, dtype="boolean")
    else:
        low = int(spec.minimum or 0)
        spread = {"leeftijd_instroom": (18, 30), "jaar_bekend_nl": (1996, 2008)}
        values = pd.Series(rng.integers(*spread.get(spec.name, (low, low + 5)), n), dtype="Int64")
    return values.mask(rng.random(n) < 0.05) if spec.nullable else values


def _steunpunten(rng: np.random.Generator) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "steunpunt": STEUNPUNTEN,
            "naam": [name.title() for name in STEUNPUNTEN],
            "werkwijze": [*contract.WERKWIJZEN, "cyclisch", None],
        }
    )
    return _typed(frame, contract.TableSpec("steunpunten", contract.STEUNPUNTEN_KEY))


def _dtv(n: int, rng: np.random.Generator) -> pd.DataFrame:
    known = np.datetime64("2009-01") + rng.integers(0, 24, n)
    frame = pd.DataFrame(
        {
            "persoon": [f"d{i:04d}" for i in range(n)],
            "uitkomst": rng.choice(contract.DTV_OUTCOMES, n),
            "bekend_ind": known.astype("datetime64[ns]"),
            "overgedragen": rng.random(n) < 0.9,
            "in_beeld_van": known.astype("datetime64[ns]"),
            "in_beeld_tot": (known + 4).astype("datetime64[ns]"),
            "geboortejaar": rng.integers(1980, 1994, n),
            "deelnemer_perspectief": rng.random(n) < 0.1,
        }
    )
    return _typed(frame, contract.DTV)


def _typed(frame: pd.DataFrame, spec: contract.TableSpec) -> pd.DataFrame:
    typed = frame.copy()
    for column in spec.columns:
        if column.name in typed and column.kind == "category":
            dtype = pd.CategoricalDtype(list(column.levels))
            typed[column.name] = typed[column.name].astype("string").astype(dtype)
        elif column.name in typed and column.kind in DTYPES:
            typed[column.name] = typed[column.name].astype(DTYPES[column.kind])
    return typed


def _manifest(frames: dict[str, pd.DataFrame], kind: ExtractKind) -> Manifest:
    return Manifest(
        kind=kind,
        peildatum=PEILDATUM,
        date_precision="month",
        rows={name: len(frame) for name, frame in frames.items()},
        sha256=dict.fromkeys(TABLES, "0" * 64),
        contract_version=contract.CONTRACT_VERSION,
        origin="made for a test",
    )
