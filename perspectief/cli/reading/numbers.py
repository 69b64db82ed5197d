"""Numbers as people write them: decimal point or comma, thousands, and what can be both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from perspectief.cli.errors import DataError
from perspectief_core.arrays import Floats
from perspectief_core.splits import ColumnError, Fault

_SPACES = " \u00a0\u202f\u2009"
_LONGEST = 400
"""Characters of the longest number that is looked at."""
_MANY_DIGITS = r"^-?[0-9]{16,}$"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A decimal sign and a sign between thousands; a decimal sign of None is not yet known."""

    decimal: str | None
    thousands: str | None

    @property
    def pattern(self) -> str:
        """Regular expression (RE2) of a number without spaces around it."""
        whole = "[0-9]+"
        if self.thousands is not None:
            whole = f"(?:{whole}|[1-9][0-9]{{0,2}}(?:{_class(self.thousands)}[0-9]{{3}})+)"
        point = re.escape(self.decimal or ".")
        number = rf"(?:{whole}(?:{point}[0-9]*)?|{point}[0-9]+)(?:[eE][-+]?[0-9]+)?"
        return rf"^-?(?:{number}|(?i:inf(?:inity)?))$"


ENGLISH = NumberFormat(".", ",")
DUTCH = NumberFormat(",", ".")
EXACT = NumberFormat(".", None)
"""As a program writes the numbers of a typed column."""


@dataclass(frozen=True, slots=True)
class Writing:
    """In which ways the numbers of a file may be written, the expected one first.

    `place` is what a row is called in a message: a line of a CSV, a row of Parquet.
    """

    formats: tuple[NumberFormat, ...]
    place: str = "line"


@dataclass(slots=True)
class _Reading:
    """The values so far in one format, as long as all can be read so."""

    parts: list[Floats] = field(default_factory=list)
    bad: int | None = None


class NumberBuilder:
    """A column of numbers that comes in parts, read in every way that is still open."""

    __slots__ = ("_bad", "_bare", "_name", "_readings", "_signs", "_whole", "_words", "_writing")

    def __init__(self, name: str, writing: Writing, *, whole: bool = False) -> None:
        self._name, self._writing, self._whole = name, writing, whole
        self._readings = {one: _Reading() for one in writing.formats}
        self._words = _Reading()
        self._bad: int | None = None
        self._bare = False
        self._signs: dict[str, int] = {}

    def add(self, texts: pa.Array, lines: Sequence[int]) -> None:
        """Add texts, null when missing, that stand on these lines."""
        texts = _normal(self._short(texts, lines))
        self._check_exact(texts)
        signed = pc.fill_null(pc.match_substring_regex(texts, "[.,]"), False)
        known = pc.is_valid(texts)
        self._bare = self._bare or bool(pc.any(pc.and_not(known, signed)).as_py())
        for sign in ".,":
            if sign not in self._signs and (at := _first(pc.match_substring(texts, sign))) >= 0:
                self._signs[sign] = lines[at]
        shared = None if pc.any(signed).as_py() else _parsed(texts, self._writing.formats[0])
        found = [
            self._extend(reading, shared or _parsed(texts, one), texts, lines)
            for one, reading in self._readings.items()
        ]
        found.append(self._extend(self._words, _words(texts), texts, lines))
        if self._bad is None:
            wrong = np.logical_and.reduce(found)
            self._bad = lines[int(np.argmax(wrong))] if wrong.any() else None

    def add_floats(self, values: Floats) -> None:
        """Add numbers that are known as such, nan when missing."""
        for reading in (*self._readings.values(), self._words):
            reading.parts.append(values)

    def finish(self) -> Floats:
        """Return the column; raise a ColumnError when it cannot be read in exactly one way."""
        left = [one for one, reading in self._readings.items() if reading.bad is None]
        if left and len(left) == len(self._writing.formats) > 1 and self._signs:
            self._settle(left[0])
        reading = self._readings[left[0]] if left else self._words
        if reading.bad is not None:
            raise self._not_numbers()
        return np.concatenate(reading.parts) if reading.parts else np.zeros(0)

    def _extend(
        self, reading: _Reading, parsed: pa.Array, texts: pa.Array, lines: Sequence[int]
    ) -> npt.NDArray[np.bool_]:
        """Add a part to a reading, or end it; return which texts cannot be read so."""
        wrong = pc.and_(pc.is_valid(texts), pc.is_null(parsed)).to_numpy(zero_copy_only=False)
        if reading.bad is None and wrong.any():
            reading.bad = lines[int(np.argmax(wrong))]
            reading.parts.clear()
        if reading.bad is None:
            reading.parts.append(pc.fill_null(parsed, np.nan).to_numpy(zero_copy_only=False))
        return np.asarray(wrong, dtype=np.bool_)

    def _short(self, texts: pa.Array, lines: Sequence[int]) -> pa.Array:
        at = _first(pc.greater(pc.utf8_length(texts), _LONGEST))
        if at >= 0:
            self._bad = lines[at] if self._bad is None else self._bad
            raise self._not_numbers()
        return texts

    def _check_exact(self, texts: pa.Array) -> None:
        many = texts.filter(pc.fill_null(pc.match_substring_regex(texts, _MANY_DIGITS), False))
        if any(int(float(text)) != int(text) for text in pc.unique(many).to_pylist()):
            message = (
                f"column `{self._name}` holds numbers too large to be kept apart as numbers "
                "(above 2**53); nominal takes them as text"
            )
            raise ColumnError(self._name, Fault.NOT_NUMERIC, message)

    def _settle(self, expected: NumberFormat) -> None:
        """Raise when the signs may as well be what is not expected of them.

        With every sign before exactly three digits, only a column of nothing but decimals of the
        expected kind is taken as it seems: numbers without a sign among them, or a column that
        must be whole, point to thousands.
        """
        if set(self._signs) == {expected.decimal} and not self._bare and not self._whole:
            return
        sign, line = min(self._signs.items(), key=lambda item: item[1])
        word, other = ("point", ",") if sign == "." else ("comma", ".")
        message = (
            f"column `{self._name}` can be read in two ways, from {self._writing.place} {line} on: "
            f"a {word} before three digits, as in 1{sign}025, is 1025 or 1{other}025; say which "
            "with --decimal or --thousands"
        )
        raise ColumnError(self._name, Fault.NOT_NUMERIC, message)

    def _not_numbers(self) -> DataError:
        place = self._writing.place
        if self._bad is not None:
            what = f"{place} {self._bad} is not a number"
        else:
            where = " and ".join(f"{place} {line}" for line in sorted(set(self._signs.values())))
            what = f"decimal points and commas are mixed ({where})"
        return DataError(f"column `{self._name}` must be numeric: {what}")


