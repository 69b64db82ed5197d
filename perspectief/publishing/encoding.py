"""Results as text and back: what a bundle stores, without running anything that stands in it.

A value is written as JSON in which every part says what it is. Only declared record types are
written and read, so that a bundle from elsewhere cannot name something to be run, as a pickle can.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, get_args, get_type_hints

import numpy as np

from perspectief_core.cohort.selection import Selection
from perspectief_core.results import RESULTS, DisclosureError
from perspectief_core.shares.fives import Rounded

Json = str | int | float | bool | list[Any] | None

_ODD_FLOATS = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}


class EncodingError(DisclosureError):
    """A value cannot be written or read: a type is not a declared one, or the form is not ours."""


class Codec:
    """Writes and reads values made of the given record types.

    Parameters
    ----------
    records : types
        Dataclasses that may occur; those in their fields come with them, and the enumerations.
    numbers : types, optional
        Subclasses of `int` that mean something of their own, as a rounded count does. They come
        back as what they were; another subclass is refused, because its meaning would be lost.

    Notes
    -----
    Beside records: text, whole numbers, floats, truth values, dates, None, and tuples, sets and
    mappings of these. A number of NumPy becomes the number of Python that equals it. Sets are
    written in the order of their text, so that the same value is always the same text.

    Examples
    --------
    >>> from perspectief_core.cohort.selection import Selection
    >>> codec = Codec([Selection])
    >>> codec.write((85, None, frozenset({"man"})))
    '["tuple",85,null,["frozenset","man"]]'
    >>> codec.read(codec.write(Selection(geslacht=("man",)))) == Selection(geslacht=("man",))
    True
    """

    def __init__(self, records: Iterable[type], numbers: Iterable[type[int]] = ()) -> None:
        self._records = {name_of(cls): cls for cls in _with_parts(records)}
        self._numbers = {name_of(cls): cls for cls in numbers}
        self._fields = {
            name: tuple(field.name for field in fields(cls))
            for name, cls in self._records.items()
            if is_dataclass(cls)
        }

    @property
    def types(self) -> str:
        """A digest of the types that may occur, with the names of their fields or options.

        What one codec wrote another with the same types can read; a type that was moved, or has
        other fields, gives another digest.
        """
        records = [[name, *_names(cls)] for name, cls in self._records.items()]
        declared = _text(sorted(records) + sorted(self._numbers))
        return hashlib.sha256(declared.encode()).hexdigest()

    def write(self, value: object) -> str:
        """Return the text of `value`; the same value gives the same text.

        Raises
        ------
        EncodingError
            When a part of it is of a type that is not declared. The value itself is not named.
        """
        return _text(self._form(value))

    def read(self, text: str) -> object:
        """Return the value of a text that `write` made.

        Raises
        ------
        EncodingError
            When it is not such a text, or names a type that is not declared here.
        """
        try:
            return self._value(json.loads(text, parse_constant=_refuse))
        except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
            raise EncodingError("what is stored is not a value as it was written") from error

    def _form(self, value: object) -> Json:
        if isinstance(value, np.generic):
            value = value.item()
        kind = type(value)
        if value is None or kind in (str, bool, int):
            return value  # type: ignore[return-value]
        if isinstance(value, float) and kind is float:
            return value if np.isfinite(value) else ["float", str(value)]
        if isinstance(value, date) and kind is date:
            return ["date", value.isoformat()]
        if isinstance(value, int) and self._numbers.get(name_of(kind)) is kind:
            return ["number", name_of(kind), int(value)]
        if is_dataclass(value) and self._records.get(name_of(kind)) is kind:
            parts = [self._form(getattr(value, field.name)) for field in fields(value)]
            return ["record", name_of(kind), *parts]
        if isinstance(value, Enum) and self._records.get(name_of(kind)) is kind:
            return ["option", name_of(kind), value.name]
        return self._gathered(value, kind)

    def _gathered(self, value: object, kind: type) -> Json:
        if isinstance(value, tuple) and kind is tuple:
            return ["tuple", *map(self._form, value)]
        if isinstance(value, (set, frozenset)) and kind in (set, frozenset):
            return [kind.__name__, *sorted(map(self._form, value), key=_text)]
        if isinstance(value, dict) and kind is dict:
            return ["dict", *([self._form(key), self._form(part)] for key, part in value.items())]
        raise EncodingError(f"a bundle may not carry a `{name_of(kind)}`")

    def _value(self, form: Json) -> object:
        if isinstance(form, dict):
            raise TypeError("a mapping is written as its parts")
        if not isinstance(form, list):
            return form
        kind, *parts = form
        if kind == "record":
            return self._record(*parts)
        if kind == "number":
            name, number = parts
            return self._numbers[name](number)
        if kind == "option":
            name, member = parts
            return _enum(self._records[name])[member]
        return _READERS[kind](self, parts)

    def _record(self, name: str, *parts: Json) -> object:
        values = map(self._value, parts)
        return self._records[name](**dict(zip(self._fields[name], values, strict=True)))


def codec_of(results: Iterable[type]) -> Codec:
    """Return the codec of these results, of selections, and of rounded counts.

    Raises
    ------
    EncodingError
        When one is not declared as a result.
    """
    kinds = list(results)
    for kind in kinds:
        if kind not in RESULTS:
            raise EncodingError(f"a bundle may not carry a `{name_of(kind)}`")
    return Codec([*kinds, Selection], [Rounded])


def name_of(what: type | Callable[..., object]) -> str:
    """Return the name under which a type or an analysis is stored: its module and its own name."""
    return f"{what.__module__}:{what.__qualname__}"


_READERS: dict[str, Callable[[Codec, list[Any]], Any]] = {
    "tuple": lambda codec, parts: tuple(map(codec._value, parts)),
    "set": lambda codec, parts: set(map(codec._value, parts)),
    "frozenset": lambda codec, parts: frozenset(map(codec._value, parts)),
    "dict": lambda codec, parts: {codec._value(key): codec._value(part) for key, part in parts},
    "date": lambda _, parts: date.fromisoformat(parts[0]),
    "float": lambda _, parts: _ODD_FLOATS[parts[0]],
}


def _text(form: Json) -> str:
    return json.dumps(form, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _names(cls: type) -> list[str]:
    """Return the names of the fields of a record, or of the options of an enumeration."""
    if is_dataclass(cls):
        return [field.name for field in fields(cls)]
    return list(_enum(cls).__members__)


def _enum(cls: type) -> type[Enum]:
    if not issubclass(cls, Enum):
        raise TypeError("not a type with options")
    return cls


def _refuse(constant: str) -> object:
    raise ValueError(f"`{constant}` stands loose in what is stored")


def _with_parts(records: Iterable[type]) -> set[type]:
    """Return the records, and the records and enumerations in their fields, all the way down."""
    declared: set[type] = set()
    waiting = list(records)
    while waiting:
        cls = waiting.pop()
        if cls not in declared:
            declared.add(cls)
            hints = get_type_hints(cls).values() if is_dataclass(cls) else ()
            waiting.extend(part for hint in hints for part in _declared_in(hint))
    return declared


def _declared_in(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and (is_dataclass(hint) or issubclass(hint, Enum)):
        yield hint
    for part in get_args(hint):
        yield from _declared_in(part)
