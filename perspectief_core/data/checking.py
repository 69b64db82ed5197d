"""Checking a table against its contract: every fault at once, none with a person's value."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

import numpy as np

from perspectief_core.arrays import Ints, Masks, pd
from perspectief_core.data.contract import ColumnSpec, Fault, Kind, TableSpec
from perspectief_core.data.files import printable, unseen
from perspectief_core.data.manifest import PEILDATUM_TO

_SHOWN_LEVELS = 40


@dataclass(frozen=True, slots=True)
class AsOf:
    """To when a table goes: no date lies after `peildatum`; dates are months when `by_month`."""

    peildatum: date = PEILDATUM_TO
    by_month: bool = False


def check_table(
    frame: pd.DataFrame, spec: TableSpec, as_of: AsOf | None = None, judged: Collection[str] = ()
) -> tuple[Fault, ...]:
    """Return every fault of one table, columns first, then rules between columns.

    Parameters
    ----------
    frame : DataFrame of shape (n_rows, n_columns)
        The table as read.
    spec : TableSpec
        What it must satisfy.
    as_of : AsOf, optional
        What the manifest says of dates; without it only the bounds of the contract hold.
    judged : collection of str
        Columns that the file has and the frame has not, because their kind was found to be wrong.

    Returns
    -------
    tuple of Fault
        Empty when the table is right. Rules are only checked on columns that are themselves sound.
    """
    names = [*map(str, frame.columns), *judged]
    faults = [*missing_columns(names, spec), *unknown_columns(names, spec)]
    unsound: set[str] = set()
    check = _Check(spec, as_of or AsOf())
    for column in spec.columns:
        if column.name in frame:
            column_faults = check.column(frame[column.name], column)
            unsound.update(fault.column for fault in column_faults)
            faults.extend(column_faults)
    for rule in spec.rules:
        if all(name in frame and name not in unsound for name in rule.columns):
            count = int(rule.broken(frame).sum())
            if count:
                faults.append(
                    Fault(
                        table=spec.name, column=", ".join(rule.columns), rule=rule.name, count=count
                    )
                )
    return tuple(faults)


def missing_columns(names: Collection[str], spec: TableSpec) -> list[Fault]:
    """Return a fault for each required column that is not among `names`."""
    unknown = [name for name in names if name not in {column.name for column in spec.columns}]
    return [
        Fault(
            table=spec.name,
            column=column.name,
            rule="kolom_ontbreekt",
            suggestion=printable(next(iter(get_close_matches(column.name, unknown, 1)), "")),
        )
        for column in spec.columns
        if column.required and column.name not in names
    ]


def unknown_columns(names: Collection[str], spec: TableSpec) -> list[Fault]:
    """Return a fault for each of `names` that the contract does not know."""
    known = [column.name for column in spec.columns]
    return [
        Fault(
            table=spec.name,
            column=printable(name),
            rule="kolom_onbekend",
            allowed=", ".join(known),
            suggestion=next(iter(get_close_matches(name, known, 1)), ""),
        )
        for name in names
        if name not in known
    ]


@dataclass(frozen=True, slots=True)
class _Check:
    """Checks single columns of one table."""

    table: TableSpec
    as_of: AsOf

    def column(self, values: pd.Series, column: ColumnSpec) -> list[Fault]:
        strange = int(_of_another_kind(values, column.kind).sum())
        if strange:
            return [
                Fault(
                    table=self.table.name,
                    column=column.name,
                    rule="verkeerd_type",
                    count=strange,
                    allowed=column.kind,
                )
            ]
        present = values.dropna()
        empty = int(values.isna().sum()) if not column.nullable else 0
        checks = [("leeg", empty, ""), *self._values(present, column)]
        return [
            Fault(
                table=self.table.name, column=column.name, rule=rule, count=count, allowed=allowed
            )
            for rule, count, allowed in checks
            if count
        ]

    def _values(self, present: pd.Series, column: ColumnSpec) -> list[tuple[str, int, str]]:
        if present.empty:
            return []
        if column.kind == "category":
            texts, times = _different(present)
            outside = int(times[~texts.isin(column.levels)].sum())
            return [("onbekende_waarde", outside, ", ".join(column.levels))]
        if column.kind == "text":
            return _texts(*_different(present), column, unique=column.name == self.table.key)
        if column.kind == "date":
            return self._dates(present, column)
        return self._numbers(present, column)

    def _numbers(self, present: pd.Series, column: ColumnSpec) -> list[tuple[str, int, str]]:
        bounds = column.bounds(self.as_of.peildatum)
        if bounds is None:
            return []
        low, high = bounds
        outside = int((~present.between(low, high)).sum())
        return [("buiten_bereik", outside, f"{low:g}–{high:g}")]

    def _dates(self, present: pd.Series, column: ColumnSpec) -> list[tuple[str, int, str]]:
        days = present.to_numpy()
        first = column.earliest or date(1900, 1, 1)
        early, late = days < np.datetime64(first), days > np.datetime64(self.as_of.peildatum)
        # What is out of bounds is counted once, and not looked at any closer.
        inside = pd.DatetimeIndex(days[~early & ~late])
        timed = inside != inside.normalize()
        months = self.as_of.by_month and self.table.by_month
        return [
            ("te_vroeg", int(early.sum()), f"vanaf {first.isoformat()}"),
            ("na_peildatum", int(late.sum()), f"tot en met {self.as_of.peildatum.isoformat()}"),
            ("met_tijdstip", int(timed.sum()), ""),
            ("dag_bij_maand", int((~timed & (inside.day != 1)).sum()) if months else 0, ""),
        ]


def _different(present: pd.Series) -> tuple[pd.Series, Ints]:
    """Return texts, and how many rows have each: of categories each once, else row by row."""
    if not isinstance(present.dtype, pd.CategoricalDtype):
        texts = present.astype(str).reset_index(drop=True)
        return texts, np.ones(len(texts), dtype=np.int64)
    times = np.bincount(present.cat.codes, minlength=len(present.cat.categories))
    used = np.flatnonzero(times)
    return pd.Series(present.cat.categories[used].astype(str)), times[used]


def _texts(
    texts: pd.Series, times: Ints, column: ColumnSpec, *, unique: bool
) -> list[tuple[str, int, str]]:
    # Nearly every code is of plain signs; only the others need a look at each of their signs.
    other = texts[~texts.str.fullmatch(_PLAIN)]
    blank, odd = (pd.Series(False, texts.index) for _ in range(2))
    blank[other.index] = other.str.strip() == ""
    odd[other.index] = (other != other.str.strip()) | other.map(unseen).astype(bool)
    odd &= ~blank
    shape = texts.str.fullmatch(column.pattern) if column.pattern else ~blank
    checks = [
        ("leeg", int(times[blank].sum()), ""),
        ("onzichtbaar", int(times[odd].sum()), ""),
        ("code_ongeldig", int(times[~blank & ~odd & ~shape].sum()), column.pattern),
    ]
    return checks + _doubles(texts, other, blank) if unique else checks


def _doubles(texts: pd.Series, other: pd.Series, blank: pd.Series) -> list[tuple[str, int, str]]:
    """Return how many texts stand there twice, or differ in nothing that a reader sees."""
    import pyarrow as pa
    import pyarrow.compute as pc

    bare = texts.str.lower()
    bare[other.index] = other.map(_bare)
    # Counting different ones takes a fraction of the time of finding which are not.
    if pc.count_distinct(pa.array(bare)).as_py() == len(bare):
        return []
    double = texts.duplicated()
    alike = bare.duplicated() & ~double & ~blank
    return [("niet_uniek", int(double.sum()), ""), ("bijna_gelijk", int(alike.sum()), "")]


_PLAIN = "[!-~]+"
"""What can be seen of ASCII: without case it is `str.lower`."""


def _bare(text: str) -> str:
    """Return what is left of a code without case, spaces and what cannot be seen."""
    whole = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        character for character in whole if not character.isspace() and not unseen(character)
    )


_PYTHON_TYPES: dict[Kind, tuple[type, ...]] = {
    "text": (str,),
    "category": (str,),
    "integer": (int, np.integer),
    "number": (int, float, np.number),
    "boolean": (bool, np.bool_),
    "date": (),
}


def _of_another_kind(values: pd.Series, kind: Kind) -> Masks:
    """Mark the rows with a value of another kind than `kind`; a missing value is of every kind."""
    present = values.notna().to_numpy(dtype=bool)
    if values.dtype == object:
        # The values and not the dtype: bytes, lists and numbers can hide in a column of objects.
        right = values.map(lambda value: _is_of(value, kind)).to_numpy(dtype=bool)
        return np.asarray(present & ~right)
    return np.asarray(present & (not _has_kind(values.dtype, kind)))


def _is_of(value: object, kind: Kind) -> bool:
    if isinstance(value, bool | np.bool_):
        return kind == "boolean"
    return isinstance(value, _PYTHON_TYPES[kind])


def _has_kind(dtype: np.dtype[Any] | pd.api.extensions.ExtensionDtype, kind: Kind) -> bool:
    types = pd.api.types
    if kind in ("text", "category"):
        texts = dtype.categories.dtype if isinstance(dtype, pd.CategoricalDtype) else dtype
        return bool(types.is_string_dtype(texts))
    if kind == "number":
        return bool(types.is_numeric_dtype(dtype) and not types.is_bool_dtype(dtype))
    if kind == "integer":
        return bool(types.is_integer_dtype(dtype))
    if kind == "boolean":
        return bool(types.is_bool_dtype(dtype))
    # Without time zone: dates with one cannot be compared with the peildatum.
    return bool(types.is_datetime64_dtype(dtype))


def check_references(frames: Mapping[str, pd.DataFrame]) -> list[Fault]:
    """Return the fault of people at a steunpunt that is in no table, by name of the table."""
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
    return [
        Fault(
            table="deelnemers",
            column="steunpunt",
            rule="onbekende_waarde",
            count=stray,
            allowed=allowed,
        )
    ]
