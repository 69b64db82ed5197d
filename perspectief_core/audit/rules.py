"""How a figure of the texts is recomputed: a function of the facts, and the columns it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from perspectief_core.audit.facts import Facts
from perspectief_core.audit.rows import Value
from perspectief_core.people.outcomes import Breakdown
from perspectief_core.shares.intervals import Share

Compute = Callable[[Facts], Value | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """Recompute one figure.

    Parameters
    ----------
    compute
        Gives the value in the unit of the printed figure; None when nobody could be counted.
    table, columns
        What must be there; `niemand` when the table has nobody to count.
    """

    compute: Compute
    table: Literal["deelnemers", "steunpunten", "dtv"] = "deelnemers"
    columns: tuple[str, ...] = ()

    def __call__(self, facts: Facts) -> Value | None:
        """Return the value; raises as `Facts.need`."""
        facts.need(self.table, *self.columns)
        return self.compute(facts)


Rules = Mapping[str, Rule]


def percent(share: Share) -> float | None:
    """Return a share as a percentage (0–100); None when nobody was counted."""
    return None if share.share is None else 100 * share.share


def part(breakdown: Breakdown, *levels: str) -> float | None:
    """Return levels together as a percentage (0–100) of everyone in the breakdown."""
    members = sum(row.share.count for row in breakdown.shares if row.level in levels)
    return 100 * members / breakdown.n if breakdown.n else None


def part_of_known(breakdown: Breakdown, *levels: str) -> float | None:
    """Return levels together as a percentage (0–100) of everyone whose level is known."""
    known = sum(row.share.count for row in breakdown.shares if row.level != "onbekend")
    members = sum(row.share.count for row in breakdown.shares if row.level in levels)
    return 100 * members / known if known else None


def of_people(compute: Compute, *columns: str) -> Rule:
    """Return a rule about the people counted."""
    return Rule(compute, "deelnemers", columns)


def of_places(compute: Compute, *columns: str) -> Rule:
    """Return a rule about the steunpunten."""
    return Rule(compute, "steunpunten", columns)


def of_dtv(compute: Compute) -> Rule:
    """Return a rule about the group of DT&V, which needs all columns of the letter's selection."""
    columns = (
        "overgedragen",
        "in_beeld_van",
        "in_beeld_tot",
        "geboortejaar",
        "deelnemer_perspectief",
    )
    return Rule(compute, "dtv", columns)
