"""Words to codes, by tables beside this file: sex, outcome, goal, who ended it, kind of procedure.

A table has the words as they are compared (normalised), the code they mean and the source. An
empty code takes the words out of the text first, so that 'geen vergunning' is not a permit.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from perspectief.intake.values.text import NOTHING, normalised
from perspectief.intake.values.value import Value

_FOLDER = Path(__file__).parent

WordTable = Literal[
    "uitkomsten",
    "doelen",
    "beeindigd_door",
    "burgerlijke_staat",
    "geslacht",
    "kenmerken_toelichting",
    "aanvragen",
    "beroepen",
]

_DENIALS = frozenset(
    (
        "geen",
        "niet",
        "nooit",
        "zonder",
        "geweigerd",
        "afgewezen",
        "ingetrokken",
        "wacht",
        "misschien",
    )
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """All words of a table in one pattern, longest first; and what each means."""

    pattern: re.Pattern[str]
    codes: Mapping[str, str]


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table beside this file."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _patterns(table: WordTable) -> _Patterns:
    codes = {row["woorden"]: row["betekent"] for row in read_table(table)}
    words = sorted(codes, key=lambda text: (-len(text), text))
    return _Patterns(re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b"), codes)


@lru_cache(maxsize=100_000)
def codes_in(text: str, table: WordTable) -> tuple[str, ...]:
    """Return the distinct codes that the words of `text` mean, sorted; the longest words win."""
    patterns = _patterns(table)
    codes = {patterns.codes[match] for match in patterns.pattern.findall(normalised(text))}
    return tuple(sorted(codes - {""}))


def one_code(text: str, table: WordTable) -> Value[str]:
    """Return the one code that `text` means.

    Notes
    -----
    No answer gives nothing. Faults: `woord_onbekend` when no words are known, `woord_ontkend` when
    a denial stands beside them that the table does not know ('vergunning weer ingetrokken'), and
    `woord_dubbelzinnig` when they mean different things.
    """
    codes = codes_in(text, table)
    if len(codes) == 1:
        rest = _patterns(table).pattern.sub(" ", normalised(text)).split()
        return Value(fault="woord_ontkend") if _DENIALS.intersection(rest) else Value(codes[0])
    if len(codes) > 1:
        return Value(fault="woord_dubbelzinnig")
    return Value() if normalised(text) in NOTHING else Value(fault="woord_onbekend")
