"""One person, one row: doubles within a steunpunt, and persons who moved to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from perspectief.intake.decisions import Proposal
from perspectief.intake.validating.registrations import Registration

_NAMES_ALIKE = 85
_LARGEST_GROUP = 40


@dataclass(frozen=True, slots=True)
class Singles:
    """One row per person; how many rows went, and the pairs that a person must judge."""

    people: tuple[Registration, ...]
    doubles: int
    moved: int
    proposals: tuple[Proposal, ...]


def one_row_each(rows: Sequence[Registration], decided: Mapping[str, str]) -> Singles:
    """Return one row per person.

    Parameters
    ----------
    rows
        The rows that count.
    decided
        'zelfde' or 'anders' per pair of keys.

    Notes
    -----
    Two rows are one person when they have the same number and do not contradict each other on
    birth date and name. Within a steunpunt the last row counts; between steunpunten the one where
    guidance began last. Other likely pairs (same name and birth date, or numbers that differ in at
    most two digits with the same birth date, sex and origin) are proposed, and stay apart until
    someone decides.
    """
    parents = list(range(len(rows)))
    _join_same_numbers(rows, parents)
    pairs = _likely_pairs(rows, parents)
    for first, second in pairs:
        if decided.get(_pair_key(rows[first], rows[second])) == "zelfde":
            parents[_root(parents, second)] = _root(parents, first)
    groups: dict[int, list[Registration]] = defaultdict(list)
    for index, row in enumerate(rows):
        groups[_root(parents, index)].append(row)
    kept = [_who_counts(group) for group in groups.values()]
    moved = sum(len({row.sender for row in group}) - 1 for group in groups.values())
    doubles = len(rows) - len(kept) - moved
    proposals = tuple(_proposal(rows[first], rows[second]) for first, second in pairs)
    return Singles(tuple(kept), doubles, moved, proposals)


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index


def _join_same_numbers(rows: Sequence[Registration], parents: list[int]) -> None:
    for group in _grouped((row.number, index) for index, row in enumerate(rows) if row.number):
        for first, second in combinations(group[:_LARGEST_GROUP], 2):
            if _agree(rows[first], rows[second]):
                parents[_root(parents, second)] = _root(parents, first)


def _agree(one: Registration, other: Registration) -> bool:
    """Whether nothing says that two rows with one number are two persons."""
    if one.birth is None or other.birth is None or one.birth == other.birth:
        return True
    return bool(one.name) and fuzz.ratio(one.name, other.name) >= _NAMES_ALIKE


def _likely_pairs(rows: Sequence[Registration], parents: list[int]) -> list[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    same_number = ((row.number, index) for index, row in enumerate(rows) if row.number)
    for group in _grouped(same_number):
        pairs.update(combinations(group[:_LARGEST_GROUP], 2))
    born = (
        (row.birth, index)
        for index, row in enumerate(rows)
        if row.birth is not None and row.birth.whole is not None
    )
    for group in _grouped(born):
        pairs.update(
            pair
            for pair in combinations(group[:_LARGEST_GROUP], 2)
            if _look_alike(rows[pair[0]], rows[pair[1]])
        )
    return sorted(
        (first, second)
        for first, second in pairs
        if _root(parents, first) != _root(parents, second)
    )


def _look_alike(one: Registration, other: Registration) -> bool:
    """Whether two rows with one birth date may be one person."""
    if one.name and one.name == other.name:
        return True
    if one.number is None or other.number is None or one.sex != other.sex:
        return False
    near = OSA.distance(one.number, other.number, score_cutoff=2) <= 2
    names_differ = bool(one.name and other.name) and fuzz.ratio(one.name, other.name) < 60
    return near and one.origin == other.origin and not names_differ


def _grouped(keyed: Iterable[tuple[object, int]]) -> list[list[int]]:
    groups: dict[object, list[int]] = defaultdict(list)
    for key, index in keyed:
        groups[key].append(index)
    return [group for group in groups.values() if len(group) > 1]


def _who_counts(group: list[Registration]) -> Registration:
    last_per_sender = {row.sender: row for row in sorted(group, key=lambda row: row.place)}
    return max(
        last_per_sender.values(),
        key=lambda row: (
            (row.entry.year, row.entry.month, row.entry.day) if row.entry else (0, 0, 0),
            row.place,
        ),
    )


def _pair_key(one: Registration, other: Registration) -> str:
    return "-".join(sorted((one.key, other.key)))


def _proposal(one: Registration, other: Registration) -> Proposal:
    first, second = sorted((one, other), key=lambda row: row.place)
    evidence = []
    if first.number and second.number:
        distance = OSA.distance(first.number, second.number)
        evidence.append(
            "V-nummer gelijk" if distance == 0 else f"V-nummer verschilt {distance} cijfer(s)"
        )
    else:
        evidence.append("V-nummer ontbreekt bij een van beide")
    evidence.append(f"geboortedatum {'gelijk' if first.birth == second.birth else 'anders'}")
    evidence.append(f"sekse {'gelijk' if first.sex == second.sex else 'anders'}")
    evidence.append(f"land {'gelijk' if first.origin == second.origin else 'anders'}")
    evidence.append(f"naam {fuzz.ratio(first.name, second.name):.0f} % gelijk")
    return Proposal(
        "dubbel", _pair_key(one, other), where(first), where(second), "; ".join(evidence)
    )


def where(row: Registration) -> str:
    """Return where a row stands, in words."""
    sheet = f", blad {row.place.sheet}" if row.place.sheet else ""
    return f"{row.place.path}{sheet}, rij {row.place.row}"
