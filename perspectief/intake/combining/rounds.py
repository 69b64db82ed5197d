"""A later list of a steunpunt replaces its earlier one; what changed is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from perspectief.intake.validating.endings import GUIDED
from perspectief.intake.validating.registrations import Registration

SHRINKS = 0.8
"""A later list with fewer than this share of the earlier persons is taken to be incomplete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundChange:
    """From one list of a steunpunt to the next: persons that came, vanished or changed."""

    sender: str
    round: int
    came: int
    vanished: int
    changed: int
    before: int

    @property
    def looks_incomplete(self) -> bool:
        """Whether so many vanished that the later list may hold only corrections."""
        return self.before >= 5 and self.before - self.vanished < SHRINKS * self.before


@dataclass(frozen=True, slots=True)
class RoundCount:
    """The lists as they were after a round: rows, of whom guided and of whom left."""

    round: int
    rows: int
    guided: int
    left: int


@dataclass(frozen=True, slots=True)
class Rounds:
    """The rows that count, the changes between rounds and the counts after each round."""

    current: tuple[Registration, ...]
    changes: tuple[RoundChange, ...]
    counts: tuple[RoundCount, ...]
    per_round: tuple[tuple[Registration, ...], ...]


def last_rounds(registrations: Iterable[Registration]) -> Rounds:
    """Return the rows of the last list of each steunpunt.

    Notes
    -----
    All lists of a steunpunt in one round count together. Who is not on the later list any more
    does not count: that is how the doubles and children went out in 2010.
    """
    lists: dict[str, dict[int, list[Registration]]] = defaultdict(lambda: defaultdict(list))
    for registration in registrations:
        lists[registration.sender][registration.round].append(registration)
    changes = [
        _change(sender, number, rounds[earlier], rounds[number])
        for sender, rounds in sorted(lists.items())
        for earlier, number in zip(sorted(rounds), sorted(rounds)[1:], strict=False)
    ]
    numbers = sorted({number for rounds in lists.values() for number in rounds})
    states = [_state(lists, number) for number in numbers]
    counts = [_count(number, rows) for number, rows in zip(numbers, states, strict=True)]
    current = tuple(states[-1]) if states else ()
    return Rounds(current, tuple(changes), tuple(counts), tuple(map(tuple, states)))


def _state(lists: dict[str, dict[int, list[Registration]]], number: int) -> list[Registration]:
    rows: list[Registration] = []
    for _, rounds in sorted(lists.items()):
        known = [earlier for earlier in rounds if earlier <= number]
        if known:
            rows.extend(rounds[max(known)])
    return rows


def _count(number: int, rows: Sequence[Registration]) -> RoundCount:
    left = sum(row.ending.outcome not in (None, GUIDED) for row in rows)
    return RoundCount(number, len(rows), len(rows) - left, left)


def _change(
    sender: str, number: int, before: list[Registration], after: list[Registration]
) -> RoundChange:
    old = {_identity(row): _said(row) for row in before}
    new = {_identity(row): _said(row) for row in after}
    both = old.keys() & new.keys()
    return RoundChange(
        sender=sender,
        round=number,
        came=len(new.keys() - old.keys()),
        vanished=len(old.keys() - new.keys()),
        changed=sum(old[identity] != new[identity] for identity in both),
        before=len(old),
    )


def _identity(row: Registration) -> object:
    return row.number or (row.name, row.birth)


def _said(row: Registration) -> tuple[object, ...]:
    return (
        row.name,
        row.birth,
        row.sex,
        row.origin,
        row.children,
        row.psychiatric,
        row.physical,
        row.entry,
        row.goal,
        row.contacts,
        row.ended_by,
        row.ending,
    )
