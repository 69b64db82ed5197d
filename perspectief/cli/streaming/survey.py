"""The first pass: which values there are, and how often with each value of the target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from perspectief.cli.reading.labels import reads_as
from perspectief.cli.reading.limits import MOST_VALUES
from perspectief.cli.streaming.parts import Asked, Part, Piece, Texts, parts
from perspectief_core.arrays import Floats, Ints
from perspectief_core.splits import ColumnError, Fault
from perspectief_core.splits.contingency import tally

Key: TypeAlias = str | float | None

MOST_KEYS = 1 << 14
"""Values counted with the target; of more the first pass only learns what they are."""
MOST_TEXT = 1 << 27
"""Characters of all values of a column."""
_POOL = 0
_SEPARATE = 64
_MOST_OBSERVATIONS = 2**53


@dataclass(frozen=True, slots=True)
class Roles:
    """The columns of a survey: the target, the predictors by kind of column, and the weight.

    `value` is the text of the target that is asked for; its class is never pooled.
    """

    target: str
    categories: tuple[str, ...]
    numbers: tuple[str, ...]
    weight: str | None
    value: str | None


class Joint:
    """Observations by value of a column (None is missing) and class of the target.

    With more than `MOST_KEYS` values it is no longer `whole`: texts keep one sum each over the
    classes, numbers are dropped.
    """

    __slots__ = ("keys", "order", "table", "typed", "whole")

    def __init__(self) -> None:
        self.keys: dict[Key, int] = {}
        self.table: Ints = np.zeros((0, 1), dtype=np.int64)
        self.whole = True
        self.typed = False
        self.order: tuple[str, ...] | None = None

    def add(self, keys: Sequence[Key], table: Ints, name: str) -> None:
        """Add counts by key and class."""
        at = np.array([self.keys.setdefault(key, len(self.keys)) for key in keys], dtype=np.int64)
        texts = len(self.keys) - (None in self.keys)
        if texts > MOST_VALUES:
            message = f"`{name}` has more than {MOST_VALUES:,} different values"
            raise ColumnError(name, Fault.TOO_MANY, message)
        if self.whole and texts > MOST_KEYS:
            self.whole, self.table = False, self.table.sum(axis=1, keepdims=True)
        if not self.whole:
            table = table.sum(axis=1, keepdims=True)
        self._grow(len(self.keys), table.shape[1])
        np.add.at(self.table[:, : table.shape[1]], at, table)

    def drop(self) -> None:
        """Forget the numbers: there are too many."""
        self.whole, self.keys, self.table = False, {}, np.zeros((0, 1), dtype=np.int64)

    def note(self, order: tuple[str, ...] | None, *, typed: bool) -> None:
        """Note what the type of the column says; orders that differ leave none."""
        self.typed = self.typed or typed
        if order is not None:
            self.order = order if self.order in (None, order) else ()

    def _grow(self, keys: int, classes: int) -> None:
        rows, columns = self.table.shape
        if keys > rows or classes > columns:
            room = (max(rows, 2 * keys if keys > rows else 0), max(columns, classes))
            grown = np.zeros(room, dtype=np.int64)
            grown[:rows, :columns] = self.table
            self.table = grown


class Survey:
    """What is known of the rows so far; surveys of parts are added with `merge`."""

    __slots__ = ("classes", "columns", "no_target", "no_weight", "roles", "rows", "target", "total")

    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.rows = self.no_target = self.no_weight = self.total = 0
        self.classes: dict[str, int] = {}
        self.target = Joint()
        self.columns = {name: Joint() for name in (*roles.categories, *roles.numbers)}

    def add(self, part: Part) -> None:
        """Add rows."""
        target = part.categories[self.roles.target]
        of_text = np.array([self._class(text) for text in target.texts], dtype=np.int64)
        column = of_text[target.codes]
        unknown = column < 0
        weights = self._weights(part, unknown)
        self.rows += part.rows
        self.no_target += int(unknown.sum())
        width = 2 + max(self.classes.values(), default=0)
        column[unknown] = width - 1
        self._add_texts(self.target, self.roles.target, target, (column, width, weights))
        for name in self.roles.categories:
            texts = part.categories[name]
            self._add_texts(self.columns[name], name, texts, (column, width, weights))
        for name in self.roles.numbers:
            self._add_numbers(name, part.numbers[name], (column, width, weights))

    def merge(self, other: Survey) -> Survey:
        """Add another survey; return this one."""
        for name in ("rows", "no_target", "no_weight", "total"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self._check_total()
        place = np.zeros(1 + max(other.classes.values(), default=0), dtype=np.int64)
        for text, at in other.classes.items():
            place[at] = self._class(text)
        pairs = [(self.roles.target, self.target, other.target)]
        pairs += [(name, self.columns[name], other.columns[name]) for name in self.columns]
        for name, joint, more in pairs:
            joint.note(more.order, typed=more.typed)
            if name in self.roles.numbers and not (joint.whole and more.whole):
                joint.drop()
                continue
            joint.whole = joint.whole and more.whole
            if not joint.whole:
                joint.table = joint.table.sum(axis=1, keepdims=True)
            table = more.table[: len(more.keys)]
            moved = np.zeros((len(table), 1 + int(place.max())), dtype=np.int64)
            if more.whole:
                np.add.at(moved.T, place[: table.shape[1]], table.T[: len(place)])
            else:
                moved[:, :1] = table
            joint.add(list(more.keys), moved, name)
            if name in self.roles.numbers and not joint.whole:
                joint.drop()
        return self

    def _class(self, text: str | None) -> int:
        if text is None:
            return -1
        if text not in self.classes:
            apart = len(self.classes) < _SEPARATE or _may_be(text, self.roles.value)
            if not apart:
                return _POOL
            self.classes[text] = len(self.classes) + 1
        return self.classes[text]

    def _weights(self, part: Part, unknown: np.ndarray) -> Ints | None:
        name = self.roles.weight
        if name is None:
            self.total += part.rows - int(unknown.sum())
            self._check_total()
            return None
        numbers = part.numbers[name]
        self.no_weight += int((~(numbers > 0) & ~unknown).sum())
        weights = to_weights(numbers, name)
        self.total += int(weights.sum())
        self._check_total()
        return weights

    def _check_total(self) -> None:
        if self.total >= _MOST_OBSERVATIONS:
            name = str(self.roles.weight)
            message = (
                f"weight column `{name}` sums to 2**53 or more; counts would no longer be exact"
            )
            raise ColumnError(name, Fault.WEIGHT, message)

    def _add_texts(
        self, joint: Joint, name: str, texts: Texts, by: tuple[Ints, int, Ints | None]
    ) -> None:
        column, width, weights = by
        table = tally(texts.codes, column, (len(texts.texts), width), weights)
        seen = table if weights is None else tally(texts.codes, column, table.shape)
        used = np.flatnonzero(seen.any(axis=1))
        joint.note(texts.order, typed=texts.typed)
        joint.add([texts.texts[at] for at in used.tolist()], table[used, : width - 1], name)
        if sum(len(key) for key in joint.keys if isinstance(key, str)) > MOST_TEXT:
            message = f"`{name}` has values that are too long to keep together"
            raise ColumnError(name, Fault.TOO_MANY, message)

    def _add_numbers(self, name: str, values: Floats, by: tuple[Ints, int, Ints | None]) -> None:
        joint, (column, width, weights) = self.columns[name], by
        check_finite(name, values, column < width - 1 if weights is None else weights > 0)
        if not joint.whole:
            return
        encoded = pa.array(values).dictionary_encode()
        if len(encoded.dictionary) > MOST_KEYS:
            joint.drop()
            return
        keys = [None if key != key else key + 0.0 for key in encoded.dictionary.to_pylist()]
        codes = encoded.indices.to_numpy().astype(np.uint16)
        table = tally(codes, column, (len(keys), width), weights)[:, : width - 1]
        joint.add(keys, table, name)
        if not joint.whole:
            joint.drop()


def survey(piece: Piece, asked: Asked, roles: Roles) -> Survey:
    """Return the survey of a piece."""
    surveyed = Survey(roles)
    for part in parts(piece, asked):
        surveyed.add(part)
    return surveyed


def to_weights(numbers: Floats, name: str) -> Ints:
    """Return weights as whole numbers, 0 when missing."""
    known = np.nan_to_num(numbers, nan=0.0)
    if (known < 0).any() or (known != np.floor(known)).any():
        message = f"weight column `{name}` must hold whole numbers of at least 0"
        raise ColumnError(name, Fault.WEIGHT, message)
    if (known >= _MOST_OBSERVATIONS).any():
        message = f"weight column `{name}` sums to 2**53 or more; counts would no longer be exact"
        raise ColumnError(name, Fault.WEIGHT, message)
    return known.astype(np.int64)


def check_finite(name: str, values: Floats, counted: np.ndarray) -> None:
    """Raise a ColumnError for an infinite number in a row that counts."""
    if (np.isinf(values) & counted).any():
        message = f"scale predictor `{name}` must be finite"
        raise ColumnError(name, Fault.NOT_FINITE, message)


def _may_be(text: str, asked: str | None) -> bool:
    """Return whether a text may turn out to be the value asked for, however that was typed."""
    return asked is not None and reads_as(text, asked)
