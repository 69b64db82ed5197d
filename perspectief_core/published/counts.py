"""Published tables as records: what the report counted, to stand beside what is counted here.

Origin by sex (Bijlage 3), months in the Netherlands (Bijlage 4), how often the steunpunten gave
each answer (Bijlagen 5–13), and how many characteristics hung together with an outcome (Bijlagen
14–17). All are facts of 2011: no person and no selection changes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from perspectief_core.arrays import scipy
from perspectief_core.published import records
from perspectief_core.published.records import ChaidRow, Sourced, SteunpuntKolom

Cluster = Literal["organisatie", "personen"]

CLUSTERS: tuple[Cluster, ...] = ("organisatie", "personen")
CHAID_APPENDICES = (14, 15, 16, 17)
"""Appendices with everyone counted: residence permit, return, unknown destination, in guidance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginCount(Sourced):
    """One origin group of Bijlage 3; `herkomst` is the code of the contract, or `totaal`."""

    herkomst: str
    vrouw: int
    man: int
    totaal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsInNl(Sourced):
    """Months in the Netherlands at inflow of one steunpunt (Bijlage 4), or of `totaal`."""

    steunpunt: str
    n: int
    gemiddelde_maanden: float
    sd_maanden: float


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How many steunpunten gave one answer."""

    code: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnAnswers(Sourced):
    """What the `n` steunpunten answered in one column of Bijlagen 5–13.

    Parameters
    ----------
    kolom, label
        Name of the column, and what was asked.
    answers
        Every level with its count, in the order of the list of columns; empty for numbers.
    low, high, positive
        Smallest and largest number, and how many steunpunten are above 0; None where the answers
        are levels or dates.
    """

    kolom: str
    label: str
    n: int
    answers: tuple[AnswerCount, ...]
    low: float | None = None
    high: float | None = None
    positive: int | None = None

    def count(self, *codes: str) -> int:
        """Return how many steunpunten gave one of these answers; KeyError when none is a level."""
        known = {answer.code: answer.count for answer in self.answers}
        return sum(known[code] for code in codes)

    @property
    def most_common(self) -> AnswerCount:
        """The answer most steunpunten gave; the first of equals. Not for numbers."""
        return max(self.answers, key=lambda answer: answer.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationCount(Sourced):
    """How many of the `tested` characteristics hung together with one outcome in the report.

    `strongest` is the label of the one with the smallest p of its printed χ², before any
    correction; empty when there is none.
    """

    uitkomst: str
    cluster: Cluster
    found: int
    tested: int
    strongest: str


@cache
def origins() -> tuple[OriginCount, ...]:
    """Return the twenty origin groups of Bijlage 3, then `totaal`."""
    # The table prints both forms of the word; the contract has one.
    return tuple(
        replace(row, herkomst=row.herkomst.replace("overige_", "overig_"))
        for row in records.read(OriginCount, "bijlage_03")
    )


@cache
def months_in_nl() -> tuple[MonthsInNl, ...]:
    """Return the twenty steunpunten of Bijlage 4, then `totaal`."""
    return records.read(MonthsInNl, "bijlage_04")


@cache
def answers() -> tuple[ColumnAnswers, ...]:
    """Return the answers of the twenty steunpunten, one record per published column.

    Columns that were made from others afterwards are left out.
    """
    rows = records.steunpunten_rows().values()
    return tuple(
        _column_answers(column, [row[column.kolom] for row in rows])
        for column in records.steunpunt_columns()
        if column.herkomst_gegevens == "gepubliceerd"
    )


@cache
def relations() -> tuple[RelationCount, ...]:
    """Return, per outcome and cluster, how many characteristics the report found to matter."""
    clusters = {kenmerk.kenmerk: kenmerk for kenmerk in records.kenmerken()}
    counts = []
    for appendix in CHAID_APPENDICES:
        rows = records.chaid_rows(appendix)
        for cluster in CLUSTERS:
            own = [row for row in rows if clusters[row.kenmerk].cluster == cluster]
            labels = {row.kenmerk: clusters[row.kenmerk].label for row in own}
            counts.append(_relation(own, cluster, labels))
    return tuple(counts)


def _relation(rows: list[ChaidRow], cluster: Cluster, labels: dict[str, str]) -> RelationCount:
    related = [row for row in rows if row.samenhang == "ja"]
    strongest = min(related, key=_raw_p, default=None)
    first = rows[0]
    return RelationCount(
        document=first.document,
        tabel=first.tabel,
        opmerking="",
        uitkomst=first.uitkomst,
        cluster=cluster,
        found=len(related),
        tested=len(rows),
        strongest=labels[strongest.kenmerk] if strongest else "",
    )


def _raw_p(row: ChaidRow) -> float:
    return float(scipy.special.chdtrc(row.df or 1, row.chi2 or 0.0))


def _column_answers(column: SteunpuntKolom, values: Sequence[str]) -> ColumnAnswers:
    given = [value for value in values if value]
    counts = Counter(given)
    answers = ColumnAnswers(
        document=column.document,
        tabel=column.tabel,
        opmerking=column.opmerking,
        kolom=column.kolom,
        label=column.label,
        n=len(given),
        answers=tuple(
            AnswerCount(code, label, counts[code]) for code, label in column.levels().items()
        ),
    )
    if answers.answers or column.eenheid == "datum":
        return answers
    numbers = [float(value) for value in given]
    return replace(
        answers,
        low=min(numbers),
        high=max(numbers),
        positive=sum(number > 0 for number in numbers),
    )
