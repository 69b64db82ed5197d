"""Answers on time where means and curves are withheld: of how many people had left by when."""

from __future__ import annotations

from perspectief.report.duur import within
from perspectief.report.duur.thinned import span_of
from perspectief.report.onderzoeksvragen.answer import COUNTED, Answer
from perspectief.report.words import formats, labels, shares
from perspectief_core.cohort.grouping import RESULTS
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.left_within import BEFORE, LeftWithin
from perspectief_core.people.outcomes import GroupOutcomes, OutcomesBy
from perspectief_core.shares.fives import Rounded
from perspectief_core.shares.intervals import Share, share


def length(left: Protected[LeftWithin]) -> Answer:
    """Return how long people were in guidance: how many of them had left after half a year."""
    text = (
        f"{within.sentence(left.value)} Hoe lang dat gemiddeld duurde en hoe vaak er contact was, "
        "wordt niet gepubliceerd: een gemiddelde is te precies."
    )
    return Answer(number=8, status="deels", text=text, source=COUNTED, page="duur")


def clarity(by_inflow: Protected[OutcomesBy]) -> Answer:
    """Return how many had a permit or went back at the peildatum, by when they came."""
    parts = []
    for group in by_inflow.value.groups:
        followed = span_of(group.group, by_inflow.provenance.peildatum)
        if followed:
            came = "er bij de start al was" if group.group == BEFORE else f"in {_when(group)} kwam"
            parts.append(f"van wie {came} {shares.sentence(_clear(group))} na {followed}")
    text = (
        f"Een vergunning of teruggekeerd was op de peildatum: {formats.listing(parts)}. De anderen "
        "hebben nog geen uitkomst of een andere."
    )
    return Answer(number=17, status="gegevens", text=text, source=COUNTED, page="duur")


def _when(group: GroupOutcomes) -> str:
    return labels.INFLOW[group.group]


def _clear(group: GroupOutcomes) -> Share:
    """Return the share with either of the results; each is rounded by itself."""
    count = sum(int(group.share_of(code).count) for code in RESULTS)
    return share(Rounded(min(count, int(group.n))), Rounded(group.n))
