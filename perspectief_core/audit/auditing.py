"""All published figures at once."""

from __future__ import annotations

from collections.abc import Iterator

from perspectief_core.audit import answers, figures, relations, tables
from perspectief_core.audit.facts import Facts
from perspectief_core.audit.rows import Audit, AuditRow, gather
from perspectief_core.data.extract import Extract


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
    return gather(_rows(Facts(extract)))


def _rows(facts: Facts) -> Iterator[AuditRow]:
    yield from figures.rows(facts)
    yield from answers.types(facts)
    yield from tables.rows(facts)
    yield from answers.rows(facts)
    yield from relations.rows(facts)
