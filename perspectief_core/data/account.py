"""How an extract came from registration lists: the block `intake` of its manifest.

`perspectief intake run` writes the block, `docs/intake.md` explains it. It is read without trusting
it: counts that do not add up, or names the contract does not know, refuse it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeVar

from perspectief_core.data import contract
from perspectief_core.results import aggregate

VERSION = 1
FINAL_ROUND = 99
_MOST_ROUNDS = 99
_MOST_MEASURES = 100
_MOST = 1_000_000_000
_COLUMNS = frozenset(spec.name for spec in contract.DEELNEMERS.columns)

Counts = TypeVar("Counts", "Round", "Steps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of lists, as the lists were then.

    Parameters
    ----------
    round
        1, 2, …; `FINAL_ROUND` is the final list.
    rows, guided, left
        Persons on the lists, of whom in guidance and out of it.
    found_guided, found_left
        Of these, found in the ministry's register.
    """

    round: int
    rows: int
    guided: int
    left: int
    found_guided: int
    found_left: int

    @property
    def found(self) -> int:
        """Persons found in the ministry's register."""
        return self.found_guided + self.found_left


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What became of the rows of the last lists.

    Parameters
    ----------
    rows
        Rows read.
    doubles, moved, children, left_before, entered_after, incomplete
        Left out: rows of one person at one steunpunt; of a person who went on at another;
        children; guidance that ended before the period, or began after it; no sex, month of entry
        or outcome.
    persons
        What remains: the rows of `deelnemers`.
    found, found_by_number, found_by_decision
        Of these, found in the ministry's register; by an equal number, and by a person's decision.
    not_certain
        Equal numbers that other facts contradict, so that a person must decide.
    """

    rows: int
    doubles: int
    moved: int
    children: int
    left_before: int
    entered_after: int
    incomplete: int
    persons: int
    found: int
    found_by_number: int
    found_by_decision: int
    not_certain: int

    @property
    def dropped(self) -> tuple[tuple[str, int], ...]:
        """The reasons for leaving out rows, in order, with their number."""
        return tuple(
            (name, getattr(self, name))
            for name in (
                "doubles",
                "moved",
                "children",
                "left_before",
                "entered_after",
                "incomplete",
            )
        )

    @property
    def adds_up(self) -> bool:
        """Whether rows less what was left out are the persons, and the found likewise."""
        left = self.rows - sum(number for _, number in self.dropped)
        return left == self.persons and self.found == self.found_by_number + self.found_by_decision


@dataclass(frozen=True, slots=True)
class TopCoded:
    """A column whose highest values became one: the highest that remains, and how many rows."""

    column: str
    highest: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSizes:
    """How recognisable persons are for who knows these columns of someone.

    Parameters
    ----------
    columns
        What is known.
    k
        Persons in the smallest group that shares these values.
    unique, below_5, below_10
        Persons alone in their group, and in a group below 5 and below 10.
    least_diverse
        l: per sensitive column the fewest different answers within a group.
    """

    columns: tuple[str, ...]
    k: int
    unique: int
    below_5: int
    below_10: int
    least_diverse: tuple[tuple[str, int], ...]


@aggregate
@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeAccount:
    """From lists to extract: rounds, steps, what was coarsened, and how small groups are."""

    rounds: tuple[Round, ...]
    steps: Steps
    top_coded: tuple[TopCoded, ...]
    group_sizes: tuple[GroupSizes, ...]


def account_block(account: IntakeAccount) -> dict[str, object]:
    """Return what the block `intake` says of an account, as `parse_account` reads it."""
    return {
        "version": VERSION,
        "rounds": [asdict(round_) for round_ in account.rounds],
        "steps": asdict(account.steps),
        "safety": {
            "top_coded": [asdict(column) for column in account.top_coded],
            "measures": [_measure(sizes) for sizes in account.group_sizes],
        },
    }


def _measure(sizes: GroupSizes) -> dict[str, object]:
    said = asdict(sizes)
    fewest = said.pop("least_diverse")
    return said | {"columns": list(sizes.columns), "l": dict(fewest)}


def parse_account(raw: object) -> IntakeAccount | None:
    """Return the account in a manifest; None when it is not one that can be relied on.

    Parameters
    ----------
    raw
        The value of `intake`, as JSON gave it.
    """
    try:
        said = _mapping(raw)
        if said["version"] != VERSION:
            return None
        safety = _mapping(said["safety"])
        account = IntakeAccount(
            rounds=tuple(_counts(Round, round_) for round_ in _some(said["rounds"], _MOST_ROUNDS)),
            steps=_counts(Steps, said["steps"]),
            top_coded=tuple(
                _top_coded(column) for column in _some(safety["top_coded"], len(_COLUMNS))
            ),
            group_sizes=tuple(_sizes(sizes) for sizes in _some(safety["measures"], _MOST_MEASURES)),
        )
    except (KeyError, TypeError, ValueError):
        return None
    return account if account.steps.adds_up else None


def _mapping(raw: object) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise TypeError("not a mapping")
    return raw


def _some(raw: object, most: int) -> list[object]:
    if not isinstance(raw, list) or len(raw) > most:
        raise TypeError("not a list, or too long")
    return raw


def _count(raw: object) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw <= _MOST:
        raise ValueError("not a count")
    return raw


def _column(raw: object) -> str:
    if not isinstance(raw, str) or raw not in _COLUMNS:
        raise ValueError("not a column of the contract")
    return raw


def _counts(kind: type[Counts], raw: object) -> Counts:
    said = _mapping(raw)
    return kind(**{field.name: _count(said[field.name]) for field in fields(kind)})


def _top_coded(raw: object) -> TopCoded:
    said = _mapping(raw)
    return TopCoded(_column(said["column"]), _count(said["highest"]), _count(said["rows"]))


def _sizes(raw: object) -> GroupSizes:
    said = _mapping(raw)
    return GroupSizes(
        columns=tuple(_column(column) for column in _some(said["columns"], len(_COLUMNS))),
        k=_count(said["k"]),
        unique=_count(said["unique"]),
        below_5=_count(said["below_5"]),
        below_10=_count(said["below_10"]),
        least_diverse=tuple(
            (_column(name), _count(fewest)) for name, fewest in _mapping(said["l"]).items()
        ),
    )
