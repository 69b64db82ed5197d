"""Who sent a list, and in which round: told by the file's name, the tabs or the title rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from perspectief.intake.values.text import normalised
from perspectief_core.data.account import FINAL_ROUND
from perspectief_core.published import records

MINISTRY = "ministerie"
_ROUND = re.compile(r"\b(?:ronde|round|r)\s?(\d{1,2})\b|\b(\d{1,2})(?:e|ste|de)? ronde\b")
_OTHER_NAMES = {
    "den_haag": ("s gravenhage", "haag"),
    "zaandam": ("zaanstad",),
}


@cache
def _names() -> dict[str, str]:
    table = records.steunpunten_table()
    names = {normalised(str(name)): str(code) for code, name in table["naam"].items()}
    for steunpunt, others in _OTHER_NAMES.items():
        names.update(dict.fromkeys(others, steunpunt))
    return names


def sender_in(texts: Iterable[str]) -> str | None:
    """Return the one steunpunt that is named in the first text that names any; None when unsure."""
    for text in texts:
        words = f" {normalised(text)} "
        senders = {code for name, code in _names().items() if f" {name} " in words}
        if len(senders) == 1:
            return senders.pop()
        if senders:
            return None
    return None


def round_in(path: str) -> int:
    """Return the round that a path names ('ronde 2', '3e ronde', 'eindlijst'); 1 when none."""
    words = normalised(path)
    if match := _ROUND.search(words):
        return int(match[1] or match[2])
    return FINAL_ROUND if re.search(r"\beind(?:lijst|meting|ronde|stand)\b", words) else 1
