"""Cells of the published tables, as the audit carries them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from perspectief_core.audit.rows import AuditRow, Basis, Printed, Value, judge

_UNITS = {
    "procent": ("procent", "een_decimaal"),
    "vrouw_procent": ("procent", "een_decimaal"),
    "man_procent": ("procent", "een_decimaal"),
    "gemiddelde_maanden": ("maand", "twee_decimalen"),
    "sd_maanden": ("maand", "drie_decimalen"),
    "samenhang": ("ja_nee", "exact"),
    "p": ("p", "p"),
    "chi2": ("getal", "een_decimaal"),
    "df": ("getal", "exact"),
    "cellen": ("cellen", "exact"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the file it is in, its row and measure, what the row is about, its page."""

    file: str
    row: str
    measure: str
    subject: str
    page: str

    @property
    def id(self) -> str:
        """Stable name of the figure."""
        return f"{self.file}.{self.row}.{self.measure}"

    def printed(self, value: Value) -> Printed:
        """Return the printed figure in this cell."""
        document = "Samenvatting" if self.file == "tabel_s2" else "Bijlagen"
        number = self.file.removeprefix("bijlage_").lstrip("0")
        tabel = "Tabel S2" if self.file == "tabel_s2" else f"Bijlage {number}"
        unit, rounding = _UNITS.get(self.measure, ("aantal", "exact"))
        return Printed(
            id=self.id,
            document=document,
            tabel=tabel,
            page=self.page,
            subject=self.subject,
            measure=self.measure,
            value=value,
            unit=unit,
            rounding=rounding,
        )

    def judge(
        self, value: Value, compute: Callable[[], Value | None], basis: Basis = "extract"
    ) -> AuditRow:
        """Return the verdict on this cell."""
        return judge(self.printed(value), compute, basis)
