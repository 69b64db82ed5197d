"""All published figures at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from perspectief_core.audit import answers, figures, relations, tables
from perspectief_core.audit.facts import Facts
from perspectief_core.audit.rows import Audit, AuditRow, gather
from perspectief_core.data.extract import Extract

SEARCHED = {f"Bijlage {number}" for number in (4, *range(14, 21))}
"""Tables that a synthetic extract is searched to give; the others are taken over as they are."""


def audit(extract: Extract) -> Audit:
    """Recompute every published figure from an extract.

    Parameters
    ----------
    extract : Extract
        Any valid extract; it is counted under the report's own choices, everyone.

    Returns
    -------
    Audit
        Texts first, then Tabel S2 and the appendices. What this extract cannot give has a reason.

    Notes
    -----
    Figures come from the functions behind the pages; agreement respects the printed rounding
    (`rounding.agrees`). Bijlagen 5–13 are compared cell by cell and reported per question.

    References
    ----------
    `docs/published-figures.md`: what was transcribed, and how it was checked.
    """
    rows = _rows(Facts(extract))
    if extract.manifest.kind == "synthetic":
        rows = (_reached(row) for row in rows)
    return gather(rows)


def _reached(row: AuditRow) -> AuditRow:
    """Return a row of a synthetic extract; what was searched for and not found is not reached."""
    if row.verdict == "wijkt_af" and row.printed.tabel in SEARCHED and not row.contradiction:
        return replace(row, verdict="niet_gehaald")
    return row


def _rows(facts: Facts) -> Iterator[AuditRow]:
    yield from figures.rows(facts)
    yield from answers.types(facts)
    yield from tables.rows(facts)
    yield from answers.rows(facts)
    yield from relations.rows(facts)
