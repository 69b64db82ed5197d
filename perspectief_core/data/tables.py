"""The contract of each table; steunpunten take theirs from the published columns."""

from __future__ import annotations

from perspectief_core.data import contract
from perspectief_core.data.contract import ColumnSpec, Kind, TableSpec
from perspectief_core.published import records

INVENTED_COLUMNS = (
    "gemeente_ind_samenwerking",
    "dtv_regelmaat_volgens_dtv",
    "gemeente_dtv_samenwerking",
    "traject_bepaald_door",
)
"""Answers of steunpunten that no appendix prints: only a synthetic extract has them."""
INVENTED_LEVELS = ("antwoord_a", "antwoord_b", "antwoord_c")

# What a number of a steunpunt can be, by its unit.
_BOUNDS = {"personen": (0, 1000), "uren per week": (0, 5000), "dagdelen per week": (0, 21)}


def table_spec(name: str) -> TableSpec:
    """Return the contract of table `name`; steunpunten take theirs from the published columns."""
    if name == "deelnemers":
        return contract.DEELNEMERS
    if name == "dtv":
        return contract.DTV
    columns = (*contract.STEUNPUNTEN_KEY, *_published_columns(), *_invented_columns())
    # Some started on a known day: that is printed, and says nothing about a person.
    return TableSpec("steunpunten", columns, key="steunpunt", by_month=False)


def _published_columns() -> tuple[ColumnSpec, ...]:
    key = {column.name for column in contract.STEUNPUNTEN_KEY}
    return tuple(
        _published_column(column)
        for column in records.steunpunt_columns()
        if column.kolom not in key
    )


def _published_column(column: records.SteunpuntKolom) -> ColumnSpec:
    kind = _published_kind(column)
    low, high = _BOUNDS[column.eenheid] if kind == "number" else (None, None)
    return ColumnSpec(
        name=column.kolom,
        kind=kind,
        levels=tuple(column.levels()),
        minimum=low,
        maximum=high,
        nullable=True,
        required=False,
        earliest=contract.ARRIVALS_FROM if kind == "date" else None,
    )


def _invented_columns() -> tuple[ColumnSpec, ...]:
    return tuple(
        ColumnSpec(
            name=name, kind="category", levels=INVENTED_LEVELS, nullable=True, required=False
        )
        for name in INVENTED_COLUMNS
    )


def _published_kind(column: records.SteunpuntKolom) -> Kind:
    if column.eenheid == "datum":
        return "date"
    return "number" if column.schaal == "scale" else "category"