def readings(texts: Sequence[str], formats: Sequence[NumberFormat]) -> list[Floats]:
    """Return the values of texts in each format that can read them all, once if they agree."""
    values = _normal(pa.array(texts, pa.string()))
    found: list[Floats] = []
    for one in formats:
        parsed = _parsed(values, one)
        if parsed.null_count:
            continue
        numbers = parsed.to_numpy(zero_copy_only=False)
        if not any(np.array_equal(numbers, known) for known in found):
            found.append(numbers)
    return found


def _class(thousands: str) -> str:
    if thousands in _SPACES:
        return f"[{_SPACES}]"
    return "['\u2019]" if thousands == "'" else re.escape(thousands)


def _normal(texts: pa.Array) -> pa.Array:
    """Without spaces around, with a plain minus, and without plus."""
    texts = pc.replace_substring(pc.utf8_trim_whitespace(texts), "\u2212", "-")
    return pc.replace_substring_regex(texts, r"^\+([0-9.,])", r"\1")


def _parsed(texts: pa.Array, one: NumberFormat) -> pa.Array:
    """Return texts as numbers; null where a text is none in this format."""
    fits = pc.match_substring_regex(texts, one.pattern)
    plain = pc.if_else(fits, texts, pa.scalar(None, pa.string()))
    if one.thousands is not None:
        plain = pc.replace_substring_regex(plain, _class(one.thousands), "")
    if one.decimal == ",":
        plain = pc.replace_substring(plain, ",", ".")
    return pc.cast(plain, pa.float64())


def _words(texts: pa.Array) -> pa.Array:
    """Return 1 and 0 for true and false, in any case; null for anything else."""
    lower = pc.utf8_lower(texts)
    number = pc.index_in(lower, pa.array(["false", "true"]))
    return pc.cast(number, pa.float64())


def _first(flags: pa.Array) -> int:
    return int(pc.index(pc.fill_null(flags, False), pa.scalar(True)).as_py())
