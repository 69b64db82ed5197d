"""Bijlagen 5–13 and Tabel S2: what was published of each steunpunt, cell by cell.

A question asked of twenty steunpunten is one figure here: how many of its cells are the same in
the extract. The steunpunten whose cell is not are named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from perspectief_core.arrays import pd
from perspectief_core.audit.cells import Cell
from perspectief_core.audit.facts import Facts
from perspectief_core.audit.rows import AuditRow, NotComputableError
from perspectief_core.published import records


def rows(facts: Facts) -> Iterator[AuditRow]:
    """Yield the 46 questions of Bijlagen 5–13; what was derived from them is left out."""
    printed = records.steunpunten_rows()
    for column in records.steunpunt_columns():
        if column.herkomst_gegevens == "gepubliceerd":
            cell = Cell(
                f"bijlage_{column.bijlage:02d}", column.kolom, "cellen", column.label, "steunpunt"
            )
            answers = {place: row[column.kolom] for place, row in printed.items()}
            yield _compare(facts, cell, answers, column.kolom)


def types(facts: Facts) -> Iterator[AuditRow]:
    """Yield Tabel S2: the steunpunten named under each of the six working methods."""
    for line in records.published_rows("tabel_s2"):
        expected = dict.fromkeys(line["steunpunten"].split(";"), line["werkwijze"])
        cell = Cell("tabel_s2", line["werkwijze"], "cellen", line["label"], "werkwijzen")
        yield _compare(facts, cell, expected, "werkwijze")


def _compare(facts: Facts, cell: Cell, printed: dict[str, str], column: str) -> AuditRow:
    differing: tuple[str, ...] = ()

    def equal_cells() -> float:
        nonlocal differing
        facts.need("steunpunten", column)
        if not len(facts.named):
            raise NotComputableError("steunpunt_ontbreekt")
        differing = _differing(printed, facts.named[column])
        return len(printed) - len(differing)

    row = cell.judge(float(len(printed)), equal_cells)
    return replace(row, differing=differing)


def _differing(printed: dict[str, str], held: pd.Series) -> tuple[str, ...]:
    """Return the steunpunten whose value is not the printed one; an absent one differs."""
    dtype = held.dtype
    if isinstance(dtype, pd.CategoricalDtype) or pd.api.types.is_string_dtype(dtype):
        dtype = pd.StringDtype()
    expected = pd.Series(printed, dtype="string")
    expected = expected.mask(expected == "").astype(dtype)
    same = expected == held.astype(dtype).reindex(expected.index)
    return tuple(expected.index[~same.fillna(False).to_numpy(dtype=bool)])
