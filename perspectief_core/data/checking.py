"""Checking a table against its contract: every fault at once, none with a person's value."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

import pandas as pd

from perspectief_core.data.contract import ColumnSpec, Fault, Kind, TableSpec


def check_table(frame: pd.DataFrame, spec: TableSpec) -> tuple[Fault, ...]:
    """Return every fault of one table, columns first, then rules between columns.

    Parameters
    ----------
    frame : DataFrame of shape (n_rows, n_columns)
        The table as read.
    spec : TableSpec
        What it must satisfy.

    Returns
    -------
    tuple of Fault
        Empty when the table is right. Rules are only checked on columns that are themselves sound.
    """
    faults = [*_missing_columns(frame, spec), *_unknown_columns(frame, spec)]
    unsound: set[str] = set()
    for column in spec.columns:
        if column.name in frame:
            found = _column_faults(frame[column.name], column, spec)
            unsound.update(fault.column for fault in found)
            faults.extend(found)
    for rule in spec.rules:
        if all(name in frame and name not in unsound for name in rule.columns):
            count = int(rule.broken(frame).sum())
            if count:
                faults.append(Fault(spec.name, ", ".join(rule.columns), rule.name, count))
    return tuple(faults)


def _missing_columns(frame: pd.DataFrame, spec: TableSpec) -> list[Fault]:
    unknown = [str(name) for name in frame.columns if name not in {c.name for c in spec.columns}]
    return [
        Fault(
            spec.name,
            column.name,
            "kolom_ontbreekt",
            suggestion=next(iter(get_close_matches(column.name, unknown, 1)), ""),
        )
        for column in spec.columns
        if column.required and column.name not in frame
    ]


def _unknown_columns(frame: pd.DataFrame, spec: TableSpec) -> list[Fault]:
    known = [column.name for column in spec.columns]
    return [
        Fault(
            spec.name,
            str(name),
            "kolom_onbekend",
            allowed=", ".join(known),
            suggestion=next(iter(get_close_matches(str(name), known, 1)), ""),
        )
        for name in frame.columns
        if name not in known
    ]


def _column_faults(values: pd.Series, column: ColumnSpec, spec: TableSpec) -> list[Fault]:
    if not _has_kind(values, column.kind):
        return [Fault(spec.name, column.name, "verkeerd_type", len(values), column.kind)]
    checks = [("leeg", int(values.isna().sum()) if not column.nullable else 0, "")]
    present = values.dropna()
    if column.kind == "category":
        outside = int((~present.astype(str).isin(column.levels)).sum())
        checks.append(("onbekende_waarde", outside, ", ".join(column.levels)))
    if column.minimum is not None and column.maximum is not None:
        outside = int((~present.between(column.minimum, column.maximum)).sum())
        checks.append(("buiten_bereik", outside, f"{column.minimum:g}–{column.maximum:g}"))
    if column.name == spec.key:
        checks.append(("niet_uniek", int(present.duplicated().sum()), ""))
    return [
        Fault(spec.name, column.name, rule, count, allowed)
        for rule, count, allowed in checks
        if count
    ]


def _has_kind(values: pd.Series, kind: Kind) -> bool:
    if values.isna().all():
        return True
    dtype = values.dtype
    tests: dict[Kind, Callable[[], bool]] = {
        "text": lambda: _is_text(values),
        "category": lambda: _is_text(values),
        "integer": lambda: pd.api.types.is_integer_dtype(dtype),
        "number": lambda: (
            pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)
        ),
        "boolean": lambda: pd.api.types.is_bool_dtype(dtype),
        # Without time zone: dates with one cannot be compared with the peildatum.
        "date": lambda: pd.api.types.is_datetime64_dtype(dtype),
    }
    return tests[kind]()


def _is_text(values: pd.Series) -> bool:
    # The values and not the dtype: bytes, lists and numbers can hide in a column of objects.
    if isinstance(values.dtype, pd.CategoricalDtype):
        return bool(pd.api.types.is_string_dtype(values.dtype.categories))
    return bool(pd.api.types.is_string_dtype(values.dropna()))
