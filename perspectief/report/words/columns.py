"""Dutch names of the columns of an extract that can be laid beside the outcomes, and their groups.

Groups of numbers are codes such as `..20`, `21..22` and `23..`; months are `2009-10`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from perspectief.report.words import formats, labels, predictors
from perspectief_core.published import records

NAME = {
    "steunpunt": "steunpunt",
    "contactmomenten": "aantal contacten",
    "dmb_koppeling": "gevonden in het register van het ministerie (DMB)",
    "burgerlijke_staat": "burgerlijke staat",
    "vbm_aantal": "aantal keer een vbm",
    "buiten_schuld_toegewezen": "toegewezen aanvragen 'buiten schuld'",
    "maanden": "maanden bij Perspectief",
    "werkwijze_4": "werkwijze in vier typen",
    "werkwijze_2": "harde of zachte werkwijze",
}
"""Columns that are none of the 74 predictors and have no published heading of their own."""

_NUMBERS = "0123456789-."
_PERSONS = {
    "geslacht": labels.SEX,
    "herkomst": labels.ORIGIN,
    "traject": labels.TRAJECT,
    "werkwijze": labels.WERKWIJZE,
    "werkwijze_4": labels.WERKWIJZE,
    "werkwijze_2": labels.WERKWIJZE,
    "vbm_eerste": predictors.VBM,
}


def column_name(column: str) -> str:
    """Return the name of a column; the code itself when the contract does not know it."""
    if column in NAME:
        return NAME[column]
    return _published_names().get(column, column.replace("_", " "))


def options(columns: Iterable[str]) -> dict[str, str]:
    """Return code and name of the columns to choose from, in their order."""
    return {column: column_name(column) for column in columns}


def group_name(column: str, code: str, places: dict[str, str]) -> str:
    """Return the name of one group of a column.

    Parameters
    ----------
    column, code : str
    places : dict of str
        Names of the steunpunten by code.
    """
    if column == "steunpunt":
        return labels.steunpunt(code, places)
    if column in _PERSONS:
        return _PERSONS[column].get(code, code.replace("_", " "))
    if code and all(character in _NUMBERS for character in code):
        return _range_name(code)
    known = _answers().get(column, {})
    name = known.get(code)
    if name is None:
        return code.replace("_", " ")
    return name if column == "hoofdorganisatie" else name[:1].lower() + name[1:]


def _range_name(code: str) -> str:
    low, dots, high = code.partition("..")
    if not dots:
        return _value(low)
    return predictors.span(_value(low) or None, _value(high) or None, months="-" in code)


def _value(code: str) -> str:
    year, dash, month = code.partition("-")
    if dash and month.isdigit():
        return f"{formats.MONTHS[int(month) - 1]} {year}"
    return code.replace(".", ",")


@cache
def _published_names() -> dict[str, str]:
    """Return names by column: of the 74 predictors first, else the heading of the appendix."""
    headings = {column.kolom: column.label for column in records.steunpunt_columns()}
    of_predictors = {
        kenmerk.kolom: predictors.NAME[kenmerk.kenmerk] for kenmerk in records.kenmerken()
    }
    return headings | of_predictors


@cache
def _answers() -> dict[str, dict[str, str]]:
    return {column.kolom: column.levels() for column in records.steunpunt_columns()}
