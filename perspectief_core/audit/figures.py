"""Every figure of the running texts: how it is recomputed, or why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from perspectief_core.audit import letter, people, places, ranges
from perspectief_core.audit.facts import Facts
from perspectief_core.audit.rows import AuditRow, Basis, NotComputableError, Printed, Value, judge
from perspectief_core.audit.rules import Rules
from perspectief_core.published import records
from perspectief_core.published.records import PublishedFigure

QUESTIONS = "sv_onderzoeksvragen"
"""Counted in the printed list of questions: no extract has it."""


def all_rules() -> Rules:
    """Return the rule of every figure that an extract can give, by id."""
    return {**people.rules(), **ranges.rules(), **places.rules(), **letter.rules()}


def rows(facts: Facts) -> Iterator[AuditRow]:
    """Yield the figures of `cijfers.csv` in its order.

    Raises
    ------
    KeyError
        When a figure has neither a rule nor a reason: silence would look like agreement.

    Notes
    -----
    The letter's table is also a file of its own, `dtv.csv`; its cells are the figures
    `kb11_tabel_…` and are audited once, here.
    """
    rules = all_rules()
    for figure in records.figures():
        if figure.id == QUESTIONS:
            yield judge(printed(figure), _questions, "printed")
            continue
        basis: Basis = "proxy" if figure.id in places.PROXIES else "extract"
        yield judge(printed(figure), partial(_value, figure, rules, facts), basis)


def _questions() -> Value:
    return len(records.research_questions())


def printed(figure: PublishedFigure) -> Printed:
    """Return a figure of the texts as the audit carries it."""
    return Printed(
        id=figure.id,
        document=figure.document,
        tabel=figure.tabel,
        page=figure.pagina,
        subject=figure.omschrijving,
        measure="waarde",
        value=figure.waarde,
        unit=figure.eenheid,
        rounding=figure.afronding,
    )


def _value(figure: PublishedFigure, rules: Rules, facts: Facts) -> Value | None:
    if figure.niet_te_berekenen:
        raise NotComputableError(figure.niet_te_berekenen)
    return rules[figure.id](facts)
