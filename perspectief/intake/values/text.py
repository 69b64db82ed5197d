"""Text as it is compared: without case, accents, punctuation and doubled spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from perspectief.intake.values.value import Cell

_NOT_WORD = re.compile(r"[^a-z0-9]+")

NOTHING = frozenset(
    {"", "nvt", "n v t", "niet van toepassing", "onbekend", "onb", "onbek", "niet bekend", "leeg"}
)
"""Normalised texts that say that there is no answer; punctuation alone normalises to ''."""


@lru_cache(maxsize=200_000)
def normalised(text: str) -> str:
    """Return `text` in lower case letters and digits, words separated by one space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_WORD.sub(" ", letters).strip()


def as_text(cell: Cell) -> str:
    """Return a cell as one line of text; a whole number without its decimal point."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
