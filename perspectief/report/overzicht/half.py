"""After how many months half of the young people had an outcome, as one sentence."""

from __future__ import annotations

from perspectief.report.words import formats
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import Curves
from perspectief_core.shares import meaning


def half_sentence(result: Protected[Curves]) -> str:
    """Return when half had an outcome, or that too few were followed so long; empty for nobody.

    Who is still in guidance counts as long as they were followed: a mean of those who left would
    forget them.
    """
    curves = result.value
    if curves.reliable_until is None or not meaning.enough_to_conclude(curves.n):
        return ""
    whose = "Nagemaakt: " if result.provenance.kind == "synthetic" else ""
    month = _month(curves)
    if month is None:
        until = formats.plural(curves.reliable_until, "maand", "maanden")
        return (
            f"{whose}na {until} had nog niet de helft een uitkomst. Langer zijn er te weinig "
            "jongeren te volgen."
        )
    return (
        f"{whose}na {formats.plural(month, 'maand', 'maanden')} heeft naar schatting de helft een "
        "uitkomst. Wie nog in begeleiding is, telt mee zolang hij of zij te volgen was."
    )


def _month(curves: Curves) -> int | None:
    """Return after how many months at most half had no outcome; None when not seen.

    Who had an outcome in month 20 had it in fewer than 21: by the rule of `curves.before`, as on
    the page of durations, that is after 21 months.
    """
    for month, share in zip(curves.months, curves.event_free.cif, strict=True):
        if share <= 0.5:
            return month + 1 if month <= (curves.reliable_until or 0) else None
    return None
