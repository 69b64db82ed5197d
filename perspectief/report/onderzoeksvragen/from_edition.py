"""Answers on time where means and curves are withheld: of how many people had left by when."""

from __future__ import annotations

from perspectief.report.block import kept_back
from perspectief.report.duur import within
from perspectief.report.duur.thinned import span_of
from perspectief.report.onderzoeksvragen.answer import Answer
from perspectief.report.words import formats, labels, shares
from perspectief_core.cohort.grouping import RESULTS
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.left_within import BEFORE, PERIODS, LeftWithin
from perspectief_core.people.outcomes import GroupOutcomes, OutcomesBy
from perspectief_core.released.counts import together
from perspectief_core.shares.intervals import Share, share


def length(left: Protected[LeftWithin]) -> Answer:
    """Return how long people were in guidance: how many of them had left after half a year."""
    text = (
        f"{within.sentence(left.value)} Hoe lang dat gemiddeld duurde en hoe vaak er contact was, "
        "wordt niet gepubliceerd: een gemiddelde is te precies."
    )
    return Answer("deels", text)


def clarity(by_inflow: Protected[OutcomesBy]) -> Answer:
    """Return how many had a permit or went back at the peildatum, by when they came."""
    parts = []
    shown = [group.group for group in by_inflow.value.groups]
    secret = kept_back.codes(by_inflow, "instroomperiode", shown)
    # Who came later was not followed long enough to be told of.
    hidden = [code for code in secret if code in (BEFORE, *PERIODS)]
    for group in by_inflow.value.groups:
        followed = span_of(group.group, by_inflow.provenance.peildatum)
        if followed:
            parts.append(f"van {_who(group.group)} {shares.sentence(_clear(group))} na {followed}")
    text = (
        f"Een vergunning of teruggekeerd was op de peildatum: {formats.listing(parts)}. De anderen "
        f"hebben nog geen uitkomst of een andere.{kept_back.told(map(_who, hidden))}"
    )
    return Answer("gegevens", text)


def _who(period: str) -> str:
    if period == BEFORE:
        return "wie er bij de start al was"
    return f"wie in {labels.INFLOW[period]} kwam"


def _clear(group: GroupOutcomes) -> Share:
    """Return the share with either of the results; each is rounded by itself."""
    return share(together(map(group.share_of, RESULTS), group.n), group.n)
