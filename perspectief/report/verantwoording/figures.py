"""Figures of the audit as text: as they were printed, and as they come out here."""

from __future__ import annotations

from perspectief.report.block import reported
from perspectief.report.words import formats
from perspectief_core.audit import AuditRow, Printed

_DECIMALS = {"exact": 0, "tientallen": 0, "twee_decimalen": 2, "drie_decimalen": 3}


def printed_text(printed: Printed) -> str:
    """Return a published figure as printed: `bijna 7 jaar`, `< 0,005`, `20 antwoorden`."""
    value = printed.value
    if isinstance(value, str):
        return value.replace("<", f"<{formats.NBSP}").replace(".", ",")
    if printed.measure == "waarde":
        return reported.said(value, printed.unit, printed.rounding)
    if printed.unit == "cellen":
        return formats.plural(round(value), "antwoord", "antwoorden")
    return _number(value, printed)


def computed_text(row: AuditRow) -> str | None:
    """Return the figure as it comes out here, with a decimal more where it was printed whole."""
    value, printed = row.computed, row.printed
    if value is None or isinstance(value, str):
        return value
    if printed.unit == "p":
        return formats.p_value(value)
    if printed.unit == "cellen" and not isinstance(printed.value, str):
        return f"{formats.count(round(value))} van {formats.count(round(printed.value))} gelijk"
    return _number(value, printed)


def _number(value: float, printed: Printed) -> str:
    text = formats.number(value, _DECIMALS.get(printed.rounding, 1))
    if printed.unit == "procent":
        return f"{text}{formats.NBSP}%"
    _, many = reported.UNITS.get(printed.unit, ("", ""))
    return f"{text} {many}".strip()
