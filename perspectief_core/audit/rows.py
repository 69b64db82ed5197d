"""What the audit says of one published figure, and of all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from perspectief_core.audit.rounding import agrees
from perspectief_core.cohort.selecting import ColumnMissingError
from perspectief_core.published.records import NotFromPersons, inconsistencies
from perspectief_core.results import aggregate

Verdict = Literal["klopt", "binnen_de_ruis", "niet_gehaald", "wijkt_af", "niet_te_berekenen"]
"""`binnen_de_ruis`: differs, but not by more than the deliberate noise of this extract explains;
`niet_gehaald`: what a synthetic extract was made to give and does not, which says nothing about the
report; what contradicts another document differs in any extract, and is `wijkt_af`."""
Reason = Literal[
    "kolom_ontbreekt",
    "geen_kolom",
    "niemand",
    "steunpunt_ontbreekt",
    "land_in_groep",
    "telronde",
    NotFromPersons,
]
"""Why a figure is not computed.

`kolom_ontbreekt`: this extract lacks an optional column; `geen_kolom`: no extract has one;
`niemand`: there is nobody to count; `steunpunt_ontbreekt`: this extract has no such steunpunt;
`land_in_groep`: extracts know the origin group, not the country; `telronde`: an earlier count,
before the last; `interviews`: only said in interviews; `opzet`: about the study itself;
`definitie`: a choice of the report, not a count; `beleid`: a rule or a budget; `context`: about
other people or another time.
"""

Basis = Literal["extract", "printed", "proxy"]
"""What a figure is computed from: the extract, other printed figures alone, or an answer in the
extract that comes near to what was meant."""
Value = float | str


class NotComputableError(Exception):
    """No value follows from this extract, for `reason`."""

    def __init__(self, reason: Reason) -> None:
        self.reason: Reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One published figure.

    Parameters
    ----------
    id
        Stable name: that of `cijfers.csv`, or `<file>.<row>.<measure>` for a cell of a table.
    document, tabel
        Where it was printed.
    page
        Page of the dashboard that shows it.
    subject
        What it is about, as the published files describe it.
    measure
        Code of what was measured of the subject: `waarde` for a figure in a text, else the column.
    value
        As printed; text for yes/no and for p.
    unit, rounding
        Codes; see `rounding.agrees`.
    """

    id: str
    document: str
    tabel: str
    page: str
    subject: str
    measure: str
    value: Value
    unit: str
    rounding: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """A published figure beside what this extract gives.

    Parameters
    ----------
    computed
        In the unit of the printed figure; None when it cannot be computed.
    reason, column
        Why it cannot, and the missing column if that is why; empty otherwise.
    differing
        Steunpunten whose cell differs, where the figure counts cells.
    contradiction
        Id of the contradiction in the documents that this figure is part of; empty when none is
        known.
    basis
        What it is computed from.
    """

    printed: Printed
    computed: Value | None
    verdict: Verdict
    reason: Reason | Literal[""] = ""
    column: str = ""
    differing: tuple[str, ...] = ()
    contradiction: str = ""
    basis: Basis = "extract"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """How the figures of one table came out."""

    document: str
    tabel: str
    agree: int
    differ: int
    not_computed: int
    within_noise: int = 0
    not_reached: int = 0

    @property
    def total(self) -> int:
        """Figures in the table."""
        return self.computed + self.not_computed

    @property
    def computed(self) -> int:
        """Figures that follow from this extract, as printed or not."""
        return self.agree + self.within_noise + self.not_reached + self.differ

    @property
    def exact(self) -> bool:
        """Whether every figure that was computed is as printed."""
        return self.computed == self.agree


@aggregate
@dataclass(frozen=True, slots=True)
class Audit:
    """All published figures, in the order of the documents, and the counts per table."""

    rows: tuple[AuditRow, ...]
    tables: tuple[TableCount, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many figures have this verdict."""
        return sum(row.verdict == verdict for row in self.rows)


@cache
def _contradictions() -> dict[str, str]:
    return {
        figure: inconsistency.id
        for inconsistency in inconsistencies()
        for figure in inconsistency.cijfers
    }


def contradiction(figure: str) -> str:
    """Return the id of the contradiction that a figure is part of; empty when none is known.

    Parameters
    ----------
    figure : str
        Id of a figure: a whole id, or that of a cell (`<file>.<row>.<measure>`).
    """
    row, _, _ = figure.rpartition(".")
    return _contradictions().get(figure) or _contradictions().get(row, "")


def judge(
    printed: Printed, compute: Callable[[], Value | None], basis: Basis = "extract"
) -> AuditRow:
    """Return the verdict on one figure.

    Parameters
    ----------
    printed : Printed
    compute : callable
        Gives the value; None when nobody could be counted.
    basis : Basis
        What it computes from.
    """
    part_of, column = contradiction(printed.id), ""
    try:
        value = compute()
        reason: Reason = "niemand"
    except NotComputableError as error:
        value, reason = None, error.reason
    except ColumnMissingError as error:
        value, reason, column = None, "kolom_ontbreekt", f"{error.table}.{error.column}"
    if value is None:
        return AuditRow(
            printed=printed,
            computed=None,
            verdict="niet_te_berekenen",
            reason=reason,
            column=column,
            differing=(),
            contradiction=part_of,
        )
    verdict: Verdict = "klopt" if agrees(printed.value, value, printed.rounding) else "wijkt_af"
    return AuditRow(
        printed=printed, computed=value, verdict=verdict, contradiction=part_of, basis=basis
    )


def gather(rows: Iterable[AuditRow]) -> Audit:
    """Return all rows as one audit, with the counts per table in order of first appearance."""
    everything = tuple(rows)
    counts: dict[tuple[str, str], Counter[Verdict]] = {}
    for row in everything:
        place = (row.printed.document, row.printed.tabel)
        counts.setdefault(place, Counter())[row.verdict] += 1
    tables = tuple(
        TableCount(
            document=document,
            tabel=tabel,
            agree=of["klopt"],
            differ=of["wijkt_af"],
            not_computed=of["niet_te_berekenen"],
            within_noise=of["binnen_de_ruis"],
            not_reached=of["niet_gehaald"],
        )
        for (document, tabel), of in counts.items()
    )
    return Audit(everything, tables)
