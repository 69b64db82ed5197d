"""V-numbers: ten digits, however they were typed or mangled by a spreadsheet."""

from __future__ import annotations

import re

from perspectief.intake.values.text import NOTHING, as_text, normalised
from perspectief.intake.values.value import Cell, Value

LENGTH = 10
_SEPARATORS = re.compile(r"[\s.\-/_'’]+")
_FLOATING = re.compile(r"(\d{8,10})[.,]0+")
_SCIENTIFIC = re.compile(r"\d+([.,]\d+)?e\+?\d+", re.IGNORECASE)


def parse_number(cell: Cell) -> Value[str]:
    """Return the ten digits of a V-number.

    Notes
    -----
    Nine digits have lost a leading zero: it is put back, with note `v_nummer_nul`. Faults:
    `v_nummer_afgekapt` (a spreadsheet turned it into `1,23E+09`: digits are lost) and
    `v_nummer_ongeldig`.
    """
    if isinstance(cell, bool):
        return Value(fault="v_nummer_ongeldig")
    text = as_text(cell)
    if normalised(text) in NOTHING:
        return Value()
    if match := _FLOATING.fullmatch(text):
        text = match[1]
    if _SCIENTIFIC.fullmatch(text):
        return Value(fault="v_nummer_afgekapt")
    digits = _SEPARATORS.sub("", re.sub(r"^[vV](?:[ .\-]*(?:nr|nummer))?[ .:\-]*", "", text))
    if not (digits.isascii() and digits.isdigit()) or not LENGTH - 1 <= len(digits) <= LENGTH:
        return Value(fault="v_nummer_ongeldig")
    if set(digits) == {"0"}:
        return Value(fault="v_nummer_ongeldig")
    if len(digits) == LENGTH - 1:
        return Value(f"0{digits}", note="v_nummer_nul")
    return Value(digits)
