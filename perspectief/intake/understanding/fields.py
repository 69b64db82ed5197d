"""The questions of Bijlage 23 (C1–C17) and Bijlage 24 (v1–v17), and the headings they go by."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from perspectief.intake.values.text import normalised

ListKind = Literal["steunpunt", "ministerie"]
LIST_KINDS: tuple[ListKind, ...] = ("steunpunt", "ministerie")
FieldKind = Literal["nummer", "tekst", "datum", "woord", "getal", "ja_nee"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question.

    Parameters
    ----------
    code, name
        Number in the appendix (`C23` stands for C2 and C3 in one column) and what it asks.
    kind
        How its cells are read.
    repeated
        Whether it may have several columns, one per appeal, application or period.
    needed
        Whether a list without it is returned.
    headings
        Normalised headings that mean exactly this question, its number first.
    """

    code: str
    name: str
    kind: FieldKind
    repeated: bool
    needed: bool
    headings: tuple[str, ...]


@cache
def fields_of(kind: ListKind) -> tuple[Field, ...]:
    """Return the questions of one kind of list, in the order of the appendix."""
    path = Path(__file__).parent / "velden.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_field(row) for row in csv.DictReader(file) if row["lijst"] == kind)


def _field(row: dict[str, str]) -> Field:
    headings = (row["veld"], *row["kopjes"].split("|"))
    return Field(
        code=row["veld"],
        name=row["naam"],
        kind=row["soort"],  # type: ignore[arg-type]
        repeated=row["herhaald"] == "ja",
        needed=row["nodig"] == "ja",
        headings=tuple(dict.fromkeys(normalised(heading) for heading in headings)),
    )
