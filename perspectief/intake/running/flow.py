"""The steps from all records to the table, with the count after each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from perspectief.intake.anonymising.coarsening import Coarsened, coarsen, shuffled
from perspectief.intake.anonymising.measuring import measure
from perspectief.intake.combining.counting import Counted, who_counts
from perspectief.intake.combining.doubles import Singles, one_row_each, where
from perspectief.intake.combining.rounds import Rounds, last_rounds
from perspectief.intake.decisions import Decisions, Proposal
from perspectief.intake.deriving.participants import derive
from perspectief.intake.matching.matching import Matches, match_register
from perspectief.intake.settings import Settings
from perspectief.intake.validating.register import RegisterRecord
from perspectief.intake.validating.registrations import Registration
from perspectief_core.data.account import GroupSizes

_PREFIX = {"register": "REG-", "synthetic": "SYN-"}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Flow:
    """What every step gave."""

    rounds: Rounds
    singles: Singles
    counted: Counted
    matches: Matches
    coarsened: Coarsened
    people: pd.DataFrame
    measures: tuple[GroupSizes, ...]
    proposals: tuple[Proposal, ...]
    found_per_round: tuple[tuple[int, int], ...]


def flow(
    registrations: Sequence[Registration],
    records: Sequence[RegisterRecord],
    settings: Settings,
    decisions: Decisions,
    seed: bytes,
) -> Flow:
    """Return the table of participants and what every step did.

    Parameters
    ----------
    registrations, records
        All rows of the steunpunten in all rounds, and the ministry's list.
    settings, decisions
        Choices of the run, and answers to earlier proposals.
    seed
        Decides the order of rows.
    """
    rounds = last_rounds(registrations)
    singles = one_row_each(rounds.current, decisions.of("dubbel"))
    counted = who_counts(singles.people, settings)
    matches = match_register(counted.people, records, decisions.of("koppeling"))
    coarsened = coarsen(derive(counted.people, matches.records, settings.peildatum), settings)
    people = shuffled(coarsened.frame, seed, _PREFIX[settings.soort])
    numbers = frozenset(record.number for record in records if record.number)
    return Flow(
        rounds=rounds,
        singles=singles,
        counted=counted,
        matches=matches,
        coarsened=coarsened,
        people=people,
        measures=measure(people),
        proposals=(*_outcomes_to_decide(rounds.current), *singles.proposals, *matches.proposals),
        found_per_round=tuple(_found(rows, numbers) for rows in rounds.per_round),
    )


def _outcomes_to_decide(rows: Sequence[Registration]) -> tuple[Proposal, ...]:
    return tuple(
        Proposal("uitkomst", row.key, where(row), "", "de reden van het einde is niet herkend")
        for row in rows
        if row.ending.undecided
    )


def _found(rows: Sequence[Registration], numbers: frozenset[str]) -> tuple[int, int]:
    """Return how many of the rows of a round stand in the register: guided, and left."""
    registered = [row for row in rows if row.number in numbers]
    left = sum(row.ending.outcome not in (None, "in_begeleiding") for row in registered)
    return len(registered) - left, left
