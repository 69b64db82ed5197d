"""Numbers that a table shows as text, taken apart for a file: `≈ 1.140` is 1140 with a sign.

A reader wants `17,0 maanden` and `< 0,005`; a program wants 17 and 0.005, and what stands before
and behind them in columns of their own. A column is taken apart only when every cell reads so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from perspectief.report.words import formats

Value = int | float | str | None
UNITS = {
    "%": "procent",
    "procentpunt": "procentpunt",
    "jaar": "jaar",
    "maand": "maanden",
    "maanden": "maanden",
    "dag": "dagen",
    "dagen": "dagen",
    "uur": "uur",
    "euro": "euro",
    "jongere": "jongeren",
    "jongeren": "jongeren",
}
WORDS = {"een kwart": 25.0, "de helft": 50.0, "een derde": 100 / 3, "twee derde": 200 / 3}
"""Shares that a report writes in words, in per cent."""
_BESIDE = ("_teken", "_eenheid")
"""Endings of what stands before or behind a number."""

_SIGN = r"(?:(≈|<|>|ongeveer|bijna)\s*)?"
_NUMBER = r"([+\-−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[+\-−]?\d+(?:,\d+)?)"
_UNIT = f"(?:\\s*({'|'.join(UNITS)}))?"
_ONE = re.compile(_SIGN + _NUMBER + _UNIT)
_RANGE = re.compile(_NUMBER + r"\s*(?:–|tot en met|tot)\s*" + _NUMBER + _UNIT)
_OF = re.compile(_SIGN + _NUMBER + r" van " + _SIGN + _NUMBER)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a column becomes in a file: endings of its key, and the values of each cell."""

    endings: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]


def parts(cells: Sequence[object]) -> Parts | None:
    """Return a column of texts as columns of numbers; None when it holds anything else.

    Parameters
    ----------
    cells
        Of one column; None and `.` are unknown, whole numbers stay what they are.

    Examples
    --------
    >>> parts(["≈ 1.140", "733"])
    Parts(endings=('', '_teken'), values=((1140, '≈'), (733, None)))
    >>> parts(["0–4", "3–13"])
    Parts(endings=('_laag', '_hoog'), values=((0, 4), (3, 13)))
    >>> parts(["8 %", "x"]).values
    ((8, 'procent'), ('x', None))
    >>> parts(["x", "3–13"]).values
    (('x', 'x'), (3, 13))
    >>> parts(["Bijlage 5"]) is None
    True
    """
    texts = [None if cell in (None, "", formats.UNKNOWN) else _plain(cell) for cell in cells]
    if not any(text not in (None, formats.SECRET) for text in texts):
        return None
    for endings, read in READINGS:
        readings = [_unsaid(text, endings) or read(str(text)) for text in texts]
        known = [reading for reading in readings if reading is not None]
        if len(known) == len(readings):
            return _filled(endings, known)
    return None


def _plain(cell: object) -> str:
    return str(cell).replace(formats.NBSP, " ").strip()


def _unsaid(text: str | None, endings: Sequence[str]) -> tuple[Value, ...] | None:
    """Return what stands where nothing is known, or where it is secret; None of a number."""
    if text is None:
        return (None,) * len(endings)
    if text != formats.SECRET:
        return None
    return tuple(None if ending in _BESIDE else text for ending in endings)


def _filled(endings: Sequence[str], values: list[tuple[Value, ...]]) -> Parts:
    """Return the columns in which something stands; the first always."""
    kept = [
        at for at in range(len(endings)) if at == 0 or any(row[at] is not None for row in values)
    ]
    return Parts(
        tuple(endings[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in values)
    )


def _one(text: str) -> tuple[Value, ...] | None:
    if text in WORDS:
        return WORDS[text], None, UNITS["%"]
    match = _ONE.fullmatch(text)
    if match is None:
        return None
    sign, number, unit = match.groups()
    return _number(number), sign, UNITS[unit] if unit else None


def _range(text: str) -> tuple[Value, ...] | None:
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    low, high, unit = match.groups()
    return _number(low), _number(high), UNITS[unit] if unit else None


def _of(text: str) -> tuple[Value, ...] | None:
    match = _OF.fullmatch(text)
    if match is None:
        return None
    sign, count, total_sign, total = match.groups()
    return _number(count), _number(total), sign or total_sign


def _number(text: str) -> int | float:
    plain = text.replace(".", "").replace(",", ".").replace(formats.MINUS, "-")
    return float(plain) if "." in plain else int(plain)


READINGS: tuple[tuple[tuple[str, ...], Callable[[str], tuple[Value, ...] | None]], ...] = (
    (("", "_teken", "_eenheid"), _one),
    (("_laag", "_hoog", "_eenheid"), _range),
    (("_aantal", "_totaal", "_teken"), _of),
)
"""How a column may read, with the endings of the columns that it becomes."""


def unique(keys: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """Return column keys, each once: a count that bears the name of another column says so.

    Parameters
    ----------
    keys
        Each key, and whether its column counts.
    """
    taken: list[str] = []
    for key, counts in keys:
        name = key
        while name in taken:
            name = f"aantal_{name}" if counts else f"{name}_2"
        taken.append(name)
    return tuple(taken)
