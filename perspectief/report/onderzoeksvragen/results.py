"""What the answers from the data are made of."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from perspectief.report.onderzoeksvragen.answer import Missing
from perspectief_core.disclosure.protecting import Protected
from perspectief_core.durations.curves import Curves, DurationSummary
from perspectief_core.durations.left_within import LeftWithin
from perspectief_core.people.contacts import ContactSummary
from perspectief_core.people.outcomes import Breakdown, OutcomeDistribution, OutcomesBy
from perspectief_core.people.participants import (
    AgeSummary,
    AsylumHistory,
    BreakdownBySex,
    ChildrenBySex,
    Health,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What the answers are made of; `Missing` where the data lack a column."""

    outcomes: Protected[OutcomeDistribution]
    origin: Protected[BreakdownBySex]
    by_origin: Protected[OutcomesBy]
    age: Protected[AgeSummary]
    durations: Protected[DurationSummary]
    curves: Protected[Curves]
    left: Protected[LeftWithin]
    by_inflow: Protected[OutcomesBy]
    children: Protected[ChildrenBySex] | Missing
    health: Protected[Health] | Missing
    history: Protected[AsylumHistory] | Missing
    contacts: Protected[ContactSummary] | Missing
    ended_by: Protected[Breakdown] | Missing
    trajectories: Protected[OutcomesBy] | Missing

    @property
    def present(self) -> tuple[Protected[Any], ...]:
        """The results that could be computed."""
        parts = [getattr(self, field.name) for field in fields(self)]
        return tuple(part for part in parts if isinstance(part, Protected))

    @property
    def invented(self) -> bool:
        """Whether the data are synthetic."""
        return self.outcomes.provenance.kind == "synthetic"

    @property
    def n(self) -> int:
        """People counted."""
        return self.outcomes.value.n
