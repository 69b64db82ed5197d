"""Which question a heading asks, how sure that is and why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from perspectief.intake.understanding.fields import ListKind, fields_of
from perspectief.intake.values.text import normalised

SURE = 0.84
"""From this certainty a heading is followed; below it is only proposed."""
_PROPOSED = 0.66
_SHORTEST_FUZZY = 5

_CODE = re.compile(r"^([cv])\s?(\d+)([a-z]?)(\d?)\b")
_REPETITION = re.compile(r"\s*\b\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a heading: the question's code, the certainty from 0 to 1, and the reason."""

    field: str
    certainty: float
    reason: str


@cache
def _headings(kind: ListKind) -> dict[str, tuple[str, ...]]:
    """Return the codes per known heading."""
    known: dict[str, list[str]] = {}
    for field in fields_of(kind):
        for heading in field.headings:
            known.setdefault(heading, []).append(field.code)
    return {heading: tuple(codes) for heading, codes in known.items()}


@cache
def _codes(kind: ListKind) -> dict[str, str]:
    return {field.code.casefold(): field.code for field in fields_of(kind)}


@lru_cache(maxsize=50_000)
def readings(text: str, kind: ListKind) -> tuple[Reading, ...]:
    """Return the ways to read a heading, the surest first.

    Notes
    -----
    A number of the appendix (`C10`) decides by itself. Then: a known heading, the start of a known
    heading of some length, a heading that is nearly the same. A trailing number is left out: it
    counts the appeals and applications.
    """
    words = normalised(text)
    if not words or len(words) > 300:
        return ()
    if (code := _own_code(words, kind)) is not None:
        return (Reading(code, 1.0, "het nummer van de vraag staat in de kop"),)
    if words.isdigit():
        return ()
    known = _headings(kind)
    bare = _REPETITION.sub("", words)
    for candidate in (words, bare):
        if candidate in known:
            return tuple(Reading(c, 1.0, "de kop is bekend") for c in known[candidate])
    return _nearly(bare, kind)


def _own_code(words: str, kind: ListKind) -> str | None:
    match = _CODE.match(words)
    if not match:
        return None
    letter, number, part, digit = match.groups()
    codes = _codes(kind)
    for code in (f"{letter}{number}{part}{digit}", f"{letter}{number}{part}"):
        if code in codes:
            return codes[code]
    return None


def _nearly(words: str, kind: ListKind) -> tuple[Reading, ...]:
    if len(words) < _SHORTEST_FUZZY:
        return ()
    known = _headings(kind)
    best: dict[str, Reading] = {}
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        for heading, score, _ in process.extract(
            words, list(known), scorer=scorer, limit=8, score_cutoff=100 * _PROPOSED
        ):
            # A short word that is nearly another says less than a long one.
            certainty = score / 100 if len(heading) >= _SHORTEST_FUZZY else 0.0
            _keep_best(best, known[heading], min(certainty, 0.97), "de kop lijkt op een bekende")
    if len(words) >= 14:
        for heading, codes in known.items():
            if heading.startswith(words) or (
                words.startswith(f"{heading} ") and len(heading) >= 14
            ):
                _keep_best(best, codes, 0.95, "de kop begint als een bekende")
    return tuple(sorted(best.values(), key=lambda reading: (-reading.certainty, reading.field)))


def _keep_best(
    best: dict[str, Reading], codes: tuple[str, ...], certainty: float, reason: str
) -> None:
    for code in codes:
        if certainty >= _PROPOSED and (code not in best or best[code].certainty < certainty):
            best[code] = Reading(code, certainty, reason)
