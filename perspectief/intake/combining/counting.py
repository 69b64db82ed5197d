"""Who counts: within the period, no child of a participant, and enough known to count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perspectief.intake.settings import Settings
from perspectief.intake.validating.registrations import Registration, age_at


@dataclass(frozen=True, slots=True)
class Counted:
    """Who counts, and how many fell off for what reason."""

    people: tuple[Registration, ...]
    children: int
    left_before: int
    entered_after: int
    incomplete: int


def who_counts(rows: Sequence[Registration], settings: Settings) -> Counted:
    """Return who counts, each reason applied in turn.

    Notes
    -----
    A child of a participant: younger than `settings.jongste` at inflow. Outside the period: left
    before `settings.begin`, or entered after `settings.peildatum`. Incomplete: sex, month of
    inflow or outcome is not known, after every fault was returned to the sender.
    """
    grown = [row for row in rows if not _is_child(row, settings)]
    late = [row for row in grown if not _left_before(row, settings)]
    within = [row for row in late if not _entered_after(row, settings)]
    whole = [row for row in within if row.sex and row.entry and row.ending.outcome]
    return Counted(
        tuple(whole),
        children=len(rows) - len(grown),
        left_before=len(grown) - len(late),
        entered_after=len(late) - len(within),
        incomplete=len(within) - len(whole),
    )


def _is_child(row: Registration, settings: Settings) -> bool:
    entry = row.entry.month_start if row.entry else None
    if row.birth is None or entry is None:
        return False
    whole = row.entry.whole if row.entry else None
    age = age_at(row.birth, whole or entry)
    # From the year alone: a child only when it is one whatever the day.
    return (age if age is not None else entry.year - row.birth.year) < settings.jongste


def _left_before(row: Registration, settings: Settings) -> bool:
    if row.exit is None or row.exit.month_start is None:
        return False
    return (row.exit.whole or row.exit.month_start) < settings.begin


def _entered_after(row: Registration, settings: Settings) -> bool:
    day = row.entry.month_start if row.entry else None
    return day is not None and day > settings.peildatum
