"""Counts: whole numbers, written the Dutch way or as a number."""

from __future__ import annotations

import re

from perspectief.intake.values.text import NOTHING, as_text, normalised
from perspectief.intake.values.value import Cell, Value

_WHOLE = re.compile(r"\d+")
_THOUSANDS = re.compile(r"\d{1,3}(?:[. ]\d{3})+")
_DECIMALS_ZERO = re.compile(r"(\d+)[.,]0{1,2}")
_BROKEN = re.compile(r"\d+[.,]\d+")
_NONE = frozenset({"geen", "nul", "nee", "n", "niet"})


def parse_count(cell: Cell) -> Value[int]:
    """Return the count in a cell.

    Notes
    -----
    `1.200` is twelve hundred, `3,0` is three. Faults: `getal_niet_heel` for `2,5`,
    `getal_onleesbaar` for text around a number (`ca. 30`, `30+`), `getal_negatief`.
    """
    if cell is None:
        return Value()
    if isinstance(cell, bool):
        return Value(fault="getal_onleesbaar")
    if isinstance(cell, float | int):
        if cell < 0:
            return Value(fault="getal_negatief")
        if not float(cell).is_integer() or cell > 10**9:
            return Value(fault="getal_niet_heel" if cell < 10**9 else "getal_onleesbaar")
        return Value(int(cell))
    text = as_text(cell)
    words = normalised(text)
    if words in NOTHING:
        return Value()
    if words in _NONE:
        return Value(0)
    return _from_text(text)


def _from_text(text: str) -> Value[int]:
    if len(text) > 12:
        return Value(fault="getal_onleesbaar")
    # ASCII only: `int` also reads digits of other scripts, which nobody checked here.
    if text.isascii():
        if _WHOLE.fullmatch(text):
            return Value(int(text))
        if _THOUSANDS.fullmatch(text):
            return Value(int(re.sub(r"[. ]", "", text)))
        if match := _DECIMALS_ZERO.fullmatch(text):
            return Value(int(match[1]))
        if _BROKEN.fullmatch(text):
            return Value(fault="getal_niet_heel")
        if text.startswith("-") and _WHOLE.fullmatch(text[1:]):
            return Value(fault="getal_negatief")
    return Value(fault="getal_onleesbaar")
