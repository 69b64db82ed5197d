"""The comparison from the published figures alone: the minister's letter, without any extract.

Everything but filters can be answered from what was printed: the five counts of Perspectief, the
ten onward migrations of the report that the letter leaves out, and DT&V's counts in tens.
"""

from __future__ import annotations

from perspectief_core.comparison import dtv
from perspectief_core.comparison.comparing import Comparison, ComparisonOptions, lay_beside
from perspectief_core.comparison.dtv import DtvCount, DtvCounts, DtvFlow
from perspectief_core.data import contract
from perspectief_core.published import records
from perspectief_core.published.records import DtvRow, PublishedFigure

ROUNDING = 10
"""Unit of the letter's counts on the side of DT&V (its footnote 1)."""
TOTAL = "totaal"
ONWARD = "sv_doormigratie_n"
"""The published figure that the letter's table lacks."""

LetterFact = DtvRow | PublishedFigure


def letter_facts() -> tuple[LetterFact, ...]:
    """Return the rows of the letter's table and the published count of onward migration."""
    onward = tuple(figure for figure in records.figures() if figure.id == ONWARD)
    return (*records.dtv_table(), *onward)


def letter_comparison(
    facts: tuple[LetterFact, ...], options: ComparisonOptions | None = None
) -> Comparison:
    """Lay the published counts of both sides beside each other.

    Parameters
    ----------
    facts : tuple
        As `letter_facts` returns them.
    options : ComparisonOptions, optional
        Default: the letter's own table.

    Returns
    -------
    Comparison
        Its `dtv_flow` has no steps: the letter prints none of the numbers in between.

    Notes
    -----
    The letter does not say what was rounded how; half up is assumed, so that a count printed as 90
    can have been anything from 85 to 95.

    Examples
    --------
    Its five rows hold 723 of Perspectief's 733.

    >>> letter = letter_comparison(letter_facts())
    >>> letter.total - letter.unlisted, letter.total
    (723, 733)
    """
    rows = {fact.uitkomst: fact for fact in facts if isinstance(fact, DtvRow)}
    onward = next(round(f.waarde) for f in facts if isinstance(f, PublishedFigure))
    counted = {code: rows[code].perspectief for code in contract.OUTCOMES if code in rows}
    own = counted | {"doormigratie": onward}
    return lay_beside(own, letter_counts(facts), options or ComparisonOptions())


def letter_counts(facts: tuple[LetterFact, ...]) -> DtvCounts:
    """Return the counts of DT&V that the letter printed, of `letter_facts`."""
    rows = {fact.uitkomst: fact for fact in facts if isinstance(fact, DtvRow)}
    outcomes = tuple(_as_printed(row) for code, row in rows.items() if code != TOTAL)
    total = _as_printed(rows[TOTAL])
    return DtvCounts(outcomes, total, ROUNDING, DtvFlow(total.rounded, ()))


def _as_printed(row: DtvRow) -> DtvCount:
    return dtv.rounded_count(row.uitkomst_dtv, row.dtv, ROUNDING)
