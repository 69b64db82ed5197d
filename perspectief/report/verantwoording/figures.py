"""Figures of the audit as text: as they were printed, and as they come out here."""

from __future__ import annotations

from perspectief.report.block import reported
from perspectief.report.words import formats
from perspectief_core.audit import AuditRow, Printed
from perspectief_core.published.records import PublishedFigure

_DECIMALS = {"exact": 0, "tientallen": 0, "twee_decimalen": 2, "drie_decimalen": 3}
_UNITS = {"jaar": "jaar", "maand": "maanden", "dag": "dagen", "euro": "euro", "uur": "uur"}


def printed_text(printed: Printed) -> str:
    """Return a published figure as printed: `bijna 7 jaar`, `< 0,005`, `20 antwoorden`."""
    value = printed.value
    if isinstance(value, str):
        return value.replace("<", f"<{formats.NBSP}").replace(".", ",")
    if printed.measure == "waarde":
        return reported.text(_figure(printed, value))
    if printed.unit == "cellen":
        return formats.plural(round(value), "antwoord", "antwoorden")
    return _number(value, printed, 1)


def computed_text(row: AuditRow) -> str | None:
    """Return the figure as it comes out here, with a decimal more where it was printed whole."""
    value, printed = row.computed, row.printed
    if value is None or isinstance(value, str):
        return value
    if printed.unit == "p":
        return formats.p_value(value)
    if printed.unit == "cellen" and not isinstance(printed.value, str):
        return f"{formats.count(round(value))} van {formats.count(round(printed.value))} gelijk"
    return _number(value, printed, 1)


def _number(value: float, printed: Printed, decimals: int) -> str:
    text = formats.number(value, _DECIMALS.get(printed.rounding, decimals))
    if printed.unit == "procent":
        return f"{text}{formats.NBSP}%"
    return f"{text} {_UNITS.get(printed.unit, '')}".strip()


def _figure(printed: Printed, value: float) -> PublishedFigure:
    return PublishedFigure(
        document=printed.document,
        tabel=printed.tabel,
        opmerking="",
        id=printed.id,
        omschrijving=printed.subject,
        waarde=value,
        eenheid=printed.unit,
        afronding=printed.rounding,
        pagina=printed.page,
    )
