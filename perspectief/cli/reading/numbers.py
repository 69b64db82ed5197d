"""Numbers as people write them: decimal point or comma, thousands, and what can be both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
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


Way: TypeAlias = NumberFormat | None
"""How numbers are written; None: as true and false."""
Spot: TypeAlias = tuple[str, int]
"""A file, and a line or row in it; the file is empty where there is only one."""


class Evidence:
    """In which ways the numbers of a column can be read, from all texts seen so far.

    Evidence of parts is added with `merge`, in any order.
    """

    __slots__ = ("_bad", "_bare", "_name", "_nowhere", "_signs", "_whole", "_writing")

    def __init__(self, name: str, writing: Writing, *, whole: bool = False) -> None:
        self._name, self._writing, self._whole = name, writing, whole
        self._bad: dict[Way, Spot] = {}
        self._nowhere: Spot | None = None
        self._bare = False
        self._signs: dict[str, Spot] = {}

    def add(self, texts: pa.Array, lines: Sequence[int], file: str = "") -> dict[Way, Floats]:
        """Look at texts, null when missing; return them as numbers in each way still open."""
        self._check_short(texts, lines, file)
        texts = _normal(texts)
        self._check_exact(texts)
        signed = pc.fill_null(pc.match_substring_regex(texts, "[.,]"), False)
        known = pc.is_valid(texts)
        self._bare = self._bare or bool(pc.any(pc.and_not(known, signed)).as_py())
        for sign in ".,":
            if sign not in self._signs and (at := _first(pc.match_substring(texts, sign))) >= 0:
                self._signs[sign] = (file, lines[at])
        values = self._values(texts, alike=not pc.any(signed).as_py())
        wrong = {
            way: pc.and_(known, pc.is_null(parsed)).to_numpy(zero_copy_only=False)
            for way, parsed in values.items()
        }
        for way, flags in wrong.items():
            if way not in self._bad and flags.any():
                self._bad[way] = (file, lines[int(np.argmax(flags))])
        nowhere = np.logical_and.reduce(list(wrong.values()))
        if self._nowhere is None and nowhere.any():
            self._nowhere = (file, lines[int(np.argmax(nowhere))])
        return {
            way: pc.fill_null(parsed, np.nan).to_numpy(zero_copy_only=False)
            for way, parsed in values.items()
            if way not in self._bad
        }

    def merge(self, other: Evidence) -> Evidence:
        """Add the evidence of other texts of this column; return this one."""
        for way, spot in other._bad.items():
            self._bad[way] = min(spot, self._bad.get(way, spot))
        for sign, spot in other._signs.items():
            self._signs[sign] = min(spot, self._signs.get(sign, spot))
        nowhere = [spot for spot in (self._nowhere, other._nowhere) if spot is not None]
        self._nowhere = min(nowhere, default=None)
        self._bare = self._bare or other._bare
        return self

    def settle(self) -> Way:
        """Return how the column is written; raise where it cannot be read in exactly one way.

        Raises
        ------
        ColumnError
            It can be read in two ways.
        DataError
            It can be read in none.
        """
        formats = self._writing.formats
        left = [format_ for format_ in formats if format_ not in self._bad]
        if left and len(left) == len(formats) > 1 and self._signs:
            self._settle(left[0])
        way = left[0] if left else None
        if way in self._bad:
            raise self._not_numbers()
        return way

    def _values(self, texts: pa.Array, *, alike: bool) -> dict[Way, pa.Array]:
        """Return texts as numbers in each way; `alike` when no sign can tell the formats apart."""
        formats = self._writing.formats
        if alike and formats:
            shared = _parsed(texts, formats[0])
            return {**dict.fromkeys(formats, shared), None: _words(texts)}
        return {**{format_: _parsed(texts, format_) for format_ in formats}, None: _words(texts)}

    def _check_short(self, texts: pa.Array, lines: Sequence[int], file: str) -> None:
        at = _first(pc.greater(pc.utf8_length(texts), _LONGEST))
        if at >= 0:
            self._nowhere = self._nowhere or (file, lines[at])
            raise self._not_numbers()

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
        sign, spot = min(self._signs.items(), key=lambda seen: seen[1])
        word, other = ("point", ",") if sign == "." else ("comma", ".")
        message = (
            f"column `{self._name}` can be read in two ways, from {self._at(spot)} on: "
            f"a {word} before three digits, as in 1{sign}025, is 1025 or 1{other}025; say which "
            "with --decimal or --thousands"
        )
        raise ColumnError(self._name, Fault.NOT_NUMERIC, message)

    def _not_numbers(self) -> DataError:
        if self._nowhere is not None:
            what = f"{self._at(self._nowhere)} is not a number"
        else:
            where = " and ".join(self._at(spot) for spot in sorted(set(self._signs.values())))
            what = f"decimal points and commas are mixed ({where})"
        return DataError(f"column `{self._name}` must be numeric: {what}")

    def _at(self, spot: Spot) -> str:
        file, line = spot
        return f"{self._writing.place} {line}" + (f" of `{file}`" if file else "")


class NumberBuilder:
    """A column of numbers that comes in parts, read in every way that is still open."""

    __slots__ = ("_evidence", "_parts")

    def __init__(self, name: str, writing: Writing, *, whole: bool = False) -> None:
        self._evidence = Evidence(name, writing, whole=whole)
        self._parts: dict[Way, list[Floats]] = {way: [] for way in (*writing.formats, None)}

    def add(self, texts: pa.Array, lines: Sequence[int], file: str = "") -> None:
        """Add texts, null when missing, that stand on these lines."""
        values = self._evidence.add(texts, lines, file)
        for way, parts in self._parts.items():
            if way in values:
                parts.append(values[way])
            else:
                parts.clear()

    def add_floats(self, values: Floats) -> None:
        """Add numbers that are known as such, nan when missing."""
        for parts in self._parts.values():
            parts.append(values)

    def finish(self) -> Floats:
        """Return the column; raise as `Evidence.settle` does."""
        parts = self._parts[self._evidence.settle()]
        return np.concatenate(parts) if parts else np.zeros(0)


def readings(texts: Sequence[str], formats: Sequence[NumberFormat]) -> list[Floats]:
    """Return the values of texts in each format that can read them all, once if they agree."""
    values = _normal(pa.array(texts, pa.string()))
    distinct: list[Floats] = []
    for format_ in formats:
        parsed = _parsed(values, format_)
        if parsed.null_count:
            continue
        numbers = parsed.to_numpy(zero_copy_only=False)
        if not any(np.array_equal(numbers, known) for known in distinct):
            distinct.append(numbers)
    return distinct


def _class(thousands: str) -> str:
    if thousands in _SPACES:
        return f"[{_SPACES}]"
    return "['\u2019]" if thousands == "'" else re.escape(thousands)


def _normal(texts: pa.Array) -> pa.Array:
    """Without spaces around, with a plain minus, and without plus."""
    texts = pc.replace_substring(pc.utf8_trim_whitespace(texts), "\u2212", "-")
    return pc.replace_substring_regex(texts, r"^\+([0-9.,])", r"\1")


def _parsed(texts: pa.Array, format_: NumberFormat) -> pa.Array:
    """Return texts as numbers; null where a text is none in this format."""
    fits = pc.match_substring_regex(texts, format_.pattern)
    plain = pc.if_else(fits, texts, pa.scalar(None, pa.string()))
    if format_.thousands is not None:
        plain = pc.replace_substring_regex(plain, _class(format_.thousands), "")
    if format_.decimal == ",":
        plain = pc.replace_substring(plain, ",", ".")
    return pc.cast(plain, pa.float64())


def _words(texts: pa.Array) -> pa.Array:
    """Return 1 and 0 for true and false, in any case; null for anything else."""
    lower = pc.utf8_lower(texts)
    number = pc.index_in(lower, pa.array(["false", "true"]))
    return pc.cast(number, pa.float64())


def _first(flags: pa.Array) -> int:
    return int(pc.index(pc.fill_null(flags, False), pa.scalar(True)).as_py())
