"""Yes, no, unknown and nothing at all."""

from __future__ import annotations

from typing import Literal

from perspectief.intake.values.text import normalised
from perspectief.intake.values.value import Cell, Value

Answer = Literal["ja", "nee", "onbekend"]

_YES = frozenset({"ja", "j", "1", "x", "yes", "y", "waar", "true", "wel"})
_YES_SIGNS = frozenset("✓✔☑✗✘☒")
_NO = frozenset({"nee", "n", "0", "neen", "no", "onwaar", "false", "geen", "niet"})
_NO_SIGNS = frozenset("-–—☐")
_UNKNOWN = frozenset({"onbekend", "onb", "onbek", "niet bekend", "weet niet", "onduidelijk", "9"})
_NOTHING = frozenset({"nvt", "n v t", "niet van toepassing"})


def parse_yes_no(cell: Cell) -> Value[Answer]:
    """Return the answer in a cell.

    Notes
    -----
    A cross or tick is yes, a single dash is no, a question mark is unknown. An empty cell and
    'n.v.t.' are no answer. Anything else is a fault, also `ja, maar …`: `ja_nee_onleesbaar`.
    """
    if cell is None:
        return Value()
    if isinstance(cell, bool):
        return Value("ja" if cell else "nee")
    if isinstance(cell, float | int):
        if cell in (0, 1):
            return Value("ja" if cell == 1 else "nee")
        return Value("onbekend") if cell == 9 else Value(fault="ja_nee_onleesbaar")
    return _from_text(str(cell).strip())


def _from_text(text: str) -> Value[Answer]:
    if not text:
        return Value()
    if text in _YES_SIGNS:
        return Value("ja")
    if text in _NO_SIGNS:
        return Value("nee")
    if set(text) == {"?"}:
        return Value("onbekend")
    words = normalised(text)
    readings: tuple[tuple[frozenset[str], Value[Answer]], ...] = (
        (_YES, Value("ja")),
        (_NO, Value("nee")),
        (_UNKNOWN, Value("onbekend")),
        (_NOTHING, Value()),
    )
    for known, value in readings:
        if words in known:
            return value
    return Value(fault="ja_nee_onleesbaar")
