"""Perspectief beside DT&V: the published shares of a view beside what the letter printed."""

from __future__ import annotations

from dataclasses import replace

from perspectief_core.cohort.selection import Selection
from perspectief_core.comparison.comparing import Comparison, ComparisonOptions, lay_beside
from perspectief_core.comparison.letter import letter_counts, letter_facts
from perspectief_core.released.counts import Released, counted


def compare_selection(
    released: Released, selection: Selection, options: ComparisonOptions
) -> Comparison:
    """Return the comparison of a view with DT&V as printed: its persons are not counted at all."""
    distribution = replace(released, selection=selection).distribution()
    # What stands for all but a few of them can be less than its own rounding allows.
    own = {part.outcome: counted(part.share) for part in distribution.shares}
    return lay_beside(own, letter_counts(letter_facts()), options, distribution.n)
