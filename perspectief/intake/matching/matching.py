"""Who is who in the ministry's register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from perspectief.intake.combining.doubles import where
from perspectief.intake.decisions import Proposal
from perspectief.intake.matching.evidence import FARTHEST, Evidence, compare
from perspectief.intake.validating.register import RegisterRecord
from perspectief.intake.validating.registrations import Registration

_FEWEST_AGREEING = 2
_MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Matches:
    """The record per participant (None: not found), how each was found, and what is proposed."""

    records: tuple[RegisterRecord | None, ...]
    exact: int
    decided: int
    contradicted: int
    proposals: tuple[Proposal, ...]


def match_register(
    people: Sequence[Registration], records: Sequence[RegisterRecord], decided: Mapping[str, str]
) -> Matches:
    """Return the record of each participant.

    Parameters
    ----------
    people, records
        Participants, one row each, and the ministry's list.
    decided
        'ja' or 'nee' per pair of keys.

    Notes
    -----
    The same number matches by itself, unless two of birth date, sex and origin contradict each
    other or two records have that number: then the number may be another person's. Everything
    else is a proposal: a number at most two digits off with two of three agreeing (at two digits
    the birth date among them), or no usable number with all three agreeing. A
    record is matched once.
    """
    matched: list[RegisterRecord | None] = [None] * len(people)
    free = {id(record): record for record in records}
    doubtful = _exact(people, records, matched, free)
    exact = sum(record is not None for record in matched)
    candidates = _candidates(people, matched, free, doubtful)
    chosen = _apply(people, candidates, decided, matched, free)
    proposals = [
        _proposal(people[index], record, evidence) for index, record, evidence in candidates
    ]
    return Matches(tuple(matched), exact, chosen, len(doubtful), tuple(proposals))


def _exact(
    people: Sequence[Registration],
    records: Sequence[RegisterRecord],
    matched: list[RegisterRecord | None],
    free: dict[int, RegisterRecord],
) -> set[int]:
    """Match equal numbers; return the participants whose equal number is not enough."""
    by_number: dict[str, list[RegisterRecord]] = defaultdict(list)
    for record in records:
        if record.number:
            by_number[record.number].append(record)
    claims: dict[str, list[int]] = defaultdict(list)
    for index, person in enumerate(people):
        if person.number in by_number:
            claims[person.number].append(index)
    doubtful: set[int] = set()
    for number, indices in claims.items():
        same = by_number[number]
        if len(same) > 1 or len(indices) > 1:
            doubtful.update(indices)
        elif _convincing(compare(people[indices[0]], same[0])):
            matched[indices[0]] = same[0]
            del free[id(same[0])]
        else:
            doubtful.add(indices[0])
    return doubtful


def _convincing(evidence: Evidence) -> bool:
    return evidence.contradicting <= 1 and evidence.agreeing >= 1


def _candidates(
    people: Sequence[Registration],
    matched: Sequence[RegisterRecord | None],
    free: Mapping[int, RegisterRecord],
    doubtful: set[int],
) -> list[tuple[int, RegisterRecord, Evidence]]:
    pool = list(free.values())
    numbers = {i: record.number for i, record in enumerate(pool) if record.number}
    born: dict[object, list[RegisterRecord]] = defaultdict(list)
    for record in pool:
        born[(record.birth, record.sex, record.origin)].append(record)
    candidates: list[tuple[int, RegisterRecord, Evidence]] = []
    for index, person in enumerate(people):
        if matched[index] is not None:
            continue
        near = _near_numbers(person, numbers, pool) + born.get(
            (person.birth, person.sex, person.origin), []
        )
        judged = {id(record): (record, compare(person, record)) for record in near}
        kept = [pair for pair in judged.values() if _worth_asking(pair[1], index in doubtful)]
        kept.sort(key=lambda pair: (-pair[1].agreeing, pair[1].digits_apart or 0, pair[0].place))
        candidates.extend((index, *pair) for pair in kept[:_MOST_CANDIDATES])
    return candidates


def _near_numbers(
    person: Registration, numbers: Mapping[int, str], pool: Sequence[RegisterRecord]
) -> list[RegisterRecord]:
    if person.number is None:
        return []
    near = process.extract(
        person.number, numbers, scorer=OSA.distance, score_cutoff=FARTHEST, limit=None
    )
    return [pool[i] for _, _, i in near]


def _worth_asking(evidence: Evidence, doubtful: bool) -> bool:
    if doubtful and evidence.digits_apart == 0:
        return True
    if evidence.digits_apart is None or evidence.digits_apart > FARTHEST:
        all_known = evidence.birth == evidence.sex == evidence.origin == "gelijk"
        return evidence.digits_apart is None and all_known
    # Numbers are issued densely: two digits off many a stranger has the same sex and origin.
    if evidence.digits_apart == FARTHEST and evidence.birth != "gelijk":
        return False
    return evidence.agreeing >= _FEWEST_AGREEING


def _apply(
    people: Sequence[Registration],
    candidates: Sequence[tuple[int, RegisterRecord, Evidence]],
    decided: Mapping[str, str],
    matched: list[RegisterRecord | None],
    free: dict[int, RegisterRecord],
) -> int:
    chosen = 0
    for index, record, _ in candidates:
        answer = decided.get(f"{people[index].key}-{record.key}")
        if answer == "ja" and matched[index] is None and id(record) in free:
            matched[index] = free.pop(id(record))
            chosen += 1
    return chosen


def _proposal(person: Registration, record: RegisterRecord, evidence: Evidence) -> Proposal:
    sheet = f", blad {record.place.sheet}" if record.place.sheet else ""
    candidate = f"{record.place.path}{sheet}, rij {record.place.row}"
    return Proposal(
        "koppeling", f"{person.key}-{record.key}", where(person), candidate, evidence.words()
    )
