"""How many had left after half a year and a year, by when they came: what an edition can say."""

from __future__ import annotations

from perspectief.report.block.blocks import Block
from perspectief.report.block.heading import heading_of, under
from perspectief.report.block.marks import marked_sentence
from perspectief.report.duur import hundred
from perspectief.report.duur.thinned import line_block
from perspectief.report.words import labels, shares
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import Curves
from perspectief_core.durations.left_within import LeftWithin

MOMENTS = ("een half jaar", "een jaar", "anderhalf jaar", "twee jaar")


def lead(
    corrected: Protected[Curves], naive: Protected[Curves], left: Protected[LeftWithin]
) -> str:
    """Return the finding of the page: of the curves, or where those are withheld of who left."""
    if corrected.shown:
        return hundred.lead(corrected, naive)
    return marked_sentence(sentence(left.value), left.provenance)


def sentence(left: LeftWithin) -> str:
    """Return how many had left after half a year and after a year."""
    told = []
    for period in left.since_start:
        moments = zip(MOMENTS, period.within, strict=False)
        first, *others = (f"na {moment} {shares.sentence(share)}" for moment, share in moments)
        said = f"{first} vertrokken" + "".join(f", en {later}" for later in others)
        told.append(f"Van wie in {labels.INFLOW[period.period]} kwam, waren {said}")
    return f"{'. '.join(told)}. De anderen waren toen nog in begeleiding."


@under(heading_of(hundred.hundred_block))
def answer_block(
    corrected: Protected[Curves], naive: Protected[Curves], left: Protected[LeftWithin]
) -> Block:
    """Return the first figure of the page: of every hundred, or where those are withheld the line
    of who had left.
    """
    return hundred.hundred_block(corrected, naive) if corrected.shown else line_block(left)
